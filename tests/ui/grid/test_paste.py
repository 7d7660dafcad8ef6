"""Pasting through the real clipboard: faults of other programs, preview, undo, and copying out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import NA, Unread, format_value
from gia_desktop.importers.paste.plan import PasteItem
from gia_desktop.ui.grid.paste_dialog import PasteDialog, PastePreviewModel, _row
from gia_desktop.ui.kit.messages import Messages
from tests.support.files.rendering import STYLES, draw, figures, texts_of
from tests.support.window.harness import CTRL, SHIFT, Desk, Key
from tests.ui.conftest import OpenDesk

FIRST = "t3.new.natural"
ROW = ("natural", "business", "research", "public_interest", "legal_service", "other")


def row(name: str, columns: Iterable[str] = ROW) -> list[str]:
    return [f"t3.{name}.{column}" for column in columns]


def test_the_digit_of_a_label_is_no_data(desk: Desk) -> None:
    desk.go(FIRST)
    desk.paste("1.属于国家秘密\t5\n2.其他法律行政法规禁止公开\t6\n")
    assert desk.session.report.values == {
        "t3.refused_state_secret.natural": 5,
        "t3.refused_other_law.natural": 6,
    }


def test_full_width_and_thousands_digits_become_numbers(desk: Desk) -> None:
    desk.go(FIRST)
    desk.paste("１２\t1,234\t３,００１\n")
    assert desk.values(row("new", ROW[:3])) == [12, 1234, 3001]


def test_ten_rows_go_down_ten_rows(desk: Desk) -> None:
    desk.go("t3.granted.natural")
    desk.paste("".join(f"{number}\r\n" for number in range(10)))
    keys = [key for key in desk.model.keys if key.endswith(".natural")][2:12]
    assert desk.values(keys) == list(range(10))
    assert desk.said[-1] == "按位置对应，共 10 格。　改动 10 格，按 Ctrl+Z 可退回。"
    assert desk.stack.undoText() == "粘贴（10 格）"


def test_a_merged_label_does_not_shift_the_figures(desk: Desk) -> None:
    html = (
        "<table><tr><td rowspan=2>（三）不予公开</td><td>1.属于国家秘密</td><td>5</td><td>1</td></tr>"
        "<tr><td>2.其他法律行政法规禁止公开</td><td>6</td><td>2</td></tr></table>"
    )
    desk.go(FIRST)
    desk.paste(html=html)
    assert desk.values(row("refused_state_secret", ROW[:2])) == [5, 1]
    assert desk.values(row("refused_other_law", ROW[:2])) == [6, 2]


def test_trailing_blanks_and_no_break_spaces_change_nothing(desk: Desk) -> None:
    desk.fill("t3.granted.natural", "9")
    desk.go(FIRST)
    desk.paste("\u00a012\u3000\t\u00a03 \r\n 4\t5\r\n\t\r\n\u00a0\t\u3000\r\n\r\n")
    assert desk.values([*row("new", ROW[:2]), *row("carried_in", ROW[:2])]) == [12, 3, 4, 5]
    assert desk.value("t3.granted.natural") == 9


@pytest.mark.parametrize(("text", "value"), [("/", NA), ("-", NA), ("—", NA), ("－", NA), ("无", 0)])
def test_signs_of_nothing_are_told_apart(desk: Desk, text: str, value: object) -> None:
    desk.go(FIRST)
    desk.paste(f"{text}\t7\n")
    assert desk.values(row("new", ROW[:2])) == [value, 7]


def test_a_total_column_is_compared_and_not_stored(desk: Desk) -> None:
    desk.go(FIRST)
    plan = desk.paste("1\t2\t3\t4\t5\t6\t22\n")
    assert plan is not None
    assert [(total.key, total.stated, total.computed, total.agrees) for total in plan.compared] == [
        ("t3.new.total", 22, 21, False)
    ]
    assert desk.values(row("new")) == [1, 2, 3, 4, 5, 6]
    assert desk.value("t3.new.total") == 21
    assert desk.session.report.stated == {}
    assert "1 个合计只比较、不粘贴，1 个不一致" in desk.said[-1]


def test_a_computed_row_is_compared_and_not_stored(desk: Desk) -> None:
    desk.go("t3.other_misc.natural")
    plan = desk.paste("7\n7\n3\n")
    assert plan is not None
    assert desk.values(["t3.other_misc.natural", "t3.carried_out.natural"]) == [7, 3]
    assert [(total.key, total.agrees) for total in plan.compared] == [("t3.handled_total.natural", True)]


def test_a_remark_behind_a_number_is_doubtful(desk: Desk) -> None:
    desk.go(FIRST)
    plan = desk.paste("22（其中修订16件）\t1\n")
    assert plan is not None
    doubtful = {item.key: item.new for item in plan.items if item.doubtful}
    assert doubtful == {FIRST: 22}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("section", ["2", "3", "4"])
@pytest.mark.parametrize("fmt", ["2019", "2021"])
def test_a_whole_table_of_another_program_lands_right_wherever_the_cursor_is(
    open_desk: OpenDesk, blank: Callable[[str], Report], fmt: str, section: str, style: str
) -> None:
    desk = open_desk(blank(fmt), section)
    table = desk.model.table_id
    wanted = figures(desk.sheet.format, table)
    desk.press(Key.Key_End, CTRL)
    desk.paste("something else", draw(style, desk.sheet.format, table, texts_of(wanted)))
    assert {key: desk.value(key) for key in desk.model.keys} == wanted
    assert desk.said[-1].startswith("按行列名称对应，")
    assert desk.stack.count() == 1


def test_one_undo_takes_a_paste_back(desk: Desk) -> None:
    desk.fill(FIRST, "12")
    before = desk.session.report.values
    desk.go(FIRST)
    desk.paste("1\t2\n3\t4\n")
    desk.undo()
    assert desk.session.report.values == before
    assert desk.stack.redoText() == "粘贴（4 格）"


def test_one_figure_fills_the_selection(desk: Desk) -> None:
    desk.go(FIRST)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_Right, SHIFT)
    desk.paste("0")
    assert desk.values([*row("new", ROW[:2]), *row("carried_in", ROW[:2])]) == [0, 0, 0, 0]


def test_a_single_figure_is_pasted_without_asking(desk: Desk) -> None:
    desk.go(FIRST)
    assert desk.paste("12") is None
    assert desk.value(FIRST) == 12


@pytest.mark.parametrize("text", ["", "  \n\t\n"])
def test_an_empty_clipboard_changes_nothing_and_says_so(desk: Desk, text: str) -> None:
    desk.go(FIRST)
    assert desk.paste(text) is None
    assert desk.stack.count() == 0
    assert "没有" in desk.said[-1]


def test_a_table_of_another_section_is_named_and_not_pasted(desk: Desk) -> None:
    fmt = desk.sheet.format
    desk.paste(html=draw("word", fmt, "t4", texts_of(figures(fmt, "t4"))))
    assert desk.said[-1].startswith("复制的是“四、")
    assert desk.stack.count() == 0


def test_the_same_figures_again_are_no_step(desk: Desk) -> None:
    desk.fill(FIRST, "12")
    steps = desk.stack.count()
    desk.go(FIRST)
    desk.paste("12")
    assert desk.stack.count() == steps
    assert desk.said[-1] == "粘贴的内容与表里的相同，没有改动。"


@pytest.mark.parametrize("section", ["2", "3", "4"])
@pytest.mark.parametrize("form", ["text", "html"])
def test_a_whole_table_copied_out_comes_back_the_same(
    open_desk: OpenDesk, blank: Callable[[str], Report], filled: Report, section: str, form: str
) -> None:
    source = open_desk(filled, section)
    source.press(Key.Key_A, CTRL)
    source.press(Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    text, html = data.text(), data.html()
    target = open_desk(blank(filled.format), section)
    target.paste(text if form == "text" else None, html if form == "html" else None)
    keys = source.model.keys
    assert [format_value(target.value(key)) for key in keys] == [
        format_value(source.value(key)) for key in keys
    ]


def test_a_copied_table_carries_its_labels(open_desk: OpenDesk, city: Report) -> None:
    desk = open_desk(city)
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    for label in ("一、本年新收政府信息公开申请数量", "自然人", "（三）不予公开"):
        assert label in data.text()
        assert label in data.html()
    assert desk.said[-1] == f"已复制 {len(desk.model.keys)} 格（带行列名称）。"


def test_a_copied_block_is_figures_only(desk: Desk) -> None:
    desk.fill(FIRST, "12")
    desk.fill("t3.new.business", "/")
    desk.go(FIRST)
    desk.press(Key.Key_Right, SHIFT, times=2)
    desk.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().mimeData().text() == "12\t/\t\r\n"
    assert desk.said[-1] == "已复制 3 格。"


def test_cutting_copies_and_clears(desk: Desk) -> None:
    desk.fill(FIRST, "12")
    desk.go(FIRST)
    desk.press(Key.Key_X, CTRL)
    assert QGuiApplication.clipboard().mimeData().text() == "12\r\n"
    assert desk.value(FIRST) is None


# -- the preview


def through_dialog(desk: Desk, act: Callable[[PasteDialog], None], text: str) -> None:
    """Paste with the real preview dialog in which a person acts."""
    seen: list[PasteDialog] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PasteDialog):
            seen.append(dialog)
            act(dialog)
            if dialog.isVisible():
                dialog.reject()

    desk.messages.handlers[PasteDialog] = partial(Messages.accepts, desk.messages)
    desk.copy_in(text)
    QTimer.singleShot(0, answer)
    desk.press(Key.Key_V, CTRL)
    assert seen, "no preview was shown"


def cells(model: PastePreviewModel) -> list[list[str]]:
    return [
        [str(model.index(line, column).data()) for column in range(model.columnCount())]
        for line in range(model.rowCount())
    ]


def test_the_preview_lists_old_and_new_values_doubtful_ones_first(desk: Desk) -> None:
    desk.fill(FIRST, "9")
    desk.go(FIRST)
    shown: list[list[str]] = []
    through_dialog(desk, lambda dialog: shown.extend(cells(dialog.model)), "1\t2（其中1件）\n")
    assert [line[:3] for line in shown] == [["新收，商业企业", "", "2"], ["新收，自然人", "9", "1"]]
    assert shown[0][3].startswith("存疑：")
    assert desk.values(row("new", ROW[:2])) == [9, None]


def press(key: Qt.Key) -> Callable[[PasteDialog], None]:
    return lambda dialog: QTest.keyClick(dialog, key)


def test_enter_in_the_preview_pastes(desk: Desk) -> None:
    desk.go(FIRST)
    through_dialog(desk, press(Key.Key_Return), "1\t2\n")
    assert desk.values(row("new", ROW[:2])) == [1, 2]


def test_escape_in_the_preview_pastes_nothing(desk: Desk) -> None:
    desk.go(FIRST)
    through_dialog(desk, press(Key.Key_Escape), "1\t2\n")
    assert desk.stack.count() == 0


def test_unticked_cells_are_not_pasted(desk: Desk) -> None:
    def untick_first(dialog: PasteDialog) -> None:
        view = dialog.findChild(QTableView)
        assert isinstance(view, QTableView)
        view.setFocus()
        view.setCurrentIndex(dialog.model.index(0, 0))
        QTest.keyClick(view, Key.Key_Space)
        dialog.paste_button.click()

    desk.go(FIRST)
    through_dialog(desk, untick_first, "1\t2\n")
    assert desk.values(row("new", ROW[:2])) == [None, 2]


def test_unreadable_text_is_left_unticked(desk: Desk) -> None:
    states: list[object] = []

    def look(dialog: PasteDialog) -> None:
        check = Qt.ItemDataRole.CheckStateRole
        states.extend(dialog.model.index(line, 0).data(check) for line in range(dialog.model.rowCount()))
        dialog.accept()

    desk.go(FIRST)
    through_dialog(desk, look, "12x\t2\n")
    assert states == [Qt.CheckState.Unchecked, Qt.CheckState.Checked]
    assert desk.values(row("new", ROW[:2])) == [None, 2]


def test_unreadable_text_that_is_ticked_is_kept_as_pasted(desk: Desk) -> None:
    desk.go(FIRST)
    desk.paste("12x\t2\n")
    assert desk.value(FIRST) == Unread("12x")


def test_a_differing_total_is_shown_and_cannot_be_ticked(desk: Desk) -> None:
    shown: list[list[str]] = []
    flags: list[Qt.ItemFlag] = []

    def look(dialog: PasteDialog) -> None:
        shown.extend(cells(dialog.model))
        flags.append(dialog.model.index(dialog.model.rowCount() - 1, 0).flags())
        dialog.reject()

    desk.go(FIRST)
    through_dialog(desk, look, "1\t2\t0\t0\t0\t0\t4\n")
    assert shown[-1][:3] == ["新收，总计", "3", "4"]
    assert not flags[0] & Qt.ItemFlag.ItemIsUserCheckable


def test_the_preview_is_gone_after_the_answer(desk: Desk) -> None:
    desk.go(FIRST)
    through_dialog(desk, PasteDialog.reject, "1\t2\n")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert desk.view.findChild(PasteDialog) is None


def test_pasted_cells_are_saved_as_one_change(desk: Desk) -> None:
    desk.go(FIRST)
    desk.paste("1\t2\n")
    assert [change.origin for change in desk.memory.steps] == ["pasted"]
    assert set(desk.memory.steps[0].cells) == {CellKey(key) for key in row("new", ROW[:2])}


@pytest.mark.parametrize(
    ("text", "reason", "note"),
    [
        ("1 200", "“1 200”的数字中间有空格", "存疑：“1 200”的数字中间有空格"),
        (" ", "这一格是空的", "存疑：这一格是空的"),
        ("abc", "不是数字", "存疑：不是数字（粘贴的是“abc”）"),
    ],
)
def test_what_was_pasted_is_told_once(desk: Desk, text: str, reason: str, note: str) -> None:
    item = PasteItem(CellKey("t3.new.natural"), 5, None, text, doubtful=True, reason=reason)
    assert _row(item, desk.sheet.format).note == note
