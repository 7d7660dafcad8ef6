"""Whole files made after faults that people reported; they are tried where they are at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.imported_report import ImportedReport
from gia_desktop.importers.reader import read_file

CASES: Final = Path(__file__).parents[3] / "shared" / "cases" / "import"
IN_FORCE, PENALTY, FEES = "t2.normative.in_force", "t2.penalty.decisions", "t2.fees.amount"

WHOLE: Final = (
    "v01_hidden.docx", "v04_nested_field.docx", "v05b_sdt_placeholder_text.docx",
    "v07_deleted_row_mark_only.docx", "v11_document2.docx", "v13_kangxi.docx", "v14c_sym_half.docx",
    "d01_default_ns.docx", "d25_two_reports.docx", "n02_autonum_l2.docx", "n03_autonum_l3.docx",
    "h03_hiddenattr.html", "h03e_class.html", "h04_input.html", "h40_utf8_cut_description.html",
    "h54_ol.html", "m01_mht_qp.mht", "m04_flat_opc.xml",
)  # fmt: skip
"""Files that read as the truth, all cells sure and all texts the same."""
PAINTED: Final = ("p01_rotate90.pdf", "p07c_aes256_owner.pdf", "p08_table3_page_turned.pdf")
"""Pages that were turned or locked, all cells sure."""
TABLES: Final = (
    "x20_strict.xlsx", "x26_gbk.csv", "x30_own_export.xlsx", "x31_resaved_no_cached_totals.xlsx",
)  # fmt: skip
"""Files of tables alone."""
DOUBTED: Final = {
    "v02_strike.docx": (IN_FORCE, "58", "“57”已划去"),
    "v03_sup.docx": (IN_FORCE, "58¹", "角标"),
    "v16_textbox_figure.docx": (IN_FORCE, "58", "文本框"),
    "h01_sup.html": (IN_FORCE, "58¹", "角标"),
    "h02_s.html": (IN_FORCE, "58", "“57”已划去"),
    "x40_rich_strike.xlsx": (IN_FORCE, "58", "“57”已划去"),
    "x01_wan_format.xlsx": (FEES, "29.0506", "存的是 290506"),
    "x02_date_count.xlsx": (PENALTY, "1月2日", "日期格式"),
    "q09_superscript.pdf": (PENALTY, "146 ¹", "角标"),
    "q10_strike.pdf": (PENALTY, "146", "“145”已划去"),
}
"""Files with one doubtful figure: cell, text and a word of the reason."""
SURE: Final = {
    "q06_watermark_same_line.pdf": {PENALTY: 146},
    "q07_invisible.pdf": {PENALTY: 146},
    "q08_fake_bold.pdf": {PENALTY: 146},
    "q17_kangxi_table.pdf": {PENALTY: 146},
    "x10_x000d.xlsx": {"t2.licensing.decisions": 1312, PENALTY: 146},
    "x34_hidden_dup_row.xlsx": {PENALTY: 146},
    "y00_two_years.html": {"t2.licensing.decisions": 1312, PENALTY: 146, "t2.compulsion.decisions": 13},
}


def _read(name: str, formats: Formats) -> ImportedReport:
    if not CASES.is_dir():
        pytest.skip("the cases are not at hand")
    return read_file(CASES / name, formats)


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_report_reads_as_the_truth(name: str, formats: Formats) -> None:
    truth, found = _read("truth.gia", formats).report, _read(name, formats)
    assert found.report.values == truth.values
    sections = dict(truth.sections)
    if name.startswith("v05b"):  # its last section holds nothing but a placeholder
        del sections["6"]
    assert found.report.sections == sections
    assert (found.report.title, found.report.unit_kind) == (truth.title, truth.unit_kind)


@pytest.mark.parametrize("name", PAINTED)
def test_every_cell_of_a_painted_report_reads_as_the_truth(name: str, formats: Formats) -> None:
    assert _read(name, formats).report.values == _read("truth.gia", formats).report.values


@pytest.mark.parametrize("name", ["b01.pdf", "c03.pdf", "c08.pdf"])
def test_figures_cut_by_the_end_of_a_page_add_up(name: str, formats: Formats) -> None:
    found = _read(name, formats)
    assert (len(found.sure), found.differing) == (166, ())


def test_short_paragraphs_of_a_page_stay_apart(formats: Formats) -> None:
    report = _read("p09_short_paragraphs.pdf", formats).report
    assert [len(report.section(section).splitlines()) for section in ("5", "6")] == [3, 2]


@pytest.mark.parametrize("name", TABLES)
def test_tables_alone_read_as_the_truth_without_a_text(name: str, formats: Formats) -> None:
    truth, found = _read("truth.gia", formats).report, _read(name, formats)
    assert found.report.values == truth.values
    assert found.report.sections == {}


@pytest.mark.parametrize("name", DOUBTED)
def test_what_is_doubtful_is_the_one_figure_and_says_why(name: str, formats: Formats) -> None:
    key, text, reason = DOUBTED[name]
    (cell,) = _read(name, formats).doubtful
    assert (cell.key, cell.text) == (key, text)
    assert reason in cell.reason


@pytest.mark.parametrize("name", SURE)
def test_figures_beside_hidden_or_older_ones_are_sure(name: str, formats: Formats) -> None:
    found = _read(name, formats)
    assert found.doubtful == ()
    read = {cell.key: cell.value for cell in found.sure}
    assert {key: read[CellKey(key)] for key in SURE[name]} == SURE[name]


def test_two_reports_in_one_file_are_told(formats: Formats) -> None:
    assert any("2 份报告" in note for note in _read("d25_two_reports.docx", formats).notes)
