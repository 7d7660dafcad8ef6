"""The figures of a report as open data: one row for each cell, with all that says which cell it is."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Final

from gia_desktop.core.values import Unread, format_value
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.formats.dictionary import dictionary
from gia_desktop.formats.sheet import Sheet

COLUMNS: Final = ("单位", "年度", "格式", "格名", "表", "行", "列", "项目", "数值", "计量单位")
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t")


def write_csv(sheet: Sheet, options: DocumentOptions) -> bytes:
    """Return the figures as CSV: UTF-8 with its mark, which Excel needs, and a head row.

    Blank cells have an empty value, those that don't apply ``/``; totals are there like any other figure.
    """
    target = StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    blank = "0" if options.blank_as_zero else ""
    unit = plain_text(sheet.report.unit_name)
    for field, value in zip(dictionary(sheet.format), sheet.now.values(), strict=True):
        shown = blank if value is None or isinstance(value, Unread) else format_value(value)
        place = (field.id, field.table, field.row, field.column, field.label)
        writer.writerow([unit, sheet.report.year, field.format, *place, shown, field.unit])
    return b"\xef\xbb\xbf" + target.getvalue().encode("utf-8", "ignore")


def plain_text(text: str) -> str:
    """Return a text that no program of tables takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
