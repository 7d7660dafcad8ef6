"""The marks of findings in a text stay under their words, whatever is written before them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtTest import QTest

from gia_desktop.ui.texts.text_editor import TextEditor
from tests.support.window.harness import Desk, Key, focus
from tests.support.window.narratives import editor_of

WRONG = "信息工开"


def marked(document: QTextDocument) -> list[str]:
    """Return the words with a wave below them."""
    found = []
    block = document.begin()
    while block.isValid():
        for part in block.layout().formats():
            style, start, length = part.format, part.start, part.length  # type: ignore[attr-defined]
            if style.underlineStyle() is QTextCharFormat.UnderlineStyle.WaveUnderline:
                found += [block.text()[start : start + length]]
        block = block.next()
    return found


@pytest.fixture
def editor(desk: Desk) -> TextEditor:
    """Return the editor of a text whose second and third paragraphs hold a mistake each."""
    editor = editor_of(desk, "6")
    desk.type("本年度未收取信息处理费。")
    for line in (f"推进{WRONG}。", f"重视{WRONG}工作。"):
        QTest.keyClick(focus(), Key.Key_Return)
        desk.type(line)
    editor.commit()
    return editor


def put(editor: TextEditor, block: int, text: str) -> None:
    """Write at the beginning of a paragraph, and pause."""
    cursor = QTextCursor(editor.document().findBlockByNumber(block))
    editor.setTextCursor(cursor)
    cursor.insertText(text)
    editor.commit()


@pytest.mark.parametrize("block", [0, 1, 2])
def test_marks_stay_under_their_words_when_something_is_written_before_them(
    editor: TextEditor, block: int
) -> None:
    assert marked(editor.document()) == [WRONG, WRONG]
    put(editor, block, "继续")
    assert marked(editor.document()) == [WRONG, WRONG]


def test_marks_follow_their_paragraphs_when_one_is_put_before_them_and_one_taken_out(
    editor: TextEditor,
) -> None:
    put(editor, 0, "新的一段。\n又一段。\n")
    assert marked(editor.document()) == [WRONG, WRONG]
    cursor = QTextCursor(editor.document().findBlockByNumber(0))
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    editor.commit()
    assert marked(editor.document()) == [WRONG, WRONG]


def test_a_mark_goes_when_the_mistake_is_mended(editor: TextEditor) -> None:
    cursor = editor.document().find(WRONG)
    cursor.insertText("信息公开")
    editor.commit()
    assert marked(editor.document()) == [WRONG]
