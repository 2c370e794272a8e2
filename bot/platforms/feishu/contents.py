"""What is inside a Feishu message: words, who is mentioned, what is attached."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.platform import Attached, Mentioned
from bot.platforms.feishu.ourselves import Own

EVERYBODY = "@_all"
Json = dict[str, Any]


@dataclass
class Content:
    """Words with the platform's placeholders still in them, and what is attached."""

    text: str = ""
    files: list[Attached] = field(default_factory=list)


@dataclass(frozen=True)
class Named:
    """Words with placeholders replaced. `addressed`: the bot itself was mentioned."""

    text: str
    mentions: tuple[Mentioned, ...]
    addressed: bool


def content_of(message_id: str, kind: str, raw: str) -> Content:
    """Read a message's content. Kinds that carry neither words nor files read as nothing."""
    try:
        said = json.loads(raw)
    except ValueError:
        return Content()
    if not isinstance(said, dict):
        return Content()
    if kind == "text":
        return Content(str(said.get("text", "")))
    if kind == "post":
        return _post(message_id, said)
    return Content(files=_attached(message_id, kind, said))


def named(text: str, mentions: list[Json], bot: Own) -> Named:
    """Put names where placeholders are; `bot` is the bot's own account.

    Longest placeholder first: `@_user_1` is the beginning of `@_user_10`.
    """
    own = {str(m.get("key")) for m in mentions if _is_bot(m, bot)}
    for one in sorted(mentions, key=lambda m: -len(str(m.get("key", "")))):
        key = str(one.get("key") or "")
        if key and key != EVERYBODY:
            text = text.replace(key, "" if key in own else f"@{one.get('name', '')}")
    people = [
        Mentioned(_account(m), str(m.get("name", "")))
        for m in mentions
        if m.get("key") not in own | {EVERYBODY}
    ]
    if EVERYBODY in text:
        people.append(Mentioned("", "所有人"))
        text = text.replace(EVERYBODY, "@所有人")
    return Named(text.strip(), tuple(people), bool(own))


def _is_bot(mention: Json, bot: Own) -> bool:
    """By the account; as long as that is not known by the kind, and where no kind is told by our name."""
    if bot.id:
        return _account(mention) == bot.id
    kind = mention.get("mentioned_type")
    return kind == "bot" if kind else bool(bot.name) and mention.get("name") == bot.name


def _account(mention: Json) -> str:
    """The open_id of a mention: an object in events, a bare id in the history."""
    id = mention.get("id")
    return str(id.get("open_id", "") if isinstance(id, dict) else id or "")


def _post(message_id: str, said: Json) -> Content:
    content = Content()
    # A post in the history may come wrapped in its language.
    body = said if "content" in said else next((v for v in said.values() if isinstance(v, dict)), {})
    lines = [str(body.get("title") or "")]
    for paragraph in body.get("content") or []:
        lines.append("".join(_node(message_id, node, content) for node in paragraph))
    content.text = "\n".join(line for line in lines if line.strip())
    return content


def _node(message_id: str, node: Json, content: Content) -> str:
    tag = node.get("tag")
    if tag in ("text", "md", "code_block"):
        return str(node.get("text", ""))
    if tag == "a":
        return f"{node.get('text', '')} {node.get('href', '')}".strip()
    if tag == "at":
        id = str(node.get("user_id", ""))
        return EVERYBODY if id == "all" else id
    content.files += _attached(message_id, {"img": "image"}.get(str(tag), str(tag)), node)
    return ""


def _attached(message_id: str, kind: str, said: Json) -> list[Attached]:
    if kind == "image" and said.get("image_key"):
        return [Attached(f"{message_id}/{said['image_key']}", "", "image")]
    if kind in ("file", "media", "audio") and said.get("file_key"):
        name = str(said.get("file_name") or {"audio": "语音"}.get(kind, "文件"))
        return [Attached(f"{message_id}/{said['file_key']}", name, "file")]
    return []
