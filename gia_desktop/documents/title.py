"""Breaking a long title over balanced lines, never inside a number or a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations, pairwise
from math import ceil
from typing import Final

_MOST_LINES: Final = 4
_MOST_PLACES: Final = 14
_PLACES: Final = (
    (0.2, re.compile(r"年度报告(?=.)")),
    (0.5, re.compile(r"[0-9０-９〇○零一二三四五六七八九]{4}(?:年度|年)")),
    (0.8, re.compile(r"(?:人民政府|委员会|办公室|办事处|管理局|开发区)(?!政府)")),
    (1.0, re.compile(r"政府信息公开(?=工作)|政府信息公开工作(?=年度)")),
    (1.0, re.compile(r"[\u4e00-\u9fff]{2,}?(?:自治区|自治州|省|市|县)(?=[\u4e00-\u9fff]{3})(?!场|级|政)")),
)
"""Cost of a break after what the pattern matches; a break after the unit's name costs nothing."""


def text_width(text: str) -> float:
    """Return the width of a text in characters: full-width signs count 1, others one half."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def title_lines(title: str, unit: str, limit: float) -> list[str]:
    """Return a title as lines of at most ``limit`` characters, as balanced as good places allow.

    A title that can't be broken well is returned as one line: the program that shows it wraps it.
    """
    if text_width(title) <= limit:
        return [title]
    places = dict(sorted(_break_places(title, unit), key=lambda place: place[1])[:_MOST_PLACES])
    for count in range(ceil(text_width(title) / limit), _MOST_LINES + 1):
        choices = [
            (_cost(lines, limit) + sum(places[place] for place in chosen), lines)
            for chosen in combinations(sorted(places), count - 1)
            if max(map(text_width, lines := _cut(title, chosen))) <= limit
        ]
        if choices:
            return min(choices, key=lambda choice: choice[0])[1]
    return [title]


def _break_places(title: str, unit: str) -> Iterator[tuple[int, float]]:
    """Yield places between two characters with their cost, each place once, the cheapest first."""
    found: dict[int, float] = {}
    for cost, pattern in _PLACES:
        for match in pattern.finditer(title):
            found.setdefault(match.end(), cost)
    if unit and (start := title.find(unit)) >= 0:
        found[start + len(unit)] = 0
    yield from ((place, cost) for place, cost in found.items() if 0 < place < len(title))


def _cut(title: str, places: tuple[int, ...]) -> list[str]:
    return [title[start:end] for start, end in pairwise((0, *places, len(title)))]


def _cost(lines: list[str], limit: float) -> float:
    """Return how uneven lines are: 0 when all are as wide as each other."""
    widths = [text_width(line) for line in lines]
    return (max(widths) - min(widths)) / limit
