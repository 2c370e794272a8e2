"""周报: one screen on Monday for the group, another for the secretary; 月报, 季报 and the like when asked.

In the group an overdue task is a number; names of who is late, and what went wrong, are the secretary's.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from branch.calendar import span, week
from branch.cards import Button, Card, Chart
from branch.events import Event
from branch.items import Item
from branch.people import COMMITTEE
from branch.periods import month_of, year_of
from branch.periods import said as said_period
from branch.refusal import Refusal
from branch.rolls import called
from branch.rules import Rules
from branch.saying import line, names, on, stretch, when
from branch.updates import Digest, Query
from handlers import lines
from handlers.alarms import speak_up
from handlers.kit import Turn, UnitOfWork, every, handles
from handlers.reports.weekly import Told, Week, last_time, skipped, told, unsent, without_account
from handlers.rolls.makeup import owing
from storage.tables import Inbox

MOST, MOST_YEARS = 5, 50
NOTHING_NEEDED = "没有需要您处理的事。"
UNREAD = "这个时段看不懂，请说本周、上月或第三季度。"


def on_its_day(rules: Rules) -> str:
    """The branch's day and hour of the digest, as a cron line."""
    at = rules.digest.hour
    return f"cron:{at.minute} {at.hour} * * {rules.digest.day}"


@every(on_its_day, late="merge", grace=timedelta(days=2), quiet=True)
def weekly_digest(work: UnitOfWork, payload: dict[str, Any]) -> None:
    """Tell the group, and the secretary, how things stand at the beginning of the week."""
    monday, sunday = week(work.today)
    known = told(work, Week(monday - timedelta(days=7), monday, sunday))
    if known.worth_telling:
        speak_up(work, for_the_group(known, "本周"), ())
    own = for_the_secretary(work, known, "本周")
    work.tell_secretary(_only_that(own) if known.worth_telling and NOTHING_NEEDED in own.lines else own)


def _only_that(own: Card) -> Card:
    """Nothing needs the secretary: what the group has just read is not repeated to him."""
    return Card(title=own.title, lines=(NOTHING_NEEDED, "别的和发到群里的周报一样。"))


@handles(Digest, help="看周报，例如：出个周报；出个月报")
def tell(said: Digest, turn: Turn) -> None:
    """The same for any period, as this speaker may read it here."""
    period = said.period or _meant(turn)
    first, last = _period(period, turn)
    now = (first, last) == week(turn.spoken_on)
    known = told(turn, Week(first - timedelta(days=7) if now else first, first, last))
    word = "本周" if now else stretch(first, last) if "W" in period else said_period(period)
    may = turn.heard.private and turn.speaker.holds(COMMITTEE)
    turn.reply(for_the_secretary(turn, known, word) if may else for_the_group(known, word))


def _meant(turn: Turn) -> str:
    """The period of a 月报 or 季报 that was asked for without one: the present; "" for a 周报."""
    row, day = turn.session.get(Inbox, turn.heard.id), turn.spoken_on
    words = row.text if row else ""
    if "年报" in words or "年度" in words:
        return year_of(day)
    if "季" in words:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return month_of(day) if "月" in words else ""


def _period(period: str, turn: Turn) -> tuple[date, date]:
    if not period:
        return week(turn.spoken_on)
    try:
        first, last = span(period)
    except ValueError as wrong:
        raise Refusal(UNREAD) from wrong
    if abs(first.year - turn.today.year) > MOST_YEARS:
        raise Refusal(UNREAD)
    return first, last


def for_the_group(known: Told, word: str) -> Card:
    """What everybody reads."""
    counts = _counts(known)
    rows = (
        counts,
        *_looking_back(known),
        *_list("到期", [_item(known, i) for i in known.due]),
        f"已超期 {len(known.overdue)} 项" if known.overdue else "",
        *_list("会议", [_meeting(e) for e in known.coming], "场"),
        *_list("学习", [_study(e) for e in known.studies]),
    )
    found = tuple(row for row in rows if row)
    nothing = "没有会议和任务的记录。" if known.week.review else "没有到期的任务，也没有安排会议。"
    return Card(title=_title(known, word), lines=found or (nothing,), chart=_chart(known))


