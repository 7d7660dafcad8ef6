"""The area's figures: every cell with its parts by unit, so that a sum can always be taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from gia_desktop.checks.engine import dependents
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report, new_report
from gia_desktop.core.values import Number, Value, is_number
from gia_desktop.formats.computing import all_values
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.schema import Format
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.roster import AREA, GOVERNMENTS, Unit

RULES: Final = "t2.rules."
"""Beginning of the cells of 规章."""
CORRECTED: Final = "更正："
"""Before the name of the unit in the part of a county's correction."""
_FEW: Final = 8
"""Changed parts up to which a known sum is gone on with."""


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


def unsure_cells(fmt: Format, doubtful: Iterable[CellKey]) -> set[CellKey]:
    """Return doubtful cells with all totals that they go into."""
    totals, cells = dependents(fmt), set(doubtful)
    return cells.union(*(totals.get(key, ()) for key in cells))


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

    def in_doubt(self, key: CellKey) -> list[str]:
        """Return the units in whose report a cell, or one that goes into it, is doubtful."""
        return [name for name, cells in self.doubtful.items() if key in unsure_cells(self.format, cells)]

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is missing and nothing in doubt."""
        return not (self.missing or self.doubtful or self.other_formats or self.empty)


@dataclass(frozen=True)
class UnitFigures:
    """All figures of a unit as they are summed, with the report and the kind they were worked out for.

    Attributes:
        refused: 规章 cells that it can't have and that say something.
    """

    report: Report
    kind: str
    values: Mapping[CellKey, Value]
    refused: tuple[CellKey, ...]


@dataclass
class KnownSums:
    """What an earlier sum of the same collection came to; the next one only works out what differs.

    Attributes:
        units: figures of each unit.
        parts: what was added up, by name of the part.
        cells: what it came to.
        count: how many units went in.
    """

    units: dict[str, UnitFigures] = field(default_factory=dict)
    parts: Mapping[str, Mapping[CellKey, Value]] = field(default_factory=dict)
    cells: Mapping[CellKey, CellSum] = field(default_factory=dict)
    count: int = -1


def sum_up(collection: Collection, formats: Formats, known: KnownSums | None = None) -> AreaSums:
    """Add up the reports of all units that go into the sum.

    Args:
        collection: what was handed in.
        formats: the official formats.
        known: an earlier sum of the same collection; this one is left there.
    """
    known = KnownSums() if known is None else known
    fmt = formats.for_year(collection.year)
    units = collection.roster.summed
    parts: dict[str, Mapping[CellKey, Value]] = {}
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
        figures = known.units.get(unit.name)
        if figures is None or figures.report is not newest.report or figures.kind != unit.kind:
            figures = known.units[unit.name] = _figures(unit, newest.report, fmt)
        if figures.refused:
            left_out[unit.name] = figures.refused
        parts[unit.name] = figures.values
    parts |= _corrections(collection, fmt)
    cells = _cells(fmt, parts, len(units), known)
    scope = scope_words(collection, missing)
    return AreaSums(fmt, cells, tuple(missing), doubtful, left_out, tuple(other), tuple(empty), scope)


def _figures(unit: Unit, report: Report, fmt: Format) -> UnitFigures:
    values = dict(report.values)
    refused = tuple(key for key in values if _may_not_have(unit, key))
    told = any(is_number(values[key]) and values[key] for key in refused)
    for key in refused:
        del values[key]
    return UnitFigures(report, unit.kind, all_values(fmt, values), refused if told else ())


def _cells(
    fmt: Format, parts: Mapping[str, Mapping[CellKey, Value]], count: int, known: KnownSums
) -> Mapping[CellKey, CellSum]:
    """Return all cells; of a known sum only those are worked out anew that a changed part gives to."""
    changed = [
        name
        for name in {**known.parts, **parts}
        if known.parts.get(name) is not parts.get(name) and known.parts.get(name) != parts.get(name)
    ]
    if known.count != count or len(changed) > _FEW or known.cells.keys() != fmt.cells.keys():
        cells = {key: _cell(key, parts, count) for key in fmt.cells}
    else:
        cells = {
            key: _cell(key, parts, count)
            if any(known.parts.get(name, {}).get(key) != parts.get(name, {}).get(key) for name in changed)
            else cell
            for key, cell in known.cells.items()
        }
    known.parts, known.cells, known.count = parts, cells, count
    return cells


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
    if not units:
        return f"{collection.area} {collection.year} 年度还没有列入汇总的单位。"
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


def _cell(key: CellKey, figures: Mapping[str, Mapping[CellKey, Value]], units: int) -> CellSum:
    parts = {name: value for name, values in figures.items() if is_number(value := values[key])}
    filled = sum(not name.startswith(CORRECTED) for name in parts)
    total: Number = sum(parts.values())
    return CellSum(_written_short(total) if parts else None, parts, filled, units)


def _written_short(amount: Number) -> Number:
    """Return a sum of money without the zeros that its longest part has behind the point."""
    if not isinstance(amount, Decimal):
        return amount
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()
