"""Checks, tests and coverage."""

from __future__ import annotations

from pathlib import Path

from dev import testing


def test_closing_line_counts_errors_as_failures() -> None:
    junit = '<testsuites><testsuite tests="10" failures="1" errors="2" skipped="3"/></testsuites>'
    assert testing.closing_line(junit) == "4 passed, 3 failed, 3 skipped"


def test_files_below_their_folder_limit_are_listed() -> None:
    report = {
        "gia_desktop/core/keys.py": 89.9,
        "gia_desktop\\checks\\engine.py": 50.0,
        "gia_desktop/core/values.py": 90.0,
        "gia_desktop/ui/shell/app.py": 0.0,
    }
    limits = {"gia_desktop/core": 90.0, "gia_desktop/checks": 90.0}
    assert testing.files_below(report, limits) == [
        "  gia_desktop/checks/engine.py: 50.0 % < 90 %",
        "  gia_desktop/core/keys.py: 89.9 % < 90 %",
    ]


def test_missing_coverage_data_fails(tmp_path: Path) -> None:
    assert not testing.coverage_reached(tmp_path / "none.json")


def test_thresholds_name_folders_of_the_package() -> None:
    limits = testing.thresholds()
    assert set(limits) >= {"gia_desktop/core", "gia_desktop/formats", "gia_desktop/checks"}
    assert all(0 < limit <= 100 for limit in limits.values())
