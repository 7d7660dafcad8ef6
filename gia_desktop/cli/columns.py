"""Columns that line up in a terminal, where a Chinese character is two places wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_GAP = "  "


def width(text: str) -> int:
    """Return the number of places a text takes in a terminal."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def left(text: str, places: int) -> str:
    """Fill a text up with spaces at its right."""
    return text + " " * (places - width(text))


def right(text: str, places: int) -> str:
    """Fill a text up with spaces at its left."""
    return " " * (places - width(text)) + text


def aligned(rows: Sequence[Sequence[str]], *, figures: bool = True) -> list[str]:
    """Return rows of equal length as lines: the first column left-aligned, the others as figures are.

    Args:
        rows: the texts.
        figures: align the further columns at their right side.
    """
    widths = [max(width(text) for text in column) for column in zip(*rows, strict=True)]
    place = right if figures else left
    return [
        _GAP.join(
            [
                left(row[0], widths[0]),
                *(place(text, places) for text, places in zip(row[1:], widths[1:], strict=True)),
            ]
        ).rstrip()
        for row in rows
    ]
