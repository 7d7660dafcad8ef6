"""Reading a format file; every fault is named with file, line and cause."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final, Literal, cast

from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import SECTION_IDS, CellKey, cell_key, is_cell_key
from gia_desktop.core.report import UNIT_KINDS
from gia_desktop.core.values import CellKind
from gia_desktop.formats.grid import table_width
from gia_desktop.formats.positions import Positions
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

FORMAT_VERSION: Final = 1
"""Version of the shape of format files that this loader reads (``gia_format``)."""

_SHOWN_FAULTS: Final = 3
_YEARS: Final = range(2000, 2201)
_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)

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


@dataclass(frozen=True)
class Fault:
    """One fault of a format file."""

    line: int
    cause: str


class FormatFileError(GiaError):
    """A format file can't be used; all faults found are in ``faults``."""

    code = "GIA-E-110"

    def __init__(self, path: Path, faults: Sequence[Fault]) -> None:
        """Name the file and its first faults with their lines."""
        self.path = path
        self.faults = tuple(faults)
        shown = "；".join(f"第 {fault.line} 行：{fault.cause}" for fault in faults[:_SHOWN_FAULTS])
        more = f"；另有 {len(faults) - _SHOWN_FAULTS} 处" if len(faults) > _SHOWN_FAULTS else ""
        super().__init__(
            f"格式文件 {path.name} 有错：{shown}{more}。", "请改正或换回原来的格式文件。", str(path)
        )


