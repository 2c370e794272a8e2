"""Who is in the branch, since when, in which 党小组, with which standing and duties."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from branch.records import Record, word


class Standing(StrEnum):
    """身份. Whether a person is counted in 应到 and may vote follows from it (支部工作条例 第十一条)."""

    FULL = "正式党员"
    PROBATIONARY = "预备党员"
    CANDIDATE = "发展对象"
    ACTIVIST = "入党积极分子"
    OUTSIDE = "群众"


class Role(StrEnum):
    """职务. A person may hold several."""

    SECRETARY = "书记"
    DEPUTY = "副书记"
    ORGANISATION = "组织委员"
    PUBLICITY = "宣传委员"
    DISCIPLINE = "纪检委员"
    YOUTH = "青年委员"
    SAFETY = "安全委员"
    GROUP_LEADER = "党小组组长"
    CLERK = "党务干事"


SECRETARIES = frozenset({Role.SECRETARY, Role.DEPUTY})
COMMITTEE = SECRETARIES | {Role.ORGANISATION, Role.PUBLICITY, Role.DISCIPLINE, Role.YOUTH, Role.SAFETY}
OFFICERS = COMMITTEE | {Role.GROUP_LEADER, Role.CLERK}
MEMBERS = frozenset({Standing.FULL, Standing.PROBATIONARY})


class Branch(SQLModel, table=True):
    """A 党支部. Its row is the pen: whoever changes the branch's books locks it first.

    `version` counts changes of the books, `roster_version` changes of the roster; `counters` the last
    number given out per prefix (T12).
    """

    id: str = Field(primary_key=True)
    name: str
    kind: str = "joint"
    sample: bool = False
    version: int = 0
    roster_version: int = 0
    counters: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Person(Record, table=True):
    """Somebody the branch knows. The name is unique in a branch: doubles are told apart on the roster."""

    __table_args__ = (UniqueConstraint("branch", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    branch: str = Field(foreign_key="branch.id", index=True)
    name: str
    aliases: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    post: str = ""
    mobile: str = ""

    def ref(self) -> str:
        return self.name


class Membership(Record, table=True):
    """What a person was in the branch from one day to another (both included; open end: still is)."""

    id: int | None = Field(default=None, primary_key=True)
    branch: str = Field(foreign_key="branch.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    since: date
    until: date | None = None
    group: str = ""
    standing: Standing = word(Standing, default=Standing.FULL)
    roles: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    project: str = ""
    here: bool = True
    """组织关系在本支部: only then may a 正式党员 vote here."""


class Account(SQLModel, table=True):
    """A person's account on a chat platform."""

    platform: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    branch: str = Field(foreign_key="branch.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    name: str = ""


class Chat(SQLModel, table=True):
    """A group chat and what it is for: the whole branch, one 党小组, or the 支委会."""

    platform: str = Field(primary_key=True)
    chat: str = Field(primary_key=True)
    branch: str = Field(foreign_key="branch.id", index=True)
    purpose: str = "branch"
    group: str = ""
    name: str = ""
    open: bool = True


@dataclass(frozen=True)
class Member:
    """A person as the roster shows him on one day."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    post: str = ""
    group: str = ""
    standing: Standing = Standing.FULL
    roles: frozenset[str] = frozenset()
    project: str = ""
    here: bool = True

    @property
    def counted(self) -> bool:
        """Whether he is among 应到: 正式党员 and 预备党员; 列席 never are."""
        return self.standing in MEMBERS

    @property
    def votes(self) -> bool:
        """Whether he has 表决权 here: 正式党员 whose 组织关系 is here (选举工作条例 第五条)."""
        return self.standing is Standing.FULL and self.here

    @property
    def duty(self) -> str:
        """One word for who he is, as the language's roster wants it: the first 职务, else the 身份."""
        for role in Role:
            if role in self.roles:
                return role.value
        return {Standing.FULL: "党员", Standing.ACTIVIST: "积极分子"}.get(self.standing, self.standing.value)

    def holds(self, roles: Iterable[str]) -> bool:
        """Whether he has one of these duties."""
        return not self.roles.isdisjoint(roles)


class Roster:
    """The branch's people on one day. It never changes; a new day or a changed roster makes a new one."""

    def __init__(self, members: Iterable[Member]) -> None:
        self.members = tuple(members)
        self._by_name = {m.name: m for m in self.members}
        self._by_id = {m.id: m for m in self.members}

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members)

    def __len__(self) -> int:
        return len(self.members)

    def named(self, name: str) -> Member | None:
        """The person of exactly this roster name."""
        return self._by_name.get(name)

    def get(self, id: int | None) -> Member | None:
        """The person with this id, if he is on the roster that day."""
        return self._by_id.get(id) if id is not None else None

    def all_named(self, names: Iterable[str]) -> tuple[Member, ...]:
        """The people of these names, in that order; unknown names are left out."""
        return tuple(m for name in names if (m := self._by_name.get(name)))

    def holding(self, roles: Iterable[str]) -> tuple[Member, ...]:
        """Everybody with one of these duties, the highest first."""
        order = list(Role)
        wanted = set(roles)
        rank = {m.id: min((order.index(Role(r)) for r in m.roles & wanted), default=99) for m in self.members}
        return tuple(sorted((m for m in self.members if m.roles & wanted), key=lambda m: rank[m.id]))

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The names of the 党小组, in roster order."""
        return tuple(dict.fromkeys(m.group for m in self.members if m.group))

    def body(self, name: str) -> tuple[Member, ...]:
        """Who is due (应到) in a body: 支部, 支委会, or a 党小组 by its name; any other word: 支部."""
        if name == "支委会":
            return tuple(m for m in self.members if m.holds(COMMITTEE))
        if name in self.groups:
            return tuple(m for m in self.members if m.group == name and m.counted)
        return tuple(m for m in self.members if m.counted)
