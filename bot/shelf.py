"""Where fetched files lie: written as a stream, capped, sniffed, kept once by content."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from bot.platform import Kept, Undeliverable

LARGEST = 30 * 1024 * 1024
SNIFFED = 512
SIGNS = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"PK\x03\x04", "zip"),
    (b"ID3", "mp3"),
)
OFFICE = {"docx", "xlsx", "pptx"}
OLD_OFFICE = {"doc", "xls", "ppt"}


class Shelf:
    """A folder of files under their SHA-256. `limit`: the largest that is taken, in bytes."""

    def __init__(self, folder: Path, limit: int = LARGEST) -> None:
        self.folder, self.limit = folder, limit

    async def put(self, chunks: AsyncIterator[bytes], name: str) -> Kept:
        """Take a file as it comes in; what breaks off leaves nothing behind.

        Raises:
            Undeliverable: too large. Whatever `chunks` raises.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self.folder, prefix=".fetching-", delete=False) as fresh:
            try:
                kept = await self._written(chunks, name, fresh)
                fresh.close()
                await asyncio.to_thread(self._place, kept, Path(fresh.name))
                return kept
            finally:
                Path(fresh.name).unlink(missing_ok=True)

    async def _written(self, chunks: AsyncIterator[bytes], name: str, into: Any) -> Kept:
        digest, size, head = hashlib.sha256(), 0, b""
        async for chunk in chunks:
            size += len(chunk)
            if size > self.limit:
                raise Undeliverable(f"文件超过 {self.limit / 1024 / 1024:g} MB，没有保存")
            head = (head + chunk)[:SNIFFED]
            digest.update(chunk)
            await asyncio.to_thread(into.write, chunk)
        kind, sha = sniffed(head, name), digest.hexdigest()
        return Kept(f"{sha[:2]}/{sha}.{kind}", sha, kind, size)

    def _place(self, kept: Kept, fetched: Path) -> None:
        place = self.folder / kept.path
        place.parent.mkdir(parents=True, exist_ok=True)
        with fetched.open("rb") as written:
            os.fsync(written.fileno())
        fetched.replace(place)


def sniffed(head: bytes, name: str) -> str:
    """Say what a file is by its first bytes; the name only tells apart what shares a container."""
    kind = next((kind for sign, kind in SIGNS if head.startswith(sign)), "")
    said = extension(name)
    if kind == "zip" and said in OFFICE or kind == "ole" and said in OLD_OFFICE:
        return said
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in (b"heic", b"heix", b"mif1") else "mp4"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return kind or ("txt" if _is_text(head) else "bin")


def extension(name: str) -> str:
    """The end of a file's name, in small letters; "" without one."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _is_text(head: bytes) -> bool:
    try:
        head.decode()
    except UnicodeDecodeError as odd:
        return odd.reason == "unexpected end of data"  # cut in the middle of a character
    return bool(head) and b"\x00" not in head
