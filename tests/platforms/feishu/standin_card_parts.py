"""What each component of card JSON 2.0 must hold, as documented; anything else is refused."""

import re
from typing import Any

from tests.platforms.feishu.standin_card_rules import (
    BUTTONS,
    CELLS,
    CHARTS,
    CHOICES_MOST,
    COLOURS,
    COMMON,
    CONFIG,
    HEADER,
    PLACEHOLDER_MOST,
    PROPERTIES,
    WIDTHS,
)

Json = dict[str, Any]
MOMENTS = {
    "initial_date": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "initial_time": re.compile(r"\d{2}:\d{2}"),
    "initial_datetime": re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}"),
}


class Refused(Exception):
    """The platform's sub-code and words."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(said)
        self.code = code


def need(condition: Any, said: str, code: int = 200621) -> None:
    if not condition:
        raise Refused(code, said)


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


def div(node: Json) -> None:
    text(node["text"], "div.text")


def markdown(node: Json) -> None:
    need(isinstance(node.get("content"), str), "markdown has no content")


def button(node: Json) -> None:
    text(node["text"], "button.text")
    need(node.get("type", "default") in BUTTONS, "unknown button type")
    for behaviour in node.get("behaviors", []):
        need(behaviour.get("type") in ("callback", "open_url"), "unknown behavior")
        if behaviour["type"] == "callback":
            known(behaviour, {"type", "value"}, "behavior")
            need(isinstance(behaviour["value"], dict), "value must be an object")


def field(node: Json) -> None:
    if node["tag"] == "input":
        need(node.get("input_type", "text") in {"text", "multiline_text", "password"}, "input_type")
        need(1 <= node.get("max_length", 1) <= 1000, "max_length")
    if "placeholder" in node:
        text(node["placeholder"], "placeholder")
        need(len(node["placeholder"]["content"]) <= PLACEHOLDER_MOST, "placeholder too long")
    need(node.get("width", "default") in WIDTHS or node["width"].endswith("px"), "width")
    for name, shape in MOMENTS.items():
        need(name not in node or shape.fullmatch(node[name]), name)
    values = [option["value"] for option in node.get("options", [])]
    need(len(values) <= CHOICES_MOST and len(set(values)) == len(values), "options")
    for option in node.get("options", []):
        known(option, {"text", "value", "icon"}, "option")
        need(isinstance(option["value"], str) and option["value"], "option without value")
        need("text" in option or "person" in node["tag"], "option without text")
    need("initial_option" not in node or node["initial_option"] in values, "initial_option")


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
    need(isinstance(spec, dict) and spec.get("type") in CHARTS, "chart without spec", 200550)
    need(node.get("aspect_ratio", "16:9") in {"1:1", "2:1", "4:3", "16:9"}, "aspect_ratio", 200550)
    need(spec["data"].get("values"), "chart without values", 200550)
