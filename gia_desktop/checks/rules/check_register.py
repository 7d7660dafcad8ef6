"""The report's tables three and four against the unit's own register of applications."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Final

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.rule import REGISTER, Probe, Reads, Rule, check
from gia_desktop.core.keys import UNCHECKED
from gia_desktop.core.register_numbers import register_number
from gia_desktop.formats.filling import is_begun
from gia_desktop.formats.in_words import plain
from gia_desktop.formats.schema import Cell, Format
from gia_desktop.formats.sheet import Sheet

_TABLES: Final = ("t3", "t4")


@check("GIA-REG-001", Severity.HINT, "表三、表四与依申请公开登记一致",
       basis="本单位的依申请公开登记",
       example="登记里自然人新收 12 件，报告填了 13 件", compares_register=True)  # fmt: skip
def check_with_register(fmt: Format) -> Iterable[Probe]:
    """GIA-REG-001: what is typed in tables three and four is what the register counts, row by row.

    Only a hint: the clerk may know better than the register, and nothing is overwritten.
    """
    for table in _TABLES:
        entered = [cell for cell in fmt.cells.values() if cell.table == table and not cell.computed]
        # A table nobody has begun differs in nothing: its other rows count as well.
        reads: frozenset[Reads] = frozenset((REGISTER, UNCHECKED, *(cell.key for cell in entered)))
        rows = [tuple(cells) for _, cells in groupby(entered, key=attrgetter("row.id"))]
        yield Probe(reads, partial(_other_than_counted, table, rows))


def _other_than_counted(
    table: str, rows: Sequence[Sequence[Cell]], rule: Rule, sheet: Sheet
) -> Iterable[Finding]:
    if sheet.report.register and is_begun(sheet, table):
        for row in rows:
            yield from _differing_in(row, rule, sheet)


def _differing_in(row: Sequence[Cell], rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    numbers, first = sheet.report.register, row[0]
    found: list[tuple[Cell, int, int | None]] = []
    for cell in row:
        value, counted = sheet.now.get(cell.key), register_number(numbers, cell.key)
        now = value if isinstance(value, int) else None
        if isinstance(counted, int) and (value is None or now is not None) and (now or 0) != counted:
            found.append((cell, counted, now))
    if not found:
        return
    said = "；".join(
        f"{cell.column.short}登记 {counted} 件，报告{'没有填' if now is None else f' {plain(now)} 件'}"
        for cell, counted, now in found
    )
    _, counted, now = found[0]
    one = len(found) == 1
    yield rule.finding(
        f"{first.row.short}与登记不同：{said}。按 F7 看是哪几件；报告里改过的请核对，登记改过的可以再带入。",
        first.section,
        tuple(cell.key for cell, _, _ in found),
        left=counted if one else None,
        right=(now or 0) if one else None,
        difference=(now or 0) - counted if one else None,
    )
