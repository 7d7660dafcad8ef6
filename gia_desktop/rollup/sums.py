"""The area's figures: every cell with its parts by unit, so that a sum can always be taken apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report, new_report
from gia_desktop.core.values import Number, Value, is_number
from gia_desktop.formats.figures import all_values
from gia_desktop.formats.registry import Registry
from gia_desktop.formats.schema import Format
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.roster import AREA, GOVERNMENTS, Unit

RULES: Final = "t2.rules."
"""Beginning of the cells of 规章."""
CORRECTED: Final = "更正："
"""Before the name of the unit in the part of a county's correction."""


@dataclass(frozen=True)
class CellSum:
    """One cell of the area.

    Attributes:
        sum: None when no unit has filled the cell.
        parts: what each unit gives, corrections as parts of their own; blank ones are absent, 0 is not.
        units: how many units go into the sum; ``filled`` of them have the cell.
    """

    sum: Number | None
    parts: Mapping[str, Number]
    filled: int
    units: int

    @property
    def is_partial(self) -> bool:
        """Tell whether units are missing from the sum."""
        return self.filled < self.units


@dataclass(frozen=True)
class AreaSums:
    """All cells of an area.

    Attributes:
        cells: every cell of the format in official order, totals included.
        missing: units whose figures belong into the sum and aren't there.
        doubtful: doubtful cells that are left out, by unit.
        left_out: 规章 figures of units that can have none, by unit.
        other_formats: units whose report is in another official format and can't be added.
        empty: units whose report has no figure at all.
    """

    format: Format
    cells: Mapping[CellKey, CellSum]
    missing: tuple[str, ...]
    doubtful: Mapping[str, tuple[CellKey, ...]]
    left_out: Mapping[str, tuple[CellKey, ...]]
    other_formats: tuple[str, ...]
    empty: tuple[str, ...]
    scope: str

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is missing and nothing in doubt."""
        return not (self.missing or self.doubtful or self.other_formats or self.empty)


Figures = dict[str, tuple[Report, str, Mapping[CellKey, Value]]]
"""All figures of a unit, with the report and the kind of unit that they were worked out for."""


def sum_up(collection: Collection, registry: Registry, known: Figures | None = None) -> AreaSums:
    """Add up the reports of all units that go into the sum.

    Args:
        collection: what was handed in.
        registry: the official formats.
        known: figures of an earlier sum; those of reports that are still the same are used again, and those
            of this sum are left there.
    """
    known = {} if known is None else known
    fmt = registry.for_year(collection.year)
    units = collection.roster.summed
    figures: dict[str, Mapping[CellKey, Value]] = {}
    missing, other, empty = [], [], []
    doubtful: dict[str, tuple[CellKey, ...]] = {}
    left_out: dict[str, tuple[CellKey, ...]] = {}
    for unit in units:
        newest = collection.newest(unit.name)
        if newest is None or newest.report is None:
            missing.append(unit.name)
            continue
        if newest.report.format != fmt.id:
            other.append(unit.name)
            continue
        if newest.doubtful:
            doubtful[unit.name] = tuple(newest.doubtful)
        if not newest.report.values:
            empty.append(unit.name)
        values = dict(newest.report.values)
        refused = tuple(key for key in values if _may_not_have(unit, key))
        if any(is_number(values[key]) and values[key] for key in refused):
            left_out[unit.name] = refused
        for key in refused:
            del values[key]
        before = known.get(unit.name)
        if before is None or before[0] is not newest.report or before[1] != unit.kind:
            before = known[unit.name] = (newest.report, unit.kind, all_values(fmt, values))
        figures[unit.name] = before[2]
    corrections = _corrections(collection, fmt)
    cells = {key: _cell(key, figures, corrections, len(units)) for key in fmt.cells}
    scope = scope_words(collection, missing)
    return AreaSums(fmt, cells, tuple(missing), doubtful, left_out, tuple(other), tuple(empty), scope)


def area_report(collection: Collection, sums: AreaSums, unit_name: str = "", kind: str = "county") -> Report:
    """Return a draft of the area's own report: the entered cells summed, the scope said in the opening."""
    from gia_desktop.core.keys import PREAMBLE

    name = unit_name or f"{collection.area}人民政府"
    report = new_report(sums.format.id, collection.year, name, kind)
    entered = {
        key: cell.sum
        for key, cell in sums.cells.items()
        if cell.sum is not None and not sums.format.cells[key].computed
    }
    return Report(report.format, report.year, {**report.texts, PREAMBLE: sums.scope}, entered)


def scope_words(collection: Collection, missing: list[str]) -> str:
    """Return the sentence that says what a sum covers."""
    units = collection.roster.summed
    areas = sum(unit.scope == AREA for unit in units)
    parts = [f"本级口径 {len(units) - areas} 个"] + ([f"汇总口径 {areas} 个"] if areas else [])
    text = (
        f"本报告数据为{collection.area} {collection.year} 年度汇总数，"
        f"列入汇总的单位 {len(units)} 个（{'，'.join(parts)}）"
    )
    if missing:
        return f"{text}，其中 {len(missing)} 个未报，数据不全：{'、'.join(missing)}。"
    return f"{text}，已全部收齐。"


def _may_not_have(unit: Unit, key: CellKey) -> bool:
    return key.startswith(RULES) and unit.kind not in GOVERNMENTS


def _corrections(collection: Collection, fmt: Format) -> dict[str, Mapping[CellKey, Value]]:
    """Return the corrections of each unit as figures of their own, totals worked out from them."""
    entered: dict[str, dict[CellKey, Number]] = {}
    summed = {unit.name for unit in collection.roster.summed}
    for one in collection.corrections:
        if one.unit in summed and one.cell in fmt.cells and not fmt.cells[one.cell].computed:
            of = entered.setdefault(CORRECTED + one.unit, {})
            of[one.cell] = of.get(one.cell, 0) + one.amount
    return {name: all_values(fmt, values) for name, values in entered.items()}


def _cell(
    key: CellKey,
    figures: Mapping[str, Mapping[CellKey, Value]],
    corrections: Mapping[str, Mapping[CellKey, Value]],
    units: int,
) -> CellSum:
    parts = {name: value for name, values in figures.items() if is_number(value := values[key])}
    filled = len(parts)
    parts |= {name: value for name, values in corrections.items() if is_number(value := values[key])}
    total: Number = sum(parts.values())
    return CellSum(_written_short(total) if parts else None, parts, filled, units)


def _written_short(amount: Number) -> Number:
    """Return a sum of money without the zeros that its longest part has behind the point."""
    if not isinstance(amount, Decimal):
        return amount
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()
