"""The roster as a file people keep: Excel or CSV, one line per person, the same nine columns both ways."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

COLUMNS = ("姓名", "别名", "党小组", "身份", "职务", "岗位", "所属项目", "手机号", "入组日期")
ALSO = {"手机": "手机号", "电话": "手机号", "联系电话": "手机号", "小组": "党小组", "项目": "所属项目"}
LARGEST = 20 * 1024 * 1024
MOST_LINES = 5000
HEADER_WITHIN = 10
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What Excel takes for the beginning of a formula (OWASP, CSV injection)."""


class Unreadable(Exception):
    """The file is not a roster at all. The text says why and what to do."""


@dataclass(frozen=True)
class Line:
    """One person's line: its number in the file, and its cells as text by column."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True)
class RosterFile:
    """A roster as read; `ignored` are columns that mean nothing here."""

    lines: tuple[Line, ...]
    ignored: tuple[str, ...] = ()


def read(path: Path) -> RosterFile:
    """Read a roster. Title lines above the heading and empty lines are passed over.

    Raises Unreadable: not there, neither Excel nor CSV, broken, too large, or a column is missing.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"{path.name} 超过 20 MB，不像一份名册。")
        rows = _excel(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path)
    except FileNotFoundError as gone:
        raise Unreadable(f"找不到文件 {path}。") from gone
    except OSError as refused:
        raise Unreadable(f"读不了 {path}：{refused.strerror or refused}。") from refused
    return _sorted_out(rows, path.name)


def write(path: Path, people: Iterable[tuple[str, ...]]) -> None:
    """Write a roster, every cell as text; what Excel would run as a formula is disarmed by an apostrophe.

    Raises Unreadable for another kind of file, OSError if it cannot be written.
    """
    rows = [COLUMNS, *(tuple(map(_disarmed, person)) for person in people)]
    match path.suffix.lower():
        case ".xlsx":
            _write_excel(path, rows)
        case ".csv":
            with path.open("w", encoding="utf-8-sig", newline="") as out:
                csv.writer(out).writerows(rows)
        case _:
            raise Unreadable("文件名请以 .xlsx 或 .csv 结尾。")


def _write_excel(path: Path, rows: list[tuple[str, ...]]) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "党员名册"
    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.number_format = "@"
    for letter, width in zip("ABCDEFGHI", (10, 20, 12, 14, 18, 16, 20, 14, 13), strict=True):
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    book.save(path)


def _excel(path: Path) -> list[tuple[int, list[str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write a wrong size
        rows = sheet.iter_rows(values_only=True, max_row=MOST_LINES + HEADER_WITHIN + 1)
        return [(n, [_text(cell) for cell in row]) for n, row in enumerate(rows, 1)]
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, EOFError, SyntaxError) as bad:
        raise Unreadable(
            f"{path.name} 不是 Excel 文件（.xlsx），或已损坏。旧的 .xls 请先另存为 .xlsx。"
        ) from bad


def _csv(path: Path) -> list[tuple[int, list[str]]]:
    raw = path.read_bytes()
    if path.suffix.lower() != ".csv" or raw[:4] == b"PK\x03\x04" or b"\x00" in raw:
        raise Unreadable(f"{path.name} 不是 .xlsx 或 .csv 文件。请先另存为其中一种。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unreadable(f"{path.name} 的编码既不是 UTF-8 也不是 GBK。请另存为 UTF-8。")
    head = text[:2000]
    comma = max(",\t;，", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    try:
        return [(reader.line_num, [_text(cell) for cell in row]) for row in reader]
    except csv.Error as bad:
        raise Unreadable(f"{path.name} 第 {reader.line_num} 行附近读不懂。请另存为 CSV（UTF-8）。") from bad


def _sorted_out(rows: list[tuple[int, list[str]]], name: str) -> RosterFile:
    filled = [(n, row) for n, row in rows if any(row)]
    at = next((i for i, (_, row) in enumerate(filled[:HEADER_WITHIN]) if "姓名" in row), None)
    if at is None:
        raise Unreadable(f"{name} 里没有表头。第一行应是：{'、'.join(COLUMNS)}。")
    header = [ALSO.get(cell, cell) for cell in filled[at][1]]
    _complain_of_columns(header)
    if len(filled) - at - 1 > MOST_LINES:
        raise Unreadable(f"{name} 超过 {MOST_LINES} 行，不像一份支部名册。")
    place = {column: header.index(column) for column in COLUMNS}
    lines = (
        Line(n, {column: row[i] if i < len(row) else "" for column, i in place.items()})
        for n, row in filled[at + 1 :]
    )
    return RosterFile(tuple(lines), tuple(c for c in header if c and c not in COLUMNS))


def _complain_of_columns(header: list[str]) -> None:
    missing = [column for column in COLUMNS if column not in header]
    twice = [column for column in COLUMNS if header.count(column) > 1]
    if twice:
        raise Unreadable(f"这些列出现了两次：{'、'.join(twice)}。请各留一列。")
    if missing:
        strange = [cell for cell in header if cell and cell not in COLUMNS]
        near = {m: get_close_matches(m, strange, n=1, cutoff=0.5) for m in missing}
        said = "、".join(f"{m}（是不是“{n[0]}”这一列？）" if n else m for m, n in near.items())
        raise Unreadable(f"缺少列：{said}。没有内容也请留空列；zhibu roster export 可得到一份样表。")


def _text(cell: Any) -> str:
    """A cell as text: days as 2026-03-01, whole numbers without .0, our own apostrophe taken off."""
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "" if cell is None else str(cell).replace("\u3000", " ").strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def _disarmed(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
