"""What every kept record has in common: a branch, and a journal that notices its changes."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, TypeDecorator
from sqlmodel import Field, SQLModel


class Moment(TypeDecorator[datetime]):
    """A point in time: always aware, kept as UTC, whatever the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def moment(**kw: Any) -> Any:
    """A column for a point in time."""
    return Field(sa_type=Moment, **kw)


class Record(SQLModel):
    """A row of a branch's books. Whatever changes it in a Turn is written to the journal by itself.

    A record names itself for people by `ref()` (T12, M5): what the journal and a refusal call it.
    """

    journaled: ClassVar[bool] = True

    def ref(self) -> str:
        """What people call this record; "" if it has no name of its own."""
        return ""
