"""Files in and out: fetched as a stream, capped, sniffed, kept once by content; uploaded in one piece."""

import asyncio
import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from bot.platform import Undeliverable
from bot.platforms.feishu.api import Api

UPLOAD_AT_MOST = 30 * 1024 * 1024
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
UPLOAD_KINDS = {
    "pdf": "pdf",
    "doc": "doc",
    "docx": "doc",
    "xls": "xls",
    "xlsx": "xls",
    "ppt": "ppt",
    "pptx": "ppt",
}
HANDLE = re.compile(r"(om_[\w-]+)/([\w.-]+)\Z")


@dataclass(frozen=True)
class Kept:
    """A fetched file. `path` is relative to the files' folder, `kind` what its first bytes say it is."""

    path: str
    sha256: str
    kind: str
    size: int


class Files:
    """The files of one app. A handle is `message id/file key`, as in Attached.key."""

    def __init__(self, api: Api, folder: Path, limit: int) -> None:
        self._api, self._folder, self._limit = api, folder, limit

    async def fetch(self, handle: str, name: str = "", *, image: bool = False) -> Kept:
        """Fetch a file, or return it if we have it.

        Raises:
            Undeliverable: too large, or not there. SendFailed: try later.
        """
        found = HANDLE.match(handle)
        if not found:
            raise Undeliverable("这不是平台上的文件")
        if known := self.kept(handle):
            return known
        path = f"/open-apis/im/v1/messages/{found[1]}/resources/{found[2]}"
        self._folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, prefix=".fetching-", delete=False) as fresh:
            try:
                kept = await self._stream(path, "image" if image else "file", name, fresh)
                fresh.close()
                return self._keep(handle, kept, Path(fresh.name))
            finally:
                Path(fresh.name).unlink(missing_ok=True)

    def kept(self, handle: str) -> Kept | None:
        """What a handle was stored as, if it was fetched."""
        try:
            return Kept(**json.loads(self._note(handle).read_text()))
        except (OSError, ValueError, TypeError):
            return None

    async def upload(self, content: bytes, name: str) -> str:
        """Hand a file to the platform and return its key.

        Raises:
            Undeliverable: empty or too large. SendFailed: try later.
        """
        if not content or len(content) > UPLOAD_AT_MOST:
            raise Undeliverable(f"文件 {name} 为空或超过 30 MB，平台不收")
        kind = UPLOAD_KINDS.get(_extension(name), "stream")
        form = {"file_type": kind, "file_name": name}
        sent = await self._api.call(
            "POST", "/open-apis/im/v1/files", data=form, files={"file": (name, content)}
        )
        return str(sent["file_key"])

    async def _stream(self, path: str, kind: str, name: str, into: Any) -> Kept:
        digest, size, head = hashlib.sha256(), 0, b""
        async with self._api.stream(path, params={"type": kind}) as answer:
            async for chunk in answer.aiter_bytes(65536):
                size += len(chunk)
                if size > self._limit:
                    raise Undeliverable(f"文件超过 {self._limit // 1024 // 1024} MB，没有保存")
                head = (head + chunk)[:SNIFFED]
                digest.update(chunk)
                await asyncio.to_thread(into.write, chunk)
        kind, sha = sniffed(head, name), digest.hexdigest()
        return Kept(f"{sha[:2]}/{sha}.{kind}", sha, kind, size)

    def _keep(self, handle: str, kept: Kept, fetched: Path) -> Kept:
        place = self._folder / kept.path
        place.parent.mkdir(parents=True, exist_ok=True)
        with fetched.open("rb") as written:
            os.fsync(written.fileno())
        fetched.replace(place)
        note = self._note(handle)
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps(asdict(kept)))
        return kept

    def _note(self, handle: str) -> Path:
        return self._folder / "feishu" / f"{hashlib.sha256(handle.encode()).hexdigest()[:32]}.json"


def sniffed(head: bytes, name: str) -> str:
    """Say what a file is by its first bytes; the name only tells apart what shares a container."""
    kind = next((kind for sign, kind in SIGNS if head.startswith(sign)), "")
    said = _extension(name)
    if kind == "zip" and said in OFFICE or kind == "ole" and said in OLD_OFFICE:
        return said
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in (b"heic", b"heix", b"mif1") else "mp4"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return kind or ("txt" if _is_text(head) else "bin")


def _is_text(head: bytes) -> bool:
    try:
        head.decode()
    except UnicodeDecodeError as odd:
        return odd.reason == "unexpected end of data"  # cut in the middle of a character
    return bool(head) and b"\x00" not in head


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""
