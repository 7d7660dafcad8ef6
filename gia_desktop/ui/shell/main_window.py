"""The window: start page or one open report, menus, status line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent, QUndoGroup, QUndoStack
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.program.settings import Settings
from gia_desktop.app.report.half_typed import offer_words, recovering, worth_offering
from gia_desktop.app.report.practice import is_practice
from gia_desktop.app.report.session import Event, Session
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import INFO_SECTION
from gia_desktop.core.report import Report
from gia_desktop.drafts.records import Pending
from gia_desktop.ui.backups.flow import BackupFlow
from gia_desktop.ui.frame.whereabouts import Whereabouts
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.help.flow import HelpFlow
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.theme import Theme, apply_theme, make_theme
from gia_desktop.ui.report.beginning import BEGINNINGS, BeginFlow, Doors
from gia_desktop.ui.report.edit_flow import EditFlow
from gia_desktop.ui.report.exporting import ExportFlow
from gia_desktop.ui.report.history import HistoryFlow
from gia_desktop.ui.report.page import ReportPage
from gia_desktop.ui.report.states import StateFlow
from gia_desktop.ui.shell.home import StartPage
from gia_desktop.ui.shell.looking_on import SharedFolder
from gia_desktop.ui.shell.menus import Menus
from gia_desktop.ui.shell.sharing import SharingFlow
from gia_desktop.vault.backup_keeper import BackupFault
from gia_desktop.vault.holder import TakenOverFault


class MainWindow(QMainWindow):
    """Assembles pages and menus and passes wishes on to the workspace."""

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        messages: Messages,
        shared: SharedFolder | None = None,
    ) -> None:
        """Show the start page; ``shared`` is the data folder when it can only be looked at."""
        super().__init__()
        self._workspace = workspace
        self._settings = settings
        self._messages = messages
        self.theme = self._make_theme()
        self.page: ReportPage | None = None
        self._session: Session | None = None
        self._stack: QUndoStack | None = None
        self._undo = QUndoGroup(self)
        self.setWindowTitle("政府信息公开年报助手")
        self.resize(1366, 768)
        self.setMinimumSize(800, 480)
        self.pages = QStackedWidget()
        self.sharing = SharingFlow(workspace, settings, messages, lambda: self.page, shared, self)
        self._build_middle()
        self.menus = Menus(self, self._undo, self.do)
        self._header = QStackedWidget()
        self._build_top()
        self._build_status()
        self._start: StartPage | None = None
        self._show_settings()
        for number in range(1, 9):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda place=number - 1: self._choose_tab(place))
        workspace.saved.connect(self._on_saved)
        workspace.save_failed.connect(self._on_save_failed)
        self._exports = ExportFlow(workspace, settings, messages, lambda: self.page, self)
        self._histories = HistoryFlow(workspace, messages, lambda: self.page, lambda: self.theme, self)
        self.whereabouts = Whereabouts(settings, lambda: self.page, self._open_if_there, self.open_file, self)
        self._states = StateFlow(workspace, messages, lambda: self.page, lambda: self.sharing.words, self)
        self._states.moves_changed.connect(self.menus.show_moves)
        self._backups = BackupFlow(workspace, settings, messages, self.go_home, lambda: self.theme, self)
        self.help = HelpFlow(messages, self._section, lambda: self.theme, self)
        self._wishes: dict[str, Callable[..., None]] = {
            **self._histories.wishes,
            **self._states.wishes,
            **self._backups.wishes,
            **self.help.wishes,
            **BeginFlow(workspace, messages, self._doors(), self).wishes,
            **self.sharing.wishes,
            **self._exports.wishes,
            **EditFlow(lambda: self.page).wishes,
        }
        self.sharing.changed.connect(self._states.show_state)
        self.sharing.opened_anew.connect(self.open_file)
        self.sharing.reload_asked.connect(lambda: self.whereabouts.come_back_after(self.go_home))
        self.menus.set_report_open(is_open=False)

    # -- building

    def _make_theme(self) -> Theme:
        theme = make_theme(str(self._settings["theme"]), str(self._settings["text_size"]))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)
        return theme

    def _build_middle(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sharing.banner)
        column.addWidget(self.pages, 1)
        self.sharing.banner.asked.connect(self.do)
        self.setCentralWidget(middle)

    def _build_top(self) -> None:
        top = QFrame()
        top.setObjectName("topLine")
        line = QHBoxLayout(top)
        line.setContentsMargins(4, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.menus.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._header, 1)
        self.setMenuWidget(top)

    def _build_status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        self.cell_words, self.filled, self.must_fix, self.explain = (QLabel() for _ in range(4))
        bar.addWidget(self.cell_words, 1)
        for label in (self.filled, self.must_fix, self.explain):
            bar.addPermanentWidget(label)

    @property
    def start(self) -> StartPage:
        """The page without a report; a start that goes back to a report never builds it."""
        if self._start is None:
            self._start = self._make_start()
            self._fill_start()
        return self._start

    def _make_start(self) -> StartPage:
        start = StartPage(self.theme, BEGINNINGS)
        start.action_asked.connect(self.do)
        start.open_asked.connect(self.open_report)
        start.delete_asked.connect(self._on_delete_asked)
        self.pages.addWidget(start)
        self._header.addWidget(start.header)
        return start

    def _doors(self) -> Doors:
        return Doors(
            chosen=lambda: self.start.chosen,
            folder=lambda: self._exports.folder,
            read=self._read,
            open_file=self.open_file,
            open_report=self.open_report,
            show_carried=self._histories.show_carried,
        )

    # -- wishes

    def do(self, wish: str) -> None:
        """Do what a menu entry or a button asks for; errors are told in a box."""
        name, _, rest = wish.partition(":")
        if self.sharing.refuses(name):
            return
        served = self._wishes.get(name) or getattr(self, f"_do_{name}")
        try:
            served(*([rest] if rest else []))
        except GiaError as error:
            self._messages.tell_error(self, error)

    def _do_home(self) -> None:
        self.go_home()

    def _do_quit(self) -> None:
        self.close()

    def _do_set(self, rest: str) -> None:
        name, _, value = rest.partition(":")
        self._settings[name] = value == "on" if name == "show_last_year" else value
        self._show_settings()
        if name in {"text_size", "theme"}:
            self._change_look()
        else:
            self._apply_entry_settings()

    # -- reports

    def open_file(self, path: Path) -> None:
        """Take a file in as a new draft and open it; doubtful cells are shown first."""
        if self.sharing.refuses("open"):
            return
        try:
            report = self._read(path)
        except GiaError as error:
            self._messages.tell_error(self, error)
            return
        if report is not None:
            self._settings["last_folder"] = str(path.parent)
            self.open_report(self._workspace.take_in(report, path.name))
            if path.suffix.lower() == ".gia":
                self.sharing.claim_file(path)

    def _read(self, path: Path) -> Report | None:
        """Read a report from a file of any kind; None when the clerk doesn't want it after all."""
        from gia_desktop.app.report.import_review import standing_beside
        from gia_desktop.ui.intake.import_dialog import ImportDialog
        from gia_desktop.ui.intake.reading_dialog import read_patiently

        imported = read_patiently(self._workspace, path, self._messages, self)
        if imported is None:
            return None
        if path.suffix.lower() == ".gia":
            return imported.report
        fmt = self._workspace.registry.get(imported.report.format)
        standing = standing_beside(
            imported, self._workspace.list(), self._workspace.load, self._workspace.registry
        )
        dialog = ImportDialog(imported, fmt, self.theme, self, standing)
        return dialog.report() if self._messages.accepts(dialog) else None

    def open_report(self, number: int, section: str = INFO_SECTION) -> None:
        """Open a stored report at a section and offer back what was half typed."""
        self._leave_report()
        try:
            half_typed = self._workspace.half_typed(number)
            self._session, self._stack = self._workspace.open(number)
        except GiaError as error:
            self._messages.tell_error(self, error)
            return
        self._undo.addStack(self._stack)
        self._undo.setActiveStack(self._stack)
        self._session.listen(self._on_session_changed)
        self._show_page(section)
        if self.page is not None and self.isVisible():
            self.page.painted.connect(self._check_opened)
        else:
            self._check_opened()
        if half_typed:
            self._offer_half_typed(half_typed)

    def _check_opened(self) -> None:
        """Check the report once its window is painted."""
        if self._session is not None:
            self._workspace.check(self._session)

    def _show_page(self, section: str) -> None:
        if self._session is None or self._stack is None:
            return
        phrases = self._workspace.phrases
        self.page = ReportPage(self._session, self._stack, self.theme, self._messages, section, phrases)
        if is_practice(self._session.report):
            from gia_desktop.ui.report.practice_panel import add_practice

            add_practice(self.page, self._workspace.registry)
        self.page.move_asked.connect(lambda target: self.do(f"state:{target}"))
        self.page.history_asked.connect(lambda: self.do("history"))
        self.page.export_asked.connect(lambda suffix: self.do(f"export:{suffix}"))
        self.page.wish_asked.connect(self.do)
        self.page.said.connect(self.cell_words.setText)
        self.page.cell_words_changed.connect(self.whereabouts.keep_soon)
        self.whereabouts.keep_soon()
        self.page.cell_words_changed.connect(self.cell_words.setText)
        self.pages.addWidget(self.page)
        self.pages.setCurrentWidget(self.page)
        self._header.addWidget(self.page.header)
        self._header.setCurrentWidget(self.page.header)
        self.menus.set_report_open(is_open=True)
        self._states.show_state()
        self._apply_entry_settings()
        self._show_counts()
        report = self._session.report
        self.setWindowTitle(f"{report.unit_name} {report.year} 年 — 政府信息公开年报助手")

    def _offer_half_typed(self, pending: Sequence[Pending]) -> None:
        """Offer back what was being typed when the program ended without a commit."""
        if self.page is None or self._session is None or self.page.locked:
            return
        fmt = self._session.committed.format
        offered = worth_offering(self._session.report, fmt, pending)
        words = offer_words(self._session.report, fmt, offered)
        if offered and self._messages.ask(self, "上次没有写完", words, "恢复", "不要了"):
            for item in offered:
                self.page.push(recovering(self._session.report, fmt, item))
        self._workspace.forget_half_typed(self._session.report_id)

    def _leave_report(self) -> None:
        if self.page is None:
            return
        self.page.commit_typing()
        self.cell_words.clear()
        self.whereabouts.forget()
        self.sharing.leave_file()
        self._drop_page()
        if self._stack is not None:
            self._undo.removeStack(self._stack)
            self._stack.deleteLater()
        if self._session is not None:
            self._session.forget_listeners()
        self._session = self._stack = None

    def _drop_page(self) -> None:
        if self.page is not None:
            self.pages.removeWidget(self.page)
            self._header.removeWidget(self.page.header)
            self.page.header.deleteLater()
            self.page.deleteLater()
            self.page = None

    def _drop_start(self) -> None:
        if self._start is not None:
            self.pages.removeWidget(self._start)
            self._header.removeWidget(self._start.header)
            self._start.header.deleteLater()
            self._start.deleteLater()
            self._start = None

    def go_home(self) -> None:
        """Close the report and show the list."""
        self._leave_report()
        self.menus.set_report_open(is_open=False)
        for label in (self.cell_words, self.filled, self.must_fix, self.explain):
            label.clear()
        self._fill_start()
        self.pages.setCurrentWidget(self.start)
        self._header.setCurrentWidget(self.start.header)
        self.setWindowTitle("政府信息公开年报助手")
        self.start.list.setFocus()

    def _fill_start(self) -> None:
        """Show what there is: reports, waste bin, last backup."""
        self.start.show_reports(self._workspace.list())
        self.start.show_deleted(len(self._workspace.deleted()))
        self.start.buttons["backups"].show_note(self._backups.newest_words())

    def _on_delete_asked(self, number: int) -> None:
        if not self.sharing.refuses("delete") and self._messages.ask(
            self, "移到回收站", "把这份年报移到回收站？内容不会删除，可以找回。", "移到回收站", "不移"
        ):
            self._workspace.delete(number)
            self._fill_start()

    # -- look

    def _change_look(self) -> None:
        """Build the pages anew in the new look; report, undo steps and place stay."""
        section, cell, text = INFO_SECTION, None, None
        if self.page is not None:
            text = self.page.text_in_focus()
            self.page.commit_typing()
            section = self.page.tabs.section
            cell = self.page.table_tab.view.current_key if self.page.table_tab is not None else None
        self.theme = self._make_theme()
        self.help.renew()
        self._drop_start()
        if self._session is None:
            self.pages.setCurrentWidget(self.start)
            self._header.setCurrentWidget(self.start.header)
            return
        self._session.forget_listeners()
        self._session.listen(self._on_session_changed)
        self._drop_page()
        self._show_page(section)
        if self.page is not None and text is not None:
            self.page.reveal(section, text)
        elif self.page is not None and cell is not None:
            self.page.go_to_cell(cell)

    def _apply_entry_settings(self) -> None:
        if self.page is not None:
            self.page.apply_settings(
                enter_right=self._settings["enter_direction"] == "right",
                show_last_year=bool(self._settings["show_last_year"]),
                text_panel=str(self._settings["text_panel"]),
            )

    def _show_settings(self) -> None:
        names = ("text_size", "theme", "enter_direction", "show_last_year")
        self.menus.show_settings({name: self._settings[name] for name in names})

    def _section(self) -> str:
        return self.page.tabs.section if self.page is not None else ""

    def _choose_tab(self, place: int) -> None:
        if self.page is not None:
            self.page.tabs.choose(place)

    def tell_notices(self) -> None:
        """Tell what happened while settings and drafts were opened, if anything did."""
        for notice in (self._settings.notice, self._workspace.saver.opened().notice):
            if notice:
                self._messages.tell(self, "请知道", notice)
        for fault in self._workspace.phrases.faults():
            self._messages.tell_error(self, fault)

    def resume(self) -> None:
        """Go back to where the clerk was when the program ended without being closed."""
        if words := self.whereabouts.resume():
            self.cell_words.setText(words)

    def _open_if_there(self, number: int, section: str) -> None:
        if any(item.id == number for item in self._workspace.list()):
            self.open_report(number, section)

    def tell_hard_crash(self, report: Path) -> None:
        """Tell that the program died the last time."""
        words = f"上次程序意外退出。错误报告已存为《{report.name}》，只在这台电脑上，不会发送。"
        self._messages.tell(self, "请知道", words)

    def tell_error(self, error: GiaError) -> None:
        """Tell a situation in a box."""
        self._messages.tell_error(self, error)

    def save_now(self) -> bool:
        """Wait until everything handed in is on disk; tell whether it is. Touches no widget."""
        return self._workspace.saver.flush(timeout=10)

    # -- news

    def _on_session_changed(self, event: Event) -> None:
        self._show_counts()

    def _show_counts(self) -> None:
        if self._session is None:
            return
        found, tokens = self._session.progress, self.theme.tokens
        self.filled.setText(f"已填 {found.filled} / {found.total}")
        self.must_fix.setText(f"<span style='color:{tokens.must_fix}'>✗ 必须改 {found.must_fix}</span>")
        self.explain.setText(f"<span style='color:{tokens.explain}'>! 可说明 {found.explain}</span>")

    def _on_saved(self, at: object) -> None:
        if self.page is not None and isinstance(at, dt.datetime):
            self.page.header.show_saved(at)

    def _on_save_failed(self, error: object) -> None:
        if isinstance(error, BackupFault):
            self._messages.mention(self, "备份没有做成", error)
        elif isinstance(error, GiaError):
            if self.page is not None:
                self.page.header.show_unsaved(error.user_text)
            if isinstance(error, TakenOverFault):
                self.sharing.lose(error)
            self._messages.tell_error(self, error)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the start page, unless a report is opened right away."""
        super().showEvent(event)
        if self._start is None:
            QTimer.singleShot(0, self, self._show_start_if_idle)

    def _show_start_if_idle(self) -> None:
        if self._session is None and self._start is None:
            self.go_home()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Commit what is half typed and save; only what can't be saved is asked about."""
        if self.page is not None:
            self.page.commit_typing()
        if not self.save_now() and not self._messages.ask(
            self, "还没有保存", "最后的改动还没有存到磁盘。仍要退出吗？", "退出", "不退出"
        ):
            event.ignore()
            return
        self._leave_report()
        self._workspace.close()
        super().closeEvent(event)
