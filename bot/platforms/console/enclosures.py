"""Files of this machine as enclosures: 「2号塔吊限位松动 [图:photo.jpg]」."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal
from uuid import uuid4

from bot.platform import Attached, Kept, Undeliverable
from bot.platforms.console.lines import Misspoken
from bot.shelf import LARGEST, Shelf

MARK = re.compile(r"[\[【](?P<what>图|文件)[:：]\s*(?P<path>[^\]】]+?)\s*[\]】]")
CHUNK = 65536


def taken_out(text: str) -> tuple[str, tuple[Attached, ...]]:
    """The words without the marks, and the files that they name; a path counts from the current folder.

    Raises Misspoken for a file that cannot be read or is too large.
    """
    files = tuple(_attached(mark["what"], mark["path"]) for mark in MARK.finditer(text))
    return MARK.sub("", text).strip(), files


def _attached(what: str, written: str) -> Attached:
    path, kind = Path(written).expanduser().resolve(), _kind(what)
    try:
        size = path.stat().st_size
    except OSError:
        size = -1
    if size < 0 or not path.is_file():
        raise Misspoken(f"找不到文件 {written}。路径从当前目录算起。")
    if size > LARGEST:
        raise Misspoken(f"{path.name} 超过 {LARGEST // 1024 // 1024} MB，不收。")
    return Attached(f"{uuid4().hex}:{path}", path.name, kind)


def _kind(what: str) -> Literal["image", "file"]:
    return "image" if what == "图" else "file"


async def fetched(file: Attached, folder: Path) -> Kept:
    """Put a copy of an enclosure on the shelf.

    Raises Undeliverable if it is gone or grew too large.
    """
    return await Shelf(folder).put(_chunks(Path(file.key.partition(":")[2])), file.name)


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    try:
        with path.open("rb") as there:
            while chunk := await asyncio.to_thread(there.read, CHUNK):
                yield chunk
    except OSError as gone:
        raise Undeliverable(f"读不了 {path.name}") from gone
