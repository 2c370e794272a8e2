"""The bodies of the stand-in's events, and how a person's words become the platform's."""

import re

from tests.platforms.feishu.standin_cards import FIELDS, Json, nodes
from tests.platforms.feishu.standin_world import Said, World


def mentions_in(text: str, world: World) -> tuple[str, list[Json]]:
    """Turn @name into the platform's placeholders, in the order written."""
    names = {world.bot_name: world.bot_open_id} | {p.name: p.open_id for p in world.people.values()}
    pattern = "|".join(re.escape(f"@{n}") for n in sorted(names, key=len, reverse=True))
    mentions: list[Json] = []

    def placeholder(found: re.Match[str]) -> str:
        name = found.group()[1:]
        key = f"@_user_{len(mentions) + 1}"
        kind = "bot" if name == world.bot_name else "user"
        mentions.append({"key": key, "id": ids_of(names[name]), "name": name, "mentioned_type": kind})
        return key

    return re.sub(pattern, placeholder, text.replace("@所有人", "@_all")), mentions


def received(said: Said) -> Json:
    """The body of im.message.receive_v1."""
    assert said.sender
    stamp = str(round(said.at.timestamp() * 1000))
    message = {
        "message_id": said.message_id,
        "create_time": stamp,
        "update_time": stamp,
        "chat_id": said.chat.chat_id,
        "chat_type": "p2p" if said.chat.private else "group",
        "message_type": said.kind,
        "content": said.content,
        "mentions": said.mentions,
    } | ({"parent_id": said.parent, "root_id": said.parent} if said.parent else {})
    sender = {"sender_id": ids_of(said.sender.open_id), "sender_type": "user", "tenant_key": "t"}
    return {"sender": sender, "message": message}


def form_labels(card: Json) -> dict[str, Json]:
    """Label -> field: an input carries its own, a picker follows a line that says what it is."""
    form = next(n for n in nodes(card) if n["tag"] == "form")
    labels: dict[str, Json] = {}
    above = ""
    for one in form["elements"]:
        if one["tag"] == "div":
            above = one["text"]["content"]
        elif one["tag"] in FIELDS:
            labels[one["label"]["content"] if "label" in one else above] = one
    return labels


def ids_of(open_id: str) -> Json:
    return {"open_id": open_id, "union_id": open_id.replace("ou_", "on_"), "user_id": None}
