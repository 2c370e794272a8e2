"""表决: how a meeting voted on a matter. The numbers are counted and compared; the bot decides nothing."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Field

from branch.kinds import EventKind
from branch.people import Member
from branch.records import Record, moment
from branch.rolls import BRANCH, Tally
from branch.rules import Passing


class Vote(Record, table=True):
    """One matter put to the vote. What was not said stays None; only counts are kept, never who voted how."""

    id: int | None = Field(default=None, primary_key=True)
    branch: str = Field(foreign_key="branch.id", index=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    matter: str = ""
    ayes: int | None = None
    noes: int | None = None
    abstentions: int | None = None
    unanimous: bool = False
    """全体通过, as it was said: without numbers none are made up."""
    noted_by: int | None = Field(default=None, foreign_key="person.id")
    noted_at: datetime = moment()

    @property
    def words(self) -> str:
        """接收王浩为预备党员：赞成12 反对0 弃权1."""
        said = (("赞成", self.ayes), ("反对", self.noes), ("弃权", self.abstentions))
        counts = [f"{name}{n}" for name, n in said if n is not None]
        result = " ".join(["全体通过"] * self.unanimous + counts)
        return f"{self.matter}：{result}" if self.matter else result

    @property
    def cast(self) -> int:
        """How many votes were said in all."""
        return (self.ayes or 0) + (self.noes or 0) + (self.abstentions or 0)


def voters(kind: EventKind, people: Iterable[Member]) -> int:
    """How many of these may vote: in the branch those with 表决权, in another body each of its members."""
    return sum(m.votes or kind.due != BRANCH for m in people)


def compared(vote: Vote, kind: EventKind, count: Tally, passing: Passing | None) -> str:
    """The votes in favour beside the share that the rule asks for; "" where no rule or no number is known.

    Source: 支部工作条例 第十一条: 赞成人数超过应到会有表决权的党员的半数 (config.yaml, rules.votes).
    """
    base, ayes = voters(kind, count.due), vote.ayes
    if ayes is None and vote.unanimous and count.present and not count.open:
        ayes = voters(kind, count.present)
    if passing is None or not base or ayes is None:
        return ""
    over = "超过" if ayes * 100 > base * passing.more_than_percent else "没有超过"
    share = "半数" if passing.more_than_percent == 50 else f"{passing.more_than_percent}%"
    source = f"（{passing.source}）" if passing.source else ""
    return f"赞成{ayes}票，{over}应到会有表决权{base}人的{share}{source}"


def too_many(vote: Vote, kind: EventKind, count: Tally) -> str:
    """What to check where more votes were said than there are voters; "" if the numbers can be right."""
    known = bool(count.present) and not count.open
    there = voters(kind, count.present if known else count.due)
    if not there or vote.cast <= there:
        return ""
    return f"报的票数合计{vote.cast}票，{'到会' if known else '应到会'}有表决权的只有{there}人，请核对。"
