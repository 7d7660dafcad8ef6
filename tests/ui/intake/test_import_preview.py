"""The preview of a file: nothing doubtful enters unless a person takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit

from gia_desktop.app.report.import_review import ReviewPart
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.imported_report import ImportedReport
from gia_desktop.ui.intake.import_dialog import ImportDialog
from gia_desktop.ui.intake.import_model import NAME, OLD
from gia_desktop.ui.kit.theme import make_theme
from tests.support.files.layouts import WRITERS, sample
from tests.support.window.harness import Key, settle
from tests.support.window.office import Office

Opener = Callable[[Callable[[ImportDialog], None]], ImportDialog]


@pytest.fixture
def doubtful_file(tmp_path: Path) -> Path:
    path = tmp_path / "去年.docx"
    path.write_bytes(WRITERS["docx"](sample("2021", "annotated")))
    return path


@pytest.fixture
def preview(office: Office, doubtful_file: Path) -> Opener:
    """Open a file with doubtful cells, do something in the preview and read it in."""

    def open_it(act: Callable[[ImportDialog], None]) -> ImportDialog:
        def prepare(dialog: QDialog) -> None:
            assert isinstance(dialog, ImportDialog)
            dialog.show()
            settle()
            act(dialog)
            dialog.hide()

        office.messages.prepare, office.messages.answers = prepare, [True]
        office.window.open_file(doubtful_file)
        dialog = office.messages.dialogs[-1]
        assert isinstance(dialog, ImportDialog)
        return dialog

    return open_it


def value_in(office: Office, key: CellKey) -> object:
    return office.workspace.library.load(office.number).values.get(key)


def doubts(dialog: ImportDialog) -> list[CellKey]:
    lines = (dialog.model.line(row) for row in range(dialog.model.rowCount()))
    return [line.key for line in lines if line is not None and line.part is ReviewPart.DOUBTFUL]


def enter(dialog: ImportDialog, text: str) -> None:
    """Type into the current cell and press Enter."""
    QTest.keyClicks(dialog.view, text[0])
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, Key.Key_Return)
    settle()


def test_nothing_doubtful_enters_by_itself(office: Office, preview: Opener) -> None:
    dialog = preview(lambda _dialog: None)
    values = office.workspace.library.load(office.number).values
    assert len(doubts(dialog)) == 26
    assert values.keys().isdisjoint(doubts(dialog))
    assert len(values) == 124


def test_the_space_bar_takes_the_reading_of_the_current_cell(office: Office, preview: Opener) -> None:
    dialog = preview(lambda dialog: QTest.keyClick(dialog.view, Key.Key_Space))
    first = dialog.model.line(1)
    assert first is not None
    assert value_in(office, first.key) == first.read
    assert value_in(office, doubts(dialog)[1]) is None


def test_a_typed_value_is_chosen_and_enter_goes_on(office: Office, preview: Opener) -> None:
    def correct(dialog: ImportDialog) -> None:
        enter(dialog, "7")

    dialog = preview(correct)
    assert value_in(office, doubts(dialog)[0]) == 7
    assert dialog.view.currentIndex().row() == 2


def test_what_is_no_number_is_refused_with_a_sentence(office: Office, preview: Opener) -> None:
    def mistype(dialog: ImportDialog) -> None:
        enter(dialog, "7x")
        assert dialog.isVisible(), "Enter in the field must not press 读入"

    dialog = preview(mistype)
    assert dialog.detail.text().startswith("“7x”没有填入")
    assert dialog.view.currentIndex().row() == 1
    assert value_in(office, doubts(dialog)[0]) is None


def test_all_selected_cells_are_taken_at_once(office: Office, preview: Opener) -> None:
    def take_all(dialog: ImportDialog) -> None:
        dialog.view.selectAll()
        QTest.keyClick(dialog.view, Key.Key_Space)

    dialog = preview(take_all)
    assert {key for key in doubts(dialog) if value_in(office, key) is None} == set()


def test_delete_leaves_a_cell_blank(office: Office, preview: Opener) -> None:
    def take_and_clear(dialog: ImportDialog) -> None:
        QTest.keyClick(dialog.view, Key.Key_Space)
        QTest.keyClick(dialog.view, Key.Key_Delete)

    assert value_in(office, doubts(preview(take_and_clear))[0]) is None


def test_sure_cells_are_listed_on_demand_and_the_source_is_shown(preview: Opener) -> None:
    def look(dialog: ImportDialog) -> None:
        rows = dialog.model.rowCount()
        assert sum(dialog.view.isRowHidden(row) for row in range(rows)) == 125
        dialog.show_sure.click()
        assert not any(dialog.view.isRowHidden(row) for row in range(rows))
        line = dialog.model.line(1)
        assert line is not None
        assert dialog.view.columnWidth(NAME) > dialog.view.fontMetrics().horizontalAdvance(line.name)
        assert f"文件原文：“{line.source}”" in dialog.detail.text()

    preview(look)


def test_the_draft_of_the_same_unit_and_year_stands_beside(office: Office, preview: Opener) -> None:
    first = preview(lambda dialog: QTest.keyClick(dialog.view, Key.Key_Space))
    assert first.view.isColumnHidden(OLD)
    again = preview(lambda _dialog: None)
    line = again.model.line(1)
    assert line is not None
    assert (again.view.isColumnHidden(OLD), line.old) == (False, line.read)
    assert again.model.headerData(OLD, Qt.Orientation.Horizontal) == "草稿里"


def test_headings_are_no_fields_and_the_model_keeps_the_rules_of_qt(preview: Opener) -> None:
    def look(dialog: ImportDialog) -> None:
        QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        heading = dialog.model.index(0, NAME)
        assert dialog.model.flags(heading) == Qt.ItemFlag.ItemIsEnabled
        assert str(heading.data()).startswith("存疑 26 格")
        dialog.model.take([0, 1], taking=True)

    preview(look)


def test_the_preview_tells_which_texts_were_read(formats: Formats, city: Report) -> None:
    fmt = formats.get(city.format)
    dialog = ImportDialog(ImportedReport(city), fmt, make_theme("light", "normal"), None)
    said = next(label.text() for label in dialog.findChildren(QLabel) if "读准" in label.text())
    assert "文字：一、五、六共" in said
    bare = replace(city, texts={})
    dialog = ImportDialog(ImportedReport(bare), fmt, make_theme("light", "normal"), None)
    assert any("文字：没有读到" in label.text() for label in dialog.findChildren(QLabel))


def test_enter_takes_in_what_is_chosen(preview: Opener) -> None:
    accepted: list[bool] = []

    def press(dialog: ImportDialog) -> None:
        dialog.accepted.connect(partial(accepted.append, True))
        QTest.keyClick(dialog.view, Key.Key_Return)

    preview(press)
    assert accepted == [True]


def test_a_perfect_reading_lists_nothing(formats: Formats, city: Report) -> None:
    fmt = formats.get(city.format)
    dialog = ImportDialog(ImportedReport(city), fmt, make_theme("light", "normal"), None, title="去年的年报")
    dialog.show()
    assert dialog.windowTitle() == "去年的年报"
    assert (dialog.view.isVisible(), dialog.nothing.isVisible()) == (False, True)
    dialog.close()


def test_further_notes_are_unfolded_by_a_link(formats: Formats, city: Report) -> None:
    notes = tuple(f"第 {number} 条。" for number in range(1, 6))
    dialog = ImportDialog(
        replace(ImportedReport(city), notes=notes),
        formats.get(city.format),
        make_theme("light", "normal"),
        None,
    )
    assert "第 4 条" not in dialog.notes.words.text()
    assert dialog.notes.more.text() == "还有 2 条说明"
    dialog.notes.more.click()
    assert dialog.notes.words.text().endswith("· 第 5 条。")
