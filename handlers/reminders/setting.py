"""提醒: somebody wants himself, others or the group reminded, once or again and again."""

from datetime import date, datetime
from typing import Any

from dateutil.rrule import rrulestr
from sqlmodel import col, select

from branch.calendar import CHINA
from branch.cards import Button, Card, Field, Form
from branch.people import OFFICERS, Member
from branch.refusal import Refusal
from branch.saying import line, names, repeated, when
from branch.updates import Choice, ReminderCancel, ReminderCreate
from handlers.alarms import set_alarm
from handlers.asking.back import which
from handlers.kit import Turn, UnitOfWork, handles
from handlers.reminders.reminding import remind_now
from handlers.rights import is_head
from handlers.undo import undo_button
from storage.tables import Timer

EXAMPLE = "明天下午三点提醒我交周报"
MOST_LETTERS = 300
WHATS = ("remind_himself", "remind_others")
"""The timers of reminding.py."""


@handles(ReminderCreate, help=f"定提醒，例如：{EXAMPLE}")
def create(said: ReminderCreate, turn: Turn) -> None:
    """Set a reminder; a moment gone by or not told is asked for."""
    if not said.text:
        raise Refusal(f"提醒什么？请连时间和事情一起说，例如：{EXAMPLE}。")
    people = _people(said, turn)
    if said.at is None and not said.repeat and (said.audience or people != (turn.speaker,)):
        remind_now(turn, said, people)
        return
    at = _moment(said, turn)
    if at is None:
        turn.reply(at_what_time(said, turn))
        return
    alone = not said.audience and people == (turn.speaker,)
    row = _set(said, turn, at, people, alone)
    turn.reply(noted(turn, row, people))


@handles(ReminderCancel, help="取消提醒，例如：交周报的提醒不用了")
def cancel(said: ReminderCancel, turn: Turn) -> None:
    """Take a reminder off: one's own, or for an officer anybody's."""
    mine = [row for row in running(turn) if _his(row, turn)]
    fit = [row for row in mine if said.text and _fits(said.text, row.payload["text"])]
    exact = [row for row in fit if row.payload["text"] == said.text]
    found = exact or fit or ([] if said.text else mine)
    if not found:
        there = "；".join(row.payload["text"] for row in mine[:6])
        raise Refusal("没有找到这个提醒。" + (f"现在有：{there}" if there else "现在没有提醒。"))
    texts = list(dict.fromkeys(row.payload["text"] for row in found))
    if len(texts) > 1:
        raise which(
            said, "text", "取消哪一个提醒？", tuple(Choice(label=text[:30], value=text) for text in texts)
        )
    for row in found:
        turn.session.delete(row)
    turn.session.flush()
    turn.reply(taken_off(turn, texts[0]))


def _people(said: ReminderCreate, turn: Turn) -> tuple[Member, ...]:
    """Who is reminded by name. Raises Refusal for unknown names, and for a group he may not speak to."""
    unknown = [name for name in said.people if turn.roster.named(name) is None]
    if unknown:
        raise Refusal(f"名册上没有{'、'.join(unknown)}，请用名册上的姓名。")
    if said.audience and not (turn.speaker.holds(OFFICERS) or is_head(turn.speaker, turn.rules)):
        raise Refusal("提醒大家请由书记、支委、组长或部门负责人来定；给自己可以直接说“提醒我”。")
    if said.people or said.audience:
        return turn.roster.all_named(said.people)
    return (turn.speaker,)


def _moment(said: ReminderCreate, turn: Turn) -> datetime | None:
    """The first moment to come; None if it must be asked for."""
    if said.at is None:
        return None
    at = _clocked(said.at, turn)
    if at > turn.now or not said.repeat:
        return at if at > turn.now else None
    first = rule_of(said.repeat, at).after(turn.now.astimezone(CHINA).replace(tzinfo=None))
    return first.replace(tzinfo=CHINA) if first else None


def _clocked(at: date | datetime, turn: Turn) -> datetime:
    if isinstance(at, datetime):
        return at
    return datetime.combine(at, turn.rules.ladder.hour, CHINA)


def rule_of(repeat: str, first: datetime) -> Any:
    """A recurrence from its first moment; raises Refusal for a rule that is none."""
    try:
        return rrulestr(repeat, dtstart=first.astimezone(CHINA).replace(tzinfo=None))
    except (ValueError, KeyError) as wrong:
        raise Refusal("这个重复规则看不懂，请换个说法，例如：每周五下午三点提醒我交周报。") from wrong


def _set(said: ReminderCreate, turn: Turn, at: datetime, people: tuple[Member, ...], alone: bool) -> Timer:
    if said.repeat:
        rule_of(said.repeat, at)
    payload = {
        "text": said.text[:MOST_LETTERS],
        "people": [m.id for m in people],
        "audience": said.audience,
        "by": turn.speaker.id,
    }
    rule = f"rrule:{said.repeat}" if said.repeat else ""
    what = "remind_himself" if alone else "remind_others"
    row = set_alarm(turn, what, f"R{turn.number('R')}", at, rule=rule, payload=payload)
    turn.session.flush()
    return row


def running(work: UnitOfWork) -> list[Timer]:
    """The reminders people have set that are still to come."""
    there = select(Timer).where(Timer.branch == work.branch.id, col(Timer.what).in_(WHATS))
    return list(work.session.exec(there.where(col(Timer.done_at).is_(None)).order_by(col(Timer.at))))


def _his(row: Timer, turn: Turn) -> bool:
    return row.payload["by"] == turn.speaker.id or (
        turn.speaker.holds(OFFICERS) and row.what == "remind_others"
    )


def _fits(said: str, text: str) -> bool:
    return said in text or text in said


def noted(turn: Turn, row: Timer, people: tuple[Member, ...]) -> Card:
    """The echo: when, whom, what."""
    whom = line(row.payload["audience"], "您" if people == (turn.speaker,) else names(people))
    return Card(
        title=f"好的，{when(row.at.astimezone(CHINA))}提醒{whom}",
        lines=(line(row.payload["text"], repeated(row.rule)),),
        buttons=(undo_button(turn),),
    )


def taken_off(turn: Turn, text: str) -> Card:
    """The echo of a cancellation."""
    return Card(title=f"提醒已取消：{text}", buttons=(undo_button(turn),))


def at_what_time(said: ReminderCreate, turn: Turn) -> Card:
    """The form for a moment that was not said, or has gone by."""
    gone = said.at is not None
    slots = said.slots() if said.people or said.audience else said.slots() | {"people": [turn.speaker.name]}
    submit = Button(label="定下", intent=ReminderCreate.intent, slots=slots, style="primary")
    field = Field(name="at", label="时间", kind="moment", required=True)
    return Card(
        title="这个时间已经过了，什么时候提醒？" if gone else "什么时候提醒？",
        lines=(said.text, "还没有记录。"),
        form=Form(fields=(field,), submit=submit, example=f"例如：{EXAMPLE}"),
    )
