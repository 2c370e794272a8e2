"""What every kept record has in common: a branch, and a journal that notices its changes."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, String, TypeDecorator
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


class Word(TypeDecorator[StrEnum]):
    """A word of a fixed list, kept as the plain text of its value: a new word needs no migration."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


def word(words: type[StrEnum], **kw: Any) -> Any:
    """A column for a word of a list."""
    return Field(sa_type=Word(words), **kw)


class Record(SQLModel):
    """A row of a branch's books. Whatever changes it in a Turn is written to the journal by itself.

    A record names itself for people by `ref()` (T12, M5): what the journal and a refusal call it.
    """

    journaled: ClassVar[bool] = True

    def ref(self) -> str:
        """What people call this record; "" if it has no name of its own."""
        return ""
