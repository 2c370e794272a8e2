"""A Card as Feishu shows it: card JSON 2.0, or a plainer form where that is refused.

    card -> simpler card -> post -> text

All text on a card is put into plain_text nodes; the only markdown is the bot's own row of @.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.platform import Parcel
from bot.platforms.feishu.escaping import OPEN_ID, literal, plain, shorten
from bot.platforms.feishu.forms import form_element, text_node
from bot.platforms.feishu.tables import chart_element, table_element
from branch.cards import Button, Card

Json = dict[str, Any]
LADDER = ("card", "simpler card", "post", "text")
BYTES_AT_MOST = 28_000
ELEMENTS_AT_MOST = 180
BUTTONS_AT_MOST = 30
LINES_A_NODE = 20
LINE, TITLE, LABEL, SUMMARY, WORDS = 1000, 60, 40, 80, 8000
COLOURS = {"calm": "blue", "good": "green", "warn": "orange", "late": "red"}
STYLES = {"plain": "default", "primary": "primary", "danger": "danger"}
SHARES = (1.0, 0.75, 0.5, 0.25, 0.1, 0.02)


@dataclass(frozen=True)
class Drawn:
    """What goes over the wire. `shortened`: the list had to be cut, the whole should follow as a file."""

    kind: str
    content: str
    shortened: bool = False


def draw(parcel: Parcel, form: str) -> Drawn:
    """Draw a parcel in one of the forms of the ladder."""
    if form == "post":
        return Drawn("post", _dumps({"zh_cn": _post(parcel)}))
    if form == "text":
        words = literal(_words(parcel.card), group=not parcel.private)
        return Drawn("text", _dumps({"text": shorten(words, WORDS)}))
    return _fitting(parcel, rich=form == "card")


def _fitting(parcel: Parcel, rich: bool) -> Drawn:
    """Cut lists until the card keeps within the platform's limits."""
    drawn = Drawn("interactive", "")
    for share in SHARES:
        card = card_json(parcel, share, rich)
        drawn = Drawn("interactive", _dumps(card), shortened=share < 1)
        if len(drawn.content.encode()) <= BYTES_AT_MOST and elements_in(card) <= ELEMENTS_AT_MOST:
            break
    return drawn


def card_json(parcel: Parcel, share: float = 1.0, rich: bool = True) -> Json:
    """Draw a card, of its lists only a share. A card that is not rich has no @, chart, table or form."""
    card, group = parcel.card, not parcel.private
    summary = shorten(plain(" ".join([card.title, *card.lines[:1]]), group=group).replace("\n", " "), SUMMARY)
    config = {"update_multi": True, "enable_forward": False, "summary": {"content": summary}}
    drawn: Json = {"schema": "2.0", "config": config}
    if _heads(card):
        title = text_node(shorten(card.title, TITLE), group)
        drawn["header"] = {"title": title, "template": COLOURS[card.tone]}
    drawn["body"] = {"elements": list(_body(parcel, share, rich))}
    return drawn


def elements_in(node: Any) -> int:
    """Count as the platform does: everything with a tag, texts included."""
    if isinstance(node, dict):
        return ("tag" in node) + sum(elements_in(one) for one in node.values())
    return sum(elements_in(one) for one in node) if isinstance(node, list) else 0


def accounts_of(parcel: Parcel) -> list[str]:
    """The accounts to ping: only those the roster gave, in the shape of an open_id."""
    found = [parcel.accounts.get(name, "") for name in parcel.card.mentions]
    return list(dict.fromkeys(account for account in found if OPEN_ID.match(account)))


def _heads(card: Card) -> bool:
    """A short answer is a sentence, not a card with a headline; so is a title too long for one."""
    alone = not (card.lines or card.table or card.chart or card.form or card.file)
    return not alone and len(card.title) <= TITLE


