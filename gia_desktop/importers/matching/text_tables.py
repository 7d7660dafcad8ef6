"""Reading tables from plain text: tab-separated, with ``|``, with spaces, or one cell a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from gia_desktop.core.narrative import clean_text
from gia_desktop.importers.matching.cell_values import is_value_like
from gia_desktop.importers.matching.labels import has_chinese
from gia_desktop.importers.tables import RawTable, table_from_texts

_FIELD = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*)')
_RULE = re.compile(r"[\s|:+-]*")
_BAR: Final = "|"
_FEWEST_BARS: Final = 2
_SENTENCE: Final = 20
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]")


def text_table(text: str) -> RawTable:
    """Return a plain text as one table, read in the way its signs suggest.

    Raises:
        TableTooLargeError: it has more cells than any report.
    """
    text = clean_text(text)
    if "\t" in text:
        rows = _records(tab_rows(text))
    elif sum(line.count(_BAR) >= _FEWEST_BARS for line in text.splitlines()) > 1:
        rows = [_bar_row(line) for line in text.splitlines() if _BAR in line and not _RULE.fullmatch(line)]
    elif not has_chinese(text):
        rows = [line.split() or [""] for line in text.splitlines()]
    else:
        rows = [_spaced_row(line) for line in text.splitlines() if line.strip(" |")]
    return table_from_texts(rows)


def table_lines(lines: Sequence[str]) -> tuple[int, int]:
    """Return where the lines of a table begin and end when sentences may stand before and after it."""
    first, last = 0, len(lines)
    while first < last and (not lines[first].strip() or _is_sentence(lines[first])):
        first += 1
    while last > first and (not lines[last - 1].strip() or _is_sentence(lines[last - 1])):
        last -= 1
    return first, last


def _is_sentence(line: str) -> bool:
    """Tell whether a line is prose: a full stop, or clauses with a comma that no label has."""
    text = line.strip()
    if "\t" in text or _BAR in text or not has_chinese(text):
        return False
    if "。" in text or text.endswith(("：", ":", "；")):
        return True
    # Labels have clauses too, but they begin with their number or stand in brackets.
    is_label = text[0] in "（(" or _NUMBERED.match(text)
    return len(text) >= _SENTENCE and "，" in text and not is_label


def tab_rows(text: str) -> list[list[str]]:
    """Split a text as Excel writes it: cells with line ends or tabs stand in quotes."""
    rows: list[list[str]] = [[]]
    place = 0
    while place <= len(text):
        match = _FIELD.match(text, place)
        if match is None:  # cannot happen: the second branch takes anything
            break
        quoted = match.group(1)
        rows[-1].append(match.group(2) if quoted is None else quoted.replace('""', '"'))
        place = match.end()
        if place >= len(text):
            break
        if text[place] == "\n":
            rows.append([])
        place += 1
    if rows[-1] == [""]:
        rows.pop()
    return rows


def _records(rows: list[list[str]]) -> list[list[str]]:
    """Undo one cell a line: every line begins with a tab and a blank line ends the row."""
    if [""] not in rows or any(len(row) > 2 for row in rows):  # noqa: PLR2004
        return rows
    if sum(1 for row in rows if row[0] == "" and len(row) == 2) < len(rows) / 2:  # noqa: PLR2004
        return rows
    groups = groupby(rows, key=lambda row: row != [""])
    return [[row[-1] for row in group] for has_text, group in groups if has_text]


def _bar_row(line: str) -> list[str]:
    cells = line.strip().removeprefix(_BAR).removesuffix(_BAR).split(_BAR)
    return [cell.strip(" ") for cell in cells]


def _spaced_row(line: str) -> list[str]:
    """Split a line whose cells only spaces part: figures at its end, labels by two spaces or a tab."""
    parts = line.split()
    figures: list[str] = []
    while parts and is_value_like(parts[-1]) and not has_chinese(parts[-1]):
        figures.insert(0, parts.pop())
    head = line.strip()
    if figures and parts:
        for figure in reversed(figures):
            head = head.removesuffix(figure).rstrip()
    elif figures:
        return figures
    labels = [part for part in re.split(r"\s{2,}", head.strip(" |")) if part]
    return [*labels, *figures]
