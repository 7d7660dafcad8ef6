"""Bringing back one collection, or all of them, from their own backups."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from gia_desktop.rollup.collection import Mark
from gia_desktop.rollup.kept.store import COLLECTIONS
from gia_desktop.ui.backups.dialog import BackupsDialog
from gia_desktop.ui.backups.flow import BACKUPS
from gia_desktop.vault.backups import make_backup
from tests.support.reports.areas import collection, report_of, town
from tests.support.window.county import figures, open_county
from tests.support.window.office import Office


def backed_up(office: Office) -> int:
    """Pass a unit after a backup was made; return the number of the collection."""
    page = open_county(office, collection([report_of(town(0), figures(4))]))
    library = office.workspace.collections
    library.saver.read(lambda store: make_backup(store, COLLECTIONS, office.folders.backups, "collections"))
    page.edits.push(page.session.mark_step(town(0), Mark.PASSED))
    return page.number


def test_one_collection_is_taken_out_beside_the_present_one(office: Office) -> None:
    number = backed_up(office)
    seen: list[str] = []

    def take(dialog: QDialog) -> None:
        assert isinstance(dialog, BackupsDialog)
        dialog.switches[2].click()
        seen.extend(str(dialog.inside.index(0, column).data()) for column in (0, 2, 4))
        dialog.take_one.click()

    office.messages.prepare, office.messages.answers = take, [True]
    office.window.do(BACKUPS)
    assert seen == ["示例县", "1 / 1 家", "现在的更新"]
    lines = office.workspace.collections.list()
    assert [line.tally.passed for line in lines if line.id != number] == [0]
    assert [line.tally.passed for line in lines if line.id == number] == [1]


def test_all_collections_are_put_back_as_they_were(office: Office) -> None:
    number = backed_up(office)

    def restore(dialog: QDialog) -> None:
        assert isinstance(dialog, BackupsDialog)
        dialog.switches[2].click()
        dialog.restore_all.click()

    office.messages.prepare, office.messages.answers = restore, [True, True]
    office.window.do(BACKUPS)
    assert "“县（区）汇总”会整个换成" in office.messages.questions[-1]
    assert office.workspace.collections.open(number).tally.passed == 0
    office.window.rollup.open(number)
    assert office.window.rollup.gathering.session.tally.passed == 0
