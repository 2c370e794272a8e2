"""A clause with what its rules ask of it: the known thing it names, and what stands in it."""

import re
from dataclasses import dataclass
from functools import cached_property

from language.clauses import Clause
from language.heard import Heard
from language.intents.hazards import finding, mending
from language.lexicon import cue
from language.references.elsewhere import elsewhere
from language.references.item import Hit
from language.units.naming import ENOUGH, likeliest
from language.units.unit import Unit
from language.units.words import REPORTED, TASK_WORDS

_FAMILIES = ("task", "study", "hazard")


_NUMBER = re.compile(r"[\d一二三四五六七八九十]+号?")


@dataclass
class Said:
    """One clause of a message; everything is found when a rule first asks for it."""

    heard: Heard
    clause: Clause

    @property
    def text(self) -> str:
        """The words of the clause."""
        return self.clause.text

    @cached_property
    def undated(self) -> str:
        """The words of the clause with its days blotted out."""
        return self.heard.without_days(self.clause.start, self.clause.end)

    @cached_property
    def alone(self) -> Unit:
        """The clause as a unit of its own."""
        return Unit(self.heard, [self.clause.number])

    @cached_property
    def hits(self) -> list[Hit]:
        """The known things the clause may name, by its words or else by their sound."""
        start, end = self.clause.start, self.clause.end
        found = [
            h
            for h in self.heard.hits(start, end, *_FAMILIES)
            if (h.telling or h.score >= ENOUGH or h.coverage >= 0.4)
            and not self._another_of_that_number(h)
            and not self._inside_a_kind(h)
        ]
        if (
            not found
            and TASK_WORDS.search(self.text)
            and sum("\u4e00" <= c <= "\u9fff" for c in self.text) > 3
        ):
            found = [h for h in self.heard.sounds(start, end) if h.item.family in _FAMILIES]
        return [
            h
            for h in found
            if h.item.family != "hazard"
            or h.score >= 15
            or not (elsewhere(h.item.title, self.undated) or self._of_another_thing(h))
        ]

    def _inside_a_kind(self, hit: Hit) -> bool:
        """「民主生活会我堵住了」 while 「民主评议测评表」 is open: the words are those of a meeting."""
        kind = self.heard.kind_in(self.text)
        if kind is None or hit.item.family != "task" or hit.coverage >= 0.4:
            return False
        begin = self.clause.start
        return begin + kind[1] <= hit.start and hit.end <= begin + kind[2]

    def _another_of_that_number(self, hit: Hit) -> bool:
        """「二号锚地系好了」 while 「2号泥泵漏水」 is listed: the number was said of another thing."""
        if hit.item.family != "hazard" or not _NUMBER.fullmatch(self.heard.text, hit.start, hit.end):
            return False
        return self.heard.text[hit.end : hit.end + 1] not in hit.item.title

    def _of_another_thing(self, hit: Hit) -> bool:
        """「打印机坏了」 while 「电梯坏了」 is listed: only the fault was said, and of something else."""
        fault = cue("defect").search(self.heard.text, hit.start, hit.end)
        if fault is None or fault.start() - hit.start > 1 or fault.end() < hit.end:
            return False
        lead = self.undated[: max(0, fault.start() - self.clause.start)]
        subject = re.sub(
            r"[这那哪][个处台块边里条项]?|刚才|已经?|终于|总算|[的我你他们把都也又就是被给，、·\s]", "", lead
        )
        return len(set(subject) - set(hit.item.title)) >= 2

    @cached_property
    def best(self) -> Hit | None:
        """The known thing it most likely names."""
        return likeliest(self.heard, self.hits, self.text, (self.clause.start, self.clause.end))

    def names(self, family: str, coverage: float = 0.0) -> bool:
        """Say whether the likeliest thing is of a family, with so much of its title said."""
        return self.best is not None and self.best.item.family == family and self.best.coverage >= coverage

    def hardly_names(self, coverage: float) -> bool:
        """Say whether less than so much of any title was said."""
        return self.best is None or self.best.coverage < coverage

    @property
    def has_kind(self) -> bool:
        """Whether a word for a kind of meeting stands in the clause."""
        return self.heard.kind_in(self.text) is not None

    @cached_property
    def defect(self) -> bool:
        """Whether it tells of a defect at a place, with no word of a report on work."""
        if mending.put_right(self.text) or REPORTED.search(self.text):
            return False
        return self.reports_defect

    @cached_property
    def reports_defect(self) -> bool:
        """Whether it tells of a defect at a place."""
        return finding.report(self.heard, self.clause.start, self.clause.end) is not None

    @cached_property
    def excuses_nobody(self) -> bool:
        """Whether nobody is named and no word of leave said."""
        named = self.heard.mentions_in(self.clause.start, self.clause.end)
        return not named and not cue("leave_word").search(self.text)
