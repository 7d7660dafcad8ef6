"""Fields of the forms: dates as people write them, texts and choices that commit when they are left."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from gia_desktop.ui.kit.date_field import DateField
from gia_desktop.ui.kit.theme import restyle, set_style_flag


class TextField(QLineEdit):
    """A line that is committed when it is left or Enter is pressed.

    Signals:
        committed: another text stands there.
        typed: something is being typed (the text so far); empty once it is committed or given up.
    """

    committed = Signal(str)
    typed = Signal(str)

    def __init__(self, name: str, hint: str = "", doubt: Callable[[str], str] | None = None) -> None:
        """``name`` is what screen readers say; ``doubt`` says why a text is unlikely: it is taken still."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._shown = ""
        self._doubt = doubt
        self.doubt = ""
        self._is_typing = False
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self._on_finished)

    def show_text(self, text: str) -> None:
        """Show what the case says; what is being typed meanwhile stays."""
        typing = self.hasFocus() and self.text() != self._shown
        self._shown = text
        if not typing and self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)
        self.look_at(text)

    def look_at(self, text: str) -> None:
        """Mark what is unlikely of a text; one that is partly hidden is looked at as a whole."""
        self.doubt = self._doubt(text) if self._doubt is not None else ""
        self.setToolTip(self.doubt or text)  # a long number or article is wider than its field
        self.setAccessibleDescription(self.doubt)
        set_style_flag(self, "doubtful", on=bool(self.doubt))

    def _on_finished(self) -> None:
        self.look_at(self.text())
        if self.text() != self._shown:
            self._shown = self.text()
            self.committed.emit(self.text())
        if self._is_typing:
            self._is_typing = False
            self.typed.emit("")

    def _on_edited(self, text: str) -> None:
        self._is_typing = True
        self.typed.emit(text)


def refused_date(form: QWidget) -> str:
    """Take what is typed in every date of a form; say why the first faulty one is none and lead there.

    Empty when all are dates: then the form may be accepted.
    """
    for field in form.findChildren(DateField):
        field.commit()
        if field.is_faulty:
            show_in_area(field)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()
            return field.fault_words
    return ""


def show_hint(hint: QLabel, words: str) -> None:
    """Say below a form what is to be known."""
    restyle(hint, "quiet")
    hint.setText(words)


def show_refusal(hint: QLabel, words: str) -> None:
    """Say in the same place why the form isn't accepted, so that nobody takes it for a hint."""
    restyle(hint, "bad")
    hint.setText(words)


def half_typed_words(form: QWidget) -> str:
    """Say which dates of a form are none and not noted; empty when all are dates."""
    return "\n".join(
        f"{field.fault_words}写的先留着，还没有记下。"
        for field in form.findChildren(DateField)
        if field.is_faulty and field.isVisibleTo(form)
    )


def show_in_area(field: QWidget) -> None:
    """Scroll to a field: the keyboard alone doesn't where it is sent by a program."""
    above: QWidget | None = field
    while above is not None:
        above = above.parentWidget()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(field)


class Choice(QComboBox):
    """A choice among words; the wheel does not change it by accident.

    Signals:
        committed: another one is chosen (its id).
    """

    committed = Signal(str)

    def __init__(self, name: str, words: Mapping[str, str]) -> None:
        """``words`` are the choices by id."""
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        for key, text in words.items():
            self.addItem(text, key)
        self.activated.connect(self._on_activated)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is chosen; words without room end in …, never in half a sign."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        control, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(control, option, field, self).width()
        words = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        option.currentText = words  # type: ignore[attr-defined]
        self.setToolTip("" if words == self.currentText() else self.currentText())
        painter.drawComplexControl(control, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    @property
    def chosen(self) -> str:
        """Id of the choice."""
        return str(self.currentData() or "")

    def show_words(self, words: Mapping[str, str]) -> None:
        """Offer other choices; the first one is chosen."""
        self.clear()
        for key, text in words.items():
            self.addItem(text, key)

    def show_choice(self, key: str) -> None:
        """Show what the case says; an id nobody knows is added as it is."""
        place = self.findData(key)
        if place < 0:
            self.addItem(key, key)
            place = self.count() - 1
        self.setCurrentIndex(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead."""
        event.ignore()

    def _on_activated(self, _place: int) -> None:
        self.committed.emit(self.chosen)


class LongText(QPlainTextEdit):
    """A text of several lines; Tab leaves it, and it is committed then.

    Signals:
        committed: another text stands there.
        typed: something is being typed (the text so far).
    """

    committed = Signal(str)
    typed = Signal(str)

    def __init__(self, name: str, lines: int, parent: QWidget | None = None) -> None:
        """``name`` is what screen readers say; ``lines`` its usual height."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 18)
        self._shown = ""
        self._showing = False
        self.textChanged.connect(self._on_text_changed)

    def show_text(self, text: str) -> None:
        """Show what the case says; what is being typed meanwhile stays."""
        typing = self.hasFocus() and self.toPlainText() != self._shown
        self._shown = text
        if not typing and self.toPlainText() != text:
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    def commit(self) -> None:
        """Commit what stands there."""
        if self.toPlainText() != self._shown:
            self._shown = self.toPlainText()
            self.committed.emit(self._shown)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit when it is left."""
        super().focusOutEvent(event)
        self.commit()

    def _on_text_changed(self) -> None:
        if not self._showing:
            self.typed.emit(self.toPlainText())
