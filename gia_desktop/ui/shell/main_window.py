"""The window: home page or one open document, menus, status line. It knows kinds of work only as ``Work``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel

from gia_desktop.app.program.settings import Settings
from gia_desktop.core.errors import GiaError
from gia_desktop.ui.shell.empty_window import PATIENCE_MS, TITLE, EmptyWindow

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QCloseEvent, QPaintEvent, QShowEvent

    from gia_desktop.ui.frame.page import Page
    from gia_desktop.ui.frame.wishes import Wish
    from gia_desktop.ui.frame.work import Work
    from gia_desktop.ui.frame.workspace import Workspace
    from gia_desktop.ui.kit.messages import Messages
    from gia_desktop.ui.shell.home import Home
    from gia_desktop.ui.shell.looking_on import SharedFolder

# Nearly everything is imported when the window is furnished: by then it is on the screen.

A = ParamSpec("A")


class MainWindow(EmptyWindow):
    """Assembles pages and menus and lets wishes be served.

    Attributes:
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

    def __init__(self, settings: Settings) -> None:
        """Build the empty window; nothing can be done with it before it is furnished."""
        super().__init__(settings)
        self._home: Home | None = None
        self._is_furnished = self._has_begun = self._has_told = False

    def furnish(self, workspace: Workspace, messages: Messages, shared: SharedFolder | None = None) -> None:
        """Put in what serves, and begin soon; ``shared`` is the data folder when it can only be looked at."""
        from gia_desktop.ui.backups.flow import BackupFlow
        from gia_desktop.ui.frame.whereabouts import Whereabouts
        from gia_desktop.ui.frame.wishes import Wishes
        from gia_desktop.ui.frame.work import Frame
        from gia_desktop.ui.help.flow import HelpFlow
        from gia_desktop.ui.kit.elided_label import ElidedLabel
        from gia_desktop.ui.register.desk import RegisterDesk
        from gia_desktop.ui.report.desk import ReportDesk
        from gia_desktop.ui.rollup.desk import RollupDesk
        from gia_desktop.ui.shell.area_report import AreaReportFlow
        from gia_desktop.ui.shell.figures import FiguresFlow
        from gia_desktop.ui.shell.menus import Menus, entries_of
        from gia_desktop.ui.shell.sharing import SharingFlow

        self.workspace = workspace
        self._messages = messages
        self.sharing = SharingFlow(workspace, self.settings, messages, self.stage, shared, self)
        self.wishes = Wishes(self.stage.front, self.sharing.refusal, messages, self)
        frame = Frame(self, self.stage, self.wishes, workspace, self.settings, messages)
        self.reports = ReportDesk(frame, workspace.library, self)
        self.register = RegisterDesk(frame, self)
        self.rollup = RollupDesk(frame, self)
        self._figures = FiguresFlow(frame, self.reports, self.register)
        self._area_report = AreaReportFlow(frame, self.reports)
        # In the order of the home page; one more kind of work is one line here.
        self.works: Sequence[Work] = (self.register, self.reports, self.rollup)
        self.help = HelpFlow(frame)
        self._backups = BackupFlow(
            frame, workspace.library, self.go_home, self.register.read_anew, self.rollup.read_anew
        )
        self.whereabouts = Whereabouts(self.settings, self.stage, self.works, self)
        self.menus = Menus(self, self.stage.undo, self.wishes, entries_of(self.works), self.reports.kind)
        self.menus.add_choices("查看")
        self.column.insertWidget(0, self.sharing.banner)
        self.status_words = ElidedLabel(least_signs=8)
        self.statusBar().addWidget(self.status_words, 1)
        self._counts: list[QLabel] = []
        self._serve()
        self._connect()
        self._show_settings()
        self.menus.follow("")
        self._is_furnished = True
        if self.isVisible():
            QTimer.singleShot(0, self, self._begin)

    # -- building

    def _serve(self) -> None:
        from gia_desktop.ui.frame.page import Page
        from gia_desktop.ui.rollup.wishes import TAKE_IN_REPORT
        from gia_desktop.ui.shell.menus import HOME, QUIT, SAVE, SET, serve_pages

        table = self.wishes
        table.serve(HOME, self.go_home)
        table.serve(QUIT, self._quit)
        table.serve_page(SAVE, Page, self._save)
        table.serve(SET, self.set)
        table.serve(TAKE_IN_REPORT, self._area_report.take)
        serve_pages(table, self)
        self.sharing.serve(table)

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
            from gia_desktop.ui.shell.home import Home

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
            from gia_desktop.ui.backups.flow import BACKUPS

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
        self.stage.change_look(self.make_theme())
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
        self.setWindowTitle(TITLE if page is None else f"{page.title} — {TITLE}")
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
        from gia_desktop.vault.backup_keeper import BackupFault
        from gia_desktop.vault.holder import TakenOverFault

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

    @property
    def restart_wanted(self) -> bool:
        """Tell whether the program is to be started anew once the window is closed."""
        return self._is_furnished and self.whereabouts.restart_wanted

    def resume(self) -> None:
        """Go back to where the clerk was when the program ended without being closed."""
        with self.wishes.telling():
            if words := self.whereabouts.resume():
                self.status_words.setText(words)

    def save_now(self) -> bool:
        """Wait until everything handed in is on disk; tell whether it is. Touches no widget."""
        return self.workspace.vaults.flush(timeout=10)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin soon, also when nothing can be painted."""
        super().showEvent(event)
        QTimer.singleShot(PATIENCE_MS, self, self._begin)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin once the empty window is on the screen."""
        super().paintEvent(event)
        if not self._has_begun:
            QTimer.singleShot(0, self, self._begin)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go on in reading order."""
        from gia_desktop.ui.frame.reading_order import go_on

        return go_on(self, forward=forward) or super().focusNextPrevChild(forward)

    def _begin(self) -> None:
        """Let whoever waits for the window open a document; without one show the home page."""
        if self._has_begun or not self._is_furnished:
            return
        self._has_begun = True
        self.began.emit()
        is_home = self._home is not None and self._home.isVisible()
        if self.stage.page is None and not is_home and self.isVisible():
            self.go_home()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Commit what is half typed and save; only what can't be saved is asked about."""
        if not self._is_furnished:
            super().closeEvent(event)
            return
        self.stage.commit_typing()
        if not self.save_now() and not self._messages.ask(
            self, "还没有保存", "最后的改动还没有存到磁盘。仍要退出吗？", "退出", "不退出"
        ):
            event.ignore()
            return
        self._has_begun = True
        self.open_the_others()  # the home page may have had one mended; nothing tells so the next time
        self.keep_place()
        self.stage.leave()
        for work in self.works:
            work.finish()
        self.workspace.close()
        super().closeEvent(event)
