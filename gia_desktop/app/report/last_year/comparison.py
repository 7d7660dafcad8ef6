"""去年、今年、增减: the three tables on a page or two, to be shown before the report is signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from gia_desktop.core.keys import CellKey, cell_key
from gia_desktop.core.values import Unread, Value, format_value, is_number
from gia_desktop.formats.in_words import plain, unsigned
from gia_desktop.formats.schema import Block, Node
from gia_desktop.formats.sheet import Sheet

_UNKNOWN: Final = "—"
_BLANK: Final = "未填"


@dataclass(frozen=True)
class BothYears:
    """One quantity in both years, as shown; ``change`` says by how much it differs."""

    last: str
    now: str
    change: str

    @property
    def differs(self) -> bool:
        """Tell whether both are known and not alike."""
        return self.change not in {"0", _UNKNOWN}


@dataclass(frozen=True)
class ComparedRow:
    """A line of a table: its name, how deep it stands below a group, and its quantities by column."""

    label: str
    depth: int
    pairs: tuple[BothYears, ...]


@dataclass(frozen=True)
class ComparedTable:
    """One official table of both years.

    Attributes:
        columns: names of the columns; one empty name where every quantity has a line of its own.
        left_out: lines that are 0 in both years throughout.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[ComparedRow, ...]
    left_out: int


def compared_tables(sheet: Sheet) -> tuple[ComparedTable, ...]:
    """Return the tables of a report beside last year's."""
    tables = []
    for section in sheet.format.sections:
        if not section.table:
            continue
        blocks = sheet.format.tables[section.table].blocks
        wide = len(blocks) == 1 and blocks[0].layout == "matrix"
        columns = list(_columns(blocks[0].columns)) if wide else []
        every = list(_wide(sheet, blocks[0], columns)) if wide else list(_long(sheet, blocks))
        kept = tuple(row for row in every if not _says_nothing(row))
        names = tuple(node.short for node in columns) or ("",)
        tables.append(ComparedTable(section.heading, names, kept, len(every) - len(kept)))
    return tuple(tables)


def comparison_html(sheet: Sheet) -> str:
    """Return the comparison as a page of rich text, for the screen and for paper."""
    report, previous = sheet.report, sheet.report.previous
    last = previous.year if previous is not None else report.year - 1
    body = "".join(_table_html(table, last, report.year) for table in compared_tables(sheet))
    title = f"{report.unit_name}政府信息公开年度报告：{last} 年、{report.year} 年对照"
    return f"<h3 align='center'>{escape(title)}</h3>{body}"


def _columns(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield columns, a group as one; one that holds a total beside its parts is taken apart."""
    for node in nodes:
        if any(leaf.sum_of for leaf in node.leaves()) and node.children:
            yield from _columns(node.children)
        else:
            yield node


def _wide(
    sheet: Sheet, block: Block, columns: Sequence[Node], nodes: Sequence[Node] = (), depth: int = 0
) -> Iterator[ComparedRow]:
    for node in nodes or block.rows:
        is_sum = not node.children or not any(leaf.sum_of for leaf in node.leaves())
        if is_sum:
            keys = [cell_key(block.table, node.id, column.id) for column in columns]
            yield ComparedRow(node.label, depth, tuple(_pair(sheet, key) for key in keys))
        if node.children:
            yield from _wide(sheet, block, columns, node.children, depth + is_sum)


def _long(sheet: Sheet, blocks: Sequence[Block]) -> Iterator[ComparedRow]:
    for block in blocks:
        for row in block.row_leaves():
            for column in block.column_leaves():
                key = cell_key(block.table, row.id, column.id)
                yield ComparedRow(f"{row.short}　{column.short}", 0, (_pair(sheet, key),))


def _pair(sheet: Sheet, key: CellKey) -> BothYears:
    now, last = sheet.figure(key), sheet.figure(key, last=True)
    change = _UNKNOWN
    if is_number(now) and is_number(last):
        difference = now - last
        sign = "+" if difference > 0 else "−" if difference < 0 else ""
        change = f"{sign}{plain(unsigned(difference))}"
    return BothYears(_shown(last, _UNKNOWN), _shown(now, _BLANK), change)


def _shown(value: Value, blank: str) -> str:
    return _UNKNOWN if isinstance(value, Unread) else format_value(value) or blank


def _says_nothing(row: ComparedRow) -> bool:
    return all(pair.now in {"0", _BLANK} and pair.last in {"0", _UNKNOWN} for pair in row.pairs) and any(
        pair.now == "0" or pair.last == "0" for pair in row.pairs
    )


def _table_html(table: ComparedTable, last: int, now: int) -> str:
    heads = "".join(f"<th align='right'>{words}</th>" for words in (f"{last} 年", f"{now} 年", "增减"))
    if table.columns == ("",):
        head = f"<tr><th align='left'>项目</th>{heads}</tr>"
    else:
        names = "".join(f"<th colspan='3'>{escape(name)}</th>" for name in table.columns)
        head = f"<tr><th align='left' rowspan='2'>项目</th>{names}</tr><tr>{heads * len(table.columns)}</tr>"
    rows = "".join(_row_html(row) for row in table.rows)
    rest = f"<p>其余 {table.left_out} 行两年都是 0，没有列出。</p>" if table.left_out else ""
    return (
        f"<h4>{escape(table.heading)}</h4>"
        "<table border='1' cellspacing='0' cellpadding='2' width='100%' style='border-collapse:collapse'>"
        f"{head}{rows}</table>{rest}"
    )


def _row_html(row: ComparedRow) -> str:
    cells = "".join(
        f"<td align='right'>{pair.last}</td><td align='right'>{pair.now}</td>"
        f"<td align='right'>{f'<b>{pair.change}</b>' if pair.differs else pair.change}</td>"
        for pair in row.pairs
    )
    return f"<tr><td>{'&nbsp;' * 4 * row.depth}{escape(row.label)}</td>{cells}</tr>"
