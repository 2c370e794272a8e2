"""Cells of a workbook: members' words as plain text that no office program takes for a formula."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from branch.calendar import CHINA

MISSING = "待补"
LONGEST = 32_000
"""Excel takes 32,767 characters in a cell, and asks for repair beyond."""
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠\t\r\n|]")
_LINE = Side(style="thin", color="FF999999")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", start_color="FFEFEFEF")

Value = str | int | date | datetime | None


@dataclass(frozen=True)
class Sheet:
    """One page of a workbook: what it is called, its columns as the paper has them, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def columns(names: str) -> tuple[str, ...]:
    """The columns of a sheet, written in one line as on the paper."""
    return tuple(names.split())


def plain(text: str) -> str:
    """A member's words so that they stay words: an apostrophe before =, +, -, @, tab and their wide forms."""
    # an edited or re-saved cell is read again: the text itself must not begin like a formula
    words = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST]
    return f"'{words}" if _FORMULA.match(words) else words


def moment(value: datetime | None) -> str:
    """2026-11-25 15:00 in China time, or ""."""
    return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}" if value else ""


def day(value: date | datetime | None) -> str:
    """2026-11-25, or ""."""
    if isinstance(value, datetime):
        return f"{value.astimezone(CHINA):%Y-%m-%d}"
    return value.isoformat() if value else ""


def draw(book: Workbook, sheet: Sheet, heading: str) -> None:
    """Put a sheet into a workbook: a heading, the columns, the rows, framed as on paper."""
    page: Worksheet = book.create_sheet(sheet.name)
    page.append([plain(heading)])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(sheet.columns))
    page["A1"].font, page["A1"].alignment = Font(bold=True, size=14), Alignment(horizontal="center")
    page.append(list(sheet.columns))
    for row in sheet.rows:
        page.append([plain(v) if isinstance(v, str) else v for v in row])
    _dress(page, len(sheet.columns))
    page.freeze_panes = "A3"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.print_title_rows = "1:2"


def _dress(page: Worksheet, columns: int) -> None:
    for cells in page.iter_rows(min_row=2, max_col=columns):
        for cell in cells:
            cell.border = _FRAME
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell, Cell) and isinstance(cell.value, str):
                cell.data_type = "s"  # openpyxl takes text that begins with = for a formula
    for cell in page[2]:
        cell.font, cell.fill = Font(bold=True), _HEAD
    for i in range(1, columns + 1):
        page.column_dimensions[get_column_letter(i)].width = _width(
            str(page.cell(row, i).value or "") for row in range(2, min(page.max_row, 200) + 1)
        )


def _width(texts: Iterable[str]) -> float:
    longest = max((len(line) for text in texts for line in text.splitlines()[:3]), default=4)
    return min(max(longest * 2 + 2, 8), 48)
