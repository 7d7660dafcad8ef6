"""The parts of an official format, as read from its data file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import Literal

from gia_desktop.core.keys import CellKey
from gia_desktop.core.records import dataclass
from gia_desktop.core.values import CellKind

Layout = Literal["matrix", "one_line"]
"""``matrix``: rows down, columns across. ``one_line``: every row's columns side by side (table 4)."""


@dataclass(frozen=True)
class Help:
    """What is said beside a row, column or cell: counting rule, clause, usual mistake."""

    text: str = ""
    basis: str = ""
    mistake: str = ""


@dataclass(frozen=True)
class Node:
    """One row or column of an official table; a node with children is a grouping label.

    Attributes:
        id: part of the cell's name, or of the group only.
        label: exact official wording.
        short: wording in sentences, e.g. 新收 for 一、本年新收政府信息公开申请数量.
        kind: kind of the cells (columns only; rows take it from their columns).
        sum_of: ids of the sibling leaves it is the sum of; empty for entered ones.
        aliases: other wordings seen in real reports.
        vertical: the label is written downwards in the official form.
    """

    id: str
    label: str
    short: str
    kind: CellKind = CellKind.COUNT
    sum_of: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    vertical: bool = False
    help: Help = field(default_factory=Help)
    children: tuple[Node, ...] = ()

    def leaves(self) -> Iterator[Node]:
        """Yield the leaves below (or the node itself), in order."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    @property
    def depth(self) -> int:
        """Number of levels, 1 for a leaf."""
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass(frozen=True)
class Block:
    """A part of a table with its own heads: all of table 3, one 项 of table 2.

    Attributes:
        title: line above the heads over the full width (第二十条第（一）项), or empty.
        corner: text over the row labels.
        rows, columns: forests of nodes, in official order.
    """

    id: str
    table: str
    title: str
    corner: str
    layout: Layout
    rows: tuple[Node, ...]
    columns: tuple[Node, ...]

    def row_leaves(self) -> list[Node]:
        """Return the rows that have cells, in order."""
        return [leaf for row in self.rows for leaf in row.leaves()]

    def column_leaves(self) -> list[Node]:
        """Return the columns that have cells, in order."""
        return [leaf for column in self.columns for leaf in column.leaves()]


@dataclass(frozen=True)
class Cell:
    """One cell of a format.

    Attributes:
        computed: it is a sum; never typed, never stored.
        row_labels, column_labels: labels from the outermost group to the leaf.
    """

    key: CellKey
    table: str
    section: str
    block: str
    row: Node
    column: Node
    kind: CellKind
    computed: bool
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    help: Help

    @property
    def label(self) -> str:
        """Short full name for sentences and screen readers, e.g. ``新收，自然人``."""
        return f"{self.row.short}，{self.column.short}"


@dataclass(frozen=True)
class Sum:
    """A computed cell and its parts; ``axis`` tells whether the parts lie in its row or its column."""

    target: CellKey
    parts: tuple[CellKey, ...]
    axis: Literal["row", "column"]


@dataclass(frozen=True)
class Balance:
    """Two sides that must be equal in one column: 一 + 二 = 三（七） + 四."""

    table: str
    section: str
    column: Node
    left: tuple[CellKey, ...]
    right: tuple[CellKey, ...]
    basis: str

    @property
    def is_total(self) -> bool:
        """Tell whether it is the one of the column of totals."""
        return self.column.id == "total"


@dataclass(frozen=True)
class Link:
    """A figure that follows from last year's: this = Σ plus − Σ minus.

    ``plus_last`` are cells of last year's report, ``plus`` and ``minus`` of this year's.
    """

    target: CellKey
    plus_last: tuple[CellKey, ...]
    plus: tuple[CellKey, ...]
    minus: tuple[CellKey, ...]
    kind: str
    basis: str


@dataclass(frozen=True)
class Conversion:
    """What became of cells of an older format: renamed or split (``new``) or dropped (no ``new``)."""

    format: str
    old: tuple[CellKey, ...]
    new: tuple[CellKey, ...]
    note: str


@dataclass(frozen=True)
class NotApplicableRule:
    """Cells that some kinds of units can't have (规章 of a township): 0 is offered, else a question asked."""

    cells: tuple[CellKey, ...]
    unit_kinds: tuple[str, ...]
    offer: str
    question: str
    basis: str


@dataclass(frozen=True)
class Section:
    """One of the six sections; ``table`` is empty for narrative ones."""

    id: str
    heading: str
    short: str
    table: str = ""
    aspects: tuple[str, ...] = ()
    help: Help = field(default_factory=Help)

    @property
    def number(self) -> str:
        """Its Chinese number: 三."""
        return self.heading.partition("、")[0]

    @property
    def name(self) -> str:
        """Its heading without the number: 收到和处理政府信息公开申请情况."""
        return self.heading.partition("、")[2]


@dataclass(frozen=True)
class Table:
    """One official table: its blocks one below the other, and relative widths of the grid columns."""

    id: str
    section: str
    blocks: tuple[Block, ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Source:
    """The official document a format comes from."""

    document: str
    title: str
    date: dt.date


# A format is read once and then the same object everywhere: it can be a key of what is derived from it.
@dataclass(frozen=True, eq=False)
class Format:
    """One official format: sections, tables, all cells with their sums, balances and links.

    Attributes:
        cells: every cell by name, in official order.
        sums: every sum; a cell that is a sum both ways has two.
        last_year: last report year, or None while it is in force.
    """

    id: str
    name: str
    first_year: int
    last_year: int | None
    source: Source
    sections: tuple[Section, ...]
    tables: Mapping[str, Table]
    cells: Mapping[CellKey, Cell]
    sums: tuple[Sum, ...]
    balances: tuple[Balance, ...]
    links: tuple[Link, ...]
    conversions: tuple[Conversion, ...]
    not_applicable: tuple[NotApplicableRule, ...]

    def covers(self, year: int) -> bool:
        """Tell whether reports of a year use this format."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @cached_property
    def entered(self) -> tuple[CellKey, ...]:
        """Names of the cells that are typed in, in official order."""
        return tuple(key for key, cell in self.cells.items() if not cell.computed)

    @cached_property
    def cells_by_table(self) -> Mapping[str, Mapping[CellKey, Cell]]:
        """The cells of each table, in official order."""
        found: dict[str, dict[CellKey, Cell]] = {table: {} for table in self.tables}
        for key, cell in self.cells.items():
            found[cell.table][key] = cell
        return found

    def section_of_table(self, table: str) -> Section:
        """Return the section that a table stands in."""
        return next(section for section in self.sections if section.table == table)
