"""Another unit name, short name or year: where title and texts still say the old one, and how they follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gia_desktop.core.change import Change
from gia_desktop.core.keys import PREAMBLE, SECTION_KEYS, TITLE, UNIT_SHORT, TextKey
from gia_desktop.core.report import Report

_FOLLOWING: Final = (TITLE, PREAMBLE, *SECTION_KEYS)
"""The texts that speak of unit and year."""

_TITLE: Final = re.compile(r"(?P<unit>.+?)(?P<year>20\d\d)年(?:度)?政府信息公开工作年度报告")
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?=\s*年)")
_QUOTED: Final = re.compile(r"《[^》\n]*》|〔[^〕\n]*〕")


@dataclass(frozen=True)
class Identity:
    """Whose report it is, and of which year."""

    name: str
    short: str
    year: int


def identity(report: Report) -> Identity:
    """Return whose report one is by its fields."""
    return Identity(report.unit_name, report.text(UNIT_SHORT), report.year)


def told_by_title(report: Report) -> Identity:
    """Return whose report one is by its title, where that is of the customary shape; else by its fields."""
    now, found = identity(report), _TITLE.fullmatch(report.text(TITLE))
    return now if found is None else Identity(found["unit"], now.short, int(found["year"]))


def left_behind(report: Report, was: Identity) -> int:
    """Return in how many places title and texts still speak of an earlier unit name, short name or year."""
    return sum(count for _, _, count in _followed(report, was))


def follow(report: Report, was: Identity) -> Change:
    """Return the step by which title and texts follow the fields; years move on together."""
    texts = {key: (report.text(key), text) for key, text, _ in _followed(report, was)}
    return Change(f"标题和正文跟着改（{left_behind(report, was)} 处）", texts=texts)


def _followed(report: Report, was: Identity) -> Iterator[tuple[TextKey, str, int]]:
    """Yield the texts that change with their new words and how many places differ."""
    now = identity(report)
    words = [
        (old, new)
        for old, new in ((was.name, now.name), (was.short, now.short))
        if old and new and old != new and old not in new
    ]
    for key in _FOLLOWING:
        text, count = report.text(key), 0
        for old, new in words:
            count += text.count(old)
            text = text.replace(old, new)
        if was.year != now.year and f"{was.year}" in text:
            text, moved = _moved(text, was.year, now.year, quoted=key == TITLE)
            count += moved
        if count:
            yield key, text, count


def _moved(text: str, old: int, new: int, *, quoted: bool) -> tuple[str, int]:
    """Move the years around an old one on; years inside of 《》 and 〔〕 belong to what they name."""
    spared = [] if quoted else [match.span() for match in _QUOTED.finditer(text)]
    count = 0

    def shifted(match: re.Match[str]) -> str:
        nonlocal count
        year = int(match.group())
        if abs(year - old) > 1 or any(start <= match.start() < end for start, end in spared):
            return match.group()
        count += 1
        return str(year + new - old)

    return _YEAR.sub(shifted, text), count
