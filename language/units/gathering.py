"""Units: neighbouring clauses about one thing, gathered clause by clause."""

import re

from language.heard import Heard
from language.intents.hazards.finding import report
from language.intents.papers import submits
from language.lexicon import cue
from language.references.item import Hit
from language.slots import kinds, quantities
from language.units.marks import (
    mark_breakdowns,
    mark_causes,
    mark_faults,
    mark_leave_reasons,
    mark_nobody_left,
    mark_split_hazards,
    mark_waits_on_others,
)
from language.units.orders import mark_orders, only_helps
from language.units.sentences import mark_meetings, mark_posts
from language.units.topics import Topic, topic
from language.units.twins import mark_twins
from language.units.unit import Unit
from language.units.words import POINTER, TASK_WORDS


def units(heard: Heard, silent: set[int], start: int, end: int) -> list[Unit]:
    """Gather clauses into units: a new thing or a new family begins a new unit."""
    numbers = [
        n for n, c in enumerate(heard.clauses) if n not in silent and c.start >= start and c.end <= end
    ]
    topics = {n: topic(heard, heard.clauses[n]) for n in numbers}
    mark_causes(heard, numbers, topics)
    mark_breakdowns(heard, numbers, topics)
    mark_leave_reasons(heard, numbers, topics)
    mark_split_hazards(heard, numbers, topics)
    mark_faults(heard, numbers, topics)
    mark_nobody_left(heard, numbers, topics)
    mark_waits_on_others(heard, numbers, topics)
    mark_meetings(heard, numbers, topics)
    mark_posts(heard, numbers, topics)
    mark_orders(heard, numbers, topics)
    mark_twins(heard, numbers, topics)
    gatherer = Gatherer(heard)
    for number in numbers:
        gatherer.take(number, topics[number])
    return gatherer.finished()


class Gatherer:
    """Builds units clause by clause; clauses without a family wait until it is clear where they belong."""

    def __init__(self, heard: Heard) -> None:
        self.heard = heard
        self.units: list[Unit] = []
        self.waiting: list[int] = []

    def take(self, number: int, said: Topic) -> None:
        """Add a clause to the current unit, open a new one, or let it wait."""
        family, hit, rivals = said
        parted = self.waiting and number > self.waiting[-1] + 1  # a question between them parts what waits
        if parted or self.waiting and family == "attendance" and self._tells_of_work(number):
            self.units.append(Unit(self.heard, self.waiting, ""))
            self.waiting = []
        current = self.units[-1] if self.units else None
        if family == "act" and current and not self._points(number):
            family = current.family if current.family in _REPORTED else ""
            hit = None
        if not family:
            self._wait(number, current)
        elif current and _continues(self.heard, current, family, hit, number):
            current.numbers += [*self.waiting, number]
            current.family = family if current.family == "act" else current.family
            if current.hit is None or (hit and hit.score > current.hit.score):
                current.hit, current.rivals = hit or current.hit, rivals or current.rivals
            self.waiting = []
        else:
            self.units.append(Unit(self.heard, [*self.waiting, number], family, hit, rivals))
            self.waiting = []

    def _tells_of_work(self, number: int) -> bool:
        """「三楼那盏灯换了新电池；明天讲座我请假」: a sentence about a known thing is no reason of leave."""
        first, last = self.heard.clauses[self.waiting[0]], self.heard.clauses[self.waiting[-1]]
        if last.sentence == self.heard.clauses[number].sentence:
            return False
        return any(h.telling for h in self.heard.hits(first.start, last.end, "task", "hazard", "study"))

    def _points(self, number: int) -> bool:
        return bool(POINTER.search(self.heard.clauses[number].text))

    def _wait(self, number: int, current: Unit | None) -> None:
        """A clause of the sentence of the current unit belongs to it; one that opens a sentence waits."""
        same = (
            current
            and self.heard.clauses[current.numbers[-1]].sentence == self.heard.clauses[number].sentence
        )
        if current and current.family == "order" and only_helps(self.heard, number):
            same = True
        if same and not self.waiting:
            assert current is not None
            current.numbers.append(number)
        else:
            self.waiting.append(number)

    def finished(self) -> list[Unit]:
        """Return the units; what still waits belongs to the last of them."""
        if self.waiting and self.units:
            if self.units[-1].family in (*_REPORTED, "publicity"):
                self.units[-1].numbers += self.waiting
        elif self.waiting:
            self.units.append(Unit(self.heard, self.waiting, ""))
        self.waiting = []
        self._merge_leads()
        return self._without_stray()

    def _merge_leads(self) -> None:
        """An act that points to what the next clause names leads into it: 「那个电箱我试了，漏保换了」."""
        kept: list[Unit] = []
        for unit in self.units:
            lead = kept[-1] if kept else None
            same = lead is not None and lead.hit is not None and unit.hit is not None
            if same and lead and lead.family == "act" and lead.hit.item.id == unit.hit.item.id:  # type: ignore[union-attr]
                unit.numbers = [*lead.numbers, *unit.numbers]
                kept.pop()
            kept.append(unit)
        self.units = kept

    def _without_stray(self) -> list[Unit]:
        """A unit that names nothing beside units that do only leads into them."""
        firm = [
            u
            for u in self.units
            if u.family != "act" or u.hit or any(self._points(n) for n in u.numbers) or self._measured(u)
        ]
        if not firm or len(firm) == len(self.units):
            return self.units
        for unit in self.units:
            if unit not in firm:
                after = next((u for u in firm if u.numbers[0] > unit.numbers[-1]), None)
                if (
                    after
                    and after.family in ("attendance", "order", "new hazard", *_REPORTED)
                    and self._together(unit, after)
                ):
                    after.numbers = [*unit.numbers, *after.numbers]
        return firm

    def _measured(self, unit: Unit) -> bool:
        """「六盒理好五盒；手册也学了」: a figure in a sentence of its own, told by who has one task."""
        alone = all(
            self.heard.clauses[other.numbers[0]].sentence != self.heard.clauses[unit.numbers[-1]].sentence
            for other in self.units
            if other is not unit
        )
        own = [t for t in self.heard.context.tasks if self.heard.sender in t.owners]
        return alone and len(own) == 1 and quantities.percent(unit.text) is not None

    def _firm(self, unit: Unit) -> bool:
        if unit.family == "act":
            return unit.hit is not None or any(self._points(n) for n in unit.numbers)
        if unit.family == "task" and len(unit.numbers) == 1 and unit is not self.units[-1]:
            after = self.units[self.units.index(unit) + 1]
            text = unit.text
            tells = (
                TASK_WORDS.search(text)
                or quantities.percent(text)
                or cue("must").search(text)
                or re.search(r"了|过", text)
            )
            return bool(tells) or after.family != "attendance"
        return True

    def _together(self, a: Unit, b: Unit) -> bool:
        return self.heard.clauses[a.numbers[-1]].sentence == self.heard.clauses[b.numbers[0]].sentence


