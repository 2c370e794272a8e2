"""Card JSON 2.0 as the platform documents it: what it refuses, and what a reader sees of it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.platforms.feishu.standin_card_parts import (
    Refused,
    button,
    chart,
    config,
    div,
    field,
    header,
    known,
    markdown,
    need,
    table,
)
from tests.platforms.feishu.standin_card_rules import (
    BODY,
    COMMON,
    DEEPEST,
    FIELDS,
    NOT_IN_FORM,
    PROPERTIES,
    TOP,
)

__all__ = ["Refused", "buttons", "check", "nodes", "visible"]

Json = dict[str, Any]
AT = re.compile(r"<at id=['\"]?([^'\">\s]+)['\"]?>")


def check(content: str, accounts: set[str], may_at_all: bool = True) -> Json:
    """Refuse what the documented structure does not allow; return the card."""
    need(len(content.encode()) <= 30 * 1024, "card content too large", 230025)
    card = json.loads(content)
    known(card, TOP, "card")
    need(card.get("schema") == "2.0", "schema is not 2.0")
    config(card.get("config", {}))
    if "header" in card:
        header(card["header"])
    known(card["body"], BODY, "body")
    need(isinstance(card["body"].get("elements"), list), "body has no elements")
    for one in card["body"]["elements"]:
        element(one, 0, in_form=False)
    every = list(nodes(card))
    need(len(every) <= 200, "element exceeds the limit", 11310)
    need(sum(n["tag"] == "table" for n in every) <= 5, "card table number over limit", 11310)
    need(sum(n["tag"] == "chart" for n in every) <= 5, "chart over limit", 200550)
    ats(every, accounts, may_at_all)
    return card


def element(node: Any, depth: int, in_form: bool) -> None:
    """Check one component; `depth` is how many containers it stands in."""
    need(isinstance(node, dict) and node.get("tag") in PROPERTIES, f"not support tag: {node}", 200861)
    tag = node["tag"]
    known(node, COMMON | PROPERTIES[tag], tag)
    need(depth <= DEEPEST, "nested too deeply")
    need(depth == 0 or tag not in ("form", "table"), f"type of element is not supported tag: {tag}")
    need(not in_form or tag not in NOT_IN_FORM, f"{tag} in form")
    {
        "div": div,
        "markdown": markdown,
        "button": button,
        "form": form,
        "table": table,
        "chart": chart,
    }.get(tag, field if tag in FIELDS else lambda n: None)(node)
    if tag == "column_set":
        columns(node, depth, in_form)


def columns(node: Json, depth: int, in_form: bool) -> None:
    need(node.get("flex_mode", "none") in {"none", "stretch", "flow", "bisect", "trisect"}, "flex_mode")
    for one in node["columns"]:
        need(one.get("tag") == "column", "not a column")
        known(one, COMMON | PROPERTIES["column"], "column")
        for child in one["elements"]:
            element(child, depth + 1, in_form)


def form(node: Json) -> None:
    need(node.get("name"), "form without name")
    inside = node["elements"]
    for one in inside:
        element(one, 1, in_form=True)
    named = [n for n in nodes(inside) if n["tag"] in FIELDS or n["tag"] == "button"]
    names = [n.get("name") for n in named]
    need(all(names), "form field without name", 200530)
    need(len(set(names)) == len(names), "name duplicated in form", 200530)
    submits = [n for n in named if n.get("form_action_type") == "submit"]
    need(submits, "form without submit button")


def ats(every: list[Json], accounts: set[str], may_at_all: bool) -> None:
    for node in every:
        if node["tag"] in ("markdown", "lark_md"):
            for id in AT.findall(node["content"]):
                need(id in accounts or (id == "all" and may_at_all), f"invalid user resource at {id}", 100290)


def nodes(node: Any) -> Iterator[Json]:
    """Everything with a tag."""
    if isinstance(node, dict):
        if "tag" in node:
            yield node
        for one in node.values():
            yield from nodes(one)
    elif isinstance(node, list):
        for one in node:
            yield from nodes(one)


def visible(card: Json) -> str:
    """What a reader of a card sees, line by line; buttons and fields in brackets."""
    lines = [card["header"]["title"]["content"]] if "header" in card else []
    for one in card["body"]["elements"]:
        lines += _seen(one)
    return "\n".join(lines)


def _seen(node: Json) -> list[str]:
    tag = node["tag"]
    if tag == "div":
        return [node["text"]["content"]]
    if tag == "markdown":
        return [AT.sub(r"@\1", node["content"]).replace("</at>", "")]
    if tag == "button":
        return [f"[{node['text']['content']}]"]
    if tag == "table":
        heads = " · ".join(c["display_name"] for c in node["columns"])
        names = [c["name"] for c in node["columns"]]
        return [heads, *(" · ".join(row.get(n, "") for n in names) for row in node["rows"])]
    if tag == "chart":
        spec = node["chart_spec"]
        return [spec["title"]["text"], *(f"{v['name']}：{v['value']:g}" for v in spec["data"]["values"])]
    if tag in FIELDS:
        return [f"[{node.get('label', {}).get('content', '')}＿＿]"]
    return [line for child in node.get("columns", node.get("elements", [])) for line in _seen(child)]


def buttons(card: Json) -> list[Json]:
    return [n for n in nodes(card) if n["tag"] == "button"]
