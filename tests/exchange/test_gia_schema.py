from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.exchange.gia_schema import gia_schema
from gia_desktop.formats.dictionary import dictionary_csv
from gia_desktop.formats.installed import Formats

ROOT = Path(__file__).parents[2]
REPORTS = [*(ROOT / "tests" / "data").glob("*.gia"), *(ROOT / "resources" / "samples").glob("*.gia")]


def fits(value: Any, rule: dict[str, Any]) -> bool:
    """Tell whether a value fits a rule, as far as this schema needs it."""
    if "anyOf" in rule:
        return any(fits(value, one) for one in rule["anyOf"])
    if "const" in rule:
        return bool(value == rule["const"])
    if rule["type"] == "integer":
        return type(value) is int and rule["minimum"] <= value <= rule["maximum"]
    return isinstance(value, str) and re.search(rule.get("pattern", ""), value) is not None


def cells_of(formats: Formats, fmt: str) -> dict[str, Any]:
    """Return the rules for the cells of a format."""
    (rule,) = [
        one["then"]["properties"]["values"]
        for one in gia_schema(formats)["allOf"]
        if one["if"]["properties"]["format"] == {"const": fmt}
    ]
    assert rule["additionalProperties"] is False
    cells: dict[str, Any] = rule["properties"]
    return cells


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_reports_fit_the_schema(formats: Formats, path: Path) -> None:
    report = json.loads(path.read_text("utf-8"))
    schema = gia_schema(formats)
    assert set(schema["required"]) <= set(report)
    cells = cells_of(formats, report["format"])
    assert report["values"]
    assert [key for key, value in report["values"].items() if not fits(value, cells[key])] == []


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        ("t3.new.natural", 3, True),
        ("t3.new.natural", "/", True),
        ("t3.new.natural", -1, False),
        ("t3.new.natural", 1.5, False),
        ("t3.new.natural", 10**12, False),
        ("t2.fees.amount", "1.26", True),
        ("t2.fees.amount", "1.1234567", False),
        ("t2.fees.amount", "约3万", False),
    ],
)
def test_values_that_no_report_can_have_do_not_fit(
    formats: Formats, key: str, value: Any, right: bool
) -> None:
    assert fits(value, cells_of(formats, "2021")[key]) is right


def test_the_documents_hold_what_the_program_says(formats: Formats) -> None:
    kept = json.loads((ROOT / "docs" / "data" / "gia.schema.json").read_text("utf-8"))
    assert kept == gia_schema(formats)
    assert (ROOT / "docs" / "data" / "fields.csv").read_text("utf-8").split() == dictionary_csv(
        formats
    ).split()
