"""The small dialogs that ask for one line of text or for one of several things, or tell many lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gia_desktop.ui.kit.dialogs import Buttons, Decision, resize_within_screen
from gia_desktop.ui.kit.theme import make_primary

_WIDTH = 420
_TALLEST = 560
_AROUND = 90


class LineDialog(QDialog):
    """Asks for a line of text; what is offered is selected, so that typing replaces it.

    Attributes:
        line: the field.
    """

    def __init__(self, title: str, question: str, text: str, parent: QWidget | None = None) -> None:
        """Offer a text."""
        super().__init__(parent)
        self.line = QLineEdit(text)
        self.line.selectAll()
        _build(self, title, question, self.line)

    def text(self) -> str:
        """Return the text without blanks around it."""
        return self.line.text().strip()


class ChoiceDialog(QDialog):
    """Asks for one of several things.

    Attributes:
        box: what there is to choose.
    """

    def __init__(
        self, title: str, question: str, items: Sequence[str], parent: QWidget | None = None
    ) -> None:
        """Offer things, the first one chosen."""
        super().__init__(parent)
        self.box = QComboBox()
        self.box.addItems(list(items))
        _build(self, title, question, self.box)

    def chosen(self) -> str:
        """Return the thing that is chosen."""
        return self.box.currentText()


class LinesDialog(QDialog):
    """Tells more lines than a screen may have room for: they scroll, the button stays in sight.

    Attributes:
        lines: the text, which can be marked and copied.
    """

    def __init__(self, title: str, text: str, leave: str, parent: QWidget | None = None) -> None:
        """Show a text from its beginning; ``leave`` is what the button says."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.lines = QPlainTextEdit(text)
        self.lines.setReadOnly(True)
        self.lines.setAccessibleName(title)
        self.lines.setTabChangesFocus(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.lines, 1)
        buttons = Buttons(self, leave)
        make_primary(buttons.leaving)
        column.addWidget(buttons)
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(line) for line in text.splitlines())
        height = metrics.lineSpacing() * (len(text.splitlines()) + 1) + _AROUND
        resize_within_screen(self, max(_WIDTH, widest + _AROUND), min(height, _TALLEST))


def _build(dialog: QDialog, title: str, question: str, field: QWidget) -> None:
    """Lay out the question above its field, and the buttons."""
    dialog.setWindowTitle(title)
    words = QLabel(question)
    words.setWordWrap(True)
    words.setBuddy(field)
    field.setAccessibleName(question)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 14, 16, 12)
    column.setSpacing(10)
    column.addWidget(words)
    column.addWidget(field)
    column.addWidget(Decision(dialog, "确定", "取消"))
    dialog.setMinimumWidth(_WIDTH)
    field.setFocus()
