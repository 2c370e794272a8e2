"""应到, 实到 and whether it was enough: computed from the roster of the day and the lines of a roll.

Leave never reduces 应到 (only the higher organisation may except somebody); 列席 are listed, never counted.
Exactly half is read differently in practice, so it is shown and not decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from branch.audience import Gathering, committee, group_in
from branch.events import Attendance, Event, Presence
from branch.kinds import EventKind, event
from branch.people import Member, Role, Roster

BRANCH, COMMITTEE_BODY, LISTED = "支部", "支委会", "参加人"


@dataclass(frozen=True)
class Tally:
    """A roll counted. `open` are those due of whom nothing is known yet."""

    due: tuple[Member, ...]
    present: tuple[Member, ...] = ()
    guests: tuple[Member, ...] = ()
    leave: tuple[Member, ...] = ()
    absent: tuple[Member, ...] = ()
    online: tuple[Member, ...] = ()
    late: tuple[Member, ...] = ()

    @property
    def open(self) -> tuple[Member, ...]:
        """Those due of whom nothing is known yet."""
        known = {m.id for m in (*self.present, *self.leave, *self.absent)}
        return tuple(m for m in self.due if m.id not in known)

    @property
    def words(self) -> str:
        """应到18 实到12 请假1 缺席1 列席2; nothing is said of an 应到 that nobody fixed."""
        counts = (
            ("应到", len(self.due)),
            ("请假", len(self.leave)),
            ("缺席", len(self.absent)),
            ("列席", len(self.guests)),
        )
        said = {name: f"{name}{n}" for name, n in counts if n}
        came = f"实到{len(self.present)}" if self.present or self.absent or not self.leave else ""
        parts = (said.get("应到"), came, said.get("请假"), said.get("缺席"))
        return " ".join(part for part in (*parts, said.get("列席")) if part)


def body_of(kind: EventKind, audience: str, roster: Roster, by: Member) -> str:
    """Whose meeting it is: a body of the roster, or 参加人; "" if a 党小组会 does not say whose."""
    group = group_in(audience, roster)
    if group and kind.due in (BRANCH, "党小组"):
        return group
    if kind.due == "党小组":
        return by.group if by.holds({Role.GROUP_LEADER}) else ""
    if kind.due == BRANCH and audience and Gathering(roster, ()).meant(audience) == committee(roster):
        return COMMITTEE_BODY
    return kind.due


def due_at(meeting: Event, roster: Roster) -> tuple[Member, ...]:
    """Who is due at an event, by the roster of its day; empty if only whoever comes is known."""
    if meeting.body != LISTED:
        return roster.body(meeting.body)
    return Gathering(roster, roster.body(BRANCH)).meant(meeting.audience) or ()


def tally(meeting: Event, roster: Roster, roll: Mapping[int, Attendance]) -> Tally:
    """Count a roll. Where nobody fixed who is due, everybody on the roll is just present or not."""
    due = due_at(meeting, roster)
    expected = {m.id for m in due} or set(roll)

    def of(presence: Presence, among: Iterable[Member]) -> tuple[Member, ...]:
        return tuple(m for m in among if m.id in roll and roll[m.id].presence is presence)

    inside = [m for m in roster if m.id in expected]
    present = of(Presence.PRESENT, inside)
    return Tally(
        due,
        present=present,
        guests=of(Presence.PRESENT, (m for m in roster if m.id not in expected)),
        leave=of(Presence.LEAVE, inside),
        absent=of(Presence.ABSENT, inside),
        online=tuple(m for m in present if roll[m.id].mode == "线上"),
        late=tuple(m for m in present if roll[m.id].late),
    )


def quorum(kind: EventKind, count: Tally) -> str:
    """Whether enough came, in words; "" where the kind asks for nothing or 应到 is not known.

    Sources: 支部工作条例 第十一、十二条 (半数以上 of those with 表决权; of the 委员); 民主生活会 三分之二.
    """
    if not kind.quorum or not count.due:
        return ""
    voters = kind.quorum == "voters"
    base = sum(m.votes for m in count.due) if voters else len(count.due)
    came = sum(m.votes for m in count.present) if voters else len(count.present)
    who = "有表决权的党员" if voters else "应到"
    share = f"{who}{base}人，到会{came}人"
    if kind.quorum == "two_thirds":
        return "到会达到三分之二" if came * 3 >= base * 2 else f"到会不足三分之二（{share}）"
    if came * 2 == base:
        return f"恰为半数（{share}），请按上级口径确认"
    return f"到会超过半数（{share}）" if came * 2 > base else f"到会未过半数（{share}）"


def called(meeting: Event) -> str:
    """What people call an event: 支委会, 党课「党的纪律」, 第一党小组党小组会."""
    kind = event(meeting.kind)
    if meeting.kind == "其他会议" and meeting.title:
        return f"「{meeting.title}」"
    name = f"{meeting.body}会" if kind.due == "党小组" and meeting.body.endswith("小组") else kind.called
    whose = meeting.body if kind.due == BRANCH and meeting.body not in (BRANCH, LISTED) else ""
    return f"{whose}{name}" + (f"「{meeting.title}」" if meeting.title else "")


def entered_late(meeting: Event, on: date) -> bool:
    """Whether what is written on a day is a 补录: it speaks of an earlier day."""
    return meeting.day is not None and on > meeting.day
