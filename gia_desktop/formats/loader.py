"""Reading a format file; every fault is named with file, line and cause."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fnmatch import translate
from pathlib import Path
from typing import Any, Final, cast

from gia_desktop.core.keys import SECTION_IDS, CellKey, cell_key, is_cell_key
from gia_desktop.core.report import UNIT_KINDS
from gia_desktop.files.fields import Entry, Fields
from gia_desktop.files.positions import Positions
from gia_desktop.files.toml_file import TomlFileError, read_toml
from gia_desktop.formats.grid import table_width
from gia_desktop.formats.schema import (
    Balance,
    Block,
    Cell,
    Conversion,
    Format,
    Help,
    Layout,
    Link,
    Node,
    NotApplicableRule,
    Section,
    Source,
    Sum,
    Table,
)
from gia_desktop.formats.trees import help_of, read_forest

FORMAT_VERSION: Final = 1
"""Version of the shape of format files that this loader reads (``gia_format``)."""

_YEARS: Final = range(2000, 2201)

_HELP_KEYS: Final = frozenset({"help", "basis", "mistake"})
_KNOWN_KEYS: Final[Mapping[str, frozenset[str]]] = {
    "": frozenset({"gia_format", "id", "name", "first_year", "last_year", "source", "sections", "tables",
                   "blocks", "columns", "rows", "cells", "balances", "links", "conversions",
                   "not_applicable"}),
    "source": frozenset({"document", "title", "date"}),
    "sections": frozenset({"id", "heading", "short", "table", "aspects"}) | _HELP_KEYS,
    "tables": frozenset({"id", "widths"}),
    "blocks": frozenset({"id", "table", "title", "corner", "layout", "row_count", "column_count"}),
    "columns": frozenset({"block", "id", "label", "short", "under", "group", "kind", "sum", "aliases",
                          "vertical"}) | _HELP_KEYS,
    "rows": frozenset({"block", "id", "label", "short", "under", "group", "sum", "aliases", "vertical"})
    | _HELP_KEYS,
    "cells": frozenset({"key"}) | _HELP_KEYS,
    "balances": frozenset({"block", "left", "right", "basis"}),
    "links": frozenset({"kind", "target", "plus_last", "plus", "minus", "basis"}),
    "conversions": frozenset({"format", "old", "new", "note"}),
    "not_applicable": frozenset({"cells", "unit_kinds", "offer", "question", "basis"}),
}  # fmt: skip


class FormatFileError(TomlFileError):
    """A format file can't be used."""

    code = "GIA-E-110"
    kind = "格式文件"


def load_format(path: Path) -> Format:
    """Read one format file.

    Raises:
        FormatFileError: it can't be read, is no TOML, or says something wrong.
    """
    data, positions = read_toml(path, FormatFileError)
    loader = _Loader(data, positions)
    fmt = loader.load()
    if loader.faults or fmt is None:
        raise FormatFileError(path, loader.faults)
    return fmt


