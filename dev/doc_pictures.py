"""Pictures for manual and README, taken of the real program over made-up drafts at a fixed moment."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from dev.window import SIZE, open_window, settle
from gia_desktop.app.program.dirs import find_folders
from gia_desktop.app.program.vaults import DRAFTS_FILE
from gia_desktop.app.report.progress import progress
from gia_desktop.checks.engine import run_checks
from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.states import Progress, ReportState
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.writers.html import write_html
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.store import DraftStore
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.register.outside.file import open_register
from gia_desktop.ui.intake.reading_dialog import ReadingDialog
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.page import ReportPage
from gia_desktop.ui.report.practice_panel import PracticePanel
from gia_desktop.ui.report.tabs.narrative import LAST_TEXT, NOTHING, PHRASES
from gia_desktop.ui.rollup.wishes import PRACTICE as PRACTICE_COLLECTION
from gia_desktop.ui.shell.main_window import MainWindow
from gia_desktop.ui.shell.menus import SET
from gia_desktop.vault.backups import make_backup

MOMENT: Final = dt.datetime(2026, 1, 12, 9, 30, tzinfo=dt.datetime(2026, 1, 12).astimezone().tzinfo)
"""When all pictures are taken, by the clock on the wall: their times never differ."""

REGISTER_DAY: Final = dt.date(2026, 4, 13)
"""The day of the picture of the register: the last one of its first case."""

COLLECTION_DAY: Final = dt.date(2026, 1, 25)
"""The day of the picture of the collection: two days after the practice was due."""

_SMALL: Final = (1100, 640)
"""The size of the window where a part of it is shown: letters stay large in the narrow manual."""

_COLORS: Final = 256
_NEAR: Final = 10
"""Colours that differ by less than this in each part count as one."""

_MOST_TURNS: Final = 200
"""Turns of the event loop until a window that does not come to the front is photographed as it is."""

_CELL: Final = CellKey("t3.new.natural")


class Photographer(Messages):
    """Takes a picture of each dialog that the program opens, and gives it up."""

    def __init__(self) -> None:
        """Start without a name for the next picture."""
        self.take: Callable[[QWidget], None] = lambda _dialog: None

    def accepts(self, dialog: QDialog) -> bool:
        """Photograph a dialog as it is shown; a file being read is waited for."""
        if isinstance(dialog, ReadingDialog):
            return super().accepts(dialog)
        dialog.show()
        self.take(dialog)
        dialog.close()
        return False

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        """Keep quiet."""


def take_all(folder: Path) -> list[Path]:
    """Write all pictures into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []

    def take(widget: QWidget, name: str) -> None:
        _rest(widget.window())
        taken.append(folder / f"{name}.png")
        save_small(widget.grab().toImage(), taken[-1])

    with tempfile.TemporaryDirectory(prefix="gia-docs-") as data, _open(Path(data)) as (window, messages):
        take(window, "start")
        _of_the_sample(window, messages, take)
        _of_reading_in(window, messages, take, Path(data))
        _of_the_practice(window, messages, take)
        _of_the_register(window, take)
        _of_the_collection(window, take)
    return taken


Take = Callable[[QWidget, str], None]


def _rest(window: QWidget) -> None:
    """Let a window come to the front and take the focus from all in it: rings and carets come and go."""
    window.activateWindow()
    for _ in range(_MOST_TURNS):
        settle()
        if QApplication.activeWindow() is window:
            break
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
    settle()
    if isinstance(window, MainWindow) and window.stage.page is not None:
        window.stage.page.show_saved(MOMENT)


@contextmanager
def _open(data: Path) -> Iterator[tuple[MainWindow, Photographer]]:
    """Open the window over made-up drafts; its clock stands at the moment."""
    _write_drafts(data)
    messages = Photographer()
    with open_window(data, messages=messages) as window:
        window.reports.shelf.clock = lambda: MOMENT
        window.workspace.applications.today = MOMENT.date
        window.go_home()
        window.reports.shelf.list.setCurrentIndex(window.reports.shelf.model.index(0, 0))
        yield window, messages


def _of_the_register(window: MainWindow, take: Take) -> None:
    """Take the register with made-up cases on the last day of one of them."""
    window.resize(*SIZE)
    register = open_register(resource("samples", "register-2026.giar"))
    library = window.workspace.applications
    library.today = lambda: REGISTER_DAY
    library.set_office({"unit": register.unit_name, "kind": register.unit_kind})
    library.take_in(window.register.session(), register.cases, "register-2026.giar")
    window.register.open(1, f"todo/{register.cases[0].number}")
    take(window, "register")


def _of_the_collection(window: MainWindow, take: Take) -> None:
    """Take the practice collection, checked, two days after it was due."""
    window.workspace.collections.today = lambda: COLLECTION_DAY
    window.do(PRACTICE_COLLECTION)
    page = window.rollup.page
    if page is None:
        raise RuntimeError("the collection did not open")
    checked = page.session.checker.check(page.session.collection)
    if checked is not None:
        page.session.take_checked(checked)
    take(window, "collect")


