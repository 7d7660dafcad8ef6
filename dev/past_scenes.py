"""Histories, versions, backups and the waste bin of a report that somebody has worked on for months."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING, Final

from gia_desktop.app.program.vaults import DRAFTS_STEM
from gia_desktop.app.report.library import NewReport
from gia_desktop.core.change import text_change
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.ui.backups.flow import BACKUPS, WASTE_BIN
from gia_desktop.ui.report import wishes
from gia_desktop.vault.backups import make_backup

if TYPE_CHECKING:
    from dev.report_scenes import Poser
    from gia_desktop.ui.report.page import ReportPage
    from gia_desktop.ui.shell.main_window import MainWindow

_NEW: Final = "t3.new.natural"
_DAYS_AGO: Final = (1, 2, 3, 5, 7, 12, 21, 30, 61, 92, 153, 214, 365)
"""When the backups were made that stand beside the one of just now."""
_UNITS: Final = ("示例县清河镇人民政府", "示例县农业农村和乡村振兴服务中心", "示例县市场监督管理局")


def pose_past(window: MainWindow, poser: Poser, page: ReportPage) -> None:
    """Work on the open report, then look at all that is kept of it."""
    _work(window, page)
    page.going.go_to_cell(CellKey(_NEW))
    for section, name in (("3", "past-cell"), ("1", "past-text"), (wishes.EXPORT_SECTION, "past-report")):
        page.going.show_section(section)
        poser.name = name
        window.do(wishes.HISTORY)
    for wish in (wishes.VERSIONS, wishes.COMPARE, wishes.CARRIED):
        poser.name = f"past-{wish.name}"
        window.do(wish)
    _make_backups(window)
    poser.name = "past-backups"
    window.do(BACKUPS)
    library = window.workspace.library
    for unit in _UNITS:
        library.delete(library.create(NewReport(unit, "department", 2024, "2021")))
    poser.name = "past-waste-bin"
    window.do(WASTE_BIN)


def _work(window: MainWindow, page: ReportPage) -> None:
    """Type, take back, fill and write, and keep two versions by name."""
    library, edits = window.workspace.library, page.edits
    library.name_version(page.number, "初稿")
    edits.fill_all_blanks()
    entered = list(page.session.sheet.format.entered)
    for number, key in enumerate((*entered[:24], CellKey(_NEW), CellKey(_NEW))):
        edits.set_cell(key, 3 * number + 1, "填写", "typed")
    page.undo()
    page.undo()
    page.redo()
    for section, more in (("1", "全年没有收取费用。"), ("5", "对照检查，仍有不足。")):
        text = section_key(section)
        edits.push(text_change(page.session.report, text, page.session.report.text(text) + more, "编辑正文"))
    library.name_version(page.number, "送审稿（主任看过，改了两处提法）")
    edits.set_cell(CellKey(_NEW), 11, "填写", "typed")


def _make_backups(window: MainWindow) -> None:
    """Make a backup, and let copies of it be older ones."""
    folder = window.workspace.folders.backups
    made = window.workspace.saver.read(lambda store: make_backup(store, DRAFTS, folder, DRAFTS_STEM))
    for days in _DAYS_AGO:
        at = made.at - dt.timedelta(days=days, minutes=37 * days)
        shutil.copyfile(made.path, folder / f"{DRAFTS_STEM}-{at:%Y%m%d-%H%M%S}.db")
