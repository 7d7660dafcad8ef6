"""Narrative text: paragraph levels by their own numbering, and live numbers from the tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from gia_desktop.core.keys import CellKey

BODY: Final = 0
"""Level of a paragraph without numbering."""

_CHINESE = "一二三四五六七八九十百"
_LEVELS: Final = (
    (1, re.compile(rf"[{_CHINESE}]{{1,4}}、")),
    (2, re.compile(rf"[（(][{_CHINESE}]{{1,4}}[）)]")),
    (3, re.compile(r"[0-9０-９]{1,2}[.．、](?![0-9０-９])")),
    (4, re.compile(r"[（(][0-9０-９]{1,2}[）)]")),
)
_FIRST_SIGNS: Final = frozenset(f"{_CHINESE}（(0123456789０１２３４５６７８９")
RUN_IN_LEVEL: Final = 2
"""Headings down to （一） may end like a sentence; deeper numbers may number sentences."""
_HEADING_LIMIT: Final = 40
"""A numbered line longer than this is a paragraph that begins with its own heading."""

LAST_YEAR: Final = "last."
"""Stands before a cell's name in a live number that shows last year's figure."""

TREND: Final = "trend."
"""Stands before a cell's name in a live number that compares this year's figure with last year's."""

LIVE_NUMBER: Final = re.compile(r"\{((?:last\.|trend\.)?[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)\}")
"""A live number as texts hold it: ``{t3.new.total}``, ``{last.t3.new.total}``, ``{trend.t3.new.total}``."""

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
"""Line ends of all programs; Word copies its line break within a paragraph as a vertical tab."""

TABLE_MARK: Final = "{表}"
"""A line of a text that stands for the section's table: what is above it is printed above."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffc\ufffe\uffff]")
"""Signs that XML 1.0 or UTF-8 cannot carry, and the one that stands for a picture in pasted text."""


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, one a line, without empty lines and outer spaces."""
    return [line for raw in text.splitlines() if (line := raw.strip(" \t\u3000\u00a0"))]


def around_table(text: str) -> tuple[list[str], list[str]]:
    """Return the paragraphs of a section above its table, and those below it; without a mark all are."""
    lines = paragraphs(text)
    if TABLE_MARK not in lines:
        return [], lines
    place = lines.index(TABLE_MARK)
    return lines[:place], [line for line in lines[place + 1 :] if line != TABLE_MARK]


def paragraph_level(line: str) -> int:
    """Return the level of a paragraph by its numbering: 一、 1, （一） 2, 1. 3, （1） 4, else ``BODY``."""
    start = line.lstrip(" \t\u3000\u00a0")
    if start[:1] not in _FIRST_SIGNS:
        return BODY
    return next((level for level, pattern in _LEVELS if pattern.match(start)), BODY)


def split_heading(line: str) -> tuple[str, str]:
    """Return the part of a numbered paragraph that is its heading, and the rest.

    ``（一）主动公开情况。全年……`` is a heading that runs on into its text: only the part up to the
    first full stop is styled. A short line without a full stop is a heading as a whole; one that ends
    with it is a heading at （一） only: ``1.检索不够全面。`` is a numbered sentence.
    """
    level = paragraph_level(line)
    if level == BODY:
        return "", line
    head, stop, rest = line.partition("。")
    if stop and not rest and level > RUN_IN_LEVEL:
        return "", line
    if stop and rest and len(head) <= _HEADING_LIMIT:
        return head + stop, rest
    if len(line) <= _HEADING_LIMIT:
        return line, ""
    return "", line


def live_numbers(text: str) -> Iterator[re.Match[str]]:
    """Yield every live number of a text; group 1 is the cell's name, perhaps after ``last.``, ``trend.``."""
    return LIVE_NUMBER.finditer(text)


def live_cell(name: str) -> CellKey:
    """Return the cell that a live number is about: its name without ``last.`` or ``trend.``."""
    return CellKey(name.removeprefix(LAST_YEAR).removeprefix(TREND))


def resolve_live_numbers(text: str, lookup: Callable[[str], str | None]) -> str:
    """Return a text with live numbers as plain digits; names that ``lookup`` doesn't know stay as written."""

    def digits(match: re.Match[str]) -> str:
        found = lookup(match.group(1))
        return match.group(0) if found is None else found

    return LIVE_NUMBER.sub(digits, text) if "{" in text else text


def clean_text(text: str) -> str:
    """Return a text that every output can hold: one kind of line end, no control signs or lone surrogates."""
    if text.isprintable() and "\ufffc" not in text:
        return text  # nearly all texts: nothing that is left out or changed can be printed, but one sign
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))
