from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.logging import _QtMessageCapture as QtLog  # the type of the fixture qtlog
from pytestqt.qtbot import QtBot

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.documents.proofs.pdf_pages import read_pages
from gia_desktop.ui.paper.fonts import PaperFonts
from gia_desktop.ui.paper.preview import PagePreview
from gia_desktop.ui.paper.printing import PrintFault
from gia_desktop.ui.paper.view import PageView
from gia_desktop.ui.report.tabs.narrative import NarrativeTab
from tests.support.window.harness import CTRL, NONE, Desk, settle
from tests.support.window.paper_samples import figures, page_text
from tests.ui.conftest import OpenDesk

LEFT_BUTTON = Qt.MouseButton.LeftButton
Key = Qt.Key


@pytest.fixture
def pages(open_desk: OpenDesk, city: Report) -> Desk:
    """The city report with its pages in front."""
    return open_desk(city, "export")


def preview(desk: Desk) -> PagePreview:
    return desk.page.export.preview


def view(desk: Desk) -> PageView:
    return preview(desk).view


def click(desk: Desk, place: str) -> None:
    """Click on a cell or section where it is printed."""
    QTest.mouseClick(view(desk).viewport(), LEFT_BUTTON, NONE, view(desk).place_of(place))
    settle()


def wheel(desk: Desk, steps: int) -> None:
    """Turn the wheel with Ctrl held."""
    middle = QPointF(view(desk).viewport().rect().center())
    event = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view(desk).viewport(), event)


def test_pages_fill_the_width_and_are_counted(pages: Desk) -> None:
    assert preview(pages).place.text() == "第 1 / 5 页"
    rect, room = view(pages).page_rect(0), view(pages).viewport().width()
    assert 0 < room - rect.width() < 40
    assert rect.height() / rect.width() == pytest.approx(297 / 210, rel=0.01)


@pytest.mark.parametrize("key", ["t3.new.natural", "t3.handled_total.total", "t2.fees.amount"])
def test_click_on_a_figure_leads_to_its_cell(pages: Desk, key: str) -> None:
    click(pages, key)
    assert pages.tab.view.current_key == key


def test_click_on_a_paragraph_leads_to_its_section(pages: Desk) -> None:
    click(pages, "5")
    assert pages.page.tabs.section == "5"
    assert isinstance(pages.page.pages.currentWidget(), NarrativeTab)


def test_click_on_the_title_leads_to_the_particulars(pages: Desk) -> None:
    click(pages, "0")
    assert pages.page.tabs.section == "0"


def test_click_beside_the_text_leads_nowhere(pages: Desk) -> None:
    corner = view(pages).page_rect(0).topLeft().toPoint() + QPoint(5, 5)
    QTest.mouseClick(view(pages).viewport(), LEFT_BUTTON, NONE, corner)
    assert pages.page.tabs.section == "export"


def test_pointing_at_a_figure_shows_that_it_can_be_clicked(pages: Desk) -> None:
    place = view(pages).place_of("t3.new.natural")
    QTest.mouseMove(view(pages).viewport(), place)
    assert view(pages).viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view(pages).viewport(), QPoint(2, 2))
    assert view(pages).viewport().cursor().shape() is Qt.CursorShape.ArrowCursor


def test_keys_page_through(pages: Desk) -> None:
    shown = []
    for key in (Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageUp, Key.Key_End, Key.Key_Home):
        QTest.keyClick(view(pages), key)
        shown.append(view(pages).page)
    assert shown == [2, 3, 2, 5, 1]


def test_buttons_page_through_and_stop_at_the_ends(pages: Desk) -> None:
    tools = preview(pages)
    assert not tools.previous.isEnabled()
    for _ in range(4):
        QTest.mouseClick(tools.next, LEFT_BUTTON)
    assert tools.place.text() == "第 5 / 5 页"
    assert (tools.previous.isEnabled(), tools.next.isEnabled()) == (True, False)


def test_wheel_with_ctrl_zooms_and_keeps_the_page(pages: Desk) -> None:
    view(pages).go_to_page(3)
    before = view(pages).zoom
    wheel(pages, 1)
    wheel(pages, 1)
    assert view(pages).zoom > before
    assert view(pages).page == 3
    wheel(pages, -1)
    assert preview(pages).size_words.text() == f"{view(pages).zoom:.0%}"


def test_full_size_shows_a_page_as_large_as_paper(pages: Desk) -> None:
    QTest.mouseClick(preview(pages).actual, LEFT_BUTTON)
    width = 210 / 25.4 * view(pages).logicalDpiX()
    assert view(pages).page_rect(0).width() == pytest.approx(width, abs=1)
    assert view(pages).horizontalScrollBar().maximum() > 0
    QTest.mouseClick(preview(pages).fit, LEFT_BUTTON)
    assert view(pages).horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("zoom", [0.25, 1.0, 1.5])
