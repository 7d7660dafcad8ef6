"""Serves the wishes for backups, waste bin and the second place of backups."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gia_desktop.app.program.moments import when
from gia_desktop.app.program.vaults import DRAFTS_STEM
from gia_desktop.app.report.library import Library
from gia_desktop.core.errors import GiaError
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.files.reading import is_there
from gia_desktop.ui.frame.wishes import Wish
from gia_desktop.ui.frame.work import Frame
from gia_desktop.vault.backup_keeper import SECOND_FOLDER
from gia_desktop.vault.backups import Backup, list_backups
from gia_desktop.vault.faults import told_as_faults

if TYPE_CHECKING:
    from gia_desktop.ui.backups.dialog import PlacedBackup
    from gia_desktop.ui.backups.holdings import Holding

BACKUPS: Final = Wish[[]]("backups", "从备份恢复…", changes_data=True)
WASTE_BIN: Final = Wish[[]]("waste_bin", "回收站…", changes_data=True)
SECOND_PLACE: Final = Wish[[]]("second_place", "第二处备份…", changes_data=True)


class BackupFlow:
    """Opens the dialogs over the home page."""

    def __init__(
        self,
        frame: Frame,
        library: Library,
        go_home: Callable[[], None],
        register_changed: Callable[[], None],
        collections_replaced: Callable[[], None],
    ) -> None:
        """Serve the wishes.

        Args:
            frame: what stands around.
            library: the reports.
            go_home: closes what is open and shows the lists anew.
            register_changed: lets the register be read anew.
            collections_replaced: lets no reading go on that began with other collections.
        """
        self._frame = frame
        self._library = library
        self._workspace = frame.workspace
        self._settings = frame.settings
        self._messages = frame.messages
        self._window = frame.window
        self._go_home = go_home
        self._register_changed = register_changed
        self._collections_replaced = collections_replaced
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
        """Show the backups; bring back one document or all of a database."""
        from gia_desktop.ui.backups.dialog import BackupsDialog
        from gia_desktop.ui.backups.holdings import of_collections, of_register, of_reports

        self._go_home()
        lines = self._workspace.applications.lines()
        collections = self._workspace.collections.list()
        held = [
            (holding, self._placed(holding.stem))
            for holding in (
                of_reports(self._library.summaries()),
                of_register(*lines),
                of_collections(collections),
            )
        ]
        dialog = BackupsDialog(held, self._frame.stage.theme, self._window)
        if not self._messages.accepts(dialog):
            return
        backup = dialog.backup()
        if backup is not None and dialog.single is not None:
            self._take_one(dialog.holding, backup, dialog.single)
        elif backup is not None:
            self._restore_all(dialog.holding, backup, len(dialog.inside.items))

    def _placed(self, stem: str) -> list[PlacedBackup]:
        """Return the backups of a database, those of the second place after those of this PC."""
        from gia_desktop.ui.backups.dialog import PlacedBackup

        found = [
            PlacedBackup(each, "这台电脑") for each in list_backups(self._workspace.folders.backups, stem)
        ]
        second = self._second()
        if second is not None and is_there(second):
            found += [PlacedBackup(each, f"第二处：{second.parent}") for each in list_backups(second, stem)]
        return found

    def _take_one(self, holding: Holding, backup: Backup, number: int) -> None:
        from gia_desktop.rollup.kept.store import COLLECTIONS

        if holding.kind is DRAFTS:
            self._library.take_from_backup(backup, number)
            words = "已作为新的一份放进“我的年报”，原来的没有动。"
        elif holding.kind is COLLECTIONS:
            self._workspace.collections.take_from_backup(backup, number)
            words = "已作为新的一次收集放进“县（区）汇总”，原来的没有动。"
        else:
            made = self._workspace.applications.take_from_backup(backup, number)
            self._register_changed()
            words = f"{made} 号已照原来的编号放回登记，原来的没有动。"
        self._go_home()
        self._messages.tell(self._window, "从备份恢复", words)

    def _restore_all(self, holding: Holding, backup: Backup, count: int) -> None:
        from gia_desktop.rollup.kept.store import COLLECTIONS

        words = (
            f"“{holding.shelf}”会整个换成{when(backup.at)}的备份"
            f"（{count} {holding.measure}{holding.thing}）。\n"
            "现在的内容先另做一份备份，需要时还可以换回来。"
        )
        if not self._messages.ask(self._window, "恢复全部", words, "恢复", "不恢复"):
            return
        if holding.kind is DRAFTS:
            aside = self._workspace.restore_backup(backup)
        elif holding.kind is COLLECTIONS:
            aside = self._workspace.restore_collections(backup)
            self._collections_replaced()
        else:
            aside = self._workspace.restore_register(backup)
            self._register_changed()
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
        from gia_desktop.ui.backups.second_place_dialog import PlaceChoice, SecondPlaceDialog

        second = self._second()
        dialog = SecondPlaceDialog(second, self._state_of(second), self._window)
        if not self._messages.accepts(dialog):
            return
        if dialog.choice is PlaceChoice.NONE:
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
