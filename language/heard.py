"""A message as it was heard: its plain text and everything that can be found in it once."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from branch.context import Context
from language.clauses import Clause, clauses
from language.lexicon import Lexicon
from language.moments import Kind, Policy
from language.references.item import Hit
from language.references.things import Things
from language.slots import kinds
from language.slots.people import Mention, People
from language.slots.times import Time, Timekeeper
from language.tokens import Words
from language.tone import grams
from language.tone.classifier import Classifier

_BARE_NUMBER = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})号")
_TIMELY = re.compile(r"[前之以上下早晚中起到至截能可要就才再开交完验报弄收做去来，。；！]|$")
_NUMBERED = re.compile(r"(?P<n>(?:\d{1,2}|[一二三四五六七八九十]{1,3})号)(?P<what>[\u4e00-\u9fff]{2})")


_DATED = re.compile(r"\d{1,2}月\d{1,2}[日号]?|\d{1,2}[./]\d{1,2}")
_NOT_YET = 300
"""A date without a year that lies further ahead has just passed: nobody plans the month before this one."""


def _dated(time: Time) -> bool:
    return bool(_DATED.match(time.found.text)) and time.found.kind is not Kind.DEADLINE


@dataclass(frozen=True)
class Ears:
    """What listening needs besides the message: words, the roster's names, known things, the calendar."""

    lexicon: Lexicon
    words: Words
    people: People
    things: Things
    timekeeper: Timekeeper
    classifier: Classifier = Classifier()


