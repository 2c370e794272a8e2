"""Everything that can be said to the bot, on one page.

An Update is one thing said, understood and typed. The language makes them from text, a button carries one
ready-made; handlers do them. A slot that was not said is None, "" or ().
"""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from branch.calendar import CHINA


def _when(value: Any) -> Any:
    """A day stays a day; a moment must be aware and is kept in China time."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(CHINA)
    return value


When = Annotated[datetime | date, BeforeValidator(_when)]
People = tuple[str, ...]
"""Names as the branch's roster writes them."""

MeetingKind = Literal[
    "支部党员大会",
    "支部委员会会议",
    "党小组会",
    "党课",
    "主题党日",
    "组织生活会",
    "民主评议党员",
    "民主生活会",
    "书记例会",
    "项目研讨会",
    "警示教育",
    "廉政讲座",
    "安全小课堂",
    "安全咨询日",
    "结对共建",
    "其他会议",
]
Mode = Literal["现场", "线上"]
About = Literal["tasks", "attendance", "meetings", "study", "hazards", "compliance", "pledges"]
Status = Literal["open", "overdue", "done"]
Ledger = Literal["attendance", "meetings", "tasks", "study", "hazards", "workbook"]


class Choice(BaseModel):
    """One possible value of a slot that the words left open, and how to show it to a person."""

    model_config = ConfigDict(frozen=True)
    label: str
    value: Any


class Doubt(BaseModel):
    """A slot that two or more things fit. It is asked, never guessed; the slot itself stays empty."""

    model_config = ConfigDict(frozen=True)
    slot: str
    said: str
    choices: tuple[Choice, ...]


