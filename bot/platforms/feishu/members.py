"""Who is in a group, which groups there are, and whose account a mobile number is."""

from collections.abc import AsyncIterator
from typing import Any

from bot.platform import SendFailed, Undeliverable
from bot.platforms.feishu.api import Api

Json = dict[str, Any]
PAGE = 100
PAGES_AT_MOST = 200
MOBILES_AT_ONCE = 50


async def people_in(api: Api, chat: str) -> list[Json]:
    """Return everybody in a group as `{"account", "name"}`; bots are left out by the platform.

    Raises:
        SendFailed, Undeliverable.
    """
    pages = _pages(api, f"/open-apis/im/v1/chats/{chat}/members", {"member_id_type": "open_id"})
    return [
        {"account": str(one["member_id"]), "name": str(one.get("name") or "")}
        async for one in pages
        if one.get("member_id")
    ]


async def chats(api: Api) -> list[Json]:
    """Return the groups the bot is in as `{"chat_id", "name"}`.

    Raises:
        SendFailed, Undeliverable.
    """
    return [
        {"chat_id": str(one["chat_id"]), "name": str(one.get("name") or "")}
        async for one in _pages(api, "/open-apis/im/v1/chats", {})
        if one.get("chat_id")
    ]


async def by_mobile(api: Api, mobiles: list[str]) -> dict[str, str]:
    """Return mobile -> open_id for those the app may see; nothing at all where the scope is missing."""
    found: dict[str, str] = {}
    path = "/open-apis/contact/v3/users/batch_get_id"
    for start in range(0, len(mobiles), MOBILES_AT_ONCE):
        asked = {"mobiles": mobiles[start : start + MOBILES_AT_ONCE]}
        try:
            data = await api.call("POST", path, params={"user_id_type": "open_id"}, json=asked)
        except (SendFailed, Undeliverable):
            return found
        users = [u for u in data.get("user_list") or [] if u.get("mobile") and u.get("user_id")]
        found |= {str(u["mobile"]): str(u["user_id"]) for u in users}
    return found


async def history(api: Api, chat: str, since: int, until: int) -> list[Json]:
    """Return a group's messages between two moments (seconds since 1970), oldest first.

    Raises:
        SendFailed: among others when the scope for all group messages is missing.
    """
    asked = {
        "container_id_type": "chat",
        "container_id": chat,
        "start_time": str(since),
        "end_time": str(until),
        "sort_type": "ByCreateTimeAsc",
    }
    return [one async for one in _pages(api, "/open-apis/im/v1/messages", asked, size=50)]


async def _pages(api: Api, path: str, asked: Json, size: int = PAGE) -> AsyncIterator[Json]:
    token = ""
    for _ in range(PAGES_AT_MOST):
        page = {"page_size": size} | ({"page_token": token} if token else {})
        data = await api.call("GET", path, params=asked | page)
        for one in data.get("items") or []:
            yield one
        token = str(data.get("page_token") or "")
        if not data.get("has_more") or not token:
            return
