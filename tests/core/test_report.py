"""The report as plain data: names of cells and texts, title, new reports, errors."""

from __future__ import annotations

import datetime as dt

import pytest

from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import TEXT_KEYS, UNIT_NAME, cell_key, is_cell_key, section_key, split_key
from gia_desktop.core.report import UNIT_KINDS, UNIT_SHORT_NAMES, Report, new_report, year_to_report


def test_a_cell_name_is_joined_and_split() -> None:
    key = cell_key("t3", "refused_third_party", "natural")
    assert key == "t3.refused_third_party.natural"
    assert split_key(key) == ("t3", "refused_third_party", "natural")


@pytest.mark.parametrize("text", ["t3.new.natural", "t2.item_1.x9"])
def test_names_of_the_contract_are_cell_names(text: str) -> None:
    assert is_cell_key(text)


@pytest.mark.parametrize(
    "text", ["t3.new", "t3.new.natural.x", "T3.new.natural", "t3.新收.natural", "3.a.b", "", "a..b"]
)
def test_other_texts_are_no_cell_names(text: str) -> None:
    assert not is_cell_key(text)


def test_no_text_key_looks_like_a_cell() -> None:
    assert section_key("5") in TEXT_KEYS
    assert not any(is_cell_key(key) for key in TEXT_KEYS)


@pytest.mark.parametrize("kind", UNIT_KINDS)
def test_a_new_report_carries_unit_title_and_short_name(kind: str) -> None:
    report = new_report("2021", 2025, "示例县清河镇人民政府", kind)
    assert report.title == "示例县清河镇人民政府2025年政府信息公开工作年度报告"
    assert (report.unit_name, report.unit_kind) == ("示例县清河镇人民政府", kind)
    assert report.text(UNIT_NAME) == "示例县清河镇人民政府"
    assert report.texts["unit.short"] == UNIT_SHORT_NAMES[kind]  # type: ignore[index]
    assert (report.values, report.sections) == ({}, {})


def test_a_report_without_texts_has_the_customary_title_and_no_sections() -> None:
    report = Report("2021", 2025, {section_key("2"): "", section_key("5"): "问题"})
    assert report.title == "2025年政府信息公开工作年度报告"
    assert report.unit_kind == "other"
    assert report.sections == {"5": "问题"}


def test_an_error_is_one_sentence_with_its_hint_and_code() -> None:
    error = GiaError("文件打不开。", "请关闭后重试。", "errno 13")
    assert str(error) == error.sentence == "文件打不开。请关闭后重试。（GIA-E-000）"
    assert error.detail == "errno 13"


@pytest.mark.parametrize(("day", "year"), [("2026-01-10", 2025), ("2026-09-30", 2025), ("2026-10-01", 2026)])
def test_until_autumn_the_report_of_last_year_is_begun(day: str, year: int) -> None:
    assert year_to_report(dt.date.fromisoformat(day)) == year
