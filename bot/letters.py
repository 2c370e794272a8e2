"""A Message as an inbox row, and back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.platform import Attached, Mentioned, Message, Press
from storage.tables import Inbox

UNSTORABLE = {"\x00": None}  # PostgreSQL keeps no NUL in a text
_TABLE = str.maketrans(UNSTORABLE)


def row_of(m: Message, now: datetime) -> dict[str, Any]:
    """The inbox row of a message that arrived now."""
    whole = _storable(asdict(m) | {"sent_at": m.sent_at.isoformat()})
    return {
        "platform": m.platform,
        "message_id": whole["id"],
        "chat": whole["chat"],
        "account": whole["account"],
        "text": whole["text"],
        "sent_at": m.sent_at,
        "message": whole,
        "lane": f"{m.platform}:{whole['chat']}",
        "order_at": m.sent_at,
        "due_at": now,
        "branch": "",
    }


def message_of(row: Inbox) -> Message:
    """The message that an inbox row keeps."""
    kept = dict(row.message)
    kept["sent_at"] = datetime.fromisoformat(kept["sent_at"])
    kept["mentions"] = tuple(Mentioned(**m) for m in kept["mentions"])
    kept["files"] = tuple(Attached(**f) for f in kept["files"])
    kept["press"] = Press(**kept["press"]) if kept["press"] else None
    return Message(**kept)


def words_of(m: Message) -> str:
    """All that the person wrote himself: the text, the names of files, and what he filled into a form."""
    filled = m.press.form.values() if m.press else ()
    return "\n".join(
        [m.text, *(f.name for f in m.files), *(value for value in filled if isinstance(value, str))]
    )


def emptied(row: Inbox) -> dict[str, Any]:
    """The columns of a row whose words must not be kept."""
    press = row.message["press"]
    bare = press | {"form": {}} if press else None
    return {"text": "", "message": row.message | {"text": "", "press": bare, "files": []}}


def _storable(value: Any) -> Any:
    """The same without what a database cannot hold: NULs and halves of surrogate pairs."""
    if isinstance(value, str):
        return value.translate(_TABLE).encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_storable(k): _storable(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(v) for v in value]
    return value
