"""「我有哪些提醒」: the reminders still to come that one has set or that will reach one by name."""

from branch.calendar import CHINA
from branch.cards import Button, Card
from branch.saying import line, names, repeated, when
from branch.updates import ReminderCancel, ReminderList
from handlers.answering import MOST, to_him
from handlers.kit import Turn, handles
from handlers.reminders.setting import EXAMPLE, running
from storage.tables import Timer

MOST_BUTTONS = 4


@handles(ReminderList, help="看有哪些提醒，例如：我有哪些提醒")
def tell(said: ReminderList, turn: Turn) -> None:
    """Tell the speaker privately; what he has set himself he can take off by a press."""
    to_him(turn, listed(turn, [row for row in running(turn) if _concerns(row, turn)]))


def _concerns(row: Timer, turn: Turn) -> bool:
    return row.payload["by"] == turn.speaker.id or turn.speaker.id in row.payload["people"]


def listed(turn: Turn, rows: list[Timer]) -> Card:
    """The next first: when, whom, what."""
    if not rows:
        return Card(title="现在没有提醒。", lines=(f"要定一个，例如：{EXAMPLE}",))
    own = dict.fromkeys(row.payload["text"] for row in rows if row.payload["by"] == turn.speaker.id)
    buttons = tuple(
        Button(label=f"取消：{text[:16]}", intent=ReminderCancel.intent, slots={"text": text})
        for text in list(own)[:MOST_BUTTONS]
    )
    return Card(
        title=f"提醒 {len(rows)} 个", lines=tuple(_row(row, turn) for row in rows[:MOST]), buttons=buttons
    )


def _row(row: Timer, turn: Turn) -> str:
    people = tuple(m for id in row.payload["people"] if (m := turn.roster.get(id)))
    whom = "" if people == (turn.speaker,) else line(row.payload["audience"], names(people))
    return line(
        when(row.at.astimezone(CHINA)),
        repeated(row.rule),
        f"提醒{whom}" if whom else "",
        row.payload["text"],
    )
