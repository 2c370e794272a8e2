"""What the bot says: platform-free cards that always read well as plain text.

All text on a card is plain: nothing in it is markup on any platform. A renderer escapes it.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Tone = Literal["calm", "good", "warn", "late"]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Button(Frozen):
    """A finished Update waiting for a press: it enters at "may this role say it?"."""

    label: str
    intent: str
    slots: dict[str, Any] = {}
    style: Literal["plain", "primary", "danger"] = "plain"


class Field(Frozen):
    """One thing a person may fill in. `name` is a slot of the form's update.

    A `person` comes back as a roster name; an `account` as what `accounts` holds at the place of the label
    among the `choices`, for people who are not known yet. A platform that can show faces picks among them.
    """

    name: str
    label: str
    kind: Literal["text", "long_text", "day", "moment", "person", "people", "account", "choice"] = "text"
    choices: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    required: bool = False
    value: str = ""


class Form(Frozen):
    """Fields and the update they complete; `example` is how to say the same in one line of text."""

    fields: tuple[Field, ...]
    submit: Button
    example: str = ""


class Table(Frozen):
    """Rows of plain text under headings."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_lines(self) -> tuple[str, ...]:
        return tuple(" · ".join(cell for cell in row if cell) for row in self.rows)


class Chart(Frozen):
    """Named numbers, drawn where a platform can draw and listed where it cannot."""

    title: str
    kind: Literal["bar", "pie", "progress"] = "bar"
    points: tuple[tuple[str, float], ...]
    unit: str = ""

    def as_lines(self) -> tuple[str, ...]:
        return (self.title, *(f"{name}：{value:g}{self.unit}" for name, value in self.points))


class FileOrder(Frozen):
    """A ledger to be made when the card is sent, outside any transaction."""

    what: str
    period: str = ""
    name: str
    on: str = ""
    """The day it was ordered (ISO): whether something is late is said as of then."""


class Card(Frozen):
    """One thing the bot says. `about` is the id of the record it speaks of; a reply to it is about that."""

    title: str
    lines: tuple[str, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    form: Form | None = None
    buttons: tuple[Button, ...] = ()
    mentions: tuple[str, ...] = ()
    """Names of roster people to be pinged; never from text a member wrote."""
    everyone: bool = False
    """Ping the whole group: only a notice the secretary ordered."""
    file: FileOrder | None = None
    about: str = ""
    tone: Tone = "calm"

    def as_text(self) -> str:
        """Everything a reader of the card sees, buttons apart."""
        parts = [self.title, *self.lines]
        if self.table:
            parts += self.table.as_lines()
        if self.chart:
            parts += self.chart.as_lines()
        if self.form and self.form.example:
            parts.append(self.form.example)
        if self.file:
            parts.append(f"附件：{self.file.name}")
        return "\n".join(parts)

    def pressables(self) -> tuple[Button, ...]:
        """All that can be pressed, in the order shown; a press names its place in this row."""
        return self.buttons + ((self.form.submit,) if self.form else ())