_BIDS = re.compile(r"\s*(?:请|让|安排|责令|由|麻烦)")
"""「挡墙裂了，请曲班把墙根堆料清走」: what is to be done about a defect is no second one."""
_REPORTED = ("task", "hazard", "study", "act")
_ONE_RUN = ("attendance", "meeting", "post")


def _continues(heard: Heard, current: Unit, family: str, hit: Hit | None, number: int) -> bool:
    """Say whether a clause goes on about the thing of the current unit."""
    same_sentence = heard.clauses[current.numbers[-1]].sentence == heard.clauses[number].sentence
    if (
        same_sentence
        and current.family == "task"
        and cue("reject").search(current.text)
        and not (hit and hit.coverage >= 0.6)
    ):
        return family in ("act", "task", "hazard", "new hazard", "order", "study")
    if family == "order" or family == "" and current.family == "order":
        return (same_sentence or only_helps(heard, number)) and current.family in ("order", "new hazard")
    if family == "act":
        return current.family in _REPORTED or (current.family == "new hazard" and same_sentence)
    if family == current.family == "publicity":
        return not submits(heard.clauses[number].text)
    weak = hit is not None and hit.coverage < 0.6 and hit.score < 15 and not hit.head
    if same_sentence and weak and family == "task" and current.family == "study":
        return bool(re.search(r"章|节|页|笔记|体会|感触", heard.clauses[number].text))
    if same_sentence and weak and family in ("task", "hazard") and current.family == "publicity":
        return True
    if (
        same_sentence
        and weak
        and family == current.family == "task"
        and (cue("transfer").search(current.text) or cue("extend").search(current.text))
    ):
        return True  # 「安装那项交给思源弄，我跑防台去了」
    if family != current.family:
        return current.family == "act" and current.hit is None and family == "task" and same_sentence
    if family == "attendance" and not same_sentence and _another_meeting(heard, current, number):
        return False
    if family in _ONE_RUN:
        return family == "attendance" or same_sentence or (family == "meeting" and not _fixes(heard, number))
    if family == "new hazard" and current.family == "new hazard" and _BIDS.match(heard.clauses[number].text):
        return same_sentence
    if family == "new hazard":
        told = report(heard, current.start, current.end)
        return same_sentence and len(current.numbers) == 1 and told is None
    if hit is None or current.hit is None:
        return same_sentence or hit is None
    return hit.item.id == current.hit.item.id


_NAMED = re.compile(
    r"[堂场次节]?(?:党课|大会|支委会|组会|小组会|生活会|党日|例会|研讨会|讲座|小课堂|共建|咨询日|培训)"
)


def _another_meeting(heard: Heard, current: Unit, number: int) -> bool:
    """「明天大会我视频参加；1号那堂党课去不了，请假」: a sentence of its own about another meeting."""
    before, here = _NAMED.findall(current.text), _NAMED.findall(heard.clauses[number].text)
    return bool(before and here) and here[0] not in before


def _fixes(heard: Heard, number: int) -> bool:
    """Say whether a later clause fixes another meeting of its own."""
    clause = heard.clauses[number]
    named = heard.kind_in(clause.text) or kinds.other(clause.text)
    return bool(named) and bool(heard.times_in(clause.start, clause.end))
