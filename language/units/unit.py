"""A unit: neighbouring clauses about one thing, the smallest stretch that becomes updates."""

from dataclasses import dataclass, field

from language.clauses import Clause
from language.heard import Heard
from language.references.item import Hit
from language.slots.times import Time


@dataclass
class Unit:
    """Clauses `first` to `last` of a message that speak of one thing; `family` is what they are about."""

    heard: Heard
    numbers: list[int]
    family: str = ""
    hit: Hit | None = None
    rivals: list[Hit] = field(default_factory=list)
    named_else: bool = False
    """Whether the unit names a thing of its own that is no known task."""

    @property
    def clauses(self) -> list[Clause]:
        """The clauses of the unit, in order."""
        return [self.heard.clauses[n] for n in self.numbers]

    @property
    def start(self) -> int:
        """Where the unit begins in the text."""
        return self.heard.clauses[self.numbers[0]].start

    @property
    def end(self) -> int:
        """Where the unit ends in the text."""
        return self.heard.clauses[self.numbers[-1]].end

    @property
    def text(self) -> str:
        """The words of the unit with their marks."""
        return self.heard.text[self.start : self.end]

    @property
    def times(self) -> list[Time]:
        """The times said in the unit."""
        return self.heard.times_in(self.start, self.end)

    @property
    def equal_hazards(self) -> list[Hit]:
        """The hazards that the words fit as well as the likeliest."""
        return [
            h for h in self.rivals if self.hit and h.item.family == "hazard" and h.score == self.hit.score
        ]
