"""承诺书: who has signed what, for which year. The signature on paper stays the original."""

from datetime import date

from sqlmodel import Session, col, select

from branch.cards import Button, Card, Field, Form
from branch.refusal import Refusal
from branch.registers import Entry
from branch.updates import PledgeSign
from handlers.kit import Turn, handles
from handlers.undo import undo_button

PLEDGE = "承诺书"


@handles(PledgeSign, help="登记签了承诺书，例如：廉洁从业承诺书签了")
def sign(said: PledgeSign, turn: Turn) -> None:
    """Note that the speaker has signed, once a year for each pledge."""
    if not said.title:
        turn.reply(which_one(titles(turn.session, turn.branch.id, turn.today.year)))
        return
    year = turn.today.year
    if any(e.title == said.title for e in signed(turn.session, turn.branch.id, year, turn.speaker.id)):
        raise Refusal(f"您 {year} 年的《{said.title}》已经登记过了。")
    entry = Entry(
        branch=turn.branch.id,
        kind=PLEDGE,
        title=said.title,
        person_id=turn.speaker.id,
        since=turn.today,
        until=date(year, 12, 31),
        made_by=turn.speaker.id,
        made_at=turn.now,
    )
    turn.session.add(entry)
    turn.reply(noted(said.title, turn))


def signed(s: Session, branch: str, year: int, person: int | None = None) -> list[Entry]:
    """The signatures of a year, of everybody or of one person."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    those = select(Entry).where(Entry.branch == branch, Entry.kind == PLEDGE)
    those = those.where(col(Entry.since) >= first, col(Entry.since) <= last)
    if person is not None:
        those = those.where(Entry.person_id == person)
    return list(s.exec(those.order_by(col(Entry.title), col(Entry.id))))


def titles(s: Session, branch: str, year: int) -> tuple[str, ...]:
    """The pledges that somebody has signed this year."""
    return tuple(dict.fromkeys(e.title for e in signed(s, branch, year)))


def which_one(known: tuple[str, ...]) -> Card:
    """The question for a title that was not said."""
    submit = Button(label="登记", intent=PledgeSign.intent, style="primary")
    field = Field(name="title", label="承诺书名称", required=True)
    buttons = tuple(Button(label=t, intent=PledgeSign.intent, slots={"title": t}) for t in known[:6])
    example = "例如：廉洁从业承诺书签了"
    return Card(
        title="签的是哪一份？", buttons=buttons, form=Form(fields=(field,), submit=submit, example=example)
    )


def noted(title: str, turn: Turn) -> Card:
    """The echo of a signature."""
    return Card(
        title=f"已登记：{turn.speaker.name}签了《{title}》",
        lines=(f"{turn.today.year} 年度，以签字原件为准。",),
        buttons=(undo_button(turn),),
    )
