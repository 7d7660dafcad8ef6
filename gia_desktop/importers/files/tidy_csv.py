"""Reading open data of one report, a row for each cell, back as the tables that it came from."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from gia_desktop.core.narrative import clean_text
from gia_desktop.importers.tables import Item, table_from_texts

_NEEDED: Final = ("单位", "年度", "表", "行", "列", "数值")
_PARTED: Final = " > "
_SIDE_BY_SIDE: Final = "行政诉讼"
"""Word in the heading of the table whose rows stand side by side in the official form."""

_Row = tuple[tuple[str, ...], list[tuple[str, str]]]
"""Labels of a row from the outermost, and its columns with their values."""


def tidy_items(text: str) -> list[Item] | None:
    """Return title, headings and tables of open data, None when the text is none.

    Raises:
        TableTooLargeError: it has more cells than any report.
    """
    try:
        rows = list(csv.DictReader(clean_text(text).splitlines(keepends=True)))
    except csv.Error:
        return None
    if not rows or any(name not in rows[0] for name in _NEEDED):
        return None
    unit = (rows[0]["单位"] or "").removeprefix("'")
    items: list[Item] = [f"{unit}{rows[0]['年度']}年政府信息公开工作年度报告"]
    for heading, lines in groupby(rows, key=lambda row: row["表"] or ""):
        found = list(_rows(list(lines)))
        made = _across(found) if _SIDE_BY_SIDE in heading else list(_down(found))
        items += [heading, table_from_texts(made)]
    return items


def _rows(lines: Sequence[dict[str, str | None]]) -> Iterator[_Row]:
    for path, cells in groupby(lines, key=lambda line: line["行"] or ""):
        leaves = [((line["列"] or "").split(_PARTED)[-1], line["数值"] or "") for line in cells]
        yield tuple(path.split(_PARTED)), leaves


def _down(rows: Sequence[_Row]) -> Iterator[list[str]]:
    """Yield heads and rows; other columns than before begin a block with heads of its own."""
    depth = max(len(path) for path, _ in rows)
    before: list[str] = []
    for path, cells in rows:
        heads = [name for name, _ in cells]
        if heads != before:
            yield ["信息内容", *[""] * (depth - 1), *heads]
            before = heads
        yield [*path, *[""] * (depth - len(path)), *(value for _, value in cells)]


def _across(rows: Sequence[_Row]) -> list[list[str]]:
    """Return a head for each level of the rows' labels, one of the columns, and the values in one row."""
    depth = max(len(path) for path, _ in rows)
    heads = [
        [path[level] if level < len(path) else "" for path, cells in rows for _ in cells]
        for level in range(depth)
    ]
    names = [name for _, cells in rows for name, _ in cells]
    return [*heads, names, [value for _, cells in rows for _, value in cells]]