def _body(parcel: Parcel, share: float, rich: bool) -> Iterator[Json]:
    card, group = parcel.card, not parcel.private
    if group and rich:
        yield from _pings(parcel)
    lines = [] if _heads(card) else [card.title]
    lines += _share(card.lines, share)
    if not rich:
        lines += _share(_plainer(card), share)
    if card.file:
        lines.append(f"附件：{card.file.name}")
    for start in range(0, len(lines), LINES_A_NODE):
        words = "\n".join(shorten(line, LINE) for line in lines[start : start + LINES_A_NODE])
        yield {"tag": "div", "text": text_node(words, group)}
    if rich:
        yield from _drawings(parcel, share)
    if card.buttons:
        yield from _buttons(parcel)
    if rich and card.form:
        submit = _button(parcel, card.form.submit, len(card.buttons))
        yield form_element(card.form, submit, group)


def _drawings(parcel: Parcel, share: float) -> Iterator[Json]:
    card, group = parcel.card, not parcel.private
    if card.table:
        rows = max(int(len(card.table.rows) * share), 1)
        yield table_element(card.table, rows, group)
        if rows < len(card.table.rows):
            note = f"共 {len(card.table.rows)} 行，这里显示前 {rows} 行，全部内容见附件。"
            yield {"tag": "div", "text": text_node(note)}
    if card.chart:
        yield chart_element(card.chart, group)
    if card.form and card.form.example:
        yield {"tag": "div", "text": text_node(card.form.example, group)}


def _pings(parcel: Parcel) -> Iterator[Json]:
    ids = ["all"] if parcel.card.everyone else accounts_of(parcel)
    if ids:
        yield {"tag": "markdown", "content": " ".join(f"<at id={id}></at>" for id in ids)}


def _plainer(card: Card) -> tuple[str, ...]:
    """What a card without drawings says instead."""
    lines = card.table.as_lines() if card.table else ()
    lines += card.chart.as_lines() if card.chart else ()
    return (*lines, card.form.example) if card.form and card.form.example else lines


def _share(lines: tuple[str, ...], share: float) -> list[str]:
    kept = max(int(len(lines) * share), min(len(lines), 1))
    cut = len(lines) - kept
    return [*lines[:kept], *([f"……另有 {cut} 行未显示"] if cut else [])]


def _buttons(parcel: Parcel) -> Iterator[Json]:
    columns = [
        {"tag": "column", "width": "auto", "elements": [_button(parcel, button, i)]}
        for i, button in enumerate(parcel.card.buttons[:BUTTONS_AT_MOST])
    ]
    yield {"tag": "column_set", "flex_mode": "flow", "horizontal_spacing": "8px", "columns": columns}
    if len(parcel.card.buttons) > BUTTONS_AT_MOST:
        yield {"tag": "div", "text": text_node("选项太多，其余请直接用文字说。")}


def _button(parcel: Parcel, button: Button, place: int) -> Json:
    """A press says only which card and which button; everything else stays with us."""
    pressed = {"type": "callback", "value": {"card": parcel.once, "button": place}}
    label = text_node(shorten(button.label, LABEL) or "…", not parcel.private)
    return {"tag": "button", "text": label, "type": STYLES[button.style], "behaviors": [pressed]}


def _post(parcel: Parcel) -> Json:
    group = not parcel.private
    first, *rest = shorten(_words(parcel.card), WORDS).split("\n")
    content: list[list[Json]] = [[{"tag": "text", "text": literal(line, group=group)}] for line in rest]
    pings = [{"tag": "at", "user_id": id} for id in accounts_of(parcel)] if group else []
    return {"title": literal(first, group=group), "content": [*([pings] if pings else []), *content]}


def _words(card: Card) -> str:
    """The card as text; buttons as what may be said instead."""
    choices = " / ".join(button.label for button in card.buttons[:BUTTONS_AT_MOST])
    return card.as_text() + (f"\n可以回复：{choices}" if choices else "")


def _dumps(content: Json) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
