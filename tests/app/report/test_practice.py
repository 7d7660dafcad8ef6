"""What counts as mended in the report with planted errors."""

from __future__ import annotations

import pytest

from gia_desktop.app.report.practice import BUNDLED, Practice, load_practice
from gia_desktop.checks.engine import run_checks
from gia_desktop.core.change import cell_change
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats, bundled_formats
from gia_desktop.formats.sheet import make_sheet


@pytest.fixture(scope="module")
def formats() -> Formats:
    return bundled_formats()


@pytest.fixture(scope="module")
def practice(formats: Formats) -> Practice:
    return load_practice(resource("samples", f"{BUNDLED}.toml"), formats)


def mended(practice: Practice, formats: Formats, values: dict[CellKey, Value]) -> frozenset[str]:
    """Return what is mended once these cells are filled in."""
    report = cell_change(practice.report, values, "填写").apply(practice.report)
    sheet = make_sheet(report, formats)
    return practice.mended(sheet, run_checks(sheet))


def test_zeros_in_every_cell_mend_only_the_blank_ones(practice: Practice, formats: Formats) -> None:
    zeros: dict[CellKey, Value] = dict.fromkeys(formats.get(practice.report.format).entered, 0)
    assert mended(practice, formats, zeros) == {"blank_cells"}


@pytest.mark.parametrize("columns", [{"natural"}, {"legal_service", "other"}])
def test_columns_struck_to_zero_mend_nothing(practice: Practice, formats: Formats, columns: set[str]) -> None:
    entered = formats.get(practice.report.format).entered
    struck: dict[CellKey, Value] = {
        key: 0 for key in entered if key.startswith("t3.") and key.rpartition(".")[2] in columns
    }
    assert {f"t3.new.{column}" for column in columns} < struck.keys()
    assert mended(practice, formats, struck) == frozenset()


def test_the_figures_of_the_hint_mend(practice: Practice, formats: Formats) -> None:
    new = {CellKey("t3.new.legal_service"): 2, CellKey("t3.new.other"): 3}
    assert mended(practice, formats, {**new}) == {"applicant_kind"}
    assert mended(practice, formats, {CellKey("t3.unavailable_not_held.natural"): 5}) == {"balance"}
