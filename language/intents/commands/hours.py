"""A question about 学时, beside the other questions to the books: 「我的学时」「谁的学时还不够」."""

from language.drafts import Draft, people_doubt
from language.heard import Heard
from language.lexicon import cue
from language.slots.periods import period


def asked(heard: Heard, question: Draft | None) -> Draft | None:
    """Return a question with what it says of hours; the name of such a list is a question itself."""
    if "学时" not in heard.text:
        return question
    if question is None and cue("names_hours").fullmatch(_without_names(heard)):
        question = Draft("query", {"about": "study"}, "a question to the books", 0, len(heard.text))
        question.put(people=_whose(heard), period=period(heard.text, heard.context.now.date()))
        question.doubts = [people_doubt("people", m.said, m.names) for m in heard.mentions if not m.name]
    return question.put(hours=True) if question else None


def _without_names(heard: Heard) -> str:
    text = heard.text
    for mention in reversed(heard.mentions):
        text = text[: mention.start] + text[mention.end :]
    return text.strip("。 ！")


def _whose(heard: Heard) -> list[str]:
    named = [m.name for m in heard.mentions if m.name]
    return named or ([heard.sender] if cue("ask_mine").search(heard.text) and heard.sender else [])
