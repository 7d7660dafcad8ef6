"""Serves whoever comes second: a data folder or a report file that somebody else edits is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gia_desktop.app.program.settings import Settings
from gia_desktop.files.atomic import FileStamp
from gia_desktop.ui.frame.banner import LockBanner
from gia_desktop.ui.frame.page import Page
from gia_desktop.ui.frame.stage import Stage
from gia_desktop.ui.frame.wishes import Wish, Wishes
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.intake.reading_dialog import read_patiently
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.shell.claim import Claim
from gia_desktop.ui.shell.looking_on import Onlooker, SharedFolder
from gia_desktop.vault.holder import TakenOverFault, WhyLooking, take_over_question

RECHECK: Final = Wish[[]]("recheck", "重新检查", changes_data=False)
SAVE_COPY: Final = Wish[[]]("save_copy", "另存一份继续编辑", changes_data=False)
TAKE_OVER: Final = Wish[[]]("take_over", "接手编辑", changes_data=False)

_BUTTONS: Final[Mapping[WhyLooking, Mapping[str, Wish[[]]]]] = {
    WhyLooking.HELD: {"重新检查": RECHECK, "另存一份继续编辑": SAVE_COPY},
    WhyLooking.SILENT: {"接手编辑": TAKE_OVER, "重新检查": RECHECK, "另存一份继续编辑": SAVE_COPY},
    WhyLooking.FREE: {"开始编辑": TAKE_OVER, "另存一份继续编辑": SAVE_COPY},
    WhyLooking.WRITE_PROTECTED: {"重新检查": RECHECK, "另存一份继续编辑": SAVE_COPY},
}
"""What the banner offers, by what its buttons say."""


class SharingFlow(QObject):
    """Shows who edits what is looked at, and lets the clerk in when it is free.

    Signals:
        reload_asked: the list and the open report are to be read anew.
        opened_anew: the report file has changed and is to be opened again (``Path``).
        changed: what may be done with the open document is otherwise than before.
        discard_asked: a document that was only looked at is to be put away (its kind and number).
    """

    reload_asked = Signal()
    opened_anew = Signal(Path)
    changed = Signal()
    discard_asked = Signal(str, int)

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        messages: Messages,
        stage: Stage,
        folder: SharedFolder | None,
        window: QWidget,
    ) -> None:
        """Serve a window; ``folder`` is the data folder when it can only be looked at."""
        super().__init__(window)
        self._workspace = workspace
        self._settings = settings
        self._messages = messages
        self._stage = stage
        self._wishes: Wishes | None = None
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

    def serve(self, table: Wishes) -> None:
        """Let the buttons of the banner be served."""
        self._wishes = table
        table.serve(RECHECK, self.recheck)
        table.serve(SAVE_COPY, self.save_copy)
        table.serve(TAKE_OVER, self.take_over)
        self._show()

    @property
    def words(self) -> str:
        """Why reports can only be looked at, empty when they can be changed."""
        return self._lost or (self.onlooker.words if self.onlooker is not None else "")

    def of_place(self, notice: str) -> str:
        """Say with what happened to a database that it was a copy, if it was."""
        if self._folder is None:
            return notice
        return f"这里看的是一份副本，原来的文件夹没有动。{notice}请告诉正在用的人。"

    def lose(self, fault: TakenOverFault) -> None:
        """Let nothing be changed any more: somebody else has taken the folder over."""
        self._lost = fault.user_text + fault.hint
        self._show()

    def refusal(self) -> str:
        """Say why the data folder can't be changed, empty when it can."""
        return self.words if self._folder is not None or self._lost else ""

    # -- report files

    def claim_file(self, path: Path) -> None:
        """Take the right to edit a report file that was just opened, or look on while another has it."""
        claim = Claim(path.with_name(f".~{path.name}"), keeps_note=False)
        self._file, self._file_stamp, self._file_claim = path, self._stamp(path), claim
        if not claim.take() and claim.holder is not None:
            self._look_on(Onlooker(claim, f"《{path.name}》"))

    def leave_file(self) -> None:
        """Give up the right to a report file; a draft that was only looked at goes to the waste bin."""
        page, claim = self._stage.page, self._file_claim
        if claim is None:
            return
        if self.onlooker is not None and page is not None:
            self.discard_asked.emit(page.kind, page.number)
        self._end_looking_on()
        claim.give_up()
        self._file = self._file_claim = None

    # -- wishes

    def recheck(self) -> None:
        """Look whether the other one has gone; if not, show what she has written since."""
        if self.onlooker is None:
            return
        self.onlooker.look()
        if self.onlooker.standing is WhyLooking.FREE or self._folder_is_writable_again():
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
        by_force = self.onlooker.standing is not WhyLooking.FREE
        question = take_over_question(self.onlooker.holder)
        if not by_force or self._messages.ask(self._window, "接手编辑", question, "接手", "再等等"):
            self._enter(by_force=by_force)

    def save_copy(self) -> None:
        """Go on with a copy of one's own."""
        page = self._stage.page
        if page is None:
            self._messages.tell(self._window, "另存一份", "请先打开要另存的报告。")
        elif self._folder is None and not self._lost:
            self._end_looking_on()
            self._say("现在编辑的是您自己的一份，对方的文件不会改动。")
        else:
            self._save_copy_of(page, self._folder)

    def _save_copy_of(self, page: Page, folder: SharedFolder | None) -> None:
        start = Path(self._settings.last_folder or Path.home()) / page.copy_name
        ending = start.suffix
        words = f"{page.copy_kind} (*{ending})"
        path = self._messages.ask_target(self._window, "另存一份", str(start), words, [ending])
        if path is None:
            return
        page.save_copy(path)
        if folder is not None and folder.start_alone is not None:
            folder.start_alone(path)
            self._say(f"已另存为《{path.name}》，正在另一个窗口里打开。")
        else:
            told = f"已另存为《{path.name}》。{self._when_to_go_on}，用“打开文件”打开它继续编辑。"
            self._messages.tell(self._window, "另存一份", told)

    @property
    def _when_to_go_on(self) -> str:
        if self.onlooker is not None and self.onlooker.standing is WhyLooking.WRITE_PROTECTED:
            return "这里能写了以后（请管理员看看文件夹的权限，或拨开写保护）"
        return "对方退出以后"

    # -- inside

    def _folder_is_writable_again(self) -> bool:
        return self.onlooker is not None and self.onlooker.standing is WhyLooking.WRITE_PROTECTED

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
        second = self._settings.second_backups
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
        if self._stamp(path) == self._file_stamp:
            self._end_looking_on()
            self._say("现在由您编辑，改动照常自动保存。")
        else:
            self.opened_anew.emit(path)
            self._say("对方改过这个文件，已重新打开；现在由您编辑。")
        return True

    def _stamp(self, path: Path) -> FileStamp | None:
        """Return what a report file looks like now; None when it can't be read, or she won't wait for it."""
        tasks = self._workspace.readers
        return read_patiently(partial(FileStamp.read, path), path, tasks, self._messages, self._window)

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
        if self._wishes is None:
            return  # not served yet
        standing = self.onlooker.standing if self.onlooker is not None else None
        offered = _BUTTONS[standing] if standing is not None else {}
        if self._lost:
            offered = {"另存一份": SAVE_COPY}
        buttons = {words: self._wishes.asks(wish) for words, wish in offered.items()}
        self.banner.show_words(self.words, buttons)
        self.changed.emit()

    def _say(self, words: str) -> None:
        if self._stage.page is not None:
            self._stage.page.say(words)