class _Loader(Fields):
    """Turns the parsed file into a ``Format``, collecting every fault on the way."""

    def __init__(self, data: dict[str, Any], positions: Positions) -> None:
        super().__init__(data, positions, _KNOWN_KEYS)
        self.cells: dict[CellKey, Cell] = {}

    def load(self) -> Format | None:
        if not self.has_version("gia_format", FORMAT_VERSION):
            return None
        self.unknown_keys(self.top)
        sections = self._sections()
        blocks = self._blocks()
        if self.faults:
            return None
        tables = self._tables(blocks, {section.table: section.id for section in sections if section.table})
        if self.faults:
            return None
        sums = tuple(self._sums(blocks.values()))
        self._make_cells(blocks.values(), tables, {item.target for item in sums})
        return self._format(sections, tables, blocks, sums)

    def _format(
        self,
        sections: tuple[Section, ...],
        tables: dict[str, Table],
        blocks: dict[str, Block],
        sums: tuple[Sum, ...],
    ) -> Format | None:
        first, last = self._year("first_year"), self._year("last_year", required=False)
        if first and last and last < first:
            self.top.fault("last_year 早于 first_year", "last_year")
        source = self._source()
        balances = tuple(self._balances(blocks, tables))
        links = tuple(self._links())
        conversions = tuple(self._conversions())
        not_applicable = tuple(self._not_applicable())
        format_id, name = self.top.text("id"), self.top.text("name")
        if self.faults or source is None or first is None:
            return None
        return Format(
            format_id, name, first, last, source, sections, tables, self.cells, sums, balances, links,
            conversions, not_applicable,
        )  # fmt: skip

    def _year(self, key: str, *, required: bool = True) -> int | None:
        value = self.top.get(key)
        if value is None and not required:
            return None
        if type(value) is not int or value not in _YEARS:
            self.top.fault(f"{key} 应为年份", key)
            return None
        return value

    def _source(self) -> Source | None:
        found = self.top.get("source")
        if not isinstance(found, dict):
            self.fault("缺少 [source]", "source")
            return None
        entry = Entry(self, "source", 0, found)
        self.unknown_keys(entry)
        date = entry.get("date")
        if not isinstance(date, dt.date):
            entry.fault("date 应为日期，如 2021-09-26", "date")
            return None
        return Source(entry.text("document"), entry.text("title"), date)

    # -- sections, blocks, tables

    def _sections(self) -> tuple[Section, ...]:
        sections = [
            Section(
                entry.text("id"),
                entry.text("heading"),
                entry.text("short"),
                entry.text("table", ""),
                entry.texts("aspects"),
                help_of(entry),
            )
            for entry in self.entries("sections")
        ]
        if tuple(section.id for section in sections) != SECTION_IDS:
            self.fault(f"[[sections]] 应依次为 {'、'.join(SECTION_IDS)}", "sections")
        return tuple(sections)

    def _blocks(self) -> dict[str, Block]:
        blocks: dict[str, Block] = {}
        for entry in self.entries("blocks"):
            block_id = entry.text("id")
            if block_id in blocks:
                entry.fault(f"块 {block_id} 重复", "id")
            layout = entry.text("layout", "matrix")
            if layout not in {"matrix", "one_line"}:
                entry.fault("layout 应为 matrix 或 one_line", "layout")
            rows = read_forest(self, "rows", block_id)
            columns = read_forest(self, "columns", block_id)
            _count(entry, "row_count", rows, "行")
            _count(entry, "column_count", columns, "列")
            blocks[block_id] = Block(
                block_id,
                entry.text("table"),
                entry.text("title", ""),
                entry.text("corner", ""),
                cast("Layout", layout),
                rows,
                columns,
            )
        for name in ("rows", "columns"):
            for entry in self.entries(name):
                block_id = entry.text("block")
                if block_id and block_id not in blocks:
                    entry.fault(f"没有块 {block_id}", "block")
        return blocks

    def _tables(self, blocks: dict[str, Block], sections: dict[str, str]) -> dict[str, Table]:
        tables: dict[str, Table] = {}
        for entry in self.entries("tables"):
            table_id = entry.text("id")
            own = tuple(block for block in blocks.values() if block.table == table_id)
            if table_id in tables:
                entry.fault(f"表 {table_id} 重复", "id")
            if table_id not in sections:
                entry.fault(f"没有哪一部分用到表 {table_id}", "id")
            if not own or not all(block.rows and block.columns for block in own):
                entry.fault(f"表 {table_id} 没有块，或有的块没有行、列", "id")
                continue
            widths = entry.get("widths")
            table = Table(table_id, sections.get(table_id, ""), own, ())
            needed = table_width(table)
            if not isinstance(widths, list) or len(widths) != needed or not all(
                type(width) is int and width > 0 for width in widths
            ):  # fmt: skip
                entry.fault(f"widths 应为 {needed} 个正整数（表 {table_id} 有 {needed} 列格）", "widths")
                continue
            tables[table_id] = Table(table_id, table.section, own, tuple(widths))
        named = {str(entry.get("id")) for entry in self.entries("tables")}
        for entry in self.entries("blocks"):
            if entry.get("table") not in named:
                entry.fault(f"缺少表 {entry.get('table')} 的 [[tables]]", "table")
        for table_id in sections.keys() - named:
            self.fault(f"缺少表 {table_id} 的 [[tables]]", "sections")
        return tables

    # -- cells and what is said about them

    def _sums(self, blocks: Iterable[Block]) -> Iterable[Sum]:
        for block in blocks:
            for row in block.row_leaves():
                for column in block.column_leaves():
                    target = cell_key(block.table, row.id, column.id)
                    if column.sum_of:
                        parts = (cell_key(block.table, row.id, part) for part in column.sum_of)
                        yield Sum(target, tuple(parts), "row")
                    if row.sum_of:
                        parts = (cell_key(block.table, part, column.id) for part in row.sum_of)
                        yield Sum(target, tuple(parts), "column")

    def _make_cells(
        self, blocks: Iterable[Block], tables: Mapping[str, Table], computed: set[CellKey]
    ) -> None:
        for place, block in enumerate(blocks):
            section = tables[block.table].section
            rows, columns = _paths(block.rows), _paths(block.columns)
            for row, row_labels in rows:
                for column, column_labels in columns:
                    key = cell_key(block.table, row.id, column.id)
                    if key in self.cells:
                        self.fault(f"格 {key} 重复", "blocks", place, "id")
                    self.cells[key] = Cell(
                        key, block.table, section, block.id, row, column, column.kind, key in computed,
                        row_labels, column_labels, Help(),
                    )  # fmt: skip
        for entry in self.entries("cells"):
            found = self._keys(entry, "key", [entry.text("key")])
            for key in found:
                if self.cells[key].help != Help():
                    entry.fault(f"格 {key} 的说明写了两次", "key")
                self.cells[key] = replace(self.cells[key], help=help_of(entry))

    def _keys(self, entry: Entry, key: str, patterns: Iterable[str]) -> tuple[CellKey, ...]:
        """Read a list of cell names; ``*`` stands for any part: ``t3.new.*``, ``t4.*.pending``."""
        keys: list[CellKey] = []
        for pattern in patterns:
            is_meant = re.compile(translate(pattern)).match
            found = [cell for cell in self.cells if is_meant(cell)]
            if not found:
                entry.fault(f"没有格 {pattern}", key)
            keys += found
        return tuple(keys)

    def _balances(self, blocks: Mapping[str, Block], tables: Mapping[str, Table]) -> Iterable[Balance]:
        for entry in self.entries("balances"):
            block = blocks.get(entry.text("block"))
            if block is None:
                entry.fault(f"没有块 {entry.get('block')}", "block")
                continue
            sides = [entry.texts(side) for side in ("left", "right")]
            rows = {row.id for row in block.row_leaves()}
            for key, side in zip(("left", "right"), sides, strict=True):
                for row in (row for row in side if row not in rows):
                    entry.fault(f"平衡式里的行 {row} 不存在：表里少了这一行", key)
            basis = entry.text("basis", "")
            for column in block.column_leaves():
                left, right = (tuple(cell_key(block.table, row, column.id) for row in side) for side in sides)
                yield Balance(block.table, tables[block.table].section, column, left, right, basis)

    def _links(self) -> Iterable[Link]:
        for entry in self.entries("links"):
            kind = entry.text("kind")
            basis = entry.text("basis", "")
            pattern = entry.text("target")
            targets = self._keys(entry, "target", [pattern])
            others = [self._terms(entry, key, len(targets)) for key in ("plus_last", "plus", "minus")]
            for place, target in enumerate(targets):
                last, plus, minus = (tuple(term[place] for term in terms) for terms in others)
                yield Link(target, last, plus, minus, kind, basis)

    def _terms(self, entry: Entry, key: str, count: int) -> list[Sequence[CellKey]]:
        """Expand each term to one cell per target: ``t3.carried_out.*`` follows ``t3.carried_in.*``."""
        terms: list[Sequence[CellKey]] = []
        for pattern in entry.texts(key):
            cells = self._keys(entry, key, [pattern])
            if len(cells) == count:
                terms.append(cells)
            elif cells:
                entry.fault(f"{pattern} 的格数与 target 不同", key)
        return terms

    def _conversions(self) -> Iterable[Conversion]:
        for entry in self.entries("conversions"):
            old = entry.texts("old")
            new = entry.texts("new")
            for key in old:
                if not is_cell_key(key):
                    entry.fault(f"{key} 不是格名", "old")
            for key in new:
                if key not in self.cells:
                    entry.fault(f"没有格 {key}", "new")
            yield Conversion(
                entry.text("format"),
                tuple(CellKey(key) for key in old),
                tuple(CellKey(key) for key in new),
                entry.text("note", ""),
            )

    def _not_applicable(self) -> Iterable[NotApplicableRule]:
        for entry in self.entries("not_applicable"):
            kinds = entry.texts("unit_kinds")
            for kind in kinds:
                if kind not in UNIT_KINDS:
                    entry.fault(f"没有单位类型 {kind}", "unit_kinds")
            yield NotApplicableRule(
                self._keys(entry, "cells", entry.texts("cells")),
                kinds,
                entry.text("offer"),
                entry.text("question"),
                entry.text("basis", ""),
            )


def _paths(nodes: Iterable[Node], above: tuple[str, ...] = ()) -> list[tuple[Node, tuple[str, ...]]]:
    """Return every leaf with its labels from the outermost group down."""
    found: list[tuple[Node, tuple[str, ...]]] = []
    for node in nodes:
        labels = (*above, node.label)
        found += _paths(node.children, labels) if node.children else [(node, labels)]
    return found


def _count(entry: Entry, key: str, nodes: tuple[Node, ...], word: str) -> None:
    """Compare with the number a block declares, so that a lost row is noticed here."""
    found = [leaf.id for node in nodes for leaf in node.leaves()]
    wanted = entry.get(key)
    if type(wanted) is not int or wanted < 1:
        entry.fault(f"缺少 {key}（应有几{word}）", key)
    elif len(found) != wanted:
        verb = "少" if len(found) < wanted else "多"
        entry.fault(
            f"块 {entry.get('id')} 应有 {wanted} {word}，这里有 {len(found)} {word}，"
            f"{verb}了 {abs(wanted - len(found))} {word}",
            key,
        )
