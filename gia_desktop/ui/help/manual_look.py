"""Gives a page of the manual its look: distances, headings, tables in the colours of the theme."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import (
    QBrush,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from gia_desktop.ui.kit.theme import Theme

_SIZES: Final = {1: 1.55, 2: 1.2, 3: 1.05}
_LINE_HEIGHT: Final = 115.0


def dress(document: QTextDocument, theme: Theme) -> None:
    """Dress a document that was read from Markdown."""
    document.setDefaultFont(theme.font(1.08))
    # In one step: the browser would lay all out anew after each change of a long table.
    whole = QTextCursor(document)
    whole.beginEditBlock()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, theme)
    block = document.begin()
    while block.isValid():
        _dress_block(block, theme)
        block = block.next()
    whole.endEditBlock()


def _dress_block(block: QTextBlock, theme: Theme) -> None:
    cursor = QTextCursor(block)
    level = block.blockFormat().headingLevel()
    layout = QTextBlockFormat()
    if cursor.currentTable() is None and not _holds_picture(block):
        layout.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if block.blockFormat().nonBreakableLines():
        # A command that is cut at the edge can't be copied by hand.
        layout.setNonBreakableLines(False)
        layout.setBackground(QBrush(theme.color("head")))
        layout.setLeftMargin(theme.text_px)
        last = not block.next().blockFormat().nonBreakableLines()
        layout.setBottomMargin(theme.text_px * 0.6 if last else 0)
    elif level:
        layout.setTopMargin(theme.text_px * (0.4 if level == 1 else 1.4))
        layout.setBottomMargin(theme.text_px * 0.5)
        letters = QTextCharFormat()
        letters.setFont(theme.font(_SIZES.get(level, 1.0), bold=True))
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.mergeCharFormat(letters)
    elif cursor.currentTable() is None:
        layout.setBottomMargin(theme.text_px * (0.6 if block.textList() is None else 0.2))
    cursor.mergeBlockFormat(layout)


def _holds_picture(block: QTextBlock) -> bool:
    return "\ufffc" in block.text()


def _dress_table(table: QTextTable, theme: Theme) -> None:
    look = table.format()
    look.setBorder(1)
    look.setBorderBrush(QBrush(theme.color("grid")))
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderCollapse(True)
    look.setCellPadding(5)
    look.setCellSpacing(0)
    look.setTopMargin(4)
    look.setBottomMargin(theme.text_px)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(look)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        form = cell.format()
        form.setBackground(QBrush(theme.color("head")))
        cell.setFormat(form)
