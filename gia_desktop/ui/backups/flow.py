"""Serves the wishes for backups, waste bin and the second place of backups."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from gia_desktop.app.program.vaults import DRAFTS_STEM
from gia_desktop.app.report.library import Library
from gia_desktop.core.errors import GiaError
from gia_desktop.drafts.kind import reports_in
from gia_desktop.files.reading import is_there
from gia_desktop.ui.frame.wishes import Wish
from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.kit.moments import when
from gia_desktop.vault.backup_keeper import SECOND_FOLDER
from gia_desktop.vault.backups import Backup, list_backups
from gia_desktop.vault.faults import told_as_faults

BACKUPS: Final = Wish[[]]("backups", "从备份恢复…", changes_data=True)
WASTE_BIN: Final = Wish[[]]("waste_bin", "回收站…", changes_data=True)
SECOND_PLACE: Final = Wish[[]]("second_place", "第二处备份…", changes_data=True)


class BackupFlow:
    """Opens the dialogs over the home page."""

    def __init__(self, frame: Frame, library: Library, go_home: Callable[[], None]) -> None:
        """Serve the wishes; ``go_home`` closes what is open and shows the lists anew."""
        self._frame = frame
        self._library = library
        self._workspace = frame.workspace
        self._settings = frame.settings
        self._messages = frame.messages
        self._window = frame.window
        self._go_home = go_home
        frame.wishes.serve(BACKUPS, self.show_backups)
        frame.wishes.serve(WASTE_BIN, self.show_waste_bin)
        frame.wishes.serve(SECOND_PLACE, self.show_second_place)

    def newest_words(self) -> str:
        """Say when the last backup was made, for the start page."""
        try:
            backups = list_backups(self._workspace.folders.backups, DRAFTS_STEM)
        except GiaError:
            return "备份文件夹读不出来"
        return f"最近备份：{when(backups[0].at)}" if backups else "还没有备份"

    def show_backups(self) -> None:
        """Show the backups; bring back one report or all of them."""
        from gia_desktop.ui.backups.dialog import BackupsDialog, Placed

        self._go_home()
        found = [
            Placed(backup, "这台电脑")
            for backup in list_backups(self._workspace.folders.backups, DRAFTS_STEM)
        ]
        second = self._second()
        if second is not None and is_there(second):
            found += [
                Placed(backup, f"第二处：{second.parent}") for backup in list_backups(second, DRAFTS_STEM)
            ]
        dialog = BackupsDialog(
            found, reports_in, self._library.summaries(), self._frame.stage.theme, self._window
        )
        if not self._messages.accepts(dialog):
            return
        backup = dialog.backup()
        if backup is not None and dialog.single is not None:
            self._library.take_from_backup(backup, dialog.single)
            self._go_home()
            self._messages.tell(self._window, "从备份恢复", "已作为新的一份放进“我的年报”，原来的没有动。")
        elif backup is not None:
            self._restore_all(backup, len(dialog.inside.items))

    def _restore_all(self, backup: Backup, reports: int) -> None:
        words = (
            f"“我的年报”会整个换成{when(backup.at)}的备份（{reports} 份报告）。\n"
            "现在的内容先另做一份备份，需要时还可以换回来。"
        )
        if not self._messages.ask(self._window, "恢复全部", words, "恢复", "不恢复"):
            return
        aside = self._workspace.restore_backup(backup)
        self._go_home()
        self._messages.tell(
            self._window,
            "从备份恢复",
            f"已恢复到{when(backup.at)}的备份。换下来的内容没有删除：备份列表里有，"
            f"文件《{aside.name}》也留在草稿文件夹里。",
        )

    def show_waste_bin(self) -> None:
        """Show deleted reports and bring them back."""
        from gia_desktop.ui.backups.waste_bin_dialog import REPORTS, WasteBinDialog

        self._go_home()
        dialog = WasteBinDialog(self._library.deleted, self._library.restore, REPORTS, self._window)
        self._messages.accepts(dialog)
        self._go_home()

    def show_second_place(self) -> None:
        """Ask for a second place of backups; the first backup there is made at once."""
        from gia_desktop.ui.backups.second_place_dialog import Choice, SecondPlaceDialog

        second = self._second()
        dialog = SecondPlaceDialog(second, self._state_of(second), self._window)
        if not self._messages.accepts(dialog):
            return
        if dialog.choice is Choice.NONE:
            self._workspace.vaults.use_second_backups(None)
            self._settings["second_backups"] = ""
        elif chosen := self._messages.ask_folder(self._window, "第二处备份放在哪里", ""):
            folder = Path(chosen) / SECOND_FOLDER
            with told_as_faults(folder):
                folder.mkdir(exist_ok=True)
            self._workspace.vaults.use_second_backups(folder)
            self._settings["second_backups"] = str(folder)
            self._messages.tell(self._window, "第二处备份", f"以后同时备份到：{folder}")

    def _second(self) -> Path | None:
        second = self._settings.second_backups
        return Path(second) if second else None

    def _state_of(self, folder: Path | None) -> str:
        if folder is None:
            return ""
        try:
            backups = list_backups(folder, DRAFTS_STEM) if is_there(folder) else []
        except GiaError:
            backups = []
        return f"最近一份：{when(backups[0].at)}" if backups else "现在连不上，或者还没有备份。"
