"""Feishu's events as Messages: one small function per event type; what is not listed here is not ours.

Read from the raw JSON, not the SDK's models: those drop every field newer than themselves.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.platform import Happening, Message, Press
from bot.platforms.feishu.contents import content_of, named
from bot.platforms.feishu.forms import filled
from bot.platforms.feishu.ourselves import Own

Json = dict[str, Any]
NAME = "feishu"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PRESSED = "card.action.trigger"


def message_of(raw: bytes, bot: Own) -> Message | None:
    """Read an event; None if its type is none of ours. `bot` is the bot's own account.

    Raises:
        ValueError: this is no event at all.
    """
    envelope = json.loads(raw)
    if not isinstance(envelope, dict):
        raise ValueError("an event is an object")
    header, event = envelope.get("header") or {}, envelope.get("event") or {}
    reader = READERS.get(str(header.get("event_type")))
    return reader(header, event, bot) if reader else None


def moment(stamp: Any) -> datetime:
    """Read a time stamp of Feishu's: seconds, milliseconds or (card callbacks) microseconds since 1970."""
    value = int(stamp or 0)
    if value < 100_000_000_000:
        return EPOCH + timedelta(seconds=value)
    if value < 100_000_000_000_000:
        return EPOCH + timedelta(milliseconds=value)
    return EPOCH + timedelta(microseconds=value)


def from_history(item: Json, chat: str, bot: Own, *, private: bool = False) -> Message | None:
    """Read a message of a chat's history (GET im/v1/messages), which is shaped unlike the event."""
    sender = item.get("sender") or {}
    if sender.get("sender_type") != "user" or item.get("deleted"):
        return None
    event = {
        "sender": {"sender_id": {"open_id": sender.get("id")}, "sender_type": "user"},
        "message": item
        | {
            "chat_id": chat,
            "chat_type": "p2p" if private else "group",
            "message_type": item.get("msg_type"),
            "content": (item.get("body") or {}).get("content", ""),
        },
    }
    return _said({}, event, bot)


def _said(header: Json, event: Json, bot: Own) -> Message | None:
    sender, said = event.get("sender") or {}, event["message"]
    if sender.get("sender_type", "user") != "user":
        return None
    id, private = str(said["message_id"]), said.get("chat_type") == "p2p"
    content = content_of(id, str(said.get("message_type")), str(said.get("content", "")))
    words = named(content.text, said.get("mentions") or [], bot)
    return Message(
        NAME,
        id,
        str(said["chat_id"]),
        _open_id(sender.get("sender_id")),
        words.text,
        moment(said.get("create_time") or header.get("create_time")),
        private=private,
        addressed=private or words.addressed,
        reply_to=str(said.get("parent_id") or said.get("root_id") or ""),
        mentions=words.mentions,
        files=tuple(content.files),
    )


def _pressed(header: Json, event: Json, bot: Own) -> Message | None:
    action, context = event.get("action") or {}, event.get("context") or {}
    value = action.get("value")
    value = value if isinstance(value, dict) else {}
    card, button = value.get("card"), value.get("button")
    if not isinstance(card, str) or type(button) is not int:
        return None  # no button of ours
    return Message(
        NAME,
        f"card:{header['event_id']}",
        str(context.get("open_chat_id", "")),
        _open_id(event.get("operator")),
        "",
        moment(header.get("create_time")),
        "pressed",
        addressed=True,
        reply_to=str(context.get("open_message_id", "")),
        press=Press(card, button, filled(action.get("form_value") or {})),
    )


def _recalled(header: Json, event: Json, bot: Own) -> Message | None:
    id = str(event["message_id"])
    message = _happened(header, event, "recalled", {"message": id})
    return Message(**(vars(message) | {"id": f"recall:{id}"}))


def _edited(header: Json, event: Json, bot: Own) -> Message | None:
    """Undocumented, but seen in the open: the message as it is now, shaped as when it was said."""
    message = event.get("message") or event
    if not isinstance(message, dict) or not message.get("message_id"):
        return None  # shaped otherwise: not worth a refusal, which would bring it back four times
    return _happened(header, message, "edited", {"message": str(message["message_id"])})


def _bot_added(header: Json, event: Json, bot: Own) -> Message | None:
    return _happened(header, event, "bot_added", {"name": str(event.get("name") or "")})


def _bot_removed(header: Json, event: Json, bot: Own) -> Message | None:
    return _happened(header, event, "bot_removed", {})


def _joined(header: Json, event: Json, bot: Own) -> Message | None:
    return _happened(header, event, "joined", {"people": _people(event)})


def _left(header: Json, event: Json, bot: Own) -> Message | None:
    return _happened(header, event, "left", {"people": _people(event)})


def _entered(header: Json, event: Json, bot: Own) -> Message | None:
    message = _happened(header, event, "entered", {})
    return Message(**(vars(message) | {"private": True}))


def _happened(header: Json, event: Json, what: Happening, details: Json) -> Message:
    return Message(
        NAME,
        f"evt:{header['event_id']}",
        str(event.get("chat_id", "")),
        _open_id(event.get("operator_id")),
        "",
        moment(header.get("create_time")),
        what,
        data=details,
    )


def _people(event: Json) -> list[Json]:
    """Whom the event names; people of another tenant are marked, for they cannot be written to."""
    return [
        {"account": account, "name": str(user.get("name") or "")}
        for user in event.get("users") or []
        if (account := _open_id(user.get("user_id")))
    ]


def _open_id(who: Any) -> str:
    return str(who.get("open_id") or "") if isinstance(who, dict) else ""


READERS: dict[str, Callable[[Json, Json, Own], Message | None]] = {
    "im.message.receive_v1": _said,
    PRESSED: _pressed,
    "im.message.recalled_v1": _recalled,
    "im.message.updated_v1": _edited,
    "im.chat.member.bot.added_v1": _bot_added,
    "im.chat.member.bot.deleted_v1": _bot_removed,
    "im.chat.disbanded_v1": _bot_removed,
    "im.chat.member.user.added_v1": _joined,
    "im.chat.member.user.deleted_v1": _left,
    "im.chat.member.user.withdrawn_v1": _left,
    "im.chat.access_event.bot_p2p_chat_entered_v1": _entered,
}
