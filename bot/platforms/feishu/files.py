"""Files in and out: fetched as a stream onto the shelf; uploaded in one piece."""

import json
import re
from pathlib import Path

from bot.platform import Attached, Kept, Undeliverable
from bot.platforms.feishu.api import Api
from bot.platforms.feishu.cards import Drawn
from bot.shelf import SNIFFED, Shelf, extension, sniffed

FILES, IMAGES = "/open-apis/im/v1/files", "/open-apis/im/v1/images"
UPLOAD_AT_MOST = 30 * 1024 * 1024
PICTURE_AT_MOST = 10 * 1024 * 1024
PICTURES = {"jpg", "png", "gif", "bmp", "webp", "heic"}
"""What the platform shows as a picture; all else, and what is larger, is a file to be opened."""
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

    async def upload(self, content: bytes, name: str) -> Drawn:
        """Hand a file to the platform; return the message that shows it, a picture as one.

        Raises:
            Undeliverable: empty or too large. SendFailed: try later.
        """
        if not content or len(content) > UPLOAD_AT_MOST:
            raise Undeliverable(f"文件 {name} 为空或超过 30 MB，平台不收")
        if len(content) <= PICTURE_AT_MOST and sniffed(content[:SNIFFED], name) in PICTURES:
            form = {"image_type": "message"}
            sent = await self._api.call("POST", IMAGES, data=form, files={"image": (name, content)})
            return Drawn("image", json.dumps({"image_key": str(sent["image_key"])}))
        kind = UPLOAD_KINDS.get(extension(name), "stream")
        form = {"file_type": kind, "file_name": name}
        sent = await self._api.call("POST", FILES, data=form, files={"file": (name, content)})
        return Drawn("file", json.dumps({"file_key": str(sent["file_key"])}))
