"""Cards drawn for a reader: a panel each, tables and bars, the buttons with their numbers."""

from rich.box import ROUNDED, SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Column
from rich.table import Table as Grid
from rich.text import Text

from bot.platforms.console.platform import Shown
from bot.platforms.console.screen import plain
from bot.platforms.console.wrapping import wrapped
from branch.calendar import CHINA
from branch.cards import Card, Chart, Form, Table

COLOURS = {"calm": "cyan", "good": "green", "warn": "yellow", "late": "red"}
WIDTH, BAR, FRAME = 96, 24, 4


class Drawn:
    """Draws on a terminal; into a file or a pipe the same without colours."""

    def __init__(self, bot_name: str) -> None:
        self._console = Console(highlight=False, emoji=False, markup=False)
        if not self._console.is_terminal or self._console.width > WIDTH:
            self._console.width = WIDTH
        self._bot = bot_name

    def card(self, shown: Shown, numbers: list[int]) -> None:
        """Draw a card as a panel: to whom above, its content, its buttons below."""
        colour = COLOURS[shown.card.tone]
        title = f"{self._bot} → {shown.to}{'（私聊）' if shown.private else ''}"
        moment = f"{shown.at.astimezone(CHINA):%m-%d %H:%M}"
        self._print(
            Panel(
                Group(*_parts(shown, numbers, self._console.width - FRAME)),
                title=Text(plain(title), style=colour),
                title_align="left",
                subtitle=Text(moment, style="dim"),
                subtitle_align="right",
                border_style=colour,
                box=ROUNDED,
            )
        )

    def said(self, who: str, text: str, *, private: bool) -> None:
        """Show a member's words as a line of the chat."""
        name = Text(f"{who}{f' → {self._bot}' if private else ''}：", style="bold")
        self._print(name.append(plain(text), style="not bold"))

    def note(self, text: str) -> None:
        """Show a line of the console's own."""
        self._print(Text(wrapped(plain(text), self._console.width), style="dim"))

    def _print(self, what: RenderableType) -> None:
        self._console.print(what, soft_wrap=False)


def _parts(shown: Shown, numbers: list[int], width: int) -> list[RenderableType]:
    card = shown.card
    parts: list[RenderableType] = [Text(wrapped(plain(card.title), width), style="bold")]
    parts += [Text(wrapped(plain(line), width)) for line in card.lines]
    if card.table:
        parts.append(_grid(card.table))
    if card.chart:
        parts.append(_bars(card.chart))
    if card.form:
        parts.append(_form(card.form))
    if pinged := [*(["所有人"] if card.everyone else []), *card.mentions]:
        parts.append(Text(plain(" ".join(f"@{name}" for name in pinged)), style="blue"))
    if card.file:
        parts.append(Text(plain(f"附件：{shown.file or card.file.name}"), style="underline"))
    if numbers:
        parts += [Text(""), _buttons(card, numbers)]
    return parts


def _grid(table: Table) -> Grid:
    grid = Grid(*(Column(Text(plain(c))) for c in table.columns), box=SIMPLE_HEAD, pad_edge=False)
    for row in table.rows:
        grid.add_row(*(Text(plain(cell)) for cell in row))
    return grid


def _bars(chart: Chart) -> Grid:
    most = max((value for _, value in chart.points), default=0) or 1
    grid = Grid.grid(padding=(0, 1))
    grid.title = Text(plain(chart.title))
    for name, value in chart.points:
        grid.add_row(Text(plain(name)), "█" * round(BAR * value / most), f"{value:g}{chart.unit}")
    return grid


def _form(form: Form) -> Text:
    fields = "、".join(f"{f.label}{'*' if f.required else ''}" for f in form.fields)
    example = f"\n{form.example}" if form.example else ""
    return Text(plain(f"可填：{fields}{example}"), style="dim")


def _buttons(card: Card, numbers: list[int]) -> Text:
    row = Text()
    for n, button in zip(numbers, card.pressables(), strict=False):
        row.append(f"[{n}] ", style="bold").append(f"{plain(button.label)}   ")
    return row
