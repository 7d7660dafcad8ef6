"""The window: home page or one open document, menus, status line. It knows kinds of work only as ``Work``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, ParamSpec

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QMainWindow, QVBoxLayout, QWidget

from gia_desktop.app.program.settings import Settings
from gia_desktop.core.errors import GiaError
from gia_desktop.ui.backups.flow import BACKUPS, SECOND_PLACE, WASTE_BIN, BackupFlow
from gia_desktop.ui.frame.page import Page
from gia_desktop.ui.frame.reading_order import go_on
from gia_desktop.ui.frame.stage import Stage
from gia_desktop.ui.frame.whereabouts import Whereabouts
from gia_desktop.ui.frame.wishes import Wish, Wishes
from gia_desktop.ui.frame.work import Frame, Menu, Work
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.help.flow import ABOUT, KEYS, MANUAL, HelpFlow
from gia_desktop.ui.kit.elided_label import ElidedLabel
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.theme import Theme, apply_theme, make_theme
from gia_desktop.ui.register.desk import RegisterDesk
from gia_desktop.ui.report.desk import ReportDesk
from gia_desktop.ui.rollup.desk import RollupDesk
from gia_desktop.ui.rollup.wishes import TAKE_IN_REPORT
from gia_desktop.ui.shell.area_report import AreaReportFlow
from gia_desktop.ui.shell.figures import FiguresFlow
from gia_desktop.ui.shell.home import Home
from gia_desktop.ui.shell.looking_on import SharedFolder
from gia_desktop.ui.shell.menus import (
    CHOOSE_TAB,
    COPY,
    CUT,
    HOME,
    PASTE,
    QUIT,
    REDO,
    SAVE,
    SET,
    UNDO,
    Menus,
    choose_tab,
    copy,
    cut,
    paste,
)
from gia_desktop.ui.shell.sharing import SharingFlow
from gia_desktop.vault.backup_keeper import BackupFault
from gia_desktop.vault.holder import TakenOverFault

_TITLE: Final = "政府信息公开年报助手"
_SIZE: Final = QSize(1366, 768)
_FRAME: Final = QSize(16, 40)
"""What a frame and a title bar take at most."""

_PATIENCE_MS: Final = 300
"""A window that nobody sees is not painted; it is begun by then."""

A = ParamSpec("A")


class MainWindow(QMainWindow):
    """Assembles pages and menus and lets wishes be served.

    Attributes:
        stage: the page in front.
        wishes: the one door for all that is asked for.
        reports: reports as a kind of work.
        register: the register of applications as another one.
        works: all kinds of work, in the order of the home page.
        menus: the menu bar.
        sharing: who may change data.
        whereabouts: where the clerk is, through crashes and restarts.
        help: the manual.
        status_words: the left of the status line.

    Signals:
        began: the empty window is on the screen; what it shows can be opened.
    """

    began = Signal()

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        messages: Messages,
        shared: SharedFolder | None = None,
    ) -> None:
        """Show the home page; ``shared`` is the data folder when it can only be looked at."""
        super().__init__()
        self.workspace = workspace
        self.settings = settings
        self._messages = messages
        self._home: Home | None = None
        self._has_begun = self._has_told = False
        self.setWindowTitle(_TITLE)
        self.resize(_SIZE)
        self.setMinimumSize(800, 480)
        self.stage = Stage(self._make_theme(), self)
        self.sharing = SharingFlow(workspace, settings, messages, self.stage, shared, self)
        self.wishes = Wishes(self.stage.front, self.sharing.refusal, messages, self)
        frame = Frame(self, self.stage, self.wishes, workspace, settings, messages)
        self.reports = ReportDesk(frame, workspace.library, self)
        self.register = RegisterDesk(frame, self)
        self.rollup = RollupDesk(frame, self)
        self._figures = FiguresFlow(frame, self.reports, self.register)
        self._area_report = AreaReportFlow(frame, self.reports)
        self.works = self._make_works(frame)
        self.help = HelpFlow(frame)
        self._backups = BackupFlow(
            frame, workspace.library, self.go_home, self.register.read_anew, self.rollup.read_anew
        )
        self.whereabouts = Whereabouts(settings, self.stage, self.works, self)
        self.menus = Menus(self, self.stage.undo, self.wishes, self._menu_bar(), self.reports.kind)
        self.menus.add_choices("查看")
        self._build()
        self._serve()
        self._connect()
        self._show_settings()
        self.menus.follow("")

    # -- building

    def _make_works(self, frame: Frame) -> Sequence[Work]:
        """Return the kinds of work in the order of the home page; one more is one line here."""
        return (self.register, self.reports, self.rollup)

    def _make_theme(self) -> Theme:
        theme = make_theme(self.settings.theme, self.settings.text_size)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)
        return theme

    def _menu_bar(self) -> Sequence[Menu]:
        works = self.works
        return (
            Menu("文件", tuple(work.begin_menu for work in works), "F"),
            Menu("文件", ((HOME, SAVE), *(work.output_menu for work in works))),
            Menu("文件", ((BACKUPS, WASTE_BIN, SECOND_PLACE), (QUIT,))),
            Menu("编辑", ((CUT, COPY, PASTE),), "E"),
            *(menu for work in works for menu in work.menus),
            Menu("查看", letter="V"),
            Menu("帮助", ((MANUAL, KEYS, ABOUT),), "H"),
        )

    def _build(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sharing.banner)
        column.addWidget(self.stage.pages, 1)
        self.setCentralWidget(middle)
        top = QFrame()
        top.setObjectName("topLine")
        line = QHBoxLayout(top)
        line.setContentsMargins(4, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.menus.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.stage.headers, 1)
        # As high as the headers of pages: nothing moves when the first one comes.
        title = QLabel()
        title.setObjectName("reportTitle")
        title.setContentsMargins(0, 4, 0, 5)
        self.stage.headers.addWidget(title)
        self.setMenuWidget(top)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        self.status_words = ElidedLabel(least_signs=8)
        bar.addWidget(self.status_words, 1)
        self._counts: list[QLabel] = []

    def _serve(self) -> None:
        table = self.wishes
        table.serve(HOME, self.go_home)
        table.serve(QUIT, self._quit)
        table.serve_page(SAVE, Page, self._save)
        table.serve(SET, self.set)
        table.serve_page(CHOOSE_TAB, Page, choose_tab)
        table.serve_page(UNDO, Page, Page.undo)
        table.serve_page(REDO, Page, Page.redo)
        table.serve_page(CUT, Page, cut)
        table.serve_page(COPY, Page, copy)
        table.serve_page(PASTE, Page, paste)
        table.serve(TAKE_IN_REPORT, self._area_report.take)
        self.sharing.serve(table)
        for number in range(1, 9):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(table.asks(CHOOSE_TAB, number - 1))

    def _connect(self) -> None:
        self.menus.choices_menu.aboutToShow.connect(self._show_settings)
        self.stage.changed.connect(self._on_page_changed)
        self.stage.counted.connect(self._show_counts)
        self.stage.said.connect(self.status_words.setText)
        self.stage.leaving.connect(self._on_leaving)
        self.sharing.changed.connect(self._on_sharing_changed)
        self.sharing.opened_anew.connect(self.open_file)
        self.sharing.discard_asked.connect(self._discard)
        self.sharing.reload_asked.connect(self._reload)
        self.whereabouts.file_brought.connect(self.open_file)
        self.workspace.saved.connect(self._on_saved)
        self.workspace.save_failed.connect(self._on_save_failed)
        for work in self.works:
            work.file_opened.connect(self.sharing.claim_file)
            work.file_chosen.connect(self.open_file)
            work.list_changed.connect(self._refresh_home)

    # -- wishes

    def do(self, wish: Wish[A], *args: A.args, **kwargs: A.kwargs) -> None:
        """Do what is asked for, through the one door."""
        self.wishes.do(wish, *args, **kwargs)

    def _quit(self) -> None:
        self.close()

    def set(self, name: str, value: str | bool) -> None:
        """Choose a setting."""
        self.settings[name] = value
        self._show_settings()
        if name in {"text_size", "theme"}:
            self._change_look()
        elif self.stage.page is not None:
            self.stage.page.follow_settings()

    def _save(self, page: Page) -> None:
        """Write what waits at once, though it would be written by itself; say whether all is on disk."""
        done = self.save_now()
        page.say("改动都已保存在草稿里；平时也随时自动保存。" if done else "还没有保存好，程序会自己再试。")

    def open_file(self, path: Path) -> None:
        """Open a file by the kind of work that reads it."""
        # Reports are read from files of any kind; the other works know their own by the ending.
        work: Work = next(
            (work for work in self.works if work is not self.reports and work.reads(path)), self.reports
        )
        self.wishes.do(work.open_file_wish, path)

    # -- home

    @property
    def home(self) -> Home:
        """The page without a document; a start that goes back to a document never builds it."""
        if self._home is None:
            self._home = Home(self.works, self.wishes, self.stage.theme, self.settings, self._messages)
            self._refresh_home()
        return self._home

    def go_home(self) -> None:
        """Close the document and show what there is."""
        is_new = self._home is None
        self.stage.show_home(self.home, self.home.header)
        if not is_new:
            self._refresh_home()
        self.home.take_focus()

    def _refresh_home(self) -> None:
        if self._home is not None:
            with self.wishes.telling():
                self._home.show_note(BACKUPS, self._backups.newest_words())
                self._home.refresh()

    def _reload(self) -> None:
        """Read everything anew, at the same place."""
        self.register.read_anew()
        self.rollup.read_anew()
        self.whereabouts.come_back_after(self.go_home)
        self._tell_all((self.workspace.saver.opened().notice, *self.workspace.vaults.news_of_the_others()))

    # -- look

    def _change_look(self) -> None:
        """Build what is open anew in the new look; documents, undo steps and place stay."""
        self.stage.change_look(self._make_theme())
        self.help.renew()
        if self._home is not None:
            home, self._home = self._home, None
            self.stage.forget(home, home.header)
        if self.stage.page is None:
            self.go_home()

    def _show_settings(self) -> None:
        self.menus.show_settings(self.settings)

    # -- news

    def _on_page_changed(self) -> None:
        page = self.stage.page
        self.menus.follow(page.kind if page is not None else "")
        if page is None:
            self.status_words.clear()
        else:
            page.set_locked(self.sharing.words)
        self._show_counts()

    def _show_counts(self) -> None:
        page = self.stage.page
        self.setWindowTitle(_TITLE if page is None else f"{page.title} — {_TITLE}")
        counts = page.counts if page is not None else ()
        while len(self._counts) < len(counts):
            self._counts.append(QLabel())
            self._counts[-1].linkActivated.connect(self._on_count_chosen)
            self.statusBar().addPermanentWidget(self._counts[-1])
        for place, label in enumerate(self._counts):
            label.setText(counts[place] if place < len(counts) else "")
            label.setVisible(place < len(counts))  # an empty one would still take room

    def _on_count_chosen(self, link: str) -> None:
        if self.stage.page is not None:
            self.stage.page.count_chosen(link.removeprefix("#"))

    def _on_leaving(self) -> None:
        self.status_words.clear()
        self.whereabouts.forget()
        self.sharing.leave_file()

    def _on_sharing_changed(self) -> None:
        if self.stage.page is not None:
            self.stage.page.set_locked(self.sharing.words)

    def _discard(self, kind: str, number: int) -> None:
        """Put a copy away that was only looked at; one that can't be stays in the list."""
        with self.wishes.telling():
            next(work for work in self.works if work.kind == kind).discard(number)

    def _on_saved(self, at: dt.datetime) -> None:
        if self.stage.page is not None:
            self.stage.page.show_saved(at)

    def _on_save_failed(self, error: GiaError) -> None:
        if isinstance(error, BackupFault):
            self._messages.mention(self, "备份没有做成", error)
            return
        if self.stage.page is not None:
            self.stage.page.show_unsaved(error.user_text)
        if isinstance(error, TakenOverFault):
            self.sharing.lose(error)
        self._messages.mention(self, "没有保存", error)

    def tell_error(self, error: GiaError) -> None:
        """Tell a situation in a box."""
        self._messages.tell_error(self, error)

    def tell_notices(self) -> None:
        """Tell what happened while settings and drafts were opened, if anything did."""
        if self.settings.notice:
            self._messages.tell(self, "请知道", self.settings.notice)
        self._tell_all((self.workspace.saver.opened().notice,))
        for fault in self.workspace.phrases.faults():
            self.tell_error(fault)

    def open_the_others(self) -> None:
        """Open register and collections, where there are any, and tell once what happened on the way.

        It is done once the window is up: what they hold is looked at and backed up though nobody asks for it.
        """
        if not self._has_told:
            self._has_told = True
            self._tell_all(self.workspace.vaults.news_of_the_others())

    def _tell_all(self, news: Iterable[str]) -> None:
        for notice in filter(None, news):
            self._messages.tell(self, "请知道", self.sharing.of_place(notice))

    def tell_hard_crash(self, report: Path) -> None:
        """Tell that the program died the last time."""
        words = f"上次程序意外退出。错误报告已存为《{report.name}》，只在这台电脑上，不会发送。"
        self._messages.tell(self, "请知道", words)

    # -- begin and end

    def resume(self) -> None:
        """Go back to where the clerk was when the program ended without being closed."""
        with self.wishes.telling():
            if words := self.whereabouts.resume():
                self.status_words.setText(words)

    def save_now(self) -> bool:
        """Wait until everything handed in is on disk; tell whether it is. Touches no widget."""
        return self.workspace.vaults.flush(timeout=10)

    def come_back(self, room: QRect) -> None:
        """Stand where the clerk left the window; the first time, within the screen.

        Args:
            room: what the screen has besides task bars; a window that finds no room with its frame fills it.
        """
        kept = QByteArray.fromBase64(self.settings.window_geometry.encode())
        if not kept.isEmpty() and self.restoreGeometry(kept):
            return
        size = QSize(min(_SIZE.width(), room.width()), min(_SIZE.height(), room.height()))
        self.resize(size)
        if size.width() + _FRAME.width() > room.width() or size.height() + _FRAME.height() > room.height():
            self.setWindowState(Qt.WindowState.WindowMaximized)
        else:
            self.move(room.center() - QPoint(size.width() // 2, size.height() // 2))

    def _keep_place(self) -> None:
        self.settings["window_geometry"] = bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def showEvent(self, event: QShowEvent) -> None:
        """Begin soon, also when nothing can be painted."""
        super().showEvent(event)
        QTimer.singleShot(_PATIENCE_MS, self, self._begin)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin once the empty window is on the screen."""
        super().paintEvent(event)
        if not self._has_begun:
            QTimer.singleShot(0, self, self._begin)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go on in reading order."""
        return go_on(self, forward=forward) or super().focusNextPrevChild(forward)

    def _begin(self) -> None:
        """Let whoever waits for the window open a document; without one show the home page."""
        if self._has_begun:
            return
        self._has_begun = True
        self.began.emit()
        is_home = self._home is not None and self._home.isVisible()
        if self.stage.page is None and not is_home and self.isVisible():
            self.go_home()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Commit what is half typed and save; only what can't be saved is asked about."""
        self.stage.commit_typing()
        if not self.save_now() and not self._messages.ask(
            self, "还没有保存", "最后的改动还没有存到磁盘。仍要退出吗？", "退出", "不退出"
        ):
            event.ignore()
            return
        self._has_begun = True
        self.open_the_others()  # the home page may have had one mended; nothing tells so the next time
        self._keep_place()
        self.stage.leave()
        for work in self.works:
            work.finish()
        self.workspace.close()
        super().closeEvent(event)
