"""Every gold answer of the sayings must be one that the branch's own types and the contexts allow."""

import json
import unicodedata
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from branch.updates import Update

ROOM = Path(__file__).parent
CONTEXTS: dict[str, dict[str, list[dict[str, Any]]]] = json.loads((ROOM / "contexts.json").read_text("utf-8"))
SAYINGS: list[dict[str, Any]] = [
    json.loads(line) for file in sorted(ROOM.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()
]
COMMANDS = {"query", "export", "digest", "undo", "help", "reminder.create", "reminder.cancel"}
NOT_SAID = {"doubts", "cause"}
PRESSED = {"meeting.confirm", "attendance.count", "nudge.pause", "nudge.send", "history", "task.fill", "mine"}
IDS = {"meeting": "meetings", "task": "tasks", "study": "studies", "hazard": "hazards"}
PEOPLE = ("people", "owners", "helpers")
SPANS = ("title", "text", "reason", "note", "blocker", "place", "topic", "audience", "url")
WORDS_OF_OUR_OWN = {"大家", "全员"}

each_saying = pytest.mark.parametrize("saying", SAYINGS, ids=lambda saying: saying["id"])


def _scene(saying: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return CONTEXTS[saying["context"]["ref"]]


def _names(saying: dict[str, Any]) -> set[str]:
    return {person["name"] for person in _scene(saying)["roster"]}


def _letters(text: str) -> str:
    """Lower-case letters and figures only, as the score compares free spans."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LN")


def _words_in_order(span: str, text: str) -> bool:
    signs = iter(_letters(text))
    return all(sign in signs for sign in _letters(span))


@each_saying
def test_a_saying_has_the_agreed_form(saying: dict[str, Any]) -> None:
    assert list(saying) == ["id", "voice", "text", "context", "updates", "tags"]
    assert saying["voice"] in ("member", "secretary")
    assert saying["text"].strip() == saying["text"] != ""
    assert list(saying["context"]) == ["ref", "now", "sender", "addressed"]
    assert saying["context"]["sender"] in _names(saying)
    assert datetime.fromisoformat(saying["context"]["now"]).utcoffset() == timedelta(hours=8)


@each_saying
def test_every_update_can_be_made_from_its_slots(saying: dict[str, Any]) -> None:
    for gold in saying["updates"]:
        assert list(gold) == ["intent", "slots"]
        assert gold["intent"] not in PRESSED
        update = Update.catalog[gold["intent"]](**gold["slots"])
        assert not NOT_SAID & gold["slots"].keys()
        assert update.slots() == gold["slots"], "an empty slot, a wrong type or an unusual date"


@each_saying
def test_people_are_of_the_roster_and_ids_of_the_scene(saying: dict[str, Any]) -> None:
    for gold in saying["updates"]:
        slots = gold["slots"]
        named = [name for slot in PEOPLE for name in slots.get(slot, [])]
        named += [slots["substitute"]] if "substitute" in slots else []
        assert set(named) <= _names(saying)
        for slot in IDS.keys() & slots.keys():
            assert slots[slot] in {thing["id"] for thing in _scene(saying)[IDS[slot]]}


@each_saying
def test_attendance_names_either_people_or_a_group(saying: dict[str, Any]) -> None:
    for gold in saying["updates"]:
        if gold["intent"].startswith("attendance.") or gold["intent"] == "study.done":
            assert ("people" in gold["slots"]) != ("audience" in gold["slots"])


@each_saying
def test_commands_are_only_given_to_the_bot(saying: dict[str, Any]) -> None:
    if not saying["context"]["addressed"]:
        assert not {gold["intent"] for gold in saying["updates"]} & COMMANDS


@each_saying
def test_free_spans_are_words_of_the_message_in_their_order(saying: dict[str, Any]) -> None:
    for gold in saying["updates"]:
        for slot in gold["slots"].keys() & set(SPANS):
            span = gold["slots"][slot]
            assert span in WORDS_OF_OUR_OWN or _words_in_order(span, saying["text"]), (slot, span)


@each_saying
def test_days_lie_within_a_year_of_the_saying(saying: dict[str, Any]) -> None:
    said = date.fromisoformat(saying["context"]["now"][:10])
    for gold in saying["updates"]:
        for slot in gold["slots"].keys() & {"start", "end", "at", "due", "expected"}:
            assert abs(date.fromisoformat(gold["slots"][slot][:10]) - said) < timedelta(days=366)


def test_no_text_is_there_twice() -> None:
    texts = [saying["text"] for saying in SAYINGS]
    assert sorted(texts) == sorted(set(texts))


def test_no_id_is_there_twice() -> None:
    ids = [saying["id"] for saying in SAYINGS]
    assert sorted(ids) == sorted(set(ids))


def test_about_a_quarter_of_the_sayings_give_nothing() -> None:
    silent = [saying for saying in SAYINGS if not saying["updates"]]
    assert 0.2 < len(silent) / len(SAYINGS) < 0.35


def test_overheard_and_addressed_are_about_equal() -> None:
    addressed = [saying for saying in SAYINGS if saying["context"]["addressed"]]
    assert 0.4 < len(addressed) / len(SAYINGS) < 0.6
