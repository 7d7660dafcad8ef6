"""History and named versions in the window; going back is one step that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from gia_desktop.ui.frame import undo
from gia_desktop.ui.past.history_dialog import HistoryDialog
from gia_desktop.ui.past.versions_dialog import VersionsDialog
from gia_desktop.ui.report import wishes
from tests.support.window.harness import table_tabs
from tests.support.window.office import Office

NATURAL = "t3.new.natural"


def history_of(office: Office) -> HistoryDialog:
    dialog = office.messages.dialogs[-1]
    assert isinstance(dialog, HistoryDialog)
    return dialog


def rows(dialog: HistoryDialog) -> list[tuple[str, str, str]]:
    return [(line.old, line.new, line.how) for line in dialog.model.items]


def test_f4_shows_how_the_current_cell_came_to_its_value(office: Office) -> None:
    office.new()
    office.fill(NATURAL, "5")
    office.fill(NATURAL, "7")
    office.page.stack.undo()
    office.page.edits.fill_all_blanks()
    office.page.going.go_to_cell(office.page.session.committed.format.entered[0])
    office.fill(NATURAL, "9")
    office.page.going.go_to_cell(table_tabs(office.page)["3"].model.keys[0])
    office.messages.answers = [False]
    QTest.keyClick(office.window, Qt.Key.Key_F4)
    assert rows(history_of(office)) == [
        ("5", "9", "输入"),
        ("7", "5", "撤销：填写“新收，自然人”"),
        ("5", "7", "输入"),
        ("（空）", "5", "输入"),
    ]


@pytest.mark.parametrize(("row", "after"), [(1, False), (2, True)])
def test_what_stood_before_or_after_a_change_comes_back_as_a_step_that_can_be_undone(
    office: Office, row: int, after: bool
) -> None:
    office.new()
    for text in ("5", "7", "9"):
        office.fill(NATURAL, text)
    office.page.going.go_to_cell(table_tabs(office.page)["3"].model.keys[0])

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, HistoryDialog)
        dialog.view.selectRow(row)
        (dialog.take_after if after else dialog.take_back).click()

    office.messages.prepare, office.messages.answers = choose, [True]
    office.window.do(wishes.HISTORY)
    assert office.value(NATURAL) == 5
    office.page.stack.undo()
    assert office.value(NATURAL) == 9


def test_a_value_from_before_all_that_can_be_undone_comes_back_through_the_history(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "UNDO_STEPS", 3)
    office.new()
    for text in ("5", "6", "7", "8", "9"):
        office.fill(NATURAL, text)
    while office.page.stack.canUndo():
        office.page.stack.undo()
    assert office.value(NATURAL) == 6, "the first steps are beyond undoing"
    office.page.going.go_to_cell(table_tabs(office.page)["3"].model.keys[0])

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, HistoryDialog)
        dialog.view.selectRow(dialog.model.rowCount() - 1)
        dialog.take_after.click()

    office.messages.prepare, office.messages.answers = choose, [True]
    office.window.do(wishes.HISTORY)
    assert office.value(NATURAL) == 5
    office.page.stack.undo()
    assert office.value(NATURAL) == 6


def test_the_place_is_a_column_only_where_there_are_several(office: Office) -> None:
    office.new()
    office.fill(NATURAL, "5")
    office.page.going.go_to_cell(table_tabs(office.page)["3"].model.keys[0])
    office.messages.answers = [False]
    office.window.do(wishes.HISTORY)
    dialog = history_of(office)
    assert dialog.view.isColumnHidden(1)
    assert dialog.details.toPlainText().startswith("三、申请办理：新收，自然人")
    dialog.show_scope(1)
    assert not dialog.view.isColumnHidden(1)


def test_a_section_shows_what_was_written_in_it(office: Office) -> None:
    office.new()
    office.write("5", "人手不足。")
    office.write("6", "无。")
    office.page.going.show_section("5")
    office.messages.answers = [False]
    office.window.do(wishes.HISTORY)
    dialog = history_of(office)
    assert rows(dialog) == [("（空）", "人手不足。", "输入")]
    assert "人手不足。" in dialog.details.toPlainText()


def test_the_whole_report_is_shown_newest_first(office: Office) -> None:
    office.new()
    office.fill(NATURAL, "5")
    office.write("5", "人手不足。")
    office.messages.answers = [False]
    office.window.do(wishes.HISTORY)
    dialog = history_of(office)
    dialog.show_scope(len(dialog.scope_buttons) - 1)
    places = [line.place for line in dialog.model.items]
    assert places[:2] == ["五、问题改进", "三、申请办理：新收，自然人"]
    assert "单位全称" in places


def test_a_cell_without_history_says_so(office: Office) -> None:
    office.new()
    office.page.going.show_section("4")
    office.messages.answers = [False]
    office.window.do(wishes.HISTORY)
    dialog = history_of(office)
    assert not dialog.empty.isHidden()
    assert not dialog.take_back.isEnabled()


@pytest.fixture
def kept(office: Office) -> Office:
    """A report with 初稿 kept, then changed in a figure and a text."""
    office.new()
    office.fill(NATURAL, "5")
    office.write("5", "人手不足。")
    office.workspace.library.name_version(office.number, "初稿")
    office.fill(NATURAL, "7")
    office.write("5", "经费也不足。")
    return office


def versions_of(office: Office) -> VersionsDialog:
    dialog = office.messages.dialogs[-1]
    assert isinstance(dialog, VersionsDialog)
    return dialog


def test_a_version_is_compared_with_now_in_figures_and_text(kept: Office) -> None:
    kept.messages.answers = [False]
    kept.window.do(wishes.VERSIONS)
    dialog = versions_of(kept)
    assert dialog.summary.text() == "数字 1 格不同（合计随之不同的 1 格），文字 1 处不同。"
    assert [(item.old, item.new) for item in dialog.figures.items] == [("5", "7"), ("5", "7")]
    assert "经费也不足。" in dialog.texts.toPlainText()


def test_any_two_versions_are_compared(kept: Office) -> None:
    kept.workspace.library.name_version(kept.number, "送审稿")
    kept.messages.answers = [False]
    kept.window.do(wishes.VERSIONS)
    dialog = versions_of(kept)
    assert dialog.summary.text() == "数字和文字都相同。"
    dialog.old.setCurrentIndex(1)
    dialog.new.setCurrentIndex(1)
    assert [dialog.old.currentText()[:2], dialog.new.currentText()[:3]] == ["初稿", "送审稿"]
    assert len(dialog.figures.items) == 2


def test_going_back_to_a_version_is_one_step_that_can_be_undone(kept: Office) -> None:
    kept.messages.answers = [True]
    steps = kept.page.stack.count()
    kept.window.do(wishes.VERSIONS)
    assert kept.value(NATURAL) == 5
    assert kept.page.session.report.section("5") == "人手不足。"
    assert kept.page.stack.count() == steps + 1
    kept.page.stack.undo()
    assert kept.value(NATURAL) == 7
    assert "经费也不足。" in kept.page.session.report.section("5")


def test_the_present_is_kept_under_a_name_of_ones_own(kept: Office) -> None:
    def keep(dialog: QDialog) -> None:
        assert isinstance(dialog, VersionsDialog)
        dialog.name.setEditText("局长看过的稿子")
        dialog.keep.click()

    kept.messages.prepare, kept.messages.answers = keep, [False]
    kept.window.do(wishes.VERSIONS)
    names = [version.name for version in kept.workspace.library.versions(kept.number)]
    assert names == ["初稿", "局长看过的稿子"]
    assert versions_of(kept).old.currentText().startswith("局长看过的稿子")
    assert versions_of(kept).name.currentText() == "送审稿"


def test_versions_belong_to_their_report(kept: Office, tmp_path: Path) -> None:
    kept.new("示例县民政局", 2024)
    kept.messages.answers = [False]
    kept.window.do(wishes.VERSIONS)
    dialog = versions_of(kept)
    assert "还没有留存过版本" in dialog.summary.text()
    assert not dialog.take_back.isEnabled()


def test_going_back_to_where_one_is_changes_nothing(kept: Office) -> None:
    kept.workspace.library.name_version(kept.number, "送审稿")
    steps = kept.page.stack.count()
    kept.messages.answers = [True]
    kept.window.do(wishes.VERSIONS)
    assert kept.page.stack.count() == steps
    assert kept.window.status_words.text() == "内容和现在一样，没有改动。"
