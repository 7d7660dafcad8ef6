"""Reports on paper: what stands where on the pages."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF

from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.values import Value
from gia_desktop.exchange.objects import parse_report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet
from gia_desktop.ui.paper.layout import PagedReport
from gia_desktop.ui.paper.page import Ink, PaperPage
from tests.support.window.harness import DATA

POINT = 20
MM = 72 / 25.4 * POINT


def load(name: str) -> Sheet:
    """Return a report among the test data."""
    formats = bundled_formats()
    return make_sheet(parse_report((DATA / f"{name}.gia").read_bytes(), formats), formats)


def changed(
    sheet: Sheet, values: dict[str, Value] | None = None, texts: dict[str, str] | None = None
) -> Sheet:
    """Return a report in which some cells and texts differ."""
    cells = {**sheet.report.values, **{CellKey(key): value for key, value in (values or {}).items()}}
    words = {**sheet.report.texts, **{TextKey(key): text for key, text in (texts or {}).items()}}
    return replace(sheet, report=replace(sheet.report, values=cells, texts=words))


def middle(ink: Ink) -> QPointF:
    """Return the middle of a printed line."""
    return QPointF(ink.x + ink.line.width / 2, ink.baseline - ink.line.line.ascent() / 2)


def texts_within(page: PaperPage, rect: QRectF) -> str:
    """Return what is printed inside a rectangle."""
    return "".join(ink.line.text for ink in page.texts if rect.contains(middle(ink)))


def figures(paper: PagedReport) -> dict[str, list[str]]:
    """Return the texts of every cell by its key, one for each time it is drawn."""
    found: dict[str, list[str]] = {}
    for page in paper.pages:
        for area in page.areas:
            if area.is_cell:
                found.setdefault(area.place, []).append(texts_within(page, area.rect))
    return found


def pages_with(paper: PagedReport, start: str) -> set[int]:
    """Return the numbers of the pages on which cells of a table stand."""
    return {page.number for page in paper.pages for area in page.areas if area.place.startswith(start)}


def page_text(page: PaperPage) -> str:
    """Return everything printed on a page."""
    return "".join(ink.line.text for ink in page.texts)
