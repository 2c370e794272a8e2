"""find: all time expressions of a text, in order; best: the one a scheduler would take."""

import re
from dataclasses import replace
from datetime import datetime

from branch.calendar import CHINA, WorkingDays
from language.moments.amounts import amount
from language.moments.chain import Chain, chain_at
from language.moments.edges import Edged, edged, looks_back, plain_edge
from language.moments.found import Found, Grain, Kind, Policy
from language.moments.guards import idiom, no_length
from language.moments.plain import plain
from language.moments.ranges import past, range_from
from language.moments.scan import HOT, next_place
from language.moments.settling import settle
from language.moments.stretch import CLOCK, DAY, MONTH, WEEK, Scene, Stretch, midnight, monday

_SENTENCE = re.compile(r"[。!?;\n]")
FUTURE = Policy()
MOST = 200
"""Expressions given back of one text; a text with more is no message."""
_DAYS = WorkingDays()


def find(text: str, now: datetime, policy: Policy = FUTURE, days: WorkingDays = _DAYS) -> list[Found]:
    """Return every time expression of a text, in order. `now` is aware; it is when the text was said."""
    now = now.astimezone(CHINA)
    said, places = plain(text)
    scene = Scene(now, policy, days, now, midnight(now))
    out: list[Found] = []
    at = sentence = 0
    while m := HOT.search(said, at):
        if _SENTENCE.search(said, sentence, m.start()):
            scene.day, scene.part, scene.month = None, "", None
        sentence = m.start()
        if skipped := idiom(said, m.start()):
            at = m.start() + skipped
            continue
        found, at = _one(said, m.start(), scene)
        if found is not None:
            scene.read = at
            out.append(found)
            if len(out) == MOST:
                break
    return [_back(found, text, places) for found in out] if places or out and text != said else out


def best(text: str, now: datetime, policy: Policy = FUTURE, days: WorkingDays = _DAYS) -> Found | None:
    """Return the expression that a scheduler would take: a moment before a length, the finer of one day."""
    found = find(text, now, policy, days)
    timed = [f for f in found if f.kind not in (Kind.DURATION, Kind.SHIFT)]
    if not timed:
        return found[0] if found else None
    return next((f for f in timed[1:] if f.governed and timed[0].day_only and not f.day_only), timed[0])


def _one(text: str, at: int, scene: Scene) -> tuple[Found | None, int]:
    """Read the expression at a place; return it and the place to go on from."""
    try:
        chain = chain_at(text, at)
        box = settle(chain, _leaning(text, chain, scene)) if chain else None
        if chain is not None and box is not None:
            found = _expression(text, chain, box, scene)
            return found, max(found.span[1], at + 1)
        return _length(text, at)
    except (ValueError, OverflowError):  # a day that no calendar has: 2月30日, the year 9999
        return None, next_place(text, at)


def _leaning(text: str, chain: Chain, scene: Scene) -> Scene:
    """Let 下周二、周四 and 12月3日，5日 lean on the week or month that was said just before."""
    needs = chain.atoms[0].needs
    if needs == WEEK and scene.week and text[scene.week[1] : chain.start] in _AND:
        return replace(scene, floor=scene.week[0])
    if needs == MONTH and scene.month and scene.month > scene.floor:
        return replace(scene, floor=scene.month.replace(day=1))
    return scene


_AND = ("、", "和", "或", "及", "与", "或者", "/", "跟", ",")


def _expression(text: str, chain: Chain, box: Stretch, scene: Scene) -> Found:
    governed = bool(scene.day) and chain.atoms[0].needs == DAY
    both = range_from(text, chain, box, scene)
    if both:
        edge, box = both
    else:
        if looks_back(text, chain.end):
            box = past(chain, scene) or box
        edge = edged(text, plain_edge(box, (chain.start, chain.end), chain.name), box, scene)
    if edge.kind is not Kind.DEADLINE:
        _govern(scene, chain, box)
    found = _found(text, edge, chain, box)
    return replace(found, governed=True) if governed else found


def _govern(scene: Scene, chain: Chain, box: Stretch) -> None:
    """Let a day or a part of day hold for the bare hours that follow in the sentence."""
    first = chain.atoms[0]
    leans = scene.week is not None and first.needs == WEEK
    scene.week = (monday(box.start), chain.end) if first.level == WEEK or leans else None
    if first.tag == "date":
        scene.month = box.start
    if not DAY <= box.level <= CLOCK or box.kind not in (Kind.POINT, Kind.RANGE) or box.grain is Grain.SECOND:
        return
    if box.start >= scene.today or scene.policy.tense == "past":
        scene.day = midnight(box.frame[0] if box.part and box.frame else box.start)
    scene.part = box.part


def _found(text: str, edge: Edged, chain: Chain, box: Stretch) -> Found:
    shift = edge.kind is Kind.SHIFT
    return Found(
        span=edge.place,
        text=text[edge.place[0] : edge.place[1]],
        start=edge.start,
        end=edge.end,
        grain=edge.grain,
        kind=edge.kind,
        rule=edge.rule,
        day_only=edge.days[0] if edge.kind is not Kind.DEADLINE else edge.days[1],
        end_day_only=edge.days[1],
        seconds=_shifted(box) if shift else None,
        recurrence=box.recurrence,
        ambiguous=box.alternatives,
        clock_inferred=box.bare and not shift,
        open=chain.open,
        last=edge.last.date() if edge.last else None,
    )


def _shifted(box: Stretch) -> int:
    """Return how far a shift goes, in seconds; earlier is negative."""
    start, end = box.inside()
    return round((end - start).total_seconds()) * (-1 if box.bare else 1)


def _length(text: str, at: int) -> tuple[Found | None, int]:
    said = amount(text, at)
    if said is None or no_length(text, at, said[1], said[0]):
        return None, next_place(text, at) if said is None else max(said[1], at + 1)
    by, end = said
    grain = by.finest
    return Found((at, end), text[at:end], None, None, grain, Kind.DURATION, "N小时", seconds=by.length()), end


def _back(found: Found, text: str, places: list[int] | None) -> Found:
    """Put the span back into the text that was given."""
    start, end = found.span
    if places:
        start, end = places[start], places[end - 1] + 1
    return replace(found, span=(start, end), text=text[start:end])
