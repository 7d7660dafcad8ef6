"""What every tab of a report can be asked for, whatever it edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gia_desktop.app.program.settings import Settings
from gia_desktop.checks.finding import Span
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import CellKey
from gia_desktop.ui.frame.page import Clippable
from gia_desktop.ui.frame.wishes import Wish

if TYPE_CHECKING:
    from gia_desktop.ui.texts.line_editor import LineEditor
    from gia_desktop.ui.texts.text_editor import TextEditor


class SectionTab(QWidget):
    """One tab of a report.

    Attributes:
        fields: the texts that are edited here.
        changing: buttons and boxes that change the report; all others stay usable in a locked one.
        doing: the buttons that do what a wish of the menu asks for.

    Signals:
        said: a sentence for the status line.
        refused: something can't be put in (why).
    """

    said = Signal(str)
    refused = Signal(GiaError)

    def __init__(self) -> None:
        """Start with nothing to edit."""
        super().__init__()
        self.fields: Sequence[TextEditor | LineEditor] = ()
        self.changing: Sequence[QWidget] = ()
        self.doing: Mapping[Wish[[]], QPushButton] = {}

    @property
    def current_key(self) -> CellKey | None:
        """The cell that is current, None where there are none."""
        return None

    def begin(self) -> None:
        """Take the keyboard: the tab came to the front."""
        if self.focusProxy() is not None:
            self.setFocus()

    def follow(self, settings: Settings) -> None:
        """Do as the settings of entry say."""

    def set_locked(self, *, locked: bool) -> None:
        """Let everything only be read, or be changed again."""
        for field in self.fields:
            field.setReadOnly(locked)
        for control in self.changing:
            control.setEnabled(not locked)

    def go_to_cell(self, key: CellKey) -> None:
        """Make a cell current."""

    def point_out(self, span: Span) -> None:
        """Go to a spot in one of the texts; nothing is selected that a key could erase."""
        for field in self.fields:
            if field.key == span.text:
                field.setFocus()
                field.point_out(span.start, span.end)

    def select(self, span: Span) -> None:
        """Go to a spot in one of the texts and select it."""
        for field in self.fields:
            if field.key == span.text:
                field.setFocus()
                field.reveal(span.start, span.end)

    def text_in_focus(self) -> Span | None:
        """Return the text that is being written and what is selected in it."""
        focus = self.focusWidget()
        found = next((field for field in self.fields if field is focus), None)
        return Span(found.key, *found.span()) if found is not None else None

    def clippable(self) -> Clippable | None:
        """Return what cut, copy and paste are for when no field has the focus."""
        return None