class Update(BaseModel):
    """One thing said. Subclasses name their intent; Update.catalog knows them all."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    intent: ClassVar[str] = ""
    catalog: ClassVar[dict[str, type["Update"]]] = {}
    doubts: tuple[Doubt, ...] = Field(default=(), exclude=True, repr=False)

    def __init_subclass__(cls, intent: str, **kw: Any) -> None:
        super().__init_subclass__(**kw)
        if intent in Update.catalog:
            raise TypeError(f"two updates claim the intent {intent!r}")
        cls.intent = intent
        Update.catalog[intent] = cls

    def slots(self) -> dict[str, Any]:
        """The slots that were said, as JSON values: days 2026-11-26, moments with +08:00."""
        said = ((name, getattr(self, name)) for name in type(self).model_fields if name != "doubts")
        return {name: _plain(value) for name, value in said if value is not None and value not in ("", ())}


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


# ---------------------------------------------------------------- meetings


class MeetingPlan(Update, intent="meeting.plan"):
    """「周五下午三点在项目部会议室上党课，书记讲，全体党员参加」

    `held`: it is over, 「10月13日支委会全到」; it is kept as held and nobody is called to it.
    """

    kind: MeetingKind | None = None
    title: str = ""
    start: When | None = None
    end: When | None = None
    place: str = ""
    audience: str = ""
    lecturer: str = ""
    held: bool | None = None


class MeetingReschedule(Update, intent="meeting.reschedule"):
    """「周五的党课改到下周一晚上七点」"""

    meeting: str = ""
    start: When | None = None
    end: When | None = None
    place: str = ""
    reason: str = ""


class MeetingCancel(Update, intent="meeting.cancel"):
    """「今晚的党小组会取消，台风」"""

    meeting: str = ""
    reason: str = ""


class MeetingMinutes(Update, intent="meeting.minutes"):
    """「支委会纪要：一、……」"""

    meeting: str = ""
    text: str = ""


class MeetingConfirm(Update, intent="meeting.confirm"):
    """「支委会确认」, or a press: the recorder or the secretary makes the draft of a roll the record."""

    meeting: str = ""


class MeetingChair(Update, intent="meeting.chair"):
    """「支委会主持人陈建华，记录人何婷」: names as the roster writes them.

    `kind`, here and of a vote: a meeting of this kind was meant, and the branch knows of none.
    """

    meeting: str = ""
    kind: MeetingKind | None = None
    chair: str = ""
    recorder: str = ""


class MeetingHours(Update, intent="meeting.hours"):
    """「这次党课2个学时」"""

    meeting: str = ""
    kind: MeetingKind | None = None
    hours: float | None = None


class MeetingVote(Update, intent="meeting.vote"):
    """「接收王浩为预备党员：同意12票，反对0票，弃权1票」「全体通过」"""

    meeting: str = ""
    kind: MeetingKind | None = None
    matter: str = ""
    ayes: int | None = None
    noes: int | None = None
    abstentions: int | None = None
    unanimous: bool | None = None


# ---------------------------------------------------------------- attendance


class Present(Update, intent="attendance.present"):
    """「到了」「线上参加」「我替孙总开」"""

    meeting: str = ""
    people: People = ()
    audience: str = ""
    mode: Mode | None = None
    late: bool | None = None
    substitute: str = ""


class Leave(Update, intent="attendance.leave"):
    """「张伟请假，夜班」"""

    meeting: str = ""
    people: People = ()
    audience: str = ""
    reason: str = ""


class Absent(Update, intent="attendance.absent"):
    """「老徐没来」"""

    meeting: str = ""
    people: People = ()
    audience: str = ""
    reason: str = ""


class MakeUp(Update, intent="attendance.makeup"):
    """「上周的党课我补学了」"""

    meeting: str = ""
    people: People = ()
    audience: str = ""


class HeadCount(Update, intent="attendance.count"):
    """「支委会下午开了，实到4人」: the recorder's number, checked against the roll, never stored for it.

    `kind` and `held` name a meeting that no notice announced (a report makes it); `on_leave` comes with the
    form that asks who was missing.
    """

    meeting: str = ""
    present: int | None = None
    expected: int | None = None
    kind: MeetingKind | None = None
    held: When | None = None
    on_leave: People = ()


class MakeUpArrange(Update, intent="makeup.arrange"):
    """「给李强补课」: a lesson that somebody missed is to be passed on to him; `at` if a time was said."""

    meeting: str = ""
    people: People = ()
    audience: str = ""
    at: When | None = None


# ---------------------------------------------------------------- tasks


class TaskAssign(Update, intent="task.assign"):
    """「王磊负责3号桩基方案，8月30日前」"""

    title: str = ""
    owners: People = ()
    helpers: People = ()
    due: When | None = None
    priority: Literal["高"] | None = None


class TaskProgress(Update, intent="task.progress"):
    """「3号沉箱方案做了八成，等监理签字」"""

    task: str = ""
    percent: int | None = None
    note: str = ""
    blocker: str = ""
    expected: When | None = None


class TaskDone(Update, intent="task.done"):
    """「T12 已完成，资料已归档」"""

    task: str = ""
    note: str = ""


class TaskExtend(Update, intent="task.extend"):
    """「T12 延到下周五，图纸没齐」"""

    task: str = ""
    due: When | None = None
    reason: str = ""


class TaskAccept(Update, intent="task.accept"):
    """「T12 同意销号」. `bare`: nothing but a yes was said, 「同意」."""

    task: str = ""
    bare: Literal[True] | None = None


class TaskReject(Update, intent="task.reject"):
    """「T12 退回，缺监理签字」. `bare`: nothing but a no was said, and why, 「不同意，缺监理签字」."""

    task: str = ""
    reason: str = ""
    bare: Literal[True] | None = None


class TaskTransfer(Update, intent="task.transfer"):
    """「T12 转给李强」"""

    task: str = ""
    owners: People = ()


class TaskCancel(Update, intent="task.cancel"):
    """「T12 不用做了，设计变更」"""

    task: str = ""
    reason: str = ""


class NudgePause(Update, intent="nudge.pause"):
    """A press: the reason for being late is known; ask no more until the given day."""

    task: str = ""
    until: date | None = None


class NudgeSend(Update, intent="nudge.send"):
    """A press by the secretary: send the drafted reminder to the owners."""

    task: str = ""


# ---------------------------------------------------------------- reminders, study, hazards, pledges


class ReminderCreate(Update, intent="reminder.create"):
    """「明天下午三点提醒我交周报」"""

    at: When | None = None
    repeat: str = ""
    audience: str = ""
    people: People = ()
    text: str = ""


class ReminderCancel(Update, intent="reminder.cancel"):
    """「交周报的提醒不用了」"""

    text: str = ""


class ReminderList(Update, intent="reminder.list"):
    """「我有哪些提醒」"""


class StudyPost(Update, intent="study.post"):
    """「请各位周日前学完《治本攻坚方案》」"""

    title: str = ""
    url: str = ""
    due: When | None = None
    audience: str = ""


class StudyDone(Update, intent="study.done"):
    """「治本攻坚学完了」"""

    study: str = ""
    people: People = ()
    audience: str = ""
    note: str = ""


class HazardReport(Update, intent="hazard.report"):
    """「2号塔吊限位松动，A区」. `priority`: the words call it a grave one, 「重大隐患！」."""

    place: str = ""
    text: str = ""
    owners: People = ()
    due: When | None = None
    priority: Literal["重大"] | None = None


class HazardFixed(Update, intent="hazard.fixed"):
    """「A区塔吊限位换好了」. `looked`: the words tell of a look at it and of no mending, 「H3复查合格」."""

    hazard: str = ""
    note: str = ""
    looked: Literal[True] | None = None


class PledgeSign(Update, intent="pledge.sign"):
    """「廉洁从业承诺书签了」"""

    title: str = ""


class PublicitySubmit(Update, intent="publicity.submit"):
    """「投稿：《沉箱上的党旗》……」"""

    title: str = ""
    text: str = ""


# ---------------------------------------------------------------- questions and commands


class Query(Update, intent="query"):
    """「我的任务」「谁还没签到」. `hours`: it asks about 学时."""

    about: About = "tasks"
    people: People = ()
    period: str = ""
    status: Status | None = None
    meeting: str = ""
    task: str = ""
    hours: bool | None = None


class History(Update, intent="history"):
    """「谁改过T12」"""

    record: str = ""


class Export(Update, intent="export"):
    """「导出三会一课台账 第三季度」"""

    what: Ledger = "workbook"
    period: str = ""


class Digest(Update, intent="digest"):
    """「出个周报」"""

    period: str = ""


class Undo(Update, intent="undo"):
    """「撤销」, 「撤销T12」. `cause` comes with the button of an echo card: take back what that message did.

    `records` are the things that the words may name: only what changed one of them is meant.
    """

    cause: int | None = None
    records: tuple[str, ...] = ()


class Help(Update, intent="help"):
    """「怎么请假」"""

    topic: str = ""


class RosterShow(Update, intent="roster.show"):
    """「党员名单」"""


class RosterAdd(Update, intent="roster.add"):
    """「加一个新同志叫李雷」: the roster itself is kept as a file; the answer says how."""

    name: str = ""


# ---------------------------------------------------------------- only pressed, never said


class TaskFill(Update, intent="task.fill"):
    """A form under a new task: the owner or the due day that was not said with it."""

    task: str
    owners: People = ()
    due: When | None = None


class Mine(Update, intent="mine"):
    """A press: everything the books hold on the speaker himself."""


class ChatBind(Update, intent="chat.bind"):
    """A press by the secretary: what a group chat is for: branch, 支委会, a 党小组 by name; "" for none."""

    chat: str
    purpose: str = ""


class AccountBind(Update, intent="account.bind"):
    """A press or form by the secretary: whose account this is; without `person` it is nobody's of the roster.

    `account` is the platform's id, or in a form the label under which the account was shown.
    """

    account: str
    person: str = ""
