"""Tables and charts as Feishu draws them; every cell is data_type text, in which nothing is parsed."""

import csv
import io
from typing import Any

from bot.platforms.feishu.escaping import plain, shorten, tidy, veiled
from branch.cards import Chart, Table

Json = dict[str, Any]
CELL, LABEL = 200, 24
PAGE = 10
COLUMNS_AT_MOST = 50
POINTS_AT_MOST = 40
FORMULA = ("=", "+", "-", "@")


def table_element(table: Table, rows: int, group: bool) -> Json:
    """Draw the first `rows` rows. A table may stand only at the root of a card's body."""
    columns = [
        {"name": f"c{i}", "display_name": plain(heading, group=group), "data_type": "text", "width": "auto"}
        for i, heading in enumerate(table.columns[:COLUMNS_AT_MOST])
    ]
    shown = [
        {f"c{i}": shorten(plain(cell, group=group), CELL) for i, cell in enumerate(row[: len(columns)])}
        for row in table.rows[:rows]
    ]
    return {"tag": "table", "page_size": PAGE, "row_height": "middle", "columns": columns, "rows": shown}


def table_file(table: Table, group: bool) -> bytes:
    """The whole table as CSV that Excel opens: what is too long for a card goes out as a file."""
    written = io.StringIO()
    writer = csv.writer(written)
    for row in (table.columns, *table.rows):
        cells = [veiled(tidy(cell)) if group else tidy(cell) for cell in row]
        # A cell that begins like a formula would be run by Excel.
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return written.getvalue().encode("utf-8-sig")


def chart_element(chart: Chart, group: bool) -> Json:
    """Draw a chart with the platform's own drawing (VChart)."""
    values = [
        {"name": shorten(plain(name, group=group), LABEL), "value": value}
        for name, value in chart.points[:POINTS_AT_MOST]
    ]
    title = f"{chart.title}（{chart.unit}）" if chart.unit else chart.title  # the bars show bare numbers
    spec: Json = {"title": {"text": shorten(plain(title, group=group), 60)}}
    spec |= SPECS[chart.kind](values, chart.unit)
    return {"tag": "chart", "aspect_ratio": "16:9", "chart_spec": spec}


def _bar(values: list[Json], unit: str) -> Json:
    drawn = {"type": "bar", "xField": "name", "yField": "value", "label": {"visible": True}}
    return drawn | {"data": {"values": values}}


def _pie(values: list[Json], unit: str) -> Json:
    drawn = {"type": "pie", "categoryField": "name", "valueField": "value", "label": {"visible": True}}
    return drawn | {"data": {"values": values}, "legends": {"visible": True}}


def _progress(values: list[Json], unit: str) -> Json:
    """Progress runs from 0 to 1: percents are divided, counts are shares of the greatest."""
    whole = 100.0 if unit == "%" else max((v["value"] for v in values), default=0) or 1
    shares = [v | {"value": min(max(v["value"] / whole, 0), 1)} for v in values]
    drawn = {"type": "linearProgress", "xField": "value", "yField": "name", "seriesField": "name"}
    axes = [
        {"orient": "left", "type": "band", "label": {"visible": True}},
        {"orient": "bottom", "label": {"visible": False}},
    ]
    return drawn | {"data": {"values": shares}, "direction": "horizontal", "bandWidth": 12, "axes": axes}


SPECS = {"bar": _bar, "pie": _pie, "progress": _progress}
