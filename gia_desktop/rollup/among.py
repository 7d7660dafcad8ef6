"""What is wrong among the reports of an area: sums, scope, units of money, figures and texts taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value, format_value, is_number
from gia_desktop.formats.computing import all_values
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.schema import Format
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.findings import UnitFinding
from gia_desktop.rollup.likenesses import AlikePair, Twins, twins
from gia_desktop.rollup.roster import AREA, GOVERNMENTS, Unit
from gia_desktop.rollup.sums import RULES, AreaSums, sum_up
from gia_desktop.rollup.titles import TWIN_CODE

FEES: Final = CellKey("t2.fees.amount")
_MUCH: Final = Decimal(1000)
"""万元 a year beyond which fees of a single unit are more likely yuan."""
_SLIP: Final = 1000
"""Times last year's fees beyond which the unit of money has slipped."""
_JUMP: Final = 3
_JUMP_LEAST: Final = 50
_MANY: Final = 4
"""Figures other than 0 that must agree before two tables count as one and the same."""
_NEW: Final = CellKey("t3.new.total")


def area_findings(
    collection: Collection, formats: Formats, pairs: Sequence[AlikePair] | None = None
) -> list[UnitFinding]:
    """Return what is wrong among the reports: sums, scope, units of money, likenesses.

    Args:
        collection: what was handed in.
        formats: the official formats.
        pairs: what ``likenesses.twins`` found, when that is known already: it takes longest.
    """
    sums = sum_up(collection, formats)
    figures = {
        unit.name: all_values(sums.format, report.values)
        for unit in collection.roster.units
        if (report := collection.report(unit.name)) is not None and report.format == sums.format.id
    }
    return [
        *_parents(collection, sums.format, figures),
        *_money(collection, sums, figures),
        *_ruleless(collection, figures),
        *_copied_tables(figures),
        *_jumps(collection, sums.format, figures),
        *_twins(twins(collection, formats) if pairs is None else pairs),
    ]


# -- the rules among reports


def _parents(
    collection: Collection, fmt: Format, figures: Mapping[str, Mapping[CellKey, Value]]
) -> Iterator[UnitFinding]:
    """Compare every area report with the sum of what lies below it."""
    for unit in collection.roster.units:
        children = _below(collection, unit)
        own = figures.get(unit.name)
        if unit.scope == AREA and own is not None and children:
            yield from _parent(unit, own, children, fmt, figures)


def _parent(
    unit: Unit,
    own: Mapping[CellKey, Value],
    children: Sequence[Unit],
    fmt: Format,
    figures: Mapping[str, Mapping[CellKey, Value]],
) -> Iterator[UnitFinding]:
    there = [figures[child.name] for child in children if child.name in figures]
    absent = len(children) - len(there)
    for key, cell in fmt.cells.items():
        stated = own[key]
        if cell.computed or not is_number(stated) or key.startswith(RULES):
            continue
        total = sum(value for values in there if is_number(value := values[key]))
        if total == stated or (absent and total < stated):
            continue
        words = (
            f"{cell.label}：“{unit.name}”填的是 {format_value(stated)}，"
            f"下属 {len(there)} 个单位相加是 {format_value(total)}"
        )
        code, severity, end = (
            ("GIA-ALL-002", Severity.HINT, f"，还有 {absent} 个单位没有收到，暂不能确定。")
            if absent
            else ("GIA-ALL-001", Severity.EXPLAIN, "，请核对或说明口径。")
        )
        yield UnitFinding(
            unit.name,
            Finding(
                code, severity, words + end, cell.section, (key,),
                left=stated, right=total, difference=stated - total,
            ),
        )  # fmt: skip


def _below(collection: Collection, unit: Unit) -> tuple[Unit, ...]:
    """Return the units that an area report covers: its children, or without any, all that are summed."""
    children = collection.roster.children(unit.name)
    if children or unit.parent or unit.in_sum:
        return children
    if any(other.parent for other in collection.roster.units):
        return ()
    return tuple(other for other in collection.roster.summed if other.name != unit.name)


