"""表下说明: the line that is printed below a table, and the button that brings it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gia_desktop.app.report.session import Session, SessionEvent
from gia_desktop.core.keys import section_key
from gia_desktop.formats.schema import Section
from gia_desktop.ui.kit.cards import Button
from gia_desktop.ui.kit.qt import follow, show_part
from gia_desktop.ui.texts.line_editor import LineEditor
from gia_desktop.ui.texts.typing_clock import PushText


class TableNote(QWidget):
    """Stands below the table as on paper; without a text it is seen only when it is asked for.

    Attributes:
        field: the text.
        button: shows the line and goes there, or folds an empty one.
    """

    def __init__(self, session: Session, section: Section, push: PushText, table: QWidget) -> None:
        """Edit the note of a section; ``table`` has the keyboard again when the line is folded."""
        super().__init__()
        self._session = session
        self._table = table
        self._key = section_key(section.id)
        self.field = LineEditor(session, self._key, f"{section.short}表下注", push)
        self.field.setPlaceholderText("没有就不填")
        self.field.setToolTip("单独一行写“{表}”，它前面的文字印在表格上面")
        self.button = Button("表下说明")
        self.button.setObjectName("panelToggle")
        self.button.setCheckable(True)
        self.button.setToolTip("数字要解释几句的，写在表格下面，也印在那里")
        self.button.clicked.connect(self._on_button_clicked)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 0, 0, 0)
        line.addWidget(QLabel("表下说明"))
        line.addWidget(self.field, 1)
        follow(self, session.listen, self._on_session_changed)
        self._show(shown=bool(session.report.text(self._key)))

    def bring(self) -> None:
        """Let the line be seen."""
        self._show(shown=True)

    def _show(self, *, shown: bool) -> None:
        self.button.setChecked(shown)
        show_part(self, shown=shown)

    def _on_button_clicked(self) -> None:
        folds = not self.isHidden() and not self.field.text()
        self._show(shown=not folds)
        (self._table if folds else self.field).setFocus()

    def _on_session_changed(self, event: SessionEvent) -> None:
        if self._key in event.names and self._session.report.text(self._key):
            self._show(shown=True)
