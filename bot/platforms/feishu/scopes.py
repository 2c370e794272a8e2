"""The scopes the bot lives on, and how each is tried without harm: a missing one is refused as such."""

from dataclasses import dataclass
from typing import Any

from bot.platforms.feishu.sending import MESSAGES

NOBODY = "zhibu-doctor"
"""A name of no group, no message and no person."""


@dataclass(frozen=True)
class Scope:
    """One scope: what it is for, how it is tried, and whether the bot can do without it."""

    name: str
    what: str
    method: str
    path: str
    asked: dict[str, Any]
    needed: bool = True


ALL_MESSAGES = "im:message.group_msg"
CALENDAR = Scope(
    "calendar:calendar", "把会议放进飞书日历", "POST", "/open-apis/calendar/v4/calendars/primary", {}
)


def scopes(chat: str, urgent: bool) -> tuple[Scope, ...]:
    """The scopes to try. `chat` is a group the bot is in, or a name of none."""
    im = "/open-apis/im/v1"
    nothing = {"receive_id": NOBODY, "msg_type": "text", "content": '{"text":""}'}
    members = {"params": {"member_id_type": "open_id", "page_size": 1}}
    hours = {"container_id_type": "chat", "container_id": chat, "start_time": "1", "end_time": "2"}
    history = {"params": hours | {"page_size": 1}}
    nothing_at_all = {"data": {"file_type": "stream", "file_name": "x"}, "files": {"file": ("x", b"")}}
    return (
        Scope(
            "im:message:send_as_bot",
            "发消息",
            "POST",
            MESSAGES,
            {"params": {"receive_id_type": "chat_id"}, "json": nothing},
        ),
        Scope("im:chat:readonly", "读群成员", "GET", f"{im}/chats/{chat}/members", members),
        Scope("im:resource", "收发图片和文件", "POST", f"{im}/files", nothing_at_all),
        Scope(ALL_MESSAGES, "听群里所有消息、补读历史", "GET", MESSAGES, history, needed=False),
        Scope(
            "contact:user.id:readonly",
            "按手机号找人",
            "POST",
            "/open-apis/contact/v3/users/batch_get_id",
            {"params": {"user_id_type": "open_id"}, "json": {"mobiles": ["13800000000"]}},
            needed=False,
        ),
        Scope(
            "im:message.urgent",
            "加急",
            "PATCH",
            f"{MESSAGES}/{NOBODY}/urgent_app",
            {"params": {"user_id_type": "open_id"}, "json": {"user_id_list": [NOBODY]}},
            needed=urgent,
        ),
    )
