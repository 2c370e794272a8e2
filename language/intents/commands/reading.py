"""Commands to the bot, tried in order; read only when it is addressed."""

from language import statements
from language.drafts import Draft, shifted
from language.heard import Heard
from language.intents.attendance import lessons
from language.intents.commands import agenda, asking, confirming, hours, manual, reports, short, together
from language.intents.reminders import creating, listing, stopping
from language.silence import mutes

_MIXED = ("reminder", "export", "query")
"""Families of commands that may stand beside statements in one message."""


def read(heard: Heard) -> list[Draft]:
    """Return what a message asks of the bot: several things, one beside statements, or one alone; else []."""
    return together.read(heard) or _among(heard) or _alone(heard)


def _among(heard: Heard) -> list[Draft]:
    """Read a command that stands in a sentence of its own beside statements."""
    sentences = heard.sentences()
    if not 2 <= len(sentences) <= 4:
        return []
    parts = [(heard.clauses[a].start, heard.clauses[b].end) for a, b in sentences]
    found: list[list[Draft]] = []
    told = False
    for start, end in parts:
        piece = Heard(heard.text[start:end], heard.context, heard.ears)
        drafts = _ordered(piece)
        if not drafts:
            drafts = statements.read(piece, mutes.silent(mutes.mutes(piece)))
            told |= bool(drafts)
        found.append(shifted(drafts, start))
    commanded = any(d.intent.startswith(_MIXED) for drafts in found for d in drafts)
    return [d for drafts in found for d in drafts] if told and commanded else []


def _ordered(heard: Heard) -> list[Draft]:
    """Read the commands that may stand beside statements."""
    for ask in (stopping.cancel, creating.create, reports.export):
        if drafts := ask(heard):
            return drafts
    question = asking.query(heard)
    named = asking.names_a_list(heard.text)  # 「本周任务：」 over a list asks nothing
    return [question] if question and asking.only_asks(heard) and not named else []


def _alone(heard: Heard) -> list[Draft]:
    """Read a message that is one command, or a question and nothing to record."""
    for one in (manual.asked_how, confirming.confirm, lessons.arrange, short.short):
        if draft := one(heard):
            return [draft]
    for ask in (agenda.asked, listing.asked, stopping.cancel, creating.create, reports.export):
        if drafts := ask(heard):
            return drafts
    if told := asking.history(heard):
        return [told]
    if drafts := reports.digest(heard):
        return drafts
    question = hours.asked(heard, asking.query(heard))
    if question and (asking.only_asks(heard) or not statements.read(heard, mutes.silent(mutes.mutes(heard)))):
        return [question]
    return []
