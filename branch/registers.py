"""Shape 3 · Register: a row per person, zone or pair with a term (承诺书, 责任区, 师徒, 稿件 …)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field

from branch.records import Record, moment


class Entry(Record, table=True):
    """One row of a register. What a kind needs beyond these columns is in `more`."""

    id: int | None = Field(default=None, primary_key=True)
    branch: str = Field(foreign_key="branch.id", index=True)
    kind: str = Field(index=True)
    title: str = ""
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    place: str = ""
    since: date | None = None
    until: date | None = None
    text: str = ""
    made_by: int | None = Field(default=None, foreign_key="person.id")
    made_at: datetime = moment()
    more: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))

    def ref(self) -> str:
        return f"{self.kind}「{self.title}」" if self.title else self.kind