@dataclass
class Heard:
    """One message with its clauses, words, people and times; found when first asked for."""

    text: str
    context: Context
    ears: Ears
    clauses: list[Clause] = field(init=False)
    kept: dict[object, object] = field(default_factory=dict, repr=False)
    """Answers already worked out for stretches of this message, by who asked and where."""
    _hits: dict[tuple[int, int], list[Hit]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.clauses = clauses(self.text)

    @cached_property
    def tokens(self) -> list[tuple[int, int]]:
        """The words of the text as (start, end)."""
        return self.ears.words.cut(self.text)

    @cached_property
    def mentions(self) -> list[Mention]:
        """Who is named, in order."""
        called = frozenset(one.name for one in self.context.mentioned)
        return self.ears.people.find(self.text, self.ears.words, called, self.sites)

    @cached_property
    def sites(self) -> list[tuple[int, int]]:
        """Where the branch's own sites are named: places, never people or words of a task."""
        return self.ears.lexicon.sites_in(self.text)

    def kind_in(self, text: str) -> tuple[str, int, int] | None:
        """Return (kind, start, end) of the first word for a meeting in a text, the branch's own included."""
        return kinds.find(text, self.ears.lexicon.kinds)

    def kinds_in(self, text: str) -> list[tuple[str, int, int]]:
        """Return every (kind, start, end) in a text, in order."""
        return kinds.find_all(text, self.ears.lexicon.kinds)

    @cached_property
    def times(self) -> list[Time]:
        """Every expression of time, in order."""
        found = self._nearer(self.ears.timekeeper.find(self.text, self.context.now))
        found = [t for t in found if not any(m.start < t.start and t.end <= m.end for m in self.mentions)]
        numbered = {
            said["n"] for said in _NUMBERED.finditer(self.text) if self.ears.things.numbers(said["what"])
        }
        if not numbered:
            return found
        return [t for t in found if self.text[t.start : t.end] not in numbered and not self._another(t)]

    def _nearer(self, found: list[Time]) -> list[Time]:
        """「11月3日项目研讨会」 said on 6 November: three days ago is meant, not a year ahead less three.

        A deadline lies ahead, whatever its distance.
        """
        today = self.context.now.date()
        far = [t.day for t in found if _dated(t) and t.day and (t.day - today).days > _NOT_YET]
        if not far:
            return found
        before = {t.start: t for t in self.ears.timekeeper.find(self.text, self.context.now, Policy("past"))}
        return [before.get(t.start, t) if _dated(t) and t.day in far else t for t in found]

    def _another(self, time: Time) -> bool:
        """「3号站台焊上了，2号那段归老郭」: a bare 2号 beside it is another thing."""
        return bool(_BARE_NUMBER.fullmatch(self.text, time.start, time.end)) and not _TIMELY.match(
            self.text, time.end
        )

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Return who is named inside a stretch."""
        first = bisect_left(self._begins, start)
        last = bisect_left(self._begins, end, first)
        return [m for m in self.mentions[first:last] if m.end <= end]

    @cached_property
    def _begins(self) -> list[int]:
        return [m.start for m in self.mentions]

    def times_in(self, start: int, end: int) -> list[Time]:
        """Return the times inside a stretch."""
        first = bisect_left(self._time_begins, start)
        last = bisect_left(self._time_begins, end, first)
        return [t for t in self.times[first:last] if t.end <= end]

    def without_days(self, start: int, end: int) -> str:
        """Return a stretch of the same length with its days blotted out: 「5号前报掉」 names no place."""
        text = self.text[start:end]
        for time in self.times_in(start, end):
            if time.day:
                text = text[: time.start - start] + "·" * (time.end - time.start) + text[time.end - start :]
        return text

    @cached_property
    def _time_begins(self) -> list[int]:
        return [t.start for t in self.times]

    def hits(self, start: int, end: int, *families: str) -> list[Hit]:
        """Return the known things a stretch may mean, the likeliest first, places counted in the whole
        text."""
        found = self._hits.get((start, end))
        if found is None:
            found = self._hits[start, end] = self._find_hits(start, end)
        return [hit for hit in found if not families or hit.item.family in families]

    def _find_hits(self, start: int, end: int) -> list[Hit]:
        first, last = bisect_left(self.tokens, (start, 0)), bisect_right(self.tokens, (end, 0))
        spans = [(a - start, b - start) for a, b in self.tokens[first:last] if b <= end]
        hidden = frozenset(
            i - start for t in self.times_in(start, end) if t.day for i in range(t.start, t.end)
        )
        sites = [(a - start, b - start) for a, b in self.sites if start <= a and b <= end]
        return self.ears.things.find(self.text[start:end], spans, start, hidden, sites)

    def sounds(self, start: int, end: int) -> list[Hit]:
        """Return the known things a stretch sounds like: wrong homophones of a title's words."""
        return self.ears.things.by_sound(self.text[start:end], start, self.ears.words)

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for number, clause in enumerate(self.clauses):
            if found and self.clauses[found[-1][0]].sentence == clause.sentence:
                found[-1] = (found[-1][0], number)
            else:
                found.append((number, number))
        return found

    def sentences(self) -> list[tuple[int, int]]:
        """Return (first, last) clause of each sentence."""
        return self._sentences

    def sentence_of(self, at: int) -> tuple[int, int]:
        """Return where the sentence around a place begins and ends."""
        ends = self._sentence_ends
        number = bisect_left(ends, at)
        if number < len(ends) and self.clauses[self._sentences[number][0]].start <= at:
            return self.clauses[self._sentences[number][0]].start, ends[number]
        return 0, len(self.text)

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [self.clauses[last].end for _, last in self._sentences]

    @cached_property
    def masked(self) -> str:
        """The text with every name hidden, as the classifier of chatter reads it."""
        return grams.masked(self.text, [(m.start, m.end) for m in self.mentions])

    @cached_property
    def chatter(self) -> float:
        """How likely the message is chatter by the sound of it, 0 to 1."""
        return self.ears.classifier.chatter(self.masked, self.context.addressed)

    @cached_property
    def defect(self) -> float:
        """How likely the message reports a defect by the sound of it, 0 to 1."""
        return self.ears.classifier.defect(self.masked)

    @property
    def sender(self) -> str:
        """The roster name of who speaks."""
        return self.context.sender

    def times_again(self, start: int, end: int, policy: Policy) -> list[Time]:
        """Read the times of a stretch again under another policy (a report looks back, a shift moves
        an old time)."""
        found = self.ears.timekeeper.find(self.text[start:end], self.context.now, policy)
        return [Time(t.start + start, t.end + start, t.found) for t in found]
