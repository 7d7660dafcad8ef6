"""What is said beside a cell: its full name, what counts there, clause, usual mistake, formula."""

from __future__ import annotations

from typing import Final

from gia_desktop.core.keys import CellKey
from gia_desktop.core.records import dataclass
from gia_desktop.core.values import (
    Unread,
    Value,
    format_value,
    is_number,
    meant_value,
    same_value,
    why_unread,
)
from gia_desktop.formats.computing import ordered_sums
from gia_desktop.formats.in_words import plain
from gia_desktop.formats.schema import Cell, NotApplicableRule, Sum
from gia_desktop.formats.sheet import Sheet

_MOST_PARTS: Final = 10
"""A sum of more parts shows only those that are not zero, to stay readable."""


@dataclass(frozen=True)
class CellHelp:
    """Texts for the panel 填表说明; empty ones are left out there.

    Attributes:
        title: full name of the cell.
        rules: what counts here, by column, row and the cell itself.
        formula: for a computed cell its parts with the present numbers.
        trouble: why what stands in the cell can't be read.
        offer: value usually entered by this kind of unit, or plainly meant; empty when there is none.
    """

    title: str
    rules: tuple[str, ...] = ()
    basis: str = ""
    mistake: str = ""
    formula: str = ""
    last_year: str = ""
    trouble: str = ""
    offer: str = ""


def describe(sheet: Sheet, key: CellKey) -> CellHelp:
    """Return the help of one cell, all of it from the format's data."""
    cell = sheet.format.cells[key]
    helps = [cell.help, cell.row.help, cell.column.help]
    value = sheet.now[key]
    return CellHelp(
        full_name(cell),
        tuple(dict.fromkeys(item.text for item in helps if item.text)),
        "；".join(dict.fromkeys(item.basis for item in helps if item.basis)),
        next((item.mistake for item in helps if item.mistake), ""),
        _formula(sheet, cell),
        _last_year(sheet, key),
        why_unread(value.text, cell.kind) if isinstance(value, Unread) else "",
        best_offer(sheet, key),
    )


def full_name(cell: Cell) -> str:
    """Return the official labels of a cell from the outermost group to the leaf, row then column."""
    return f"{' '.join(cell.row_labels)} — {' '.join(cell.column_labels)}"


def not_applicable_rule(sheet: Sheet, key: CellKey) -> NotApplicableRule | None:
    """Return the rule that says this kind of unit usually has nothing in a cell."""
    kind = sheet.report.unit_kind
    return next(
        (rule for rule in sheet.format.not_applicable if key in rule.cells and kind in rule.unit_kinds), None
    )


def offered(sheet: Sheet, key: CellKey) -> str:
    """Return what this kind of unit usually enters into a blank cell, empty when there is nothing to say."""
    if sheet.now[key] is not None:
        return ""
    rule = not_applicable_rule(sheet, key)
    return rule.offer if rule is not None else ""


@dataclass(frozen=True)
class Doubt:
    """Why what stands in a cell wants a second look.

    Attributes:
        words: what is the matter, one sentence.
        basis: clause, empty when none is needed.
        offer: what should most likely stand there, empty when that isn't known.
        may_stay: it can be right all the same.
    """

    words: str
    basis: str = ""
    offer: str = ""
    may_stay: bool = False


def doubt_about(sheet: Sheet, key: CellKey) -> Doubt | None:
    """Return what is doubtful in a cell: it can't be read, or this kind of unit can't have it."""
    value, cell = sheet.now[key], sheet.format.cells[key]
    if isinstance(value, Unread):
        reason = why_unread(value.text, cell.kind)
        return Doubt(f"“{value.text}”{reason}。", offer=format_value(meant_value(value.text, cell.kind)))
    rule = not_applicable_rule(sheet, key)
    if rule is None or not is_number(value) or value == 0:
        return None
    return Doubt(rule.question, rule.basis, rule.offer, may_stay=True)


def best_offer(sheet: Sheet, key: CellKey) -> str:
    """Return what could be put into a cell with one key, empty when there is nothing to offer."""
    doubt = doubt_about(sheet, key)
    return doubt.offer if doubt is not None else offered(sheet, key)


def _formula(sheet: Sheet, cell: Cell) -> str:
    if not cell.computed:
        return ""
    item = next(item for item in ordered_sums(sheet.format) if item.target == cell.key)
    shown = item.parts
    if len(shown) > _MOST_PARTS:
        shown = tuple(part for part in shown if sheet.now[part] not in {None, 0})
    parts = [f"{_part(sheet.format.cells[part], item)} {_present(sheet.now[part])}" for part in shown]
    stated = sheet.report.stated.get(cell.key)
    differs = stated is not None and not same_value(stated, sheet.now[cell.key])
    note = f"（读入的文件写的是 {format_value(stated)}）" if differs else ""
    return f"{format_value(sheet.now[cell.key]) or '空'} = {' + '.join(parts) or '各项均为 0 或未填'}{note}"


def _part(cell: Cell, item: Sum) -> str:
    return (cell.column if item.axis == "row" else cell.row).short


def _present(value: Value) -> str:
    return plain(value) if is_number(value) else format_value(value) or "未填"


def _last_year(sheet: Sheet, key: CellKey) -> str:
    previous = sheet.report.previous
    if previous is None or key not in sheet.last:
        return ""
    return f"{previous.year} 年：{format_value(sheet.last[key]) or '未填'}"
