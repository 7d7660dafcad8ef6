"""Every screen around a report, posed one after the other: for looking at after a change of the looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from dev.past_scenes import pose_past
from dev.window import settle
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.states import ReportState
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.writers.docx import write_docx
from gia_desktop.documents.writers.html import write_html
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.ui.backups.flow import BACKUPS, SECOND_PLACE, WASTE_BIN
from gia_desktop.ui.frame.wishes import Wish
from gia_desktop.ui.help.flow import ABOUT, KEYS
from gia_desktop.ui.intake.reading_dialog import ReadingDialog
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.page import ReportPage
from gia_desktop.ui.report.tabs.narrative import LAST_TEXT, NOTHING, PHRASES
from gia_desktop.ui.shell.main_window import MainWindow
from gia_desktop.ui.shell.menus import SET

Take = Callable[[QWidget, str], None]

NARROW: Final = (1024, 680)
"""Below this a page has no room for the column at its right."""

_LOOKED_INTO: Final[tuple[Wish[[]], ...]] = (
    wishes.COMPARE,
    wishes.HISTORY,
    wishes.VERSIONS,
    wishes.CARRIED,
    wishes.YEAR,
    wishes.WORD_LIMIT,
    wishes.BUNDLE_NAMES,
    wishes.PAGE_STYLE,
    SECOND_PLACE,
    ABOUT,
)
"""What opens a dialog over an open report."""


class Poser(Messages):
    """Photographs every dialog and every box, and answers with files that are ready.

    Attributes:
        name: of the next picture.
        accepting: dialogs are accepted, not given up.
        opened: the file that is chosen to be read.
        target: the file that is chosen to be written.
    """

    def __init__(self, take: Take) -> None:
        """Give every dialog up until told otherwise."""
        super().__init__()
        self.name = "dialog"
        self.accepting = False
        self.opened, self.target = Path(), Path()
        self._take = take

    def accepts(self, dialog: QDialog) -> bool:
        """Photograph a dialog; those of the system and those that wait for a file pass."""
        if isinstance(dialog, ReadingDialog):
            return super().accepts(dialog)
        if isinstance(dialog, QFileDialog):
            return False
        dialog.show()
        self._take(dialog, self.name)
        if self.accepting:
            agree(dialog)
        dialog.close()
        return self.accepting

    def ask(self, parent: QWidget, title: str, text: str, yes: str, no: str) -> bool:
        """Photograph the question and say no."""
        accepting, self.accepting = self.accepting, False
        agreed = super().ask(parent, title, text, yes, no)
        self.accepting = accepting
        return agreed

    def ask_either(
        self, parent: QWidget, title: str, text: str, first: str, second: str, *, neither: str = "取消"
    ) -> bool | None:
        """Photograph the question and take the second thing."""
        accepting, self.accepting = self.accepting, False
        super().ask_either(parent, title, text, first, second, neither=neither)
        self.accepting = accepting
        return False

    def ask_open_path(self, *_asked: object, **_more: object) -> str:
        """Choose the file that is ready."""
        return str(self.opened)

    def ask_save_path(self, *_asked: object, **_more: object) -> str:
        """Choose the place that is ready."""
        return str(self.target)

    def ask_folder(self, *_asked: object, **_more: object) -> str:
        """Choose the folder of the place that is ready."""
        return str(self.target.parent)


def agree(dialog: QDialog) -> None:
    """Accept a dialog; a box by its accepting button."""
    if not isinstance(dialog, QMessageBox):
        dialog.accept()
        return
    for button in dialog.buttons():
        if dialog.buttonRole(button) is QMessageBox.ButtonRole.AcceptRole:
            button.click()


def pose_all(window: MainWindow, poser: Poser, take: Take, data: Path) -> None:
    """Show every screen of the report, from the empty home page to the finished file."""
    poser.target = data / "今年.docx"
    take(window, "home-empty")
    _pose_new(window, poser, take)
    _pose_reading(window, poser, data)
    _pose_carried(window, poser, take, data)
    _pose_past(window, poser, data)
    _pose_practice(window, poser, take)
    _pose_narrow(window, take)
    window.go_home()
    take(window, "home-narrow")


def _page(window: MainWindow) -> ReportPage:
    settle()
    page = window.reports.page
    if page is None:
        raise RuntimeError("no report is open")
    page.session.check()
    settle()
    return page


def _pose_tabs(window: MainWindow, take: Take, name: str) -> None:
    page = _page(window)
    for section in page.by_section:
        page.going.show_section(section)
        take(window, f"{name}-{section}")


def _pose_new(window: MainWindow, poser: Poser, take: Take) -> None:
    """Take an empty report."""
    poser.name, poser.accepting = "new", True
    window.do(wishes.NEW)
    poser.accepting = False
    _pose_tabs(window, take, "empty")
    window.go_home()


def _last_year() -> Report:
    sample = open_report(resource("samples", "sample-2025.gia"), bundled_formats())
    texts = {key: text.replace("2025", "2024").replace("2026", "2025") for key, text in sample.texts.items()}
    return replace(sample, year=2024, texts=texts, previous=None)


def _pose_reading(window: MainWindow, poser: Poser, data: Path) -> None:
    """Read a page of the web in, one of whose figures is not clear."""
    sheet = make_sheet(_last_year(), bundled_formats())
    text = write_html(sheet, DocumentOptions()).decode("utf-8")
    clear = str(sheet.now[CellKey("t3.new.natural")])
    head, place, rest = text.partition("一、本年新收政府信息公开申请数量")
    poser.opened = data / "北河镇2024年政府信息公开工作年度报告.html"
    poser.opened.write_text(head + place + rest.replace(f">{clear}<", f">{clear[0]} l<", 1), "utf-8")
    poser.name = "carry-doubt"
    window.do(wishes.CARRY)
    poser.name = "reading"
    window.open_file(poser.opened)
    window.go_home()


def _pose_carried(window: MainWindow, poser: Poser, take: Take, data: Path) -> None:
    """Carry last year's report over, and look at everything around the new one."""
    poser.opened = data / "北河镇2024年政府信息公开工作年度报告.docx"
    poser.opened.write_bytes(write_docx(make_sheet(_last_year(), bundled_formats()), DocumentOptions()))
    poser.name, poser.accepting = "carry", True
    window.do(wishes.CARRY)
    poser.accepting = False
    _pose_tabs(window, take, "carried")
    page = _page(window)
    page.going.show_section("1")
    for panel in (LAST_TEXT, PHRASES, NOTHING):
        window.do(SET, "text_panel", panel)
        take(window, f"texts-{panel}")
    window.do(wishes.NEXT_PLACE)
    take(window, "next-place")
    window.do(wishes.REPLACE)
    take(window, "replace")
    if page.finder.bar is not None:
        page.finder.bar.leave()
    page.going.show_section("3")
    for wish in _LOOKED_INTO:
        poser.name = f"dialog-{wish.name}"
        window.do(wish)
    poser.name = "dialog-nickname"
    window.do(wishes.NICKNAME, page.number)
    window.do(KEYS)
    if window.help.window is not None:
        take(window.help.window, "manual")
        window.help.window.close()
    _pose_written(window, poser, take)


