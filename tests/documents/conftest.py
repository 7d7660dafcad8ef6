"""Sheets that every test of the documents starts from."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest

from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.values import Value
from gia_desktop.exchange.objects import parse_report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet

DATA = Path(__file__).parent.parent / "data"


def load_sheet(name: str) -> Sheet:
    """Return the sheet of a report file among the test data."""
    formats = bundled_formats()
    return make_sheet(parse_report((DATA / f"{name}.gia").read_bytes(), formats), formats)


def with_values(sheet: Sheet, values: dict[str, Value]) -> Sheet:
    """Return a sheet in which some cells hold other values."""
    changed = {**sheet.report.values, **{CellKey(key): value for key, value in values.items()}}
    return replace(sheet, report=replace(sheet.report, values=changed))


def with_texts(sheet: Sheet, texts: dict[str, str]) -> Sheet:
    """Return a sheet in which some texts read otherwise."""
    changed = {**sheet.report.texts, **{TextKey(key): text for key, text in texts.items()}}
    return replace(sheet, report=replace(sheet.report, texts=changed))


def tables(data: bytes) -> list[list[list[str]]]:
    """Return the texts of all tables of a docx."""
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in docx.Document(BytesIO(data)).tables
    ]


@pytest.fixture(scope="session")
def city() -> Sheet:
    """Return the full city report of 2024."""
    return load_sheet("city-2024")


@pytest.fixture(scope="session")
def town() -> Sheet:
    """Return the zero town report of 2020."""
    return load_sheet("town-2020")


@pytest.fixture(params=["city-2024", "town-2020"])
def sheet(request: pytest.FixtureRequest) -> Sheet:
    """Return one report of either format."""
    return load_sheet(request.param)
