"""The contract as lines: one JSON object in, one out; `python -m language.jsonl` talks over standard
input."""

import json
import sys
from datetime import date, datetime
from typing import Any

from branch.calendar import CHINA
from branch.context import Called, Context, NearMeeting, OpenHazard, OpenStudy, OpenTask, Somebody
from branch.updates import Update
from language.drafts import OF_THIS_HOUSE
from language.open_moments import MOMENTS
from language.understanding import Understanding

_OWN_SLOTS = {
    "task.accept": ("bare",),
    "task.reject": ("bare",),
    "hazard.fixed": ("looked",),
    "hazard.report": ("priority",),
    "undo": ("records",),
    "query": ("hours",),
}
"""Slots of this house beside those of the contract."""


class Lines:
    """Answers contract lines; rosters and scenes seen a moment ago are not built again."""

    def __init__(self, understanding: Understanding | None = None) -> None:
        self._understanding = understanding or Understanding()
        self._built: dict[str, list[tuple[Any, tuple[Any, ...]]]] = {}

    def answer(self, line: dict[str, Any]) -> dict[str, Any]:
        """Return `{"id", "updates"}` for one contract line."""
        context = self.context(line.get("context") or {})
        reading = self._understanding.read(str(line.get("text") or ""), context)
        said = [
            {"intent": u.intent, "slots": _agreed(u)}
            for u in reading.updates
            if not _ours(u, context.hazards)
        ]
        return {"id": line.get("id"), "updates": said}

    def context(self, raw: dict[str, Any]) -> Context:
        """Build the context of a line."""
        return Context(
            now=_moment(raw.get("now") or "2026-01-01T09:00:00+08:00"),
            sender=str(raw.get("sender") or ""),
            addressed=bool(raw.get("addressed")),
            roster=self._tuple("roster", raw, _somebody),
            tasks=self._tuple("tasks", raw, _task),
            meetings=self._tuple("meetings", raw, _meeting),
            studies=self._tuple("studies", raw, _study),
            hazards=self._tuple("hazards", raw, _hazard),
            about=str(raw.get("about") or ""),
            mentioned=tuple(Called(str(name), str(name)) for name in raw.get("mentioned") or ()),
        )

    def _tuple(self, name: str, raw: dict[str, Any], build: Any) -> tuple[Any, ...]:
        rows = raw.get(name) or []
        kept = self._built.setdefault(name, [])
        for known, built in kept:
            if known == rows:
                return built
        kept.insert(0, (rows, tuple(build(row) for row in rows)))
        del kept[48:]
        return kept[0][1]


def _ours(said: Update, hazards: tuple[OpenHazard, ...]) -> bool:
    """Say whether an update is of this house alone; so is a decision on a hazard kept like a task,
    and work for nobody on the roster, which is answered and not recorded."""
    unknown = any(not doubt.choices for doubt in said.doubts) and said.intent != "undo"
    nobody = unknown and not getattr(said, "owners", ())
    unsaid = any(doubt.slot == "kind" for doubt in said.doubts)  # a meeting of no kind is asked about
    return (
        nobody
        or unsaid
        or said.intent.startswith(OF_THIS_HOUSE)
        or getattr(said, "task", "") in {h.id for h in hazards}
    )


def _agreed(said: Update) -> dict[str, Any]:
    own = _OWN_SLOTS.get(said.intent, ())
    settled = {d.slot: d.choices[0].value for d in said.doubts if d.slot in MOMENTS and d.choices}
    return settled | {name: value for name, value in said.slots().items() if name not in own}


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment.replace(tzinfo=CHINA) if moment.tzinfo is None else moment.astimezone(CHINA)


def _day(value: Any) -> date | None:
    if not value:
        return None
    return _moment(value).date() if "T" in value else date.fromisoformat(value)


def _somebody(row: dict[str, Any]) -> Somebody:
    return Somebody(
        row["name"],
        row.get("role") or "党员",
        tuple(row.get("aliases") or ()),
        row.get("group") or "",
        row.get("post") or "",
    )


def _task(row: dict[str, Any]) -> OpenTask:
    return OpenTask(
        str(row["id"]), row.get("title") or "", tuple(row.get("owners") or ()), _day(row.get("due"))
    )


def _meeting(row: dict[str, Any]) -> NearMeeting:
    start = row.get("start") or ""
    when = _moment(start) if "T" in start else date.fromisoformat(start)
    return NearMeeting(
        str(row["id"]), row.get("kind") or "其他会议", when, row.get("title") or "", row.get("place") or ""
    )


def _study(row: dict[str, Any]) -> OpenStudy:
    return OpenStudy(str(row["id"]), row.get("title") or "", _day(row.get("due")))


def _hazard(row: dict[str, Any]) -> OpenHazard:
    return OpenHazard(str(row["id"]), row.get("title") or "", row.get("owner") or "")


def answer(line: dict[str, Any], lines: Lines | None = None) -> dict[str, Any]:
    """Return the answer to one contract line with a fresh or a given reader."""
    return (lines or Lines()).answer(line)


def main() -> None:
    """Answer line by line until standard input ends; a line that is no JSON object gets an empty answer."""
    lines = Lines()
    for raw in sys.stdin:
        if raw.strip():
            sys.stdout.write(json.dumps(reply(lines, raw), ensure_ascii=False) + "\n")
            sys.stdout.flush()


def reply(lines: Lines, raw: str) -> dict[str, Any]:
    """Return the answer to a raw line; one of the wrong form is answered empty, with its id if it has one."""
    given: Any = None
    try:
        given = json.loads(raw)
        return lines.answer(given)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        name = given.get("id") if isinstance(given, dict) else None
        return {"id": name, "updates": [], "error": f"不是约定的一行：{error}"}


if __name__ == "__main__":
    main()