def load_format(path: Path) -> Format:
    """Read one format file.

    Raises:
        FormatFileError: it can't be read, is no TOML, or says something wrong.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatFileError(path, [Fault(1, f"无法读取（{error}）")]) from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = int(line.group(1)) if line else max(1, text.count("\n"))
        raise FormatFileError(path, [Fault(place, f"不符合 TOML 写法（{error}）")]) from error
    loader = _Loader(data, Positions(text))
    fmt = loader.load()
    if loader.faults or fmt is None:
        raise FormatFileError(path, sorted(loader.faults, key=lambda fault: fault.line))
    return fmt


@dataclass
class _Draft:
    """A row or column as written, before the tree is built."""

    entry: Mapping[str, Any]
    index: int
    children: list[_Draft] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.entry["id"])


class _Loader:
    """Turns the parsed file into a ``Format``, collecting every fault on the way."""

    def __init__(self, data: dict[str, Any], positions: Positions) -> None:
        self.data = data
        self.positions = positions
        self.faults: list[Fault] = []
        self.cells: dict[CellKey, Cell] = {}

    def load(self) -> Format | None:
        version = self.data.get("gia_format")
        if version != FORMAT_VERSION:
            self.fault(f"gia_format 应为 {FORMAT_VERSION}，这里是 {version!r}", key="gia_format")
            return None
        self._unknown_keys("", 0, self.data)
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
            self.fault("last_year 早于 first_year", key="last_year")
        source = self._source()
        balances = tuple(self._balances(blocks, tables))
        links = tuple(self._links())
        conversions = tuple(self._conversions())
        not_applicable = tuple(self._not_applicable())
        format_id, name = self._text("", 0, self.data, "id"), self._text("", 0, self.data, "name")
        if self.faults or source is None or first is None:
            return None
        return Format(
            format_id, name, first, last, source, sections, tables, self.cells, sums, balances, links,
            conversions, not_applicable,
        )  # fmt: skip

    # -- faults and plain fields

    def fault(self, cause: str, name: str = "", index: int = 0, key: str = "") -> None:
        self.faults.append(Fault(self.positions.line(name, index, key), cause))

    def _entries(self, name: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
        entries = self.data.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.fault(f"{name} 应写成 [[{name}]]", name)
            return []
        for index, entry in enumerate(entries):
            self._unknown_keys(name, index, entry)
        return list(enumerate(entries))

    def _unknown_keys(self, name: str, index: int, entry: Mapping[str, Any]) -> None:
        for key in entry.keys() - _KNOWN_KEYS[name]:
            self.fault(f"不认识的项 {key}", name, index, key)

    def _text(
        self, name: str, index: int, entry: Mapping[str, Any], key: str, default: str | None = None
    ) -> str:
        value = entry.get(key, default)
        if not isinstance(value, str) or (default is None and not value):
            self.fault(f"缺少 {key}" if key not in entry else f"{key} 应为文字", name, index, key)
            return ""
        return value

    def _texts(self, name: str, index: int, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(f"{key} 应为文字的列表", name, index, key)
            return ()
        return tuple(value)

    def _year(self, key: str, *, required: bool = True) -> int | None:
        value = self.data.get(key)
        if value is None and not required:
            return None
        if type(value) is not int or value not in _YEARS:
            self.fault(f"{key} 应为年份", key=key)
            return None
        return value

    def _help(self, name: str, index: int, entry: Mapping[str, Any]) -> Help:
        return Help(
            *(self._text(name, index, entry, key, "").strip() for key in ("help", "basis", "mistake"))
        )

    def _source(self) -> Source | None:
        entry = self.data.get("source")
        if not isinstance(entry, dict):
            self.fault("缺少 [source]", "source")
            return None
        self._unknown_keys("source", 0, entry)
        date = entry.get("date")
        if not isinstance(date, dt.date):
            self.fault("date 应为日期，如 2021-09-26", "source", 0, "date")
            return None
        return Source(
            self._text("source", 0, entry, "document"), self._text("source", 0, entry, "title"), date
        )

    # -- sections, blocks, trees

    def _sections(self) -> tuple[Section, ...]:
        sections = []
        for index, entry in self._entries("sections"):
            sections.append(
                Section(
                    self._text("sections", index, entry, "id"),
                    self._text("sections", index, entry, "heading"),
                    self._text("sections", index, entry, "short"),
                    self._text("sections", index, entry, "table", ""),
                    self._texts("sections", index, entry, "aspects"),
                    self._help("sections", index, entry),
                )
            )
        if tuple(section.id for section in sections) != SECTION_IDS:
            self.fault(f"[[sections]] 应依次为 {'、'.join(SECTION_IDS)}", "sections")
        return tuple(sections)

    def _blocks(self) -> dict[str, Block]:
        blocks: dict[str, Block] = {}
        for index, entry in self._entries("blocks"):
            block_id = self._text("blocks", index, entry, "id")
            if block_id in blocks:
                self.fault(f"块 {block_id} 重复", "blocks", index, "id")
            layout = self._text("blocks", index, entry, "layout", "matrix")
            if layout not in {"matrix", "one_line"}:
                self.fault("layout 应为 matrix 或 one_line", "blocks", index, "layout")
            rows = self._forest("rows", block_id)
            columns = self._forest("columns", block_id)
            self._count("row_count", rows, "行", index, entry)
            self._count("column_count", columns, "列", index, entry)
            blocks[block_id] = Block(
                block_id,
                self._text("blocks", index, entry, "table"),
                self._text("blocks", index, entry, "title", ""),
                self._text("blocks", index, entry, "corner", ""),
                cast("Layout", layout),
                rows,
                columns,
            )
        for name in ("rows", "columns"):
            for index, entry in self._entries(name):
                if entry.get("block") not in blocks:
                    self.fault(f"没有块 {entry.get('block')!r}", name, index, "block")
        return blocks

    def _count(
        self, key: str, nodes: tuple[Node, ...], word: str, index: int, entry: Mapping[str, Any]
    ) -> None:
        """Compare with the number a block declares, so that a lost row is noticed here."""
        found = [leaf.id for node in nodes for leaf in node.leaves()]
        wanted = entry.get(key)
        if type(wanted) is not int or wanted < 1:
            self.fault(f"缺少 {key}（应有几{word}）", "blocks", index, key)
        elif len(found) != wanted:
            verb = "少" if len(found) < wanted else "多"
            self.fault(
                f"块 {entry.get('id')} 应有 {wanted} {word}，这里有 {len(found)} {word}，"
                f"{verb}了 {abs(wanted - len(found))} {word}",
                "blocks", index, key,
            )  # fmt: skip

    def _forest(self, name: Literal["rows", "columns"], block: str) -> tuple[Node, ...]:
        drafts: dict[str, _Draft] = {}
        roots: list[_Draft] = []
        for index, entry in self._entries(name):
            if entry.get("block") != block:
                continue
            node_id = self._text(name, index, entry, "id")
            if not _ID.fullmatch(node_id) or node_id in drafts:
                self.fault(f"id {node_id!r} 重复或写法不对（小写字母、数字、下划线）", name, index, "id")
                continue
            drafts[node_id] = draft = _Draft(entry, index)
            under = entry.get("under")
            if under is None:
                roots.append(draft)
            elif under not in drafts or not drafts[under].entry.get("group"):
                self.fault(
                    f"{node_id} 的上级 {under!r} 不存在，或不是 group，或写在后面", name, index, "under"
                )
            else:
                drafts[under].children.append(draft)
        leaves = {draft.id for draft in drafts.values() if not draft.entry.get("group")}
        for draft in drafts.values():
            self._check_node(name, draft, leaves)
        return tuple(self._node(name, draft) for draft in roots)

    def _check_node(self, name: str, draft: _Draft, leaves: set[str]) -> None:
        if bool(draft.entry.get("group")) != bool(draft.children):
            self.fault(f"{draft.id} 标为 group 却没有下级，或有下级却没标 group", name, draft.index, "group")
        for part in self._texts(name, draft.index, draft.entry, "sum"):
            if part not in leaves or part == draft.id:
                word = "行" if name == "rows" else "列"
                cause = f"{draft.id} 的合计项 {part} 不存在：表里少了这一{word}"
                self.fault(cause, name, draft.index, "sum")
        kind = draft.entry.get("kind", "count")
        if kind not in set(CellKind):
            self.fault(f"{draft.id} 的 kind {kind!r} 应为 {'、'.join(CellKind)}", name, draft.index, "kind")

    def _node(self, name: str, draft: _Draft) -> Node:
        entry, index = draft.entry, draft.index
        kind = entry.get("kind", "count")
        label = self._text(name, index, entry, "label")
        return Node(
            draft.id,
            label,
            self._text(name, index, entry, "short", label),
            CellKind(kind) if kind in set(CellKind) else CellKind.COUNT,
            self._texts(name, index, entry, "sum"),
            self._texts(name, index, entry, "aliases"),
            bool(entry.get("vertical", False)),
            self._help(name, index, entry),
            tuple(self._node(name, child) for child in draft.children),
        )

    def _tables(self, blocks: dict[str, Block], sections: dict[str, str]) -> dict[str, Table]:
        tables: dict[str, Table] = {}
        for index, entry in self._entries("tables"):
            table_id = self._text("tables", index, entry, "id")
            own = tuple(block for block in blocks.values() if block.table == table_id)
            if table_id not in sections:
                self.fault(f"没有哪一部分用到表 {table_id}", "tables", index, "id")
            if not own or not all(block.rows and block.columns for block in own):
                self.fault(f"表 {table_id} 没有块，或有的块没有行、列", "tables", index, "id")
                continue
            widths = entry.get("widths")
            table = Table(table_id, sections.get(table_id, ""), own, ())
            needed = table_width(table)
            if not isinstance(widths, list) or len(widths) != needed or not all(
                type(width) is int and width > 0 for width in widths
            ):  # fmt: skip
                self.fault(
                    f"widths 应为 {needed} 个正整数（表 {table_id} 有 {needed} 列格）",
                    "tables",
                    index,
                    "widths",
                )
                continue
            tables[table_id] = Table(table_id, table.section, own, tuple(widths))
        for table_id in sections.keys() - tables.keys():
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
        for block in blocks:
            section = tables[block.table].section
            rows, columns = _paths(block.rows), _paths(block.columns)
            for row, row_labels in rows:
                for column, column_labels in columns:
                    key = cell_key(block.table, row.id, column.id)
                    if key in self.cells:
                        self.fault(f"格 {key} 重复", "blocks")
                    self.cells[key] = Cell(
                        key, block.table, section, block.id, row, column, column.kind, key in computed,
                        row_labels, column_labels, Help(),
                    )  # fmt: skip
        for index, entry in self._entries("cells"):
            found = self._keys("cells", index, {"key": [entry.get("key")]}, "key")
            for key in found:
                if self.cells[key].help != Help():
                    self.fault(f"格 {key} 的说明写了两次", "cells", index, "key")
                self.cells[key] = replace(self.cells[key], help=self._help("cells", index, entry))

    def _keys(self, name: str, index: int, entry: Mapping[str, Any], key: str) -> tuple[CellKey, ...]:
        """Read a list of cell names; ``*`` stands for any part: ``t3.new.*``, ``t4.*.pending``."""
        keys: list[CellKey] = []
        for pattern in self._texts(name, index, entry, key):
            found = [cell for cell in self.cells if fnmatchcase(cell, pattern)]
            if not found:
                self.fault(f"没有格 {pattern}", name, index, key)
            keys += found
        return tuple(keys)

    def _balances(self, blocks: Mapping[str, Block], tables: Mapping[str, Table]) -> Iterable[Balance]:
        for index, entry in self._entries("balances"):
            block = blocks.get(str(entry.get("block")))
            if block is None:
                self.fault(f"没有块 {entry.get('block')!r}", "balances", index, "block")
                continue
            sides = [self._texts("balances", index, entry, side) for side in ("left", "right")]
            rows = {row.id for row in block.row_leaves()}
            for row in (row for side in sides for row in side if row not in rows):
                self.fault(f"平衡式里的行 {row} 不存在：表里少了这一行", "balances", index, "left")
            basis = self._text("balances", index, entry, "basis", "")
            for column in block.column_leaves():
                left, right = (tuple(cell_key(block.table, row, column.id) for row in side) for side in sides)
                yield Balance(block.table, tables[block.table].section, column, left, right, basis)

    def _links(self) -> Iterable[Link]:
        for index, entry in self._entries("links"):
            kind = self._text("links", index, entry, "kind")
            basis = self._text("links", index, entry, "basis", "")
            targets = self._keys("links", index, {"target": [entry.get("target", "")]}, "target")
            others = [self._terms(index, entry, key, len(targets)) for key in ("plus_last", "plus", "minus")]
            for place, target in enumerate(targets):
                last, plus, minus = (tuple(term[place] for term in terms) for terms in others)
                yield Link(target, last, plus, minus, kind, basis)

    def _terms(self, index: int, entry: Mapping[str, Any], key: str, count: int) -> list[Sequence[CellKey]]:
        """Expand each term to one cell per target: ``t3.carried_out.*`` follows ``t3.carried_in.*``."""
        terms: list[Sequence[CellKey]] = []
        for pattern in self._texts("links", index, entry, key):
            cells = self._keys("links", index, {key: [pattern]}, key)
            if len(cells) == count:
                terms.append(cells)
            elif cells:
                self.fault(f"{pattern} 的格数与 target 不同", "links", index, key)
        return terms

    def _conversions(self) -> Iterable[Conversion]:
        for index, entry in self._entries("conversions"):
            old = self._texts("conversions", index, entry, "old")
            new = self._texts("conversions", index, entry, "new")
            for key in old:
                if not is_cell_key(key):
                    self.fault(f"{key} 不是格名", "conversions", index, "old")
            for key in new:
                if key not in self.cells:
                    self.fault(f"没有格 {key}", "conversions", index, "new")
            yield Conversion(
                self._text("conversions", index, entry, "format"),
                tuple(CellKey(key) for key in old),
                tuple(CellKey(key) for key in new),
                self._text("conversions", index, entry, "note", ""),
            )

    def _not_applicable(self) -> Iterable[NotApplicableRule]:
        for index, entry in self._entries("not_applicable"):
            kinds = self._texts("not_applicable", index, entry, "unit_kinds")
            for kind in kinds:
                if kind not in UNIT_KINDS:
                    self.fault(f"没有单位类型 {kind}", "not_applicable", index, "unit_kinds")
            yield NotApplicableRule(
                self._keys("not_applicable", index, entry, "cells"),
                kinds,
                self._text("not_applicable", index, entry, "offer"),
                self._text("not_applicable", index, entry, "question"),
                self._text("not_applicable", index, entry, "basis", ""),
            )


def _paths(nodes: Iterable[Node], above: tuple[str, ...] = ()) -> list[tuple[Node, tuple[str, ...]]]:
    """Return every leaf with its labels from the outermost group down."""
    found: list[tuple[Node, tuple[str, ...]]] = []
    for node in nodes:
        labels = (*above, node.label)
        found += _paths(node.children, labels) if node.children else [(node, labels)]
    return found