def _write_drafts(data: Path) -> None:
    """Store the reports of two years, one of them with a history, and a backup of them."""
    formats, folders = bundled_formats(), find_folders(data)
    sample = open_report(resource("samples", "sample-2025.gia"), formats)
    texts = {key: text.replace("2025", "2024") for key, text in sample.texts.items()}
    last = replace(sample, year=2024, texts=texts, previous=None)
    begun = replace(sample, values={key: value for key, value in sample.values.items() if key != _CELL})
    with closing(DraftStore(folders.data / DRAFTS_FILE)) as store:
        _store(store, last, MOMENT.replace(year=2025, month=1, day=20))
        store.set_state(1, ReportState.PUBLISHED, MOMENT.replace(year=2025, month=1, day=24))
        number = _store(store, begun, MOMENT - dt.timedelta(days=4))
        found = sample.values.get(_CELL)
        for days, old, new, origin in ((3, None, 9, "typed"), (2, 9, 10, "pasted"), (0, 10, found, "typed")):
            step = Change("填写", cells={_CELL: (old, new)}, origin=origin)
            store.write(number, step, _progress(sample), MOMENT - dt.timedelta(days=days, minutes=12))
        make_backup(store, DRAFTS, folders.backups, "drafts", MOMENT)


def _store(store: DraftStore, report: Report, at: dt.datetime) -> int:
    number = store.create(report, at)
    store.write(number, Change(""), _progress(report), at)
    return number


def _progress(report: Report) -> Progress:
    sheet = make_sheet(report, bundled_formats())
    return progress(sheet, run_checks(sheet))


def _open_page(window: MainWindow, number: int, section: str) -> ReportPage:
    """Open a report at a tab, checked."""
    window.reports.open(number)
    settle()
    page = window.reports.page
    if page is None:
        raise RuntimeError("the report did not open")
    page.session.check()
    page.going.show_section(section)
    return page


def _of_the_sample(window: MainWindow, messages: Photographer, take: Take) -> None:
    page = _open_page(window, 2, "export")
    take(window, "export")
    window.do(SET, "text_panel", LAST_TEXT)
    page.going.show_section("1")
    take(page.pages, "last-text")
    window.do(SET, "text_panel", PHRASES)
    take(page.pages, "phrases")
    window.do(SET, "text_panel", NOTHING)
    window.resize(*_SMALL)
    take(page.pages, "texts")
    page.going.go_to_cell(_CELL)
    messages.take = lambda dialog: take(dialog, "history")
    window.do(wishes.HISTORY)


def _of_reading_in(window: MainWindow, messages: Photographer, take: Take, data: Path) -> None:
    """Read a page of the web in, one of whose figures is not clear."""
    formats = bundled_formats()
    sheet = make_sheet(open_report(resource("samples", "sample-2025.gia"), formats), formats)
    clear = str(sheet.now[_CELL])
    text = write_html(sheet, DocumentOptions()).decode("utf-8")
    head, place, rest = text.partition("一、本年新收政府信息公开申请数量")
    unclear = rest.replace(f">{clear}<", f">{clear[0]} l<", 1)
    path = data / "清河镇2025年报.html"
    path.write_text(head + place + unclear, "utf-8")
    messages.take = lambda dialog: take(dialog, "import")
    window.go_home()
    window.open_file(path)


def _of_the_practice(window: MainWindow, messages: Photographer, take: Take) -> None:
    window.do(wishes.PRACTICE)
    if window.reports.page is None:
        raise RuntimeError("the practice did not open")
    window.resize(*SIZE)
    page = _open_page(window, window.reports.page.session.report_id, "3")
    panel = page.findChild(PracticePanel)
    if panel is None:
        raise RuntimeError("the practice has no panel")
    panel.hint.setChecked(True)
    take(panel, "practice")
    panel.hint.setChecked(False)
    take(window, "table3")
    take(page.findings, "findings")
    messages.take = lambda dialog: take(dialog, "explain")
    page.edits.explain(next(item for item in page.session.settled if item.finding.code == "GIA-YEAR-001"))


def save_small(image: QImage, path: Path) -> None:
    """Write a picture with at most 256 colours, the commonest ones: a third of the size, the same to the eye.

    Raises:
        OSError: the file can't be written.
    """
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    chosen: dict[tuple[int, ...], int] = {}
    for color, _ in Counter(memoryview(plain.constBits()).cast("I")).most_common():
        near = tuple((color >> shift & 0xFF) // _NEAR for shift in (16, 8, 0))
        chosen.setdefault(near, color)
        if len(chosen) == _COLORS:
            break
    avoid = Qt.ImageConversionFlag.AvoidDither
    small = plain.convertToFormat(QImage.Format.Format_Indexed8, list(chosen.values()), avoid)
    small.setDevicePixelRatio(1)
    if not small.save(str(path), "PNG", 0):  # type: ignore[call-overload]
        raise OSError(f"图片写不进 {path}")
