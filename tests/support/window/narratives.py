"""A narrative section before a person: its editor, and what she does to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest

from gia_desktop.core.keys import CellKey, TextKey, section_key
from gia_desktop.core.report import Previous, Report
from gia_desktop.core.values import Value
from gia_desktop.ui.report.tabs.narrative import NarrativeTab
from gia_desktop.ui.texts.live_text import OBJECT, chip_positions
from gia_desktop.ui.texts.text_editor import TextEditor
from tests.support.window.harness import CTRL, NONE, Desk, Key, settle

NEW = CellKey("t3.new.natural")
SECTION = section_key("1")


def written(
    report: Report,
    text: str,
    values: Mapping[str, Value] | None = None,
    last: Mapping[str, Value] | None = None,
) -> Report:
    """Return a report with a text in section 1 and figures of one or both years."""
    previous = Previous("2021", report.year - 1, {CellKey(key): value for key, value in (last or {}).items()})
    texts: dict[TextKey, str] = {**report.texts, SECTION: text}
    figures = {CellKey(key): value for key, value in (values or {}).items()}
    return replace(report, texts=texts, values=figures, previous=previous if last is not None else None)


def editor_of(desk: Desk, section: str = "1") -> TextEditor:
    """Bring a narrative section to the front, cursor at its end, and return its editor."""
    desk.page.going.show_section(section)
    page = desk.page.by_section[section]
    assert isinstance(page, NarrativeTab)
    page.editor.setFocus()
    desk.press(Key.Key_End, CTRL)
    settle()
    return page.editor


def text_of(desk: Desk) -> str:
    """Return section 1 as the report keeps it."""
    return desk.session.report.text(SECTION)


def signs(editor: TextEditor) -> str:
    """Return what the document holds, a chip as ●."""
    return editor.toPlainText().replace(OBJECT, "●")


def chip_place(editor: TextEditor, number: int = 0) -> QPoint:
    """Return the middle of a chip in the viewport."""
    cursor = QTextCursor(editor.document())
    position = chip_positions(editor.document())[number]
    cursor.setPosition(position)
    left = editor.cursorRect(cursor)
    cursor.setPosition(position + 1)
    right = editor.cursorRect(cursor)
    return QPoint((left.x() + right.x()) // 2, left.center().y())


def double_click(editor: TextEditor, place: QPoint) -> None:
    QTest.mouseDClick(editor.viewport(), Qt.MouseButton.LeftButton, NONE, place)


def clipboard_text() -> str:
    return QGuiApplication.clipboard().text()
