"""Serves whoever comes second: a data folder or a report file that somebody else edits is looked at."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gia_desktop.app.program.settings import Settings
from gia_desktop.core.errors import GiaError
from gia_desktop.exchange.report_file import save_report
from gia_desktop.files.atomic import FileStamp
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.report.lock import LockBanner
from gia_desktop.ui.report.page import ReportPage
from gia_desktop.ui.shell.claim import Claim
from gia_desktop.ui.shell.looking_on import Onlooker, SharedFolder
from gia_desktop.vault.holder import TakenOverFault
from gia_desktop.vault.standing import Standing, take_over_question

_FOR_READERS: Final = frozenset(
    {
        *("home", "quit", "set", "manual", "keys", "rules", "about"),
        *("copy", "copy_page", "export", "bundle", "review", "page_style", "history", "versions", "carried"),
        *("next_finding", "previous_finding", "all_findings"),
        *("recheck", "save_copy", "take_over"),
    }
)
"""Wishes that change nothing in the data folder."""

_BUTTONS: Final[Mapping[Standing, Mapping[str, str]]] = {
    Standing.HELD: {"recheck": "重新检查", "save_copy": "另存一份继续编辑"},
    Standing.SILENT: {"take_over": "接手编辑", "recheck": "重新检查", "save_copy": "另存一份继续编辑"},
    Standing.FREE: {"take_over": "开始编辑", "save_copy": "另存一份继续编辑"},
    Standing.WRITE_PROTECTED: {"recheck": "重新检查", "save_copy": "另存一份继续编辑"},
}

_log = logging.getLogger(__name__)


class SharingFlow(QObject):
    """Shows who edits what is looked at, and lets the clerk in when it is free.

    Signals:
        reload_asked: the list and the open report are to be read anew.
        opened_anew: the report file has changed and is to be opened again (``Path``).
        changed: what may be done with the open report is otherwise than before.
    """

    reload_asked = Signal()
    opened_anew = Signal(Path)
    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        messages: Messages,
        page: Callable[[], ReportPage | None],
        folder: SharedFolder | None,
        window: QWidget,
    ) -> None:
        """Serve a window; ``folder`` is the data folder when it can only be looked at."""
        super().__init__(window)
        self._workspace = workspace
        self._settings = settings
        self._messages = messages
        self._page = page
        self._window = window
        self._folder = folder
        self._file: Path | None = None
        self._file_stamp: FileStamp | None = None
        self._file_claim: Claim | None = None
        self.onlooker: Onlooker | None = None
        self._lost = ""
        self.banner = LockBanner()
        if folder is not None:
            self._look_on(Onlooker(folder.instance.claim, "这份报告"))

    @property
    def wishes(self) -> Mapping[str, Callable[[], None]]:
        """The wishes served, by name."""
        return {"recheck": self.recheck, "save_copy": self.save_copy, "take_over": self.take_over}

    @property
    def words(self) -> str:
        """Why reports can only be looked at, empty when they can be changed."""
        return self._lost or (self.onlooker.words if self.onlooker is not None else "")

    def lose(self, fault: TakenOverFault) -> None:
        """Let nothing be changed any more: somebody else has taken the folder over."""
        self._lost = fault.user_text + fault.hint
        self._show()

    def refuses(self, wish: str) -> bool:
        """Tell whether a wish would change a folder that can only be looked at, and the clerk why not."""
        if (self._folder is None and not self._lost) or wish in _FOR_READERS:
            return False
        self._messages.tell(self._window, "只能看，不能改", self.words)
        return True

    # -- report files

    def claim_file(self, path: Path) -> None:
        """Take the right to edit a report file that was just opened, or look on while another has it."""
        claim = Claim(path.with_name(f".~{path.name}"), keeps_note=False)
        self._file, self._file_stamp, self._file_claim = path, FileStamp.read(path), claim
        if not claim.take() and claim.holder is not None:
            self._look_on(Onlooker(claim, f"《{path.name}》"))

    def leave_file(self) -> None:
        """Give up the right to a report file; a draft that was only looked at goes to the waste bin."""
        page, claim = self._page(), self._file_claim
        if claim is None:
            return
        if self.onlooker is not None and page is not None:
            self._drop_copy(page.session.report_id)
        self._end_looking_on()
        claim.give_up()
        self._file = self._file_claim = None

    def _drop_copy(self, number: int) -> None:
        try:
            self._workspace.delete(number)
        except GiaError as error:
            _log.warning("copy stays in the list: %s", error.detail)

    # -- wishes

    def recheck(self) -> None:
        """Look whether the other one has gone; if not, show what she has written since."""
        if self.onlooker is None:
            return
        self.onlooker.look()
        if self.onlooker.standing is Standing.FREE or self._folder_is_writable_again():
            self._enter(by_force=False)
        elif self._folder is not None:
            self._workspace.vaults.exchange(self._folder.renew)
            self.reload_asked.emit()
            self._say("已重新检查：对方还在编辑，这里换成了最新的内容。")
        else:
            self._say("已重新检查：对方还在编辑。")

    def take_over(self) -> None:
        """Begin to edit; asks when the other one has not said goodbye."""
        if self.onlooker is None:
            return
        by_force = self.onlooker.standing is not Standing.FREE
        question = take_over_question(self.onlooker.holder)
        if not by_force or self._messages.ask(self._window, "接手编辑", question, "接手", "再等等"):
            self._enter(by_force=by_force)

    def save_copy(self) -> None:
        """Go on with a copy of one's own."""
        page = self._page()
        if page is None:
            self._messages.tell(self._window, "另存一份", "请先打开要另存的报告。")
        elif self._folder is None and not self._lost:
            self._end_looking_on()
            self._say("现在编辑的是您自己的一份，对方的文件不会改动。")
        else:
            self._save_copy_of(page, self._folder)

    def _save_copy_of(self, page: ReportPage, folder: SharedFolder | None) -> None:
        report = page.session.report
        name = f"{report.unit_name}{report.year}年年报（另存）.gia"
        start = Path(str(self._settings["last_folder"] or Path.home())) / name
        words = "年报数据文件（*.gia）"
        path = self._messages.ask_target(self._window, "另存一份", str(start), words, [".gia"])
        if path is None:
            return
        save_report(report, path)
        if folder is not None and folder.start_alone is not None:
            folder.start_alone(path)
            self._say(f"已另存为《{path.name}》，正在另一个窗口里打开。")
        else:
            told = f"已另存为《{path.name}》。{self._when_to_go_on}，用“打开文件”打开它继续编辑。"
            self._messages.tell(self._window, "另存一份", told)

    @property
    def _when_to_go_on(self) -> str:
        if self.onlooker is not None and self.onlooker.standing is Standing.WRITE_PROTECTED:
            return "这里能写了以后（请管理员看看文件夹的权限，或拨开写保护）"
        return "对方退出以后"

    # -- inside

    def _folder_is_writable_again(self) -> bool:
        return self.onlooker is not None and self.onlooker.standing is Standing.WRITE_PROTECTED

    def _enter(self, *, by_force: bool) -> None:
        if self._folder is not None:
            entered = self._enter_folder(self._folder, by_force=by_force)
        else:
            entered = self._enter_file(by_force=by_force)
        if not entered:
            self._messages.tell(self._window, "还不能编辑", self.words)

    def _enter_folder(self, folder: SharedFolder, *, by_force: bool) -> bool:
        if not folder.enter(by_force=by_force):
            return False
        second = str(self._settings["second_backups"])
        check = folder.instance.claim.check
        self._workspace.move_to(folder.real, Path(second) if second else None, check)
        self._settings.writes = True
        self._folder = None
        self._end_looking_on()
        folder.clean()
        self.reload_asked.emit()
        self._say("现在由您编辑，改动照常自动保存。")
        return True

    def _enter_file(self, *, by_force: bool) -> bool:
        claim, path = self._file_claim, self._file
        if claim is None or path is None or not (claim.seize() if by_force else claim.take()):
            return False
        if FileStamp.read(path) == self._file_stamp:
            self._end_looking_on()
            self._say("现在由您编辑，改动照常自动保存。")
        else:
            self.opened_anew.emit(path)
            self._say("对方改过这个文件，已重新打开；现在由您编辑。")
        return True

    def _look_on(self, onlooker: Onlooker) -> None:
        self.onlooker = onlooker
        onlooker.changed.connect(self._show)
        self._show()

    def _end_looking_on(self) -> None:
        if self.onlooker is not None:
            self.onlooker.stop()
            self.onlooker.deleteLater()
            self.onlooker = None
            self._show()

    def _show(self) -> None:
        standing = self.onlooker.standing if self.onlooker is not None else None
        buttons = _BUTTONS[standing] if standing is not None else {}
        self.banner.show_words(self.words, {"save_copy": "另存一份"} if self._lost else buttons)
        self.changed.emit()

    def _say(self, words: str) -> None:
        page = self._page()
        if page is not None:
            page.said.emit(words)
