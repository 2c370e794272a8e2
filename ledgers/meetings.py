"""三会一课记录, 签到表 and 请假条 with the columns of the 工作手册."""

from branch import kinds
from branch.events import Attendance, Event, EventState, Presence
from branch.people import COMMITTEE, Standing
from branch.rolls import called
from branch.saying import names
from ledgers.books import Books
from ledgers.cells import MISSING, Sheet, Value, columns, day, moment
from storage import finding

MEETINGS = columns(
    "序号 编号 时间 会议类型 名称或题目 地点 主持人 授课人 记录人 应到 "
    "实到 请假 缺席 出席名单 缺席名单及原因 列席人员 议题与决议 表决情况 记录状态 补录 计入年度"
)
ROLL = columns("序号 日期 会议 姓名 所属项目/党小组 政治面貌 签到 方式 备注")
LEAVE = columns("序号 姓名 会议 时间 事由 批准人 补课安排 补课日期")
STATES = {EventState.PLANNED: "未开", EventState.DRAFT: "草稿（未确认）", EventState.RECORD: "已确认"}
POLITICS = {Standing.FULL: "中共党员", Standing.PROBATIONARY: "中共预备党员"}


def meetings(books: Books) -> Sheet:
    """One row for each meeting or activity."""
    rows = [_meeting(books, n, event) for n, event in enumerate(books.events("M"), 1)]
    return Sheet("三会一课", MEETINGS, tuple(rows))


def _meeting(books: Books, n: int, e: Event) -> tuple[Value, ...]:
    roll, count = books.roll(e), books.tally(e)
    away = (*count.leave, *count.absent)
    return (
        n,
        e.ref(),
        moment(e.starts_at) or day(e.day),
        e.kind,
        e.title,
        e.place or MISSING,
        _chair(e),
        e.lecturer or (MISSING if e.kind == "党课" else ""),
        e.recorder or MISSING,
        len(count.due) or MISSING,
        len(count.present),
        len(count.leave),
        len(count.absent),
        names(count.present),
        "、".join(f"{m.name}（{_why(roll[m.id])}）" for m in away),
        names(count.guests),
        e.minutes or MISSING,
        _votes(books, e),
        STATES.get(e.state, ""),
        "补录" if e.late_entry else "",
        e.counts_for_year or (e.day.year if e.day else ""),
    )


def _chair(e: Event) -> str:
    """Who chaired; where the one who speaks chairs, he does; "见纪要" if only the minutes say it."""
    kind = kinds.event(e.kind)
    if e.chair or not kind.chair:
        return e.chair
    return (e.lecturer if kind.chair == "主讲人" else "") or _left_to(e, "主持人", wanted=True)


def _votes(books: Books, e: Event) -> str:
    """How it voted, matter by matter; wanting only where the paper of this kind asks for it."""
    votes = finding.votes(books.session, e)
    return "\n".join(vote.words for vote in votes) or _left_to(e, "表决结果", wanted=False)


def _left_to(e: Event, part: str, *, wanted: bool) -> str:
    kind = kinds.event(e.kind)
    if part not in kind.record:
        return MISSING if wanted else ""
    return MISSING if part in kind.wanting(e.minutes) else "见纪要"


def _why(line: Attendance) -> str:
    return line.reason or ("请假，事由待补" if line.presence is Presence.LEAVE else "原因待补")


def roll(books: Books) -> Sheet:
    """One row for each person due at each meeting; nobody on leave drops out of 应到."""
    rows: list[tuple[Value, ...]] = []
    for e in books.events("M"):
        lines, count = books.roll(e), books.tally(e)
        for m in dict.fromkeys((*count.due, *count.present, *count.leave, *count.absent, *count.guests)):
            at = " ".join(part for part in (m.project, m.group) if part)
            politics = POLITICS.get(m.standing, m.standing.value)
            who = (m.name, at, politics, *_signed(lines.get(m.id), m in count.guests))
            rows.append((len(rows) + 1, day(e.day), called(e), *who))
    return Sheet("签到表", ROLL, tuple(rows))


def _signed(line: Attendance | None, guest: bool) -> tuple[str, str, str]:
    if line is None:
        return "未登记", "", ""
    notes = ["列席"] if guest else []
    notes += ["迟到"] if line.late else []
    notes += [line.reason] if line.reason else []
    notes += [f"补课 {day(line.made_up_on)}"] if line.made_up_on else []
    return line.presence.value, line.mode, "，".join(notes)


def _granted(books: Books, e: Event, id: int, line: Attendance) -> str:
    """Who granted a leave: whoever of the 支委 noted it for him; a comrade who only passed it on has not."""
    noter = books.roster(e.day).get(line.noted_by) if line.noted_by != id else None
    return noter.name if noter is not None and noter.holds(COMMITTEE) else MISSING


def leave(books: Books) -> Sheet:
    """One row for each leave, and what became of the make-up."""
    rows: list[tuple[Value, ...]] = []
    for e in books.events("M"):
        makeup = kinds.event(e.kind).makeup
        for id, line in books.roll(e).items():
            if line.presence is Presence.LEAVE:
                plan = "" if not makeup else "已补" if line.made_up_on else "待补课"
                when = moment(e.starts_at) or day(e.day)
                row = (
                    books.name(id),
                    called(e),
                    when,
                    line.reason or MISSING,
                    _granted(books, e, id, line),
                    plan,
                )
                rows.append((len(rows) + 1, *row, day(line.made_up_on)))
    return Sheet("请假补课", LEAVE, tuple(rows))