def _pose_written(window: MainWindow, poser: Poser, take: Take) -> None:
    """Write files and see the report through to its publication."""
    page = _page(window)
    page.going.show_section("export")
    window.do(wishes.FILL_ALL)
    _write(window, wishes.EXPORTS[".docx"])
    take(window, "written")
    _write(window, wishes.BUNDLE)
    take(window, "bundled")
    poser.accepting = True
    poser.name = "dialog-move"
    window.do(wishes.MOVE, ReportState.SIGNED)
    poser.accepting = False
    page.going.show_section("2")
    take(window, "signed")
    for wish in (BACKUPS, WASTE_BIN):
        poser.name = f"dialog-{wish.name}"
        window.do(wish)
    take(window, "home")


def _pose_past(window: MainWindow, poser: Poser, data: Path) -> None:
    """Look at what is kept of a report that was carried over and worked on."""
    poser.opened = data / "北河镇2024年政府信息公开工作年度报告.docx"
    poser.accepting = True
    window.do(wishes.CARRY)
    poser.accepting = False
    pose_past(window, poser, _page(window))


def _write(window: MainWindow, wish: Wish[[]]) -> None:
    """Write files, and wait for their result."""
    loop = QEventLoop()
    window.reports.exporting.written.connect(loop.quit)
    window.reports.exporting.failed.connect(loop.quit)
    window.do(wish)
    loop.exec()


def _pose_practice(window: MainWindow, poser: Poser, take: Take) -> None:
    """Look at a report full of faults."""
    window.do(wishes.PRACTICE)
    _pose_tabs(window, take, "practice")
    page = _page(window)
    for item in page.session.settled:
        if item.finding.code == "GIA-YEAR-001":
            poser.name = "dialog-explain"
            page.edits.explain(item)
            break
    page.going.show_all_findings()
    take(window, "practice-all")


def _pose_narrow(window: MainWindow, take: Take) -> None:
    """Look at the same in a narrow window, with the drawer closed and open."""
    width, height = NARROW
    window.resize(min(width, window.width()), min(height, window.height()))
    _pose_tabs(window, take, "narrow")
    page = _page(window)
    for section in ("1", "3", "export"):
        page.going.show_section(section)
        page.side.open()
        take(window, f"drawer-{section}")
    page.side.fold()
    for panel in (LAST_TEXT, PHRASES):
        page.going.show_section("1")
        window.do(SET, "text_panel", panel)
        take(window, f"narrow-texts-{panel}")
    window.do(SET, "text_panel", NOTHING)
