"""Comparing a finished document, opened again, with the report it was made from.

Nothing here is shared with the writers: what a document must say is worked out a second time, from the
format's grid and the report, and each file type has a reader of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from gia_desktop.core.keys import CONTACT_KEYS, PREAMBLE, TITLE, UNIT_NAME
from gia_desktop.core.values import Unread, Value, format_value
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.formats.grid import Grid, GridCell, make_grid
from gia_desktop.formats.sheet import Sheet

_SHOWN = 24
"""Characters of a text that a sentence quotes."""


@dataclass(frozen=True)
class FoundCell:
    """A cell of a table as it stands in the file."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True)
class WrittenTable:
    """A table of the file; its cells by their top left place."""

    cells: Mapping[tuple[int, int], FoundCell]


Found = str | WrittenTable
"""A paragraph or a table, in the order of the file."""


@dataclass(frozen=True)
class Proof:
    """The outcome of opening a document again.

    Attributes:
        cells: cells of the format.
        same: those that the file shows as the report has them.
        differences: everything that differs, as sentences.
        unproved: signs that the file prints but doesn't name, so that they could not be compared.
    """

    cells: int
    same: int
    differences: tuple[str, ...] = ()
    unproved: str = ""

    @property
    def holds(self) -> bool:
        """Tell whether the file says what the report says."""
        return self.same == self.cells and not self.differences and not self.unproved

    @property
    def sentence(self) -> str:
        """Return the outcome as one line: 200/200 一致, or what differs."""
        said = f"{self.same}/{self.cells} 一致"
        if self.differences:
            more = f"等 {len(self.differences)} 处" if len(self.differences) > 1 else ""
            where = "表格以外不一致" if self.same == self.cells else "不一致"
            said += f"，{where}：{self.differences[0]}{more}"
        if self.unproved:
            said += f"；这些字从文件里读不回来，请打开文件看印得对不对：{'、'.join(self.unproved[:_SHOWN])}"
        return said


def compare(found: list[Found], sheet: Sheet, options: DocumentOptions) -> Proof:
    """Hold what was found in a file against the report: every cell, label, heading and paragraph."""
    differences: list[str] = []
    same = 0
    tables = [entry for entry in found if isinstance(entry, WrittenTable)]
    wanted = [section for section in sheet.format.sections if section.table]
    if len(tables) != len(wanted):
        differences.append(f"应有 {len(wanted)} 张表，文件里有 {len(tables)} 张")
    for section, table in zip(wanted, tables, strict=False):
        matching, faults = compare_table(table, make_grid(sheet.format, section.table), sheet, options)
        same += matching
        differences += faults
    differences += _compare_texts(found, list(expected_texts(sheet, options)))
    return Proof(len(sheet.format.cells), same, tuple(differences))


def compare_table(
    table: WrittenTable, grid: Grid, sheet: Sheet, options: DocumentOptions
) -> tuple[int, list[str]]:
    """Return how many cells of a table agree, and every difference of cells, labels and shape."""
    same = 0
    faults: list[str] = []
    for cell in grid.cells:
        fault = _cell_fault(table.cells.get((cell.row, cell.column)), cell, sheet, options)
        if fault:
            faults.append(fault)
        elif cell.key is not None:
            same += 1
    extra = set(table.cells) - {(cell.row, cell.column) for cell in grid.cells}
    if extra:
        row, column = min(extra)
        faults.append(f"表格第 {row + 1} 行第 {column + 1} 列多出一格")
    return same, faults


def expected_value(value: Value, options: DocumentOptions) -> str:
    """Return what a document prints for a value: nothing (or 0) for blank, never what can't be read."""
    if value is None or isinstance(value, Unread):
        return "0" if options.blank_as_zero else ""
    return format_value(value)


def _cell_fault(found: FoundCell | None, cell: GridCell, sheet: Sheet, options: DocumentOptions) -> str:
    name = f"“{cell.text}”" if cell.key is None else f"格“{sheet.format.cells[cell.key].label}”"
    if found is None:
        return f"缺少{name}"
    if (found.row_span, found.column_span) != (cell.row_span, cell.column_span):
        return (
            f"{name}应占 {cell.row_span} 行 {cell.column_span} 列，"
            f"文件里占 {found.row_span} 行 {found.column_span} 列"
        )
    wanted = cell.text if cell.key is None else expected_value(sheet.now[cell.key], options)
    return "" if found.text == wanted else f"{name}应为{_quoted(wanted)}，文件里是{_quoted(found.text)}"


def expected_texts(sheet: Sheet, options: DocumentOptions) -> Iterator[str | None]:
    """Yield every paragraph in order; None stands where a table must be."""
    yield (
        _one_line(sheet.text(TITLE))
        or f"{sheet.text(UNIT_NAME)}{sheet.report.year}年政府信息公开工作年度报告"
    )
    if options.preamble:
        yield from _non_empty_lines(sheet.text(PREAMBLE))
    if options.contact:
        yield from _expected_contact(sheet, options)
    for section in sheet.format.sections:
        yield section.heading
        lines = list(_non_empty_lines(sheet.section(section.id)))
        if section.table:
            place = lines.index("{表}") + 1 if "{表}" in lines else 0
            yield from lines[: max(place - 1, 0)]
            yield None
            lines = lines[place:]
        yield from lines
    if options.signature:
        yield sheet.text(UNIT_NAME)
        day = options.signed_on
        yield "年  月  日" if day is None else f"{day.year}年{day.month}月{day.day}日"


def _expected_contact(sheet: Sheet, options: DocumentOptions) -> Iterator[str]:
    labels = ("地址", "邮编", "电话", "电子邮箱")
    known = [(label, sheet.text(key).strip()) for label, key in zip(labels, CONTACT_KEYS, strict=True)]
    known = [(label, text) for label, text in known if text]
    said = "".join(sheet.text(PREAMBLE).split()) if options.preamble else ""
    if any("".join(text.split()) not in said for _, text in known):
        details = "，".join(f"{label}：{text}" for label, text in known)
        yield f"对本报告如有疑问，请与{sheet.text(UNIT_NAME)}联系（{details}）。"


def _compare_texts(found: list[Found], wanted: list[str | None]) -> Iterator[str]:
    """Yield a sentence for every paragraph that is missing, changed or too many."""
    stands = [None if isinstance(entry, WrittenTable) else entry for entry in found]
    matcher = SequenceMatcher(None, wanted, stands, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        should = [text for text in wanted[start:end] if text is not None]
        has = [text for text in stands[other_start:other_end] if text is not None]
        for left, right in zip(should, has, strict=False):
            yield text_fault(left, right)
        yield from (f"缺少文字{_quoted(text)}" for text in should[len(has) :])
        yield from (f"多出文字{_quoted(text)}" for text in has[len(should) :])
        if should == has:
            yield "表格的位置不对"


def text_fault(wanted: str, found: str) -> str:
    """Quote two texts from shortly before the first place where they differ."""
    shorter = min(len(wanted), len(found))
    place = next((n for n in range(shorter) if wanted[n] != found[n]), shorter)
    start = max(place - 8, 0)
    return f"文字应为{_quoted(wanted[start:])}，文件里是{_quoted(found[start:])}"


def _quoted(text: str) -> str:
    if not text:
        return "空白"
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"


def _non_empty_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _one_line(text: str) -> str:
    return "".join(chain.from_iterable(_non_empty_lines(text)))