def _money(
    collection: Collection, sums: AreaSums, figures: Mapping[str, Mapping[CellKey, Value]]
) -> Iterator[UnitFinding]:
    """Find fees that were given in yuan: they would drown all others in the sum."""
    if FEES not in sums.format.cells:
        return
    for name, values in figures.items():
        fees = values[FEES]
        if not is_number(fees) or fees <= 0:
            continue
        before = collection.previous.get(name)
        last = before.values.get(FEES) if before is not None else None
        slipped = last is not None and is_number(last) and last > 0 and fees >= last * _SLIP
        if fees >= _MUCH or slipped:
            than = f"，上年是 {format_value(last)} 万元" if is_number(last) else ""
            yield UnitFinding(
                name,
                Finding(
                    "GIA-ALL-003",
                    Severity.EXPLAIN,
                    f"行政事业性收费填的是 {format_value(fees)} 万元{than}，可能把元当成了万元。",
                    "2",
                    (FEES,),
                    left=fees,
                    right=last if is_number(last) else None,
                ),
            )


def _ruleless(
    collection: Collection, figures: Mapping[str, Mapping[CellKey, Value]]
) -> Iterator[UnitFinding]:
    for name, values in figures.items():
        cells = tuple(
            key for key, value in values.items() if key.startswith(RULES) and is_number(value) and value
        )
        if cells and collection.roster.get(name).kind not in GOVERNMENTS:
            yield UnitFinding(
                name,
                Finding(
                    "GIA-ALL-004",
                    Severity.EXPLAIN,
                    "填了规章的数。规章只由有立法权的政府填报，这些数没有计入汇总。",
                    "2",
                    cells,
                    basis="立法法第九十一条、第九十三条",
                ),
            )


def _copied_tables(figures: Mapping[str, Mapping[CellKey, Value]]) -> Iterator[UnitFinding]:
    """Find units whose figures are all the same: the table of one was handed in by another."""
    groups: dict[tuple[tuple[CellKey, Value], ...], list[str]] = {}
    for name, values in figures.items():
        said = tuple((key, value) for key, value in values.items() if is_number(value) and value)
        if len(said) >= _MANY:
            groups.setdefault(said, []).append(name)
    for names in (group for group in groups.values() if len(group) > 1):
        for name in names:
            others = "、".join(other for other in names if other != name)
            message = f"三张表的数与“{others}”完全相同，请核对是否交错了文件。"
            yield UnitFinding(name, Finding("GIA-ALL-005", Severity.EXPLAIN, message, "3", (_NEW,)))


def _jumps(
    collection: Collection, fmt: Format, figures: Mapping[str, Mapping[CellKey, Value]]
) -> Iterator[UnitFinding]:
    """Find stocks that change many times over within a year (66 → 372)."""
    stocks = [key for key in fmt.cells if key.endswith(".in_force")]
    for name, values in figures.items():
        before = collection.previous.get(name)
        if before is None:
            continue
        for key in stocks:
            now, last = values[key], before.values.get(key)
            if not is_number(now) or not is_number(last) or abs(Decimal(now) - last) < _JUMP_LEAST:
                continue
            if max(now, last) >= _JUMP * max(1, min(now, last)):
                message = (
                    f"{fmt.cells[key].label}从上年的 {format_value(last)} 变成 {format_value(now)}，"
                    "一年里变化这么大，请核对。"
                )
                yield UnitFinding(
                    name, Finding("GIA-ALL-006", Severity.EXPLAIN, message, "2", (key,), left=now, right=last)
                )


def _twins(pairs: Iterable[AlikePair]) -> Iterator[UnitFinding]:
    told: Counter[str] = Counter()
    for pair in pairs:
        if pair.kind is Twins.OWN_LAST_YEAR:
            continue  # the rules of reports tell that of each report
        severity = Severity.EXPLAIN if pair.kind is not Twins.NEAR else Severity.HINT
        for unit, other in ((pair.left, pair.right), (pair.right, pair.left)):
            told[unit] += 1
            if told[unit] > 1:
                continue  # one finding a unit; `gia collect twins` lists all pairs
            message = f"文字与“{other}”{pair.kind.words}（相同 {pair.percent} %）。"
            yield UnitFinding(unit, Finding(TWIN_CODE, severity, message, "1"))
