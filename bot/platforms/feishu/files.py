"""Files in and out: fetched as a stream onto the shelf; uploaded in one piece."""

import re
from pathlib import Path

from bot.platform import Attached, Kept, Undeliverable
from bot.platforms.feishu.api import Api
from bot.shelf import Shelf, extension

UPLOAD_AT_MOST = 30 * 1024 * 1024
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


class Files:
    """The files of one app. A handle is `message id/file key`, as in Attached.key."""

    def __init__(self, api: Api, folder: Path, limit: int) -> None:
        self._api, self.shelf = api, Shelf(folder, limit)

    async def fetch(self, file: Attached) -> Kept:
        """Fetch a file; one that is there already is fetched again and lies in the same place.

        Raises:
            Undeliverable: too large, or not there. SendFailed: try later.
        """
        found = HANDLE.match(file.key)
        if not found:
            raise Undeliverable("这不是平台上的文件")
        path = f"/open-apis/im/v1/messages/{found[1]}/resources/{found[2]}"
        async with self._api.stream(path, params={"type": file.kind}) as answer:
            return await self.shelf.put(answer.aiter_bytes(65536), file.name)

    async def upload(self, content: bytes, name: str) -> str:
        """Hand a file to the platform and return its key.

        Raises:
            Undeliverable: empty or too large. SendFailed: try later.
        """
        if not content or len(content) > UPLOAD_AT_MOST:
            raise Undeliverable(f"文件 {name} 为空或超过 30 MB，平台不收")
        kind = UPLOAD_KINDS.get(extension(name), "stream")
        form = {"file_type": kind, "file_name": name}
        sent = await self._api.call(
            "POST", "/open-apis/im/v1/files", data=form, files={"file": (name, content)}
        )
        return str(sent["file_key"])
