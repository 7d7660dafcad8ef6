"""A cell dragged from a table into a text: taken by its edge or with Alt, dropped as a live number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gia_desktop.core.report import Report
from gia_desktop.ui.kit.live_mime import live_text
from gia_desktop.ui.texts.text_editor import TextEditor
from tests.support.window.harness import ALT, NONE, Desk, focus
from tests.support.window.narratives import NEW, editor_of, signs, text_of, written
from tests.ui.conftest import OpenDesk

LEFT, COPY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
BELOW = "t3.carried_in.natural"
MakeReport = Callable[[str], Report]


@dataclass
class Drags:
    """What was dragged: the offscreen platform carries nothing itself."""

    taken: list[tuple[str, str]] = field(default_factory=list)

    def take(self, drag: QDrag) -> Qt.DropAction:
        data = drag.mimeData()
        self.taken.append((live_text(data), data.text()))
        assert not drag.pixmap().isNull()
        return COPY


@pytest.fixture
def drags(monkeypatch: pytest.MonkeyPatch) -> Drags:
    drags = Drags()

    def take(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        return drags.take(drag)

    monkeypatch.setattr(QDrag, "exec", take)
    return drags


@pytest.fixture
def desk(open_desk: OpenDesk, blank: MakeReport) -> Desk:
    return open_desk(written(blank("2021"), "收到件。", {NEW: 38}))


def move(view: QWidget, place: QPoint, buttons: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
    spot = QPointF(place)
    event = QMouseEvent(
        QEvent.Type.MouseMove, spot, view.mapToGlobal(spot), Qt.MouseButton.NoButton, buttons, modifiers
    )
    QApplication.sendEvent(view, event)


def pull(desk: Desk, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press the mouse, move it in steps, release it."""
    viewport = desk.view.viewport()
    QTest.mousePress(viewport, LEFT, modifiers, start)
    for part in (0.3, 0.6, 1.0):
        move(viewport, start + (end - start) * part, LEFT, modifiers)
    QTest.mouseRelease(viewport, LEFT, modifiers, end)


def edge(desk: Desk, key: str) -> QPoint:
    rect = desk.view.visualRect(desk.model.index_of(desk.key(key)))
    return QPoint(rect.left() + 2, rect.center().y())


def drop(editor: TextEditor, data: QMimeData, position: int) -> None:
    """Drag over the text and drop at a position, as Qt does: who refuses a drag hears no more of it."""
    cursor = editor.textCursor()
    cursor.setPosition(position)
    spot = editor.cursorRect(cursor).center()
    given = (COPY, data, LEFT, NONE)
    enter, move_on = QDragEnterEvent(spot, *given), QDragMoveEvent(spot, *given)
    QApplication.sendEvent(editor.viewport(), enter)
    if not enter.isAccepted():
        return
    QApplication.sendEvent(editor.viewport(), move_on)
    if move_on.isAccepted():
        QApplication.sendEvent(editor.viewport(), QDropEvent(QPointF(spot), *given))


def test_the_current_cell_is_dragged_by_its_edge(desk: Desk, drags: Drags) -> None:
    desk.go(NEW)
    pull(desk, edge(desk, NEW), desk.place(BELOW))
    assert drags.taken == [("{t3.new.natural}", "38")]
    assert desk.selected == [NEW]


def test_with_alt_any_cell_is_dragged_from_its_middle(desk: Desk, drags: Drags) -> None:
    desk.go(BELOW)
    pull(desk, desk.place("t3.new.total"), desk.place(NEW), ALT)
    assert drags.taken == [("{t3.new.total}", "38")]
    assert desk.now == BELOW


def test_blocks_are_selected_as_before(desk: Desk, drags: Drags) -> None:
    desk.go(NEW)
    pull(desk, desk.place(NEW), desk.place(BELOW))
    assert desk.selected == [NEW, BELOW]
    pull(desk, edge(desk, NEW), desk.place(BELOW))
    assert desk.selected == [NEW, BELOW]
    assert drags.taken == []


def test_a_click_on_the_edge_drags_nothing(desk: Desk, drags: Drags) -> None:
    desk.go(NEW)
    QTest.mouseClick(desk.view.viewport(), LEFT, NONE, edge(desk, NEW))
    pull(desk, edge(desk, NEW), edge(desk, NEW) + QPoint(2, 0))
    assert (drags.taken, desk.now) == ([], NEW)


def test_a_hand_shows_where_a_cell_can_be_taken(desk: Desk) -> None:
    desk.go(NEW)
    viewport = desk.view.viewport()
    move(viewport, edge(desk, NEW), Qt.MouseButton.NoButton, NONE)
    assert viewport.cursor().shape() == Qt.CursorShape.OpenHandCursor
    move(viewport, desk.place(NEW), Qt.MouseButton.NoButton, NONE)
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_tab_comes_to_the_front_when_a_cell_is_held_over_it(desk: Desk, drags: Drags, qtbot: QtBot) -> None:
    tabs = desk.page.tabs
    desk.go(NEW)
    assert tabs.section == "3"
    data = QMimeData()
    data.setText("38")
    spot = tabs.tabRect(list(desk.page.by_section).index("1")).center()
    QApplication.sendEvent(tabs, QDragEnterEvent(spot, COPY, data, LEFT, NONE))
    QApplication.sendEvent(tabs, QDragMoveEvent(spot, COPY, data, LEFT, NONE))
    qtbot.waitUntil(lambda: tabs.section == "1", timeout=3000)
    assert desk.page.pages.currentWidget() is desk.page.by_section["1"]


def test_a_dropped_cell_is_a_live_number_and_one_step(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[QMimeData] = []

    def keep(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        copy = QMimeData()
        for kind in drag.mimeData().formats():
            copy.setData(kind, drag.mimeData().data(kind))
        held.append(copy)
        return COPY

    monkeypatch.setattr(QDrag, "exec", keep)
    desk.go(NEW)
    pull(desk, edge(desk, NEW), desk.place(BELOW))
    editor = editor_of(desk)
    drop(editor, held[0], 2)
    assert (signs(editor), text_of(desk)) == ("收到●件。", "收到{t3.new.natural}件。")
    assert focus() is editor
    desk.undo()
    assert text_of(desk) == "收到件。"


def test_a_locked_text_takes_no_cell(desk: Desk) -> None:
    editor = editor_of(desk)
    editor.setReadOnly(True)
    data = QMimeData()
    data.setText("38")
    drop(editor, data, 2)
    assert text_of(desk) == "收到件。"
