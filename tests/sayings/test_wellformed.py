"""Every gold answer of the sayings must be one that the branch's own types and the scenes allow."""

import json
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from branch.updates import Update

ROOM = Path(__file__).parent
SCENES: dict[str, dict[str, list[dict[str, Any]]]] = json.loads((ROOM / "contexts.json").read_text("utf-8"))
SAYINGS: list[dict[str, Any]] = [
    json.loads(line) for file in sorted(ROOM.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()
]
COMMANDS = {"query", "export", "digest", "undo", "help", "reminder.create", "reminder.cancel"}
PRESSED = {
    "meeting.confirm",
    "attendance.count",
    "nudge.pause",
    "nudge.send",
    "history",
    "task.fill",
    "mine",
    "makeup.arrange",
    "reminder.list",
}
NEVER_SAID = {"doubts", "cause"}
IDS = {"meeting": "meetings", "task": "tasks", "study": "studies", "hazard": "hazards"}
SPANS = ("title", "text", "reason", "note", "blocker", "place", "topic", "audience", "url")
DAYS = ("start", "end", "at", "due", "expected")
WORDS_OF_OUR_OWN = ("大家", "全员")


def _golds() -> Iterator[tuple[dict[str, Any], str, dict[str, Any]]]:
    for saying in SAYINGS:
        for gold in saying["updates"]:
            yield saying, gold["intent"], gold["slots"]


def _scene(saying: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return SCENES[saying["context"]["ref"]]


def _names(saying: dict[str, Any]) -> set[str]:
    return {person["name"] for person in _scene(saying)["roster"]}


def _letters(text: str) -> str:
    """Lower-case letters and figures only: free spans are compared without marks and blanks."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LN")


def _words_in_order(span: str, text: str) -> bool:
    signs = iter(_letters(text))
    return all(sign in signs for sign in _letters(span))


def test_every_saying_has_the_agreed_form() -> None:
    for saying in SAYINGS:
        context = saying["context"]
        assert list(saying) == ["id", "voice", "text", "context", "updates", "tags"], saying["id"]
        assert list(context) == ["ref", "now", "sender", "addressed"], saying["id"]
        assert saying["voice"] in ("member", "secretary"), saying["id"]
        assert saying["text"].strip() == saying["text"] != "", saying["id"]
        assert context["sender"] in _names(saying), saying["id"]
        assert datetime.fromisoformat(context["now"]).utcoffset() == timedelta(hours=8), saying["id"]


def test_every_update_can_be_made_from_its_slots_and_gives_them_back() -> None:
    for saying, intent, slots in _golds():
        assert intent not in PRESSED, saying["id"]
        assert not NEVER_SAID & slots.keys(), saying["id"]
        assert Update.catalog[intent](**slots).slots() == slots, f"{saying['id']}: empty slot or odd value"


def test_people_are_of_the_roster() -> None:
    for saying, _, slots in _golds():
        named = [name for slot in ("people", "owners", "helpers") for name in slots.get(slot, [])]
        assert {*named, slots.get("substitute", saying["context"]["sender"])} <= _names(saying), saying["id"]


def test_ids_are_of_the_scene() -> None:
    for saying, _, slots in _golds():
        for slot in IDS.keys() & slots.keys():
            assert slots[slot] in {thing["id"] for thing in _scene(saying)[IDS[slot]]}, saying["id"]


def test_attendance_names_either_people_or_a_group() -> None:
    for saying, intent, slots in _golds():
        if intent.startswith("attendance.") or intent == "study.done":
            assert ("people" in slots) != ("audience" in slots), saying["id"]


def test_commands_are_only_given_to_the_bot() -> None:
    for saying, intent, _ in _golds():
        assert saying["context"]["addressed"] or intent not in COMMANDS, saying["id"]


def test_free_spans_are_words_of_the_message_in_their_order() -> None:
    for saying, _, slots in _golds():
        for slot in slots.keys() & set(SPANS):
            span = slots[slot]
            assert span in WORDS_OF_OUR_OWN or _words_in_order(span, saying["text"]), (saying["id"], span)


def test_days_lie_within_a_year_of_the_saying() -> None:
    for saying, _, slots in _golds():
        said = date.fromisoformat(saying["context"]["now"][:10])
        for slot in slots.keys() & set(DAYS):
            assert abs(date.fromisoformat(slots[slot][:10]) - said) < timedelta(days=366), saying["id"]


def test_no_text_and_no_id_is_there_twice() -> None:
    for field in ("text", "id"):
        values = [saying[field] for saying in SAYINGS]
        assert sorted(values) == sorted(set(values))


def test_about_a_quarter_of_the_sayings_give_nothing() -> None:
    silent = [saying for saying in SAYINGS if not saying["updates"]]
    assert 0.2 < len(silent) / len(SAYINGS) < 0.35


def test_overheard_and_addressed_are_about_equal() -> None:
    addressed = [saying for saying in SAYINGS if saying["context"]["addressed"]]
    assert 0.4 < len(addressed) / len(SAYINGS) < 0.6
