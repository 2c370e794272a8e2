"""Text in, updates out: the path of a message through the rooms of this house."""

from dataclasses import dataclass, field

from branch.calendar import WorkingDays
from branch.context import Context
from branch.updates import Update
from language import assembly, gate, open_moments, statements
from language.drafts import Draft
from language.heard import Ears, Heard
from language.intents import dates
from language.intents.attendance import headcount
from language.intents.commands import reading as commands
from language.intents.commands import swaps, undo
from language.intents.hazards import sounding
from language.intents.meetings import facts
from language.lexicon import Lexicon
from language.mentions import renamed
from language.normalise import normalise
from language.references.things import Things
from language.shapes import afterwards, demands
from language.shapes import reading as shapes
from language.silence import mutes, whole
from language.slots.people import People
from language.slots.times import Timekeeper
from language.suggesting import suggest
from language.tokens import Words
from language.tone.verdict import CHATTER

_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
COMMAND, SHAPE, STATEMENTS = "a command", "a message with a shape", "statements"
"""The ways a message can take, tried in this order."""
_KEPT = 48
"""Rosters and sets of known things remembered between messages."""


@dataclass(frozen=True)
class Reading:
    """What a message means. `silence` names the rule that decided for silence; `cut` says it was too long.

    `held` is what the words would have meant, had they not sounded like chatter: to be offered, not written.
    """

    updates: tuple[Update, ...]
    suggestion: str = ""
    cut: bool = False
    silence: str = ""
    held: tuple[Update, ...] = ()


@dataclass
class Trace:
    """For --why: which way was taken, the rules that silenced, the drafts made and those held back."""

    heard: Heard | None = None
    way: str = ""
    muted: list[mutes.Mute] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    lost: list[tuple[Draft, str]] = field(default_factory=list)


class Understanding:
    """Reads messages. Holds words and calendar; remembers the last rosters it has met, and nothing else."""

    def __init__(self, lexicon: Lexicon | None = None, days: WorkingDays | None = None) -> None:
        self._lexicon = lexicon if lexicon is not None else Lexicon.load()
        self._words = Words(self._lexicon.plain)
        self._timekeeper = Timekeeper(days)
        self._people: list[People] = []
        self._things: list[tuple[tuple[object, ...], Things]] = []

    def read(self, text: str, context: Context) -> Reading:
        """Return what a text means in its context. Pure; never raises on any text.

        A fault of ours in a rule must not stop the house: it ends as silence with its own name, and `trace`
        (which the property test calls) shows it.
        """
        try:
            return self.trace(text, context)[0]
        except _FAULTS:
            return Reading((), silence="a rule failed")

    def trace(self, text: str, context: Context) -> tuple[Reading, Trace]:
        """Return what a text means, and how that was found."""
        plain, cut = normalise(renamed(text, context.mentioned))
        trace = Trace()
        heard = trace.heard = Heard(plain, context, self._ears(context))
        silence = whole.whole_message(heard)
        if not silence:
            trace.drafts = sounding.told(heard, dates.lend_same_day(heard, self._drafts(heard, trace)))
        updates: list[Update] = []
        offered: list[Update] = []
        for draft in trace.drafts:
            held = gate.passes(heard, draft)
            if held:
                trace.lost.append((draft, held))
            if not held or (held == CHATTER and context.addressed):
                open_moments.leave_open(heard, draft)
                (offered if held else updates).append(assembly.update(draft))
        if not updates and not silence:
            silence = (
                trace.lost[0][1] if trace.lost else trace.muted[0].rule if trace.muted else "nothing fits"
            )
        suggestion = suggest(heard, trace.muted) if context.addressed and not updates else ""
        return Reading(tuple(updates), suggestion, cut, "" if updates else silence, tuple(offered)), trace

    def _drafts(self, heard: Heard, trace: Trace) -> list[Draft]:
        if gate.to_a_colleague(heard) and not demands.orders(heard):
            trace.muted = [mutes.Mute("a remark to a colleague", 0, len(heard.clauses) - 1)]
            return []
        first: list[Draft] = []
        silent: set[int] = set()
        if heard.context.addressed:
            if taken := undo.undo(heard):
                first, silent = [taken[0]], set(taken[1])
                if plain := swaps.put_right(heard):
                    heard = Heard(plain, heard.context, heard.ears)
                    again = undo.undo(heard)
                    silent = set(again[1]) if again else set()
            elif found := commands.read(heard):
                trace.way = COMMAND
                return found
        muted = mutes.mutes(heard)
        if not first and (kept := afterwards.records(heard, mutes.silent(muted))):
            trace.way, trace.muted = STATEMENTS, muted
            return facts.beside(heard, kept)
        if not first and (shaped := shapes.read(heard)):
            trace.way = SHAPE
            return facts.beside(heard, shaped)
        trace.way, trace.muted = STATEMENTS, muted
        silent |= mutes.silent(muted)
        told = statements.read(heard, silent)
        if first:
            told = undo.anew(heard, first[0], told)
        said = headcount.belong(first + headcount.read(heard, silent) + told)
        return facts.beside(heard, said)

    def _ears(self, context: Context) -> Ears:
        return Ears(self._lexicon, self._words, self._roster(context), self._known(context), self._timekeeper)

    def _roster(self, context: Context) -> People:
        for people in self._people:
            if people.roster is context.roster or people.roster == context.roster:
                return people
        self._people = [People(context.roster), *self._people[: _KEPT - 1]]
        return self._people[0]

    def _known(self, context: Context) -> Things:
        key = (context.tasks, context.meetings, context.studies, context.hazards)
        for known, things in self._things:
            if all(a is b for a, b in zip(known, key, strict=True)) or known == key:
                return things
        self._things = [(key, Things(context, self._lexicon.short)), *self._things[: _KEPT - 1]]
        return self._things[0][1]
