"""The numbers of the trade, as a branch sets them in config.yaml: nothing here is fixed in code."""

from datetime import date, time
from difflib import get_close_matches
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PositiveInt, field_validator
from pydantic_core import PydanticCustomError

from branch import kinds
from branch.calendar import Quiet, WorkingDays


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _known(kind: str) -> str:
    """A kind of event, as kinds.yaml names it: a rule for any other would never be asked."""
    names = [name for name, one in kinds.events().items() if one.prefix == "M"]
    if kind not in names:
        near = get_close_matches(kind, names, n=1, cutoff=0.5)
        fix = f"是不是想写 {near[0]}" if near else f"可以写：{'、'.join(names)}"
        raise PydanticCustomError("unknown_kind", "no such kind of event", {"fix": fix})
    return kind


KindName = Annotated[str, AfterValidator(_known)]


class Cadence(Part):
    """How often something is owed, and who says so."""

    every: Literal["month", "quarter", "year"]
    min: PositiveInt = 1
    source: str = ""


def _default_cadence() -> dict[str, Cadence]:
    return {
        "支部党员大会": Cadence(every="quarter", source="支部工作条例 第十一条"),
        "支部委员会会议": Cadence(every="month", source="支部工作条例 第十二条"),
        "党小组会": Cadence(every="month", source="支部工作条例 第十三条"),
        "党课": Cadence(every="quarter", source="本地惯例"),
        "主题党日": Cadence(every="month", source="支部工作条例 第十六条"),
        "组织生活会": Cadence(every="year", source="支部工作条例 第十七条"),
        "项目研讨会": Cadence(every="month", source="本支部制度"),
    }


class QuietHours(Part):
    start: time = time(21, 0)
    end: time = time(7, 30)
    rest_days: bool = True

    @field_validator("start", "end", mode="before")
    @classmethod
    def _clock(cls, value: object) -> object:
        # YAML reads an unquoted 21:00 as the number 1260
        return time(value // 60, value % 60) if isinstance(value, int) and value < 1440 else value


class Ladder(Part):
    """When the owner of a task hears from the bot, in days before and after the due day."""

    before: tuple[PositiveInt, ...] = (3,)
    after: tuple[PositiveInt, ...] = (1,)
    secretary_after: PositiveInt = 3
    pause_days: PositiveInt = 7
    """How long 已说明原因 keeps the bot quiet about a late task."""
    hour: time = time(9, 0)


class Digest(Part):
    day: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "mon"
    hour: time = time(8, 30)


class Reminders(Part):
    """Before a meeting: a day ahead and some minutes ahead; before a study deadline: days ahead."""

    meeting_day_before: time = time(17, 0)
    meeting_minutes_before: PositiveInt = 60
    study_days_before: PositiveInt = 1
    cadence_day: int = Field(default=20, ge=1, le=28)
    cadence_days_before_quarter_end: PositiveInt = 14


class Acceptance(Part):
    owner_may_close: bool = False
    heads: tuple[str, ...] = ("经理", "总工", "总监", "部长", "主管", "主任", "队长")
    """Words in a 岗位 that make somebody a head: he may give tasks and accept them."""


class Passing(Part):
    """By which share of those due and entitled to vote a matter passes, and who says so."""

    more_than_percent: int = Field(default=50, ge=1, le=99)
    source: str = ""


class StudyHours(Part):
    """What a member owes in a year, and how the length of an event becomes 学时."""

    member: float = Field(default=32, ge=0)
    committee: float = Field(default=56, ge=0)
    per_hour: float = Field(default=1, gt=0)
    most_a_day: float = Field(default=8, gt=0)
    source: str = "党员教育培训规划，以上级通知为准"


def _default_votes() -> dict[str, Passing]:
    return {"支部党员大会": Passing(source="支部工作条例 第十一条")}


class Rules(Part):
    """All of it. Defaults are those of config.yaml."""

    cadence: dict[KindName, Cadence] = Field(default_factory=_default_cadence)
    votes: dict[KindName, Passing] = Field(default_factory=_default_votes)
    """Kind of meeting -> when a vote passes there; of other kinds only the numbers are shown."""
    study_hours: StudyHours = StudyHours()
    quiet: QuietHours = QuietHours()
    ladder: Ladder = Ladder()
    digest: Digest = Digest()
    reminders: Reminders = Reminders()
    acceptance: Acceptance = Acceptance()
    group_posts_a_day: PositiveInt = 1
    evidence_minutes: PositiveInt = 10
    """A photo sent so shortly before or after a person's words belongs to what he said."""
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
    """调休: days off and days worked that the calendar does not know yet."""

    @cached_property
    def days(self) -> WorkingDays:
        return WorkingDays({d: False for d in self.holidays} | {d: True for d in self.workdays})

    @cached_property
    def silence(self) -> Quiet:
        return Quiet(self.quiet.start, self.quiet.end, self.quiet.rest_days, self.days)
