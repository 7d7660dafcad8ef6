"""Joining the lines of a text that was cut at a fixed width, as old editors and mail programs do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from gia_desktop.core.narrative import BODY, paragraph_level

_FEWEST: Final = 6
_SHARE: Final = 0.4
_NARROWEST: Final = 24
_WIDEST: Final = 120
_SLACK: Final = 5
"""Columns by which a full line may be short: a sign that may not begin a line, an English word."""
_INDENT = re.compile(r"(?:\u3000{1,4}| {2,8}|\t)\S")
_LETTER = re.compile(r"[A-Za-z0-9]")


def wrap_width(lines: Sequence[str]) -> int:
    """Return the width, in columns of half a Chinese sign, at which lines were cut; 0 when they weren't."""
    if any(len(line) > _WIDEST for line in lines):
        return 0
    widths = [_width(line.rstrip()) for line in lines if line.strip()]
    long = [width for width in widths if width >= _NARROWEST]
    if len(long) < _FEWEST:
        return 0
    widest = max(long)
    full = sum(1 for width in long if width >= widest - _SLACK)
    is_cut = widest <= _WIDEST and full >= _FEWEST and full >= _SHARE * len(long)
    return widest if is_cut else 0


def joined_lines(lines: Sequence[str], width: int) -> list[str]:
    """Return the paragraphs of lines that were cut at a width.

    A line goes on on the next one when it is full and the next is neither indented nor numbered nor blank.
    """
    if not width:
        return list(lines)
    made: list[list[str]] = []
    before = 0  # width of the line before, 0 where a paragraph has ended
    for line in lines:
        text = line.strip(" \t\u3000\u00a0")
        goes_on = (
            before >= width - _SLACK and text and not _INDENT.match(line) and paragraph_level(text) == BODY
        )
        if goes_on:
            space = " " if _LETTER.match(made[-1][-1][-1:]) and _LETTER.match(text[:1]) else ""
            made[-1].append(f"{space}{text}")
        else:
            made.append([line])
        before = _width(line.rstrip())
    return ["".join(parts) for parts in made]


class _Widths(dict[str, int]):
    """Signs by their width, each looked up once."""

    def __missing__(self, sign: str) -> int:
        self[sign] = width = 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        return width


_WIDTHS: Final = _Widths()


def _width(line: str) -> int:
    return sum(map(_WIDTHS.__getitem__, line))
