"""Where in the house a card or a part of one is made, and which of these places a story has passed."""

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from branch.cards import Button, Card, Chart, Field, FileOrder, Form, Frozen, Table

ROOT = Path(__file__).parents[2]
ROOMS = ("handlers", "bot", "scheduler")
NOT_THE_BRANCHS = ("bot/platforms",)
"""What only an administrator sees, at a check that he asked for."""
PARTS: tuple[type[Frozen], ...] = (Card, Button, Field, Form, Table, Chart, FileOrder)
NAMES = {part.__name__ for part in PARTS}
Site = tuple[str, int, int]
"""A file, and the first and last line of the call that makes the card or the part."""


def sites() -> set[Site]:
    """Every place inside a function that makes a card, or what is on one."""
    files = (file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
    named = ((file, file.relative_to(ROOT).as_posix()) for file in files)
    return {
        (name, call.lineno, call.end_lineno or call.lineno)
        for file, name in named
        if not name.startswith(NOT_THE_BRANCHS)
        for call in _calls(ast.parse(file.read_text(encoding="utf-8")))
    }


def _calls(module: ast.Module) -> Iterator[ast.Call]:
    functions = (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef))
    inside = {call for function in functions for call in ast.walk(function) if isinstance(call, ast.Call)}
    return (call for call in inside if isinstance(call.func, ast.Name) and call.func.id in NAMES)


@contextmanager
def witnessed() -> Iterator[set[tuple[str, int]]]:
    """Collect the file and line of everything that makes a card or a part meanwhile."""
    seen: set[tuple[str, int]] = set()
    made = Frozen.__init__

    def noted(self: Frozen, **fields: Any) -> None:
        frame = sys._getframe(1)
        seen.add((frame.f_code.co_filename, frame.f_lineno))
        made(self, **fields)

    Frozen.__init__ = noted  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        Frozen.__init__ = made  # type: ignore[method-assign]


def passed(seen: set[tuple[str, int]]) -> set[Site]:
    """The sites among what was witnessed."""
    return {
        site
        for site in sites()
        if any(Path(file) == ROOT / site[0] and site[1] <= line <= site[2] for file, line in seen)
    }
