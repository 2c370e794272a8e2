"""Forms as Feishu's form container, and what a person filled in as the house's slots.

An element's name carries its kind (`d_due`): the answer comes without the card, and a day must become a day.
"""

import re
from typing import Any

from bot.platforms.feishu.escaping import OPEN_ID, plain, shorten
from branch.cards import Field, Form

Json = dict[str, Any]
LETTERS = {
    "text": "t",
    "long_text": "l",
    "day": "d",
    "moment": "m",
    "person": "p",
    "people": "q",
    "account": "a",
    "choice": "c",
}
KINDS = {letter: kind for kind, letter in LETTERS.items()}
DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
CLOCK = re.compile(r"[ T](\d{1,2}):(\d{2})(?::\d{2})?")
ZONE = re.compile(r"([+-])(\d{2}):?(\d{2})\s*\Z")
CHINA = "+08:00"
CHOICES_AT_MOST = 60


def text_node(text: str, group: bool = False) -> Json:
    return {"tag": "plain_text", "content": plain(text, group=group)}


def form_element(form: Form, submit: Json, group: bool) -> Json:
    """Draw a form. It may stand only at the root of a card's body."""
    elements: list[Json] = []
    for field in form.fields:
        elements += _field(field, group)
    return {"tag": "form", "name": "form", "elements": [*elements, _submitting(submit)]}


def filled(values: Json) -> Json:
    """Turn what came back into slots: days and moments in ISO form, people as accounts."""
    slots: Json = {}
    for name, value in values.items():
        letter, _, slot = str(name).partition("_")
        if letter in KINDS and slot:
            slots[slot] = _value(KINDS[letter], value)
    return slots


def _submitting(button: Json) -> Json:
    return button | {"name": "submit", "form_action_type": "submit"}


def _field(field: Field, group: bool) -> list[Json]:
    element = {"name": f"{LETTERS[field.kind]}_{field.name}", "required": field.required, "width": "fill"}
    label = text_node(field.label, group)
    if field.kind in ("text", "long_text"):
        return [element | {"tag": "input", "label": label, "label_position": "top"} | _input(field)]
    hint = {"tag": "plain_text", "content": "请选择"}
    picker = element | {"placeholder": hint} | PICKERS[field.kind](field)
    return [{"tag": "div", "text": label}, picker]


def _input(field: Field) -> Json:
    long = field.kind == "long_text"
    drawn: Json = {"input_type": "multiline_text" if long else "text", "max_length": 1000 if long else 200}
    return drawn | ({"default_value": shorten(plain(field.value), 200)} if field.value else {})


def _day(field: Field) -> Json:
    found = DAY.search(field.value)
    return {"tag": "date_picker"} | ({"initial_date": found.group()} if found else {})


def _moment(field: Field) -> Json:
    day, clock = DAY.search(field.value), CLOCK.search(field.value)
    start = {"initial_datetime": f"{day.group()} {clock[1]}:{clock[2]}"} if day and clock else {}
    return {"tag": "picker_datetime"} | start


def _person(field: Field) -> Json:
    return {"tag": "select_person"}


def _people(field: Field) -> Json:
    return {"tag": "multi_select_person"}


def _account(field: Field) -> Json:
    """Faces tell doubles apart, names do not. Where an account is none of Feishu's, names must do."""
    if not field.accounts or not all(OPEN_ID.match(one) for one in field.accounts):
        return _choice(field)
    return {"tag": "select_person", "options": [{"value": one} for one in field.accounts[:CHOICES_AT_MOST]]}


def _choice(field: Field) -> Json:
    offered = [one for one in field.choices if plain(one).strip()][:CHOICES_AT_MOST]
    options = [{"text": text_node(shorten(one, 60)), "value": plain(one)} for one in offered]
    start = {"initial_option": plain(field.value)} if field.value in offered else {}
    return {"tag": "select_static", "options": options} | start


PICKERS = {
    "day": _day,
    "moment": _moment,
    "person": _person,
    "people": _people,
    "account": _account,
    "choice": _choice,
}


def _value(kind: str, value: Any) -> Any:
    if kind == "people":
        return (
            [str(one) for one in value]
            if isinstance(value, list)
            else [v for v in str(value).split(",") if v]
        )
    text = str(value if value is not None else "").strip()
    if kind in ("day", "moment"):
        return _iso(text, with_clock=kind == "moment")
    return text


def _iso(text: str, with_clock: bool) -> str:
    """Read `2026-11-22 15:30 +0800`; what cannot be read is passed on as it is, to be refused by the slot."""
    day, clock, zone = DAY.search(text), CLOCK.search(text), ZONE.search(text)
    if day is None or (with_clock and clock is None):
        return text
    iso = f"{int(day[1]):04}-{int(day[2]):02}-{int(day[3]):02}"
    if not with_clock or clock is None:
        return iso
    return f"{iso}T{int(clock[1]):02}:{clock[2]}:00{zone[1] + zone[2] + ':' + zone[3] if zone else CHINA}"
