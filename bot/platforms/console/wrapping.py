"""Chinese lines broken for a terminal: between any two characters, but before no closing mark."""

import re

from rich.cells import cell_len

_PIECE = re.compile(r"[!-~]+|.", re.DOTALL)
"""What stays together: a run of Latin letters, digits and their marks, or one character."""
_CLOSING = frozenset("，。；：、！？）》」』】”’…·%")
_OPENING = frozenset("（《「『【“‘")


def wrapped(text: str, width: int) -> str:
    """The text with its long lines broken to a width in cells."""
    return "\n".join(row for line in text.split("\n") for row in _rows(line, width))


def _rows(line: str, width: int) -> list[str]:
    rows, row = [], ""
    for piece in _pieces(line):
        if row and cell_len(row + piece.rstrip()) > width:
            rows.append(row.rstrip())
            row = piece.lstrip()
        else:
            row += piece
    return [*rows, row]


def _pieces(line: str) -> list[str]:
    """What may not be broken: a word or character with its closing marks behind and opening ones before."""
    pieces: list[str] = []
    for piece in _PIECE.findall(line):
        if pieces and (piece in _CLOSING or pieces[-1][-1] in _OPENING):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces
