"""The two reports that come with the program."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.app.report_file import open_report
from gia_desktop.checks.engine import run_checks
from gia_desktop.checks.finding import Severity
from gia_desktop.core.keys import TEXT_KEYS, CellKey, TextKey
from gia_desktop.core.resources import resource
from gia_desktop.core.values import Value
from gia_desktop.formats.exchange import dump_report
from gia_desktop.formats.registry import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet


def sheet_of(path: Path) -> Sheet:
    registry = bundled_formats()
    return make_sheet(open_report(path, registry), registry)


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


def test_practice_breaks_the_balances_that_its_list_names(practice: Path) -> None:
    findings = run_checks(sheet_of(practice))
    columns = [finding.cells[0] for finding in findings if finding.code == "GIA-SUM-003"]
    assert columns == [f"t3.new.{column}" for column in ("natural", "legal_service", "other", "total")]
    assert "t3.granted.total" in {finding.cells[0] for finding in findings if finding.code == "GIA-SUM-001"}


def test_blank_cells_of_the_practice_are_those_of_its_list(
    practice: Path, errors: list[dict[str, Any]]
) -> None:
    sheet = sheet_of(practice)
    blank = next(error["cells"] for error in errors if error["id"] == "blank_cells")
    assert [key for key in sheet.format.entered if sheet.now[key] is None] == blank


def test_correcting_the_tables_as_hinted_leaves_nothing_to_fix_there(practice: Path) -> None:
    registry = bundled_formats()
    report = open_report(practice, registry)
    right: dict[str, Value] = {
        "t3.unavailable_not_held.natural": 5,
        "t3.new.legal_service": 2,
        "t3.new.other": 3,
        "t3.new.business": 5,
        "t3.carried_in.business": 1,
        "t2.normative.in_force": 13,
    }
    blank = {key: 0 for key in make_sheet(report, registry).format.entered if key not in report.values}
    values = {**report.values, **blank, **{CellKey(key): value for key, value in right.items()}}
    corrected = make_sheet(replace(report, values=values, stated={}), registry)
    wrong = [item for item in run_checks(corrected) if item.section in {"2", "3", "4"}]
    assert [item.message for item in wrong if item.severity is Severity.MUST_FIX] == []
