"""台账 as an Excel workbook, made from the books in one transaction."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from sqlmodel import Session

from branch.calendar import span
from branch.cards import FileOrder
from branch.people import Branch
from branch.periods import said
from ledgers import items, meetings, registers
from ledgers.books import Books
from ledgers.cells import Sheet, draw

Make = Callable[[Books], Sheet]
LEDGERS: dict[str, tuple[Make, ...]] = {
    "attendance": (meetings.roll, meetings.leave),
    "meetings": (meetings.meetings,),
    "tasks": (items.tasks,),
    "study": (registers.study,),
    "hazards": (items.hazards,),
}
LEDGERS["workbook"] = (
    registers.roster,
    *(make for makes in LEDGERS.values() for make in makes),
    registers.pledges,
    registers.pieces,
)


def make(session: Session, branch: str, order: FileOrder) -> bytes:
    """Make the workbook that was ordered, of one branch and period.

    Raises ValueError for a period that is none, KeyError for a ledger that is none.
    """
    there = session.get(Branch, branch)
    assert there is not None, "an order comes from a branch's own outbox row"
    first, last = span(order.period)
    books = Books(session, there, first, last, date.fromisoformat(order.on) if order.on else last)
    file = Workbook()
    if file.active is not None:
        file.remove(file.active)
    for make_sheet in LEDGERS[order.what]:
        sheet = make_sheet(books)
        draw(file, sheet, f"{there.name} {sheet.name}（{said(order.period)}）")
    file.properties.creator = there.name
    out = BytesIO()
    file.save(out)
    return out.getvalue()
