"""Our own PDF read in again: figures, texts and contact of the report come back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from gia_desktop.core.keys import CONTACT_KEYS, PREAMBLE, SECTION_IDS, TITLE, UNIT_NAME, section_key
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.importers.reader import read_bytes
from gia_desktop.ui.paper.pdf import pdf_bytes
from tests.support.window.harness import DATA

pytest.importorskip("pypdf")
TEXTS = (UNIT_NAME, TITLE, *map(section_key, SECTION_IDS))


@pytest.mark.parametrize("name", ["sample-2025", "city-2024", "town-2020"])
def test_an_exported_pdf_comes_back(name: str, formats: Formats, qapp: QApplication) -> None:
    folder = resource("samples") if name.startswith("sample") else DATA
    report = open_report(folder / f"{name}.gia", formats)
    sheet = make_sheet(report, formats)
    read = read_bytes(pdf_bytes(sheet, DocumentOptions()), formats).report
    assert read.values == {key: sheet.now[key] for key in report.values}
    for key in TEXTS:
        assert read.text(key) == sheet.text(key), key
    assert read.text(PREAMBLE).startswith(sheet.text(PREAMBLE))  # the document adds how to get in touch
    for key in CONTACT_KEYS:
        assert read.text(key) == report.text(key).replace(" ", ""), key
