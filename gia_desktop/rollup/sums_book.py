"""The area's sums as a workbook: the official tables, and every cell with its parts by unit."""

from __future__ import annotations

from gia_desktop.documents.writers.sum_book import Cell, write_sum_book
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.roster import SCOPES
from gia_desktop.rollup.sums import AreaSums, area_report

PARTS = "各单位数"


def write_sums(collection: Collection, sums: AreaSums, formats: Formats) -> bytes:
    """Return the workbook: one sheet a table and one of the parts, a row a cell, a column a unit."""
    report = area_report(collection, sums)
    return write_sum_book(
        make_sheet(report, formats),
        sums.scope,
        {PARTS: parts_table(collection, sums), "更正": _corrections(collection)},
    )


def parts_table(collection: Collection, sums: AreaSums) -> list[list[Cell]]:
    """Return heads and rows of the parts: cell, sum, how many of the units have it, then each unit."""
    units = [unit.name for unit in collection.roster.summed]
    corrected = sorted({name for cell in sums.cells.values() for name in cell.parts if name not in units})
    heads: list[Cell] = ["格", "合计", "已填单位", "应填单位", *units, *corrected]
    scopes: list[Cell] = ["（口径）", "", "", "", *(SCOPES[unit.scope] for unit in collection.roster.summed)]
    rows: list[list[Cell]] = [heads, [*scopes, *("" for _ in corrected)]]
    for key, cell in sums.cells.items():
        parts = [cell.parts.get(name) for name in (*units, *corrected)]
        rows.append([sums.format.cells[key].label, cell.sum, cell.filled, cell.units, *parts])
    return rows


def _corrections(collection: Collection) -> list[list[Cell]]:
    rows: list[list[Cell]] = [["单位", "格", "增减", "原因", "更正人", "日期"]]
    rows += [
        [one.unit, one.cell, one.amount, one.reason, one.by, one.date.isoformat() if one.date else ""]
        for one in collection.corrections
    ]
    return rows
