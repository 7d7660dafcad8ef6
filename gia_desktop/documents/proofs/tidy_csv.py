"""Opening a written CSV again and comparing it with its report."""

from __future__ import annotations

import csv
from io import StringIO

from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.compare import Proof, expected_value
from gia_desktop.formats.sheet import Sheet


def prove_csv(data: bytes, sheet: Sheet, options: DocumentOptions) -> Proof:
    """Compare a CSV with its report: every cell once, in order, with the official words and the figure."""
    count = len(sheet.format.cells)
    try:
        rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        return Proof(count, 0, (f"文件打不开（{error}）",))
    by_name = {row.get("格名"): row for row in rows}
    faults = [] if len(rows) == count else [f"应有 {count} 行，文件里有 {len(rows)} 行"]
    same = 0
    for key, cell in sheet.format.cells.items():
        row = by_name.get(key)
        if row is None:
            faults.append(f"缺少格“{cell.label}”")
            continue
        wanted = {
            "单位": sheet.report.unit_name,
            "年度": str(sheet.report.year),
            "表": sheet.format.section_of_table(cell.table).heading,
            "行": " > ".join(cell.row_labels),
            "列": " > ".join(cell.column_labels),
            "项目": cell.label,
            "数值": expected_value(sheet.now[key], options),
        }
        wrong = [name for name, text in wanted.items() if (row.get(name) or "").removeprefix("'") != text]
        same += not wrong
        faults += [
            f"格“{cell.label}”的“{name}”应为“{wanted[name]}”，文件里是“{row.get(name)}”" for name in wrong
        ]
    return Proof(count, same, tuple(faults))
