"""The 汇总表: the area's three tables in their official shape, with what they cover and what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Final

from gia_desktop.core.keys import PREAMBLE, TITLE, section_key
from gia_desktop.core.narrative import TABLE_MARK
from gia_desktop.core.values import format_value
from gia_desktop.documents.content import Kind, Paragraph, Part, TablePart, make_content
from gia_desktop.documents.forms.template import fill_template
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers.docx import pack_docx, parts_body
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet, make_sheet
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.papers.paper import SUMS, Sender, SetPaper, day_words, unknown_names
from gia_desktop.rollup.sums import AreaSums, area_report

_NAMED: Final = 6
"""Cells that a remark names; of more it says how many."""


def sum_tables(
    collection: Collection,
    sums: AreaSums,
    formats: Formats,
    style: PageStyle,
    today: dt.date,
    sender: Sender | None = None,
) -> SetPaper:
    """Return the 汇总表 as docx in the page style; partial sums are named under their table."""
    by = sender or Sender()
    sheet = _sheet(collection, sums, formats, by)
    parts = _tables_alone(
        make_content(sheet, DocumentOptions(style, contact=False, signature=True, signed_on=today))
    )
    title = sheet.text(TITLE)
    body = parts_body(parts, by.signer, style)
    return SetPaper(pack_docx(title, body.content, style, body.table_sizes))


def sum_template(
    collection: Collection,
    sums: AreaSums,
    template: Path,
    today: dt.date,
    sender: Sender | None = None,
) -> SetPaper:
    """Return the county's own 汇总表 filled: its fields are cells, such as ``{t3.new.total}``, and 口径.

    Raises:
        TemplateFault: the template can't be read.
    """
    by = sender or Sender()
    figures: dict[str, str] = {key: format_value(cell.sum) for key, cell in sums.cells.items()}
    fields: dict[str, str] = {
        "地区": collection.area, "年度": str(collection.year), "口径": sums.scope, "联系人": by.contact,
        "落款": by.signer, "日期": day_words(today), **figures,
    }  # fmt: skip
    data, found = fill_template(template, fields)
    absent = [key for key, cell in sums.cells.items() if cell.sum and key not in found]
    lacking = [] if "口径" in found else ["口径"]
    if absent:
        named = "、".join(sums.format.cells[key].label for key in absent[:_NAMED])
        more = f"等 {len(absent)} 格" if len(absent) > _NAMED else ""
        lacking.append(f"不为零的格 {named}{more}")
    return SetPaper(data, tuple(lacking), unknown_names(found, fields))


def partial_words(sums: AreaSums, table: str) -> str:
    """Return the remark under a table: which sums lack units; nothing when none does."""
    cells = [
        (sums.format.cells[key].label, cell)
        for key, cell in sums.cells.items()
        if cell.is_partial and sums.format.cells[key].table == table and not sums.format.cells[key].computed
    ]
    if not cells:
        return ""
    fewest = min(cell.filled for _, cell in cells)
    units = cells[0][1].units
    if len(cells) > _NAMED:
        entered = sum(sums.format.cells[key].table == table for key in sums.format.entered)
        of = "各格" if len(cells) == entered else f"有 {len(cells)} 格"
        return f"注：本表{of}不是 {units} 个单位都填了（最少的一格只有 {fewest} 个），空不按 0 计。"
    named = "、".join(f"{label}（{cell.filled} 个）" for label, cell in cells)
    return f"注：下列各格不是 {units} 个单位都填了，空不按 0 计：{named}。"


def _sheet(collection: Collection, sums: AreaSums, formats: Formats, by: Sender) -> Sheet:
    report = area_report(collection, sums, by.signer)
    title = f"{collection.area}{collection.year}年政府信息公开工作年度报告数据{SUMS}"
    texts = {**report.texts, TITLE: title, PREAMBLE: sums.scope}
    for section in sums.format.sections:
        if section.table:
            texts[section_key(section.id)] = f"{TABLE_MARK}\n{partial_words(sums, section.table)}".strip()
    return make_sheet(replace(report, texts=texts), formats)


def _tables_alone(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return title, scope, tables with heading and remarks, and signature; headings without a table go."""
    kept: list[Part] = []
    for part, following in zip(parts, (*parts[1:], None), strict=True):
        if isinstance(part, Paragraph) and part.kind is Kind.SECTION and not isinstance(following, TablePart):
            continue
        kept.append(part)
    return tuple(kept)
