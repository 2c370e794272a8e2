"""Card JSON 2.0 as the platform documents it: what it refuses, and what a reader sees of it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.platforms.feishu.standin_card_rules import (
    BODY,
    BUTTONS,
    CELLS,
    COLOURS,
    COMMON,
    CONFIG,
    FIELDS,
    HEADER,
    NOT_IN_FORM,
    PROPERTIES,
    TOP,
)

Json = dict[str, Any]
AT = re.compile(r"<at id=['\"]?([^'\">\s]+)['\"]?>")


class Refused(Exception):
    """The platform's sub-code and words."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(said)
        self.code = code


def need(condition: Any, said: str, code: int = 200621) -> None:
    if not condition:
        raise Refused(code, said)


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
        element(one, root=True, in_form=False)
    every = list(nodes(card))
    need(len(every) <= 200, "element exceeds the limit", 11310)
    need(sum(n["tag"] == "table" for n in every) <= 5, "card table number over limit", 11310)
    need(sum(n["tag"] == "chart" for n in every) <= 5, "chart over limit", 200550)
    ats(every, accounts, may_at_all)
    return card


def known(node: Any, allowed: set[str], where: str) -> None:
    need(isinstance(node, dict), f"{where} is not an object")
    for name in node:
        need(name in allowed, f"unknown property {name}, path: {where}")


def config(node: Json) -> None:
    known(node, CONFIG, "config")
    need(node.get("update_multi") is True, "update_multi must be true")
    summary = node.get("summary", {"content": ""})
    known(summary, {"content", "i18n_content"}, "summary")


def header(node: Json) -> None:
    known(node, HEADER, "header")
    text(node["title"], "header.title")
    need(node.get("template", "default") in COLOURS, "unknown header template")


def text(node: Any, where: str) -> None:
    need(isinstance(node, dict) and node.get("tag") in ("plain_text", "lark_md"), f"{where} is no text")
    known(node, COMMON | PROPERTIES[node["tag"]], where)
    need(isinstance(node.get("content"), str), f"{where} has no content")


def element(node: Any, root: bool, in_form: bool) -> None:
    need(isinstance(node, dict) and node.get("tag") in PROPERTIES, f"not support tag: {node}", 200861)
    tag = node["tag"]
    known(node, COMMON | PROPERTIES[tag], tag)
    need(root or tag not in ("form", "table"), f"type of element is not supported tag: {tag}")
    need(not in_form or tag not in NOT_IN_FORM, f"{tag} in form")
    {
        "div": div,
        "markdown": markdown,
        "button": button,
        "form": form,
        "table": table,
        "chart": chart,
        "column_set": columns,
    }.get(tag, field if tag in FIELDS else lambda n: None)(node)
    for child in node.get("elements", []) if tag != "form" else []:
        element(child, root=False, in_form=in_form)


def div(node: Json) -> None:
    text(node["text"], "div.text")


def markdown(node: Json) -> None:
    need(isinstance(node.get("content"), str), "markdown has no content")


def columns(node: Json) -> None:
    need(node.get("flex_mode", "none") in {"none", "stretch", "flow", "bisect", "trisect"}, "flex_mode")
    for one in node["columns"]:
        need(one.get("tag") == "column", "not a column")
        known(one, COMMON | PROPERTIES["column"], "column")
        for child in one["elements"]:
            element(child, root=False, in_form=False)


def button(node: Json) -> None:
    text(node["text"], "button.text")
    need(node.get("type", "default") in BUTTONS, "unknown button type")
    for behaviour in node.get("behaviors", []):
        need(behaviour.get("type") in ("callback", "open_url"), "unknown behavior")
        if behaviour["type"] == "callback":
            known(behaviour, {"type", "value"}, "behavior")
            need(isinstance(behaviour["value"], dict), "value must be an object")


def form(node: Json) -> None:
    need(node.get("name"), "form without name")
    inside = node["elements"]
    for one in inside:
        element(one, root=False, in_form=True)
    named = [n for n in nodes(inside) if n["tag"] in FIELDS or n["tag"] == "button"]
    names = [n.get("name") for n in named]
    need(all(names), "form field without name", 200530)
    need(len(set(names)) == len(names), "name duplicated in form", 200530)
    submits = [n for n in named if n.get("form_action_type") == "submit"]
    need(submits, "form without submit button")


def field(node: Json) -> None:
    if node["tag"] == "input":
        need(node.get("input_type", "text") in {"text", "multiline_text", "password"}, "input_type")
        need(1 <= node.get("max_length", 1) <= 1000, "max_length")
    for option in node.get("options", []):
        known(option, {"text", "value", "icon"}, "option")
        need(isinstance(option["value"], str) and option["value"], "option without value")


def table(node: Json) -> None:
    need(1 <= node.get("page_size", 5) <= 10, "page_size")
    need(1 <= len(node["columns"]) <= 50, "columns", 200914)
    names = [c["name"] for c in node["columns"]]
    need(len(set(names)) == len(names), "column name duplicated", 200914)
    for one in node["columns"]:
        known(
            one, {"name", "display_name", "data_type", "width", "horizontal_align", "format"}, "table.column"
        )
        need(one["data_type"] in CELLS, "data_type", 200914)
    for row in node["rows"]:
        need(set(row) <= set(names), "row names a column that is not there", 200915)
        for one in node["columns"]:
            if one["data_type"] == "text":
                need(isinstance(row.get(one["name"], ""), str), "cell is no text", 200915)


def chart(node: Json) -> None:
    spec = node.get("chart_spec")
    need(isinstance(spec, dict) and spec.get("type"), "chart without spec", 200550)
    need(node.get("aspect_ratio", "16:9") in {"1:1", "2:1", "4:3", "16:9"}, "aspect_ratio", 200550)
    need(spec["data"].get("values"), "chart without values", 200550)


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