def test_click_finds_its_cell_at_every_size(pages: Desk, zoom: float) -> None:
    view(pages).set_zoom(zoom)
    bar = view(pages).horizontalScrollBar()
    bar.setValue(bar.maximum() // 2)
    click(pages, "t2.licensing.decisions")
    assert pages.tab.view.current_key == "t2.licensing.decisions"


def test_only_pages_in_sight_are_painted(pages: Desk) -> None:
    view(pages).go_to_page(5)
    settle()
    assert set(view(pages)._pictures) <= {3, 4}
    assert 4 in view(pages)._pictures


def test_change_shows_on_the_page_shortly_after(
    qtbot: QtBot, pages: Desk, edit: Callable[[Desk, str, int], None]
) -> None:
    before = preview(pages).paper()
    edit(pages, "t3.new.natural", 4321)
    qtbot.waitUntil(lambda: preview(pages)._paper is not None, timeout=3000)
    now = preview(pages).paper()
    assert now is not before
    assert figures(now)["t3.new.natural"] == ["4321"]


@pytest.fixture
def edit() -> Callable[[Desk, str, int], None]:
    """Put a number into a cell as if it had been typed."""
    return lambda desk, key, value: desk.page.edits.set_cell(CellKey(key), value, "改一格", "typed")


def test_nothing_is_laid_out_while_the_pages_are_out_of_sight(
    open_desk: OpenDesk, city: Report, edit: Callable[[Desk, str, int], None]
) -> None:
    desk = open_desk(city, "3")
    edit(desk, "t3.new.natural", 4321)
    assert preview(desk)._paper is None
    assert not preview(desk)._timer.isActive()
    desk.page.going.show_section("export")
    assert figures(preview(desk).paper())["t3.new.natural"] == ["4321"]


def test_choices_show_on_the_page(qtbot: QtBot, pages: Desk) -> None:
    choices = pages.page.export.choices
    choices.signature.setChecked(True)
    choices.date.setText("2025.1.20")
    choices.date.commit()
    assert preview(pages)._paper is None
    paper = preview(pages).paper()
    assert "2025年1月20日" in page_text(paper.pages[-1])


def test_missing_fonts_are_told_under_the_pages(pages: Desk) -> None:
    missing = preview(pages).paper().fonts.missing()
    told = preview(pages).fonts
    assert told.isVisible() is bool(missing)
    assert all(wanted in told.text() for wanted, _ in missing[:1])


def test_link_under_the_pages_tells_how_to_get_each_font(
    pages: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PaperFonts, "missing", lambda _self: [("仿宋_GB2312", "仿宋")])
    told = preview(pages).fonts
    told.linkActivated.emit("fonts")
    assert "✗ 仿宋_GB2312（三级标题、四级标题、正文、表格）：本机没有，这里用 仿宋 代替。" in told.text()
    assert "✓ 黑体（一级标题）：本机有。" in told.text()
    told.linkActivated.emit("fonts")
    assert "✗" not in told.text()


@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
def test_paper_is_white_in_every_theme(open_desk: OpenDesk, city: Report, theme: str) -> None:
    desk = open_desk(city, "export", theme=theme)
    picture = view(desk).viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    corner = view(desk).page_rect(0).topLeft() + QPointF(20, 20)
    assert picture.pixelColor((corner * ratio).toPoint()) == QColor("white")


def choose_file(desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch, *, pages: str = "") -> None:
    """Answer the print dialog: print into a file, perhaps some pages only."""

    def accepts(dialog: QDialog) -> bool:
        assert isinstance(dialog, QPrintDialog)
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        if pages:
            printer.setPrintRange(QPrinter.PrintRange.PageRange)
            printer.setPageRanges(printer.pageRanges().fromString(pages))
        return True

    monkeypatch.setattr(desk.messages, "accepts", accepts)


def test_the_button_below_the_pages_asks_for_printing(pages: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(preview(pages).print_asked):
        QTest.mouseClick(preview(pages).print, LEFT_BUTTON)


def test_all_pages_are_printed(pages: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose_file(pages, tmp_path / "p.pdf", monkeypatch)
    pages.page.print_pages()
    printed = read_pages((tmp_path / "p.pdf").read_bytes())
    assert len(printed) == 5
    assert pages.said[-1] == "已送去打印：5 页。"
    sign = next(sign for sign in printed[0].signs if sign.text == "云")
    assert sign.y == pytest.approx((37 / 25.4 * 72) + 28, abs=3)


def test_chosen_pages_are_printed(pages: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose_file(pages, tmp_path / "p.pdf", monkeypatch, pages="2-3,5")
    pages.page.print_pages()
    printed = read_pages((tmp_path / "p.pdf").read_bytes())
    feet = ["".join(sign.text for sign in page.signs if sign.y > 750) for page in printed]
    assert ["".join(filter(str.isdigit, foot)) for foot in feet] == ["2", "3", "5"]


def test_nothing_is_printed_when_given_up(pages: Desk) -> None:
    pages.messages.answers = [False]
    pages.page.print_pages()
    assert pages.said[-1] == "没有打印。"


def test_printer_that_takes_nothing_is_named(
    pages: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtlog: QtLog
) -> None:
    choose_file(pages, tmp_path / "没有这个文件夹" / "p.pdf", monkeypatch)
    with qtlog.disabled():
        pages.page.print_pages()
    assert [type(error) for error in pages.messages.errors] == [PrintFault]
    assert pages.said[-1] == "没有打印。"
