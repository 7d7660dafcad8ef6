"""The two reports that come with the program."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.checks.engine import run_checks
from gia_desktop.core.keys import PREAMBLE, TEXT_KEYS, CellKey, TextKey, section_key
from gia_desktop.core.values import Value
from gia_desktop.exchange.objects import dump_report
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet


def sheet_of(path: Path) -> Sheet:
    formats = bundled_formats()
    return make_sheet(open_report(path, formats), formats)


@pytest.fixture
def errors() -> list[dict[str, Any]]:
    data = tomllib.loads(resource("samples", "practice-2025.toml").read_text("utf-8"))
    assert data["report"] == "practice-2025.gia"
    found: list[dict[str, Any]] = data["errors"]
    return found


def test_sample_is_complete(sample: Path) -> None:
    sheet = sheet_of(sample)
    assert [key for key in sheet.format.entered if sheet.now[key] is None] == []
    assert set(sheet.sections) == {"1", "5", "6"}
    assert sheet.last[CellKey("t3.carried_out.natural")] == 1


def test_sample_has_no_findings(sample: Path) -> None:
    assert [finding.message for finding in run_checks(sheet_of(sample))] == []


def test_sample_keeps_to_the_length_that_notices_ask_for(sample: Path) -> None:
    sheet = sheet_of(sample)
    assert 700 <= len("".join(sheet.section("1").split())) <= 1000
    assert all(f"）{aspect}情况。" in sheet.section("1") for aspect in sheet.format.sections[0].aspects)


@pytest.mark.parametrize("name", ["sample-2025.gia", "practice-2025.gia"])
def test_samples_are_written_as_the_program_writes_them(name: str) -> None:
    path = resource("samples", name)
    assert dump_report(open_report(path, bundled_formats())) == path.read_bytes()


def test_practice_lists_ten_different_errors(practice: Path, errors: list[dict[str, Any]]) -> None:
    sheet = sheet_of(practice)
    assert len({error["id"] for error in errors}) == len(errors) == 10
    for error in errors:
        assert error["cells"] or error["text"], error["id"]
        assert set(error["cells"]) <= set(sheet.format.cells)
        assert TextKey(error.get("text", "title")) in TEXT_KEYS
        assert all(error[key] for key in ("where", "what", "hint"))


def test_checker_finds_each_error_of_the_practice(practice: Path, errors: list[dict[str, Any]]) -> None:
    findings = run_checks(sheet_of(practice))
    places = [{*finding.cells, *(span.text for span in finding.spans)} for finding in findings]
    missed = [
        error["id"]
        for error in errors
        if not any(place & {*error["cells"], error.get("text")} for place in places)
    ]
    assert missed == []


def test_blank_cells_of_the_practice_are_those_of_its_list(
    practice: Path, errors: list[dict[str, Any]]
) -> None:
    sheet = sheet_of(practice)
    blank = next(error["cells"] for error in errors if error["id"] == "blank_cells")
    assert [key for key in sheet.format.entered if sheet.now[key] is None] == blank


def test_following_every_hint_leaves_no_findings(practice: Path) -> None:
    formats = bundled_formats()
    report = open_report(practice, formats)
    right: dict[str, Value] = {
        "t3.unavailable_not_held.natural": 5,
        "t3.new.legal_service": 2,
        "t3.new.other": 3,
        "t3.new.business": 5,
        "t3.carried_in.business": 1,
        "t2.normative.in_force": 13,
    }
    blank = {key: 0 for key in make_sheet(report, formats).format.entered if key not in report.values}
    values = {**report.values, **blank, **{CellKey(key): value for key, value in right.items()}}
    opening = report.text(PREAMBLE).replace("〔2019〕60号", "〔2021〕30号").replace("2024年12", "2025年12")
    measures = "\n（一）改进情况：编写通俗问答。\n（二）改进情况：加强水管所人员培训。"
    texts = {
        **report.texts,
        PREAMBLE: opening,
        section_key("1"): report.section("1").replace("35件", "{t3.new.total}件"),
        section_key("5"): report.section("5") + measures,
    }
    corrected = replace(report, values=values, stated={}, texts=texts)
    assert [item.message for item in run_checks(make_sheet(corrected, formats))] == []
