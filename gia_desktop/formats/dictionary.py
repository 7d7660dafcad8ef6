"""The field dictionary of the official formats: what each figure means, as rows, CSV and JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from io import StringIO
from typing import Final

from gia_desktop.core.values import CellKind
from gia_desktop.formats.computing import ordered_sums
from gia_desktop.formats.schema import Cell, Format

_PROJECTS: Final = ("项目数量", "增/减")
"""Columns of the 2019 format that count 项目 instead of 件."""


@dataclass(frozen=True)
class Field:
    """One cell of a format, as people who work with the data need to know it.

    Attributes:
        id: the cell's name in ``.gia`` files, JSON and CSV.
        table: heading of its table.
        row, column: official wording from the outermost group to the innermost, parted by `` > ``.
        label: short full name.
        unit: 件, 项 or 万元; empty where the form names none.
        kind: count, change or money.
        sum_of: the cells that it is the sum of, parted by spaces; empty for entered ones.
        clause: where the rule for counting comes from.
    """

    format: str
    id: str
    table: str
    row: str
    column: str
    label: str
    unit: str
    kind: str
    sum_of: str
    clause: str


def dictionary(fmt: Format) -> list[Field]:
    """Return the fields of a format in official order."""
    sums = {item.target: item.parts for item in ordered_sums(fmt)}
    return [
        Field(
            fmt.id, key, fmt.section_of_table(cell.table).heading, " > ".join(cell.row_labels),
            " > ".join(cell.column_labels), cell.label, unit_of(cell), cell.kind.value,
            " ".join(sums.get(key, ())), _clause(cell),
        )
        for key, cell in fmt.cells.items()
    ]  # fmt: skip


def _clause(cell: Cell) -> str:
    """Return the clause of the cell itself, of its row or of its column."""
    return next((found.basis for found in (cell.help, cell.row.help, cell.column.help) if found.basis), "")


def unit_of(cell: Cell) -> str:
    """Return the unit that a cell is counted in, by the wording of its column."""
    wording = "".join(cell.column_labels)
    if cell.kind is CellKind.MONEY:
        return "万元" if "万元" in wording else ""
    return "项" if any(word in wording for word in _PROJECTS) else "件"


def dictionary_csv(formats: Iterable[Format]) -> str:
    """Return the fields of all formats as CSV with a head row."""
    target = StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([field.name for field in fields(Field)])
    for fmt in formats:
        writer.writerows(list(asdict(field).values()) for field in dictionary(fmt))
    return target.getvalue()


def dictionary_json(formats: Iterable[Format]) -> str:
    """Return the fields of all formats as a JSON array."""
    rows = [asdict(field) for fmt in formats for field in dictionary(fmt)]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