def _chart(known: Told) -> Chart | None:
    """How many came, how much was done: drawn where a platform can draw, listed where it cannot.

    One bar by itself is no chart: it would only repeat a line.
    """
    latest = known.rates[-MOST:]
    return Chart(title="到会和完成", points=latest, unit="%") if len(latest) > 1 else None


def _looking_back(known: Told) -> list[str]:
    """What a 月报 shows and a 周报 only counts: the meetings held and what was closed."""
    if not known.week.review:
        return []
    return [
        *_list("开过的会", [_meeting(e) for e in known.held], "场"),
        *_list("已销号", [_item(known, i) for i in known.done]),
    ]


def for_the_secretary(work: UnitOfWork, known: Told, word: str) -> Card:
    """What the secretary reads: names where the group reads numbers, and what needs him."""
    group = for_the_group(known, word)
    late = [_item(known, i) + f" · 超 {i.late_days(work.today)} 天" for i in known.overdue]
    rows = (
        *_list("已超期", late),
        *_list("等销号", [_item(known, i) for i in known.reported]),
        *_list("还没有责任人", [_item(known, i) for i in known.unowned]),
        *_list("待确认的到会记录", [_meeting(e) for e in known.drafts], "场"),
        *_list("会期已过、还没登记到会", [_meeting(e) for e in known.lapsed], "场"),
        *_list("待补课", [_unmade(work, e) for e in known.unmade if owing(work, e)]),
        *([] if known.week.review else _trouble(work)),
    )
    plain = tuple(row for row in group.lines if not row.startswith("已超期"))
    needed = rows or (() if known.week.review else (NOTHING_NEEDED,))
    told = {"title": f"{group.title}（书记版）", "lines": (*plain, *needed), "buttons": _checks(known)}
    return group.model_copy(update=told)


def _checks(known: Told) -> tuple[Button, ...]:
    """A way from each draft that waits to its roll, where it is confirmed."""
    return tuple(
        Button(
            label=f"核对 {e.ref()}", intent=Query.intent, slots={"about": "attendance", "meeting": e.ref()}
        )
        for e in known.drafts[:MOST]
    )


def _trouble(work: UnitOfWork) -> list[str]:
    since = last_time(work, "weekly_digest")
    unreached, missed = without_account(work), skipped(work, since)
    return [
        *_list("没能送达", unsent(work, since)),
        *([f"停机期间错过 {missed} 次定时提醒，没有补发"] if missed else []),
        *([f"还没绑定账号：{names(unreached, MOST)}"] if unreached else []),
    ]


def _title(known: Told, word: str) -> str:
    days = stretch(known.week.first, known.week.last)
    return f"{word}支部工作" if known.week.review else f"{word}支部工作 {days}"


def _counts(known: Told) -> str:
    given = ((known.fresh, "新增", "项"), (known.cancelled, "取消", "项"))
    if known.week.review:  # what was done and held is listed with its number
        return _numbers(given)
    said = _numbers(((len(known.done), "完成销号", "项"), *given, (len(known.held), "开会", "次")))
    return f"上周以来：{said}" if said else ""


def _numbers(parts: Sequence[tuple[int, str, str]]) -> str:
    return "，".join(f"{what} {n} {unit}" for n, what, unit in parts if n)


def _list(what: str, rows: Sequence[str], unit: str = "项") -> list[str]:
    """A heading and at most five lines: the digest is one screen."""
    if not rows:
        return []
    more = [f"　…还有 {len(rows) - MOST} {unit}"] if len(rows) > MOST else []
    return [f"{what} {len(rows)} {unit}", *(f"　{row}" for row in rows[:MOST]), *more]


def _item(known: Told, item: Item) -> str:
    return lines.line(item, known.owners.get(item.id or 0, ()))


def _unmade(work: UnitOfWork, event: Event) -> str:
    return line(names(owing(work, event), MOST), called(event), on(event.day) if event.day else "")


def _study(event: Event) -> str:
    return line(f"{event.ref()} {event.title}", f"{on(event.day)}前" if event.day else "")


def _meeting(event: Event) -> str:
    return line(f"{event.ref()} {called(event)}", when(event.start), event.place)
