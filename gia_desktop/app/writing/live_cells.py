"""Live numbers in words: which cell each shows, what it reads now, and which there are to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from gia_desktop.core.keys import CellKey
from gia_desktop.core.narrative import LAST_YEAR, TREND, live_cell
from gia_desktop.core.records import dataclass
from gia_desktop.core.register_numbers import REGISTER_WORDS, is_register_number
from gia_desktop.core.values import Unread, format_value
from gia_desktop.formats.groups import groups
from gia_desktop.formats.in_words import table_name
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet

_KINDS: Final = (("", ""), (LAST_YEAR, "上年"), (TREND, "较上年"))


@dataclass(frozen=True)
class LiveCell:
    """A live number as it is shown.

    Attributes:
        name: e.g. ``last.t3.new.total``.
        shown: what it reads, ``未填`` for a blank cell; its name in braces when there is nothing to read.
        label: which figure of the tables it is, e.g. ``上年 表三 新收 总计``.
        words: the figures of both years, or why there is none.
        known: it reads as a figure.
        blank: its cell isn't filled in yet; outputs read 0 there.
    """

    name: str
    shown: str
    label: str
    words: str
    known: bool
    blank: bool = False

    @property
    def is_last_year(self) -> bool:
        """Tell whether it shows last year's figure."""
        return self.name.startswith(LAST_YEAR)

    @property
    def raw(self) -> str:
        """The live number as texts hold it."""
        return f"{{{self.name}}}"


def live_label(fmt: Format, name: str) -> str:
    """Return a live number's figure in words: ``表三 新收 总计``; empty for an unknown cell."""
    if is_register_number(name):
        return f"登记 {REGISTER_WORDS[name]}" if name in REGISTER_WORDS else ""
    key = live_cell(name)
    if key in fmt.cells:
        cell = fmt.cells[key]
        table, row, column = cell.table, cell.row.short, cell.column.short
    elif group := groups(fmt).get(key):
        table, row, column = group.table, group.row, group.column
    else:
        return ""
    kind = next(word for prefix, word in reversed(_KINDS) if name.startswith(prefix))
    return " ".join(filter(None, (kind, table_name(fmt, table), row, column)))


def describe_live(sheet: Sheet, name: str) -> LiveCell:
    """Return a live number as it is shown with the figures of a sheet."""
    shown = sheet.live(name)
    label = live_label(sheet.format, name)
    if not label:
        return LiveCell(name, f"{{{name}}}", "", "表里没有这一格，请删去或改正。", known=False)
    if is_register_number(name):
        return _of_register(name, label, shown)
    if shown is None:
        words = "这一格的内容读不出数" if not name.startswith(LAST_YEAR) else "不知道上年的数"
        return LiveCell(name, f"{{{name}}}", label, f"{words}，导出时会原样印出来。", known=False)
    blank = sheet.reads_blank(name)
    words = both_years(sheet, live_cell(name))
    return LiveCell(name, "未填" if blank else shown, label, words, known=True, blank=blank)


def _of_register(name: str, label: str, shown: str | None) -> LiveCell:
    if shown is None:
        words = "登记里还没有这个数；在登记的“表三、表四”里带入年报以后才有，导出时会原样印出来。"
        return LiveCell(name, f"{{{name}}}", label, words, known=False)
    return LiveCell(name, shown, label, "来自依申请公开登记，随登记变动", known=True)


def both_years(sheet: Sheet, key: CellKey) -> str:
    """Return the figures of both years of a cell or a group: ``2025 年：38　2024 年：35``."""
    report = sheet.report
    words = [f"{report.year} 年：{format_value(sheet.figure(key)) or '未填'}"]
    if report.previous is not None:
        last = sheet.figure(key, last=True)
        if not isinstance(last, Unread):
            words.append(f"{report.previous.year} 年：{format_value(last) or '未填'}")
    return "　".join(words)


@dataclass(frozen=True)
class _Searched:
    """A live number with its kind's rank, its label, and everything it can be found by."""

    name: str
    kind: int
    label: str
    text: str


class LiveChoices:
    """All live numbers of a report, to be searched by the words of their labels."""

    def __init__(self, sheet: Sheet) -> None:
        """Name the cells of a report; figures are looked up when shown."""
        self._sheet = sheet

    @cached_property
    def _searched(self) -> list[_Searched]:
        return list(_searched(self._sheet))

    def search(self, query: str, most: int) -> list[LiveCell]:
        """Return the live numbers whose labels, short or official, hold all words of a query.

        This year's stand before last year's and comparisons, what is so called before what is only
        officially so called, totals before their parts.
        """
        words = query.split()
        found = [item for item in self._searched if all(word in item.text for word in words)]
        found.sort(key=lambda item: (item.kind, not all(word in item.label for word in words)))
        return [describe_live(self._sheet, item.name) for item in found[:most]]


def _searched(sheet: Sheet) -> Iterator[_Searched]:
    if sheet.report.register:
        for name in REGISTER_WORDS:
            label = live_label(sheet.format, name)
            yield _Searched(name, len(_KINDS), label, f"{label} {name} 依申请公开登记")
    cells = sorted(sheet.format.cells.values(), key=lambda cell: cell.column.id != "total")
    for kind, (prefix, _word) in enumerate(_KINDS):
        for cell in cells:
            if not prefix or cell.key in sheet.last:
                name = f"{prefix}{cell.key}"
                label = live_label(sheet.format, name)
                text = " ".join((label, *cell.row_labels, *cell.column_labels, name))
                yield _Searched(name, kind, label, text)
        for key in groups(sheet.format):
            if not prefix or not isinstance(sheet.figure(key, last=True), Unread):
                label = live_label(sheet.format, f"{prefix}{key}")
                yield _Searched(f"{prefix}{key}", kind, label, f"{label} 合计 {prefix}{key}")
