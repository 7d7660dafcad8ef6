from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gia_desktop.core.keys import section_key
from gia_desktop.core.report import Reason
from gia_desktop.core.values import Unread
from gia_desktop.documents.export import FILE_KINDS, FileKind, UnknownSuffixError, export_file, render
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.gia import prove_gia
from gia_desktop.files.atomic import FileStamp, MissingFolderError
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet
from gia_desktop.importers.reader import read_file
from tests.documents.conftest import with_values

PLAIN = DocumentOptions()


@pytest.mark.parametrize("suffix", FILE_KINDS)
def test_exported_file_agrees_with_the_report(sheet: Sheet, tmp_path: Path, suffix: str) -> None:
    result = export_file(sheet, tmp_path / f"报告{suffix}", PLAIN)
    count = len(sheet.format.cells)
    assert result.sentence == f"《报告{suffix}》{count}/{count} 一致"
    assert result.size == result.path.stat().st_size == len(render(sheet, suffix.upper(), PLAIN))
    assert result.stamp == FileStamp.read(result.path)


@pytest.mark.parametrize(("name", "what"), [("报告.doc", "“.doc”文件"), ("报告", "没有后缀的文件")])
def test_unknown_suffix_names_the_possible_ones(city: Sheet, tmp_path: Path, name: str, what: str) -> None:
    with pytest.raises(UnknownSuffixError) as caught:
        export_file(city, tmp_path / name, PLAIN)
    assert caught.value.user_text == f"不能导出为{what}，可以导出的是：.docx、.html、.xlsx、.csv、.gia。"
    assert list(tmp_path.iterdir()) == []


def test_fault_of_a_writer_is_told_with_the_result(city: Sheet, town: Sheet, tmp_path: Path) -> None:
    good = FILE_KINDS[".html"]
    wrong = FileKind(lambda _sheet, options: good.render(town, options), good.prove)
    result = export_file(city, tmp_path / "报告.html", PLAIN, {".html": wrong})
    assert not result.proof.holds
    assert "不一致" in result.sentence


def test_missing_folder_stops_the_export(city: Sheet, tmp_path: Path) -> None:
    with pytest.raises(MissingFolderError):
        export_file(city, tmp_path / "没有" / "报告.docx", PLAIN)


def test_report_file_leaves_out_what_could_not_be_read(city: Sheet) -> None:
    sheet = with_values(city, {"t3.new.natural": Unread("三千左右")})
    data = render(sheet, ".gia", PLAIN)
    assert "三千左右" not in data.decode()
    assert prove_gia(data, sheet, PLAIN).holds


@pytest.mark.parametrize(
    ("path", "value", "difference"),
    [
        (("values", "t3.new.natural"), 3000, "格“新收，自然人”不同"),
        (("values", "t3.new.total"), 3000, "原件所列合计不同"),
        (("year",), 2023, "年度不同"),
        (("sections", "6"), "无", "文字不同"),
        (("previous", "values", "t3.new.natural"), 1, "上年数据不同"),
        (("previous",), None, "上年数据不同"),
        (("reasons",), [{"code": "GIA-X", "cells": [], "text": "", "seen": {}}], "审核说明不同"),
    ],
)
def test_every_changed_part_of_a_report_file_is_found(
    city: Sheet, path: tuple[str, ...], value: object, difference: str
) -> None:
    found = json.loads(render(city, ".gia", PLAIN))
    place = found
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    assert difference in prove_gia(json.dumps(found).encode(), city, PLAIN).differences


def test_broken_report_file_is_told(city: Sheet) -> None:
    assert "文件打不开：这不是 .gia 报告文件" in prove_gia(b"{", city, PLAIN).sentence


def test_report_without_last_year_and_with_explanations_survives(town: Sheet) -> None:
    reasons = (Reason("GIA-SUM-001", (), "含上年结转", {"t3.new.natural": "0"}),)
    sheet = replace(town, report=replace(town.report, reasons=reasons))
    assert prove_gia(render(sheet, ".gia", PLAIN), sheet, PLAIN).holds


ABOVE = "全年共收到8份，均已答复。\n（一）说明\n{表}\n注：含上年结转。"


@pytest.mark.parametrize("suffix", [".docx", ".html", ".gia"])
def test_what_stands_above_a_table_is_printed_above_it_and_read_back_there(
    sheet: Sheet, suffix: str, tmp_path: Path
) -> None:
    report = replace(sheet.report, texts={**sheet.report.texts, section_key("3"): ABOVE})
    formats = bundled_formats()
    result = export_file(make_sheet(report, formats), tmp_path / f"报告{suffix}", PLAIN)
    assert result.proof.holds
    assert "{表}" not in (result.path.read_text("utf-8") if suffix == ".html" else "")
    assert read_file(result.path, formats).report.section("3") == ABOVE
