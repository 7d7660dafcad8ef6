"""What counts as mended in the report with planted errors."""

from __future__ import annotations

import pytest

from gia_desktop.app.report.practice import BUNDLED, Practice, load_practice
from gia_desktop.checks.engine import run_checks
from gia_desktop.core.change import cell_change
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value
from gia_desktop.files.resources import resource
from gia_desktop.formats.registry import Registry, bundled_formats
from gia_desktop.formats.sheet import make_sheet


@pytest.fixture(scope="module")
def registry() -> Registry:
    return bundled_formats()


@pytest.fixture(scope="module")
def practice(registry: Registry) -> Practice:
    return load_practice(resource("samples", f"{BUNDLED}.toml"), registry)


def mended(practice: Practice, registry: Registry, values: dict[CellKey, Value]) -> frozenset[str]:
    """Return what is mended once these cells are filled in."""
    report = cell_change(practice.report, values, "填写").apply(practice.report)
    sheet = make_sheet(report, registry)
    return practice.mended(sheet, run_checks(sheet))


def test_zeros_in_every_cell_mend_only_the_blank_ones(practice: Practice, registry: Registry) -> None:
    zeros: dict[CellKey, Value] = dict.fromkeys(registry.get(practice.report.format).entered, 0)
    assert mended(practice, registry, zeros) == {"blank_cells"}


@pytest.mark.parametrize("columns", [{"natural"}, {"legal_service", "other"}])
def test_columns_struck_to_zero_mend_nothing(
    practice: Practice, registry: Registry, columns: set[str]
) -> None:
    entered = registry.get(practice.report.format).entered
    struck: dict[CellKey, Value] = {
        key: 0 for key in entered if key.startswith("t3.") and key.rpartition(".")[2] in columns
    }
    assert {f"t3.new.{column}" for column in columns} < struck.keys()
    assert mended(practice, registry, struck) == frozenset()


def test_the_figures_of_the_hint_mend(practice: Practice, registry: Registry) -> None:
    new = {CellKey("t3.new.legal_service"): 2, CellKey("t3.new.other"): 3}
    assert mended(practice, registry, {**new}) == {"applicant_kind"}
    assert mended(practice, registry, {CellKey("t3.unavailable_not_held.natural"): 5}) == {"balance"}
