"""Sending a report back: which points are asked for, what the unit will read, where the note goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.core.keys import INFO_SECTION
from gia_desktop.rollup.findings import UnitFinding
from gia_desktop.rollup.papers.paper import Paper
from gia_desktop.ui.kit.cards import panel_title, quiet
from gia_desktop.ui.kit.dialogs import Decision, resize_within_screen
from gia_desktop.ui.kit.theme import Theme

BY_HAND = "GIA-ALL-900"
"""Code of a point that somebody wrote."""


class ReturnDialog(QDialog):
    """Ticks points; ``points`` returns those that are asked for.

    Attributes:
        extra: a point in the clerk's own words.
        blanks: says what the note leaves blank, and where to fill it in.
        writes: whether the note is to be written as a file, too.
    """

    def __init__(
        self,
        unit: str,
        number: int,
        found: Sequence[UnitFinding],
        note_of: Callable[[Sequence[UnitFinding]], Paper],
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        """Offer what was found.

        Args:
            unit: whose report goes back.
            number: how often it has gone back then.
            found: what it can be asked to mend.
            note_of: writes the note of some points.
            theme: the look.
            parent: the window below.
        """
        super().__init__(parent)
        self.setWindowTitle(f"退回“{unit}”（第 {number} 次）")
        self._unit = unit
        self._found = found
        self._note_of = note_of
        self.list = QListWidget()
        self.list.setAccessibleName("要改的地方")
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.extra = QLineEdit()
        self.extra.setPlaceholderText("另外要说的一条，可以不填")
        self.extra.setAccessibleName("另外要说的一条")
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName("通知的文字")
        self.blanks = quiet("")
        self.writes = QCheckBox("同时写出退回修改通知（Word）(&W)")
        self.writes.setChecked(True)
        decision = Decision(self, "退回", "取消")
        self.returning = decision.accepting
        copy = decision.add_beside("复制文字")
        copy.clicked.connect(self.copy)
        for one in found:
            self._add(one, theme)
        self._assemble(decision)
        self.list.itemChanged.connect(self._refresh)
        self.extra.textChanged.connect(self._refresh)
        if not found:
            self.extra.setPlaceholderText("没有查出要改的；要它改什么，写在这里")
            self.extra.setFocus()
        self._refresh()
        resize_within_screen(self, 980, 620)

    def _add(self, one: UnitFinding, theme: Theme) -> None:
        item = QListWidgetItem(f"{one.finding.severity.mark} {one.finding.message}")
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
        item.setForeground(theme.severity_color(one.finding.severity))
        self.list.addItem(item)

    def _assemble(self, decision: Decision) -> None:
        left, right = QWidget(), QWidget()
        points, words = QVBoxLayout(left), QVBoxLayout(right)
        points.addWidget(panel_title("要改的地方（空格键打勾）"))
        points.addWidget(self.list, 1)
        points.addWidget(self.extra)
        words.addWidget(panel_title("单位会看到的文字"))
        words.addWidget(self.preview, 1)
        words.addWidget(self.blanks)
        for layout in (points, words):
            layout.setContentsMargins(0, 0, 0, 0)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(left)
        both.addWidget(right)
        both.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(
            quiet("退回后记一次，要求改的和当时的数都留着；单位重报时逐条看改了没有。可以撤销。")
        )
        column.addWidget(both, 1)
        column.addWidget(self.writes)
        column.addWidget(decision)

    @property
    def points(self) -> list[UnitFinding]:
        """What is asked for: the ticked points, and that in the clerk's own words."""
        ticked = [
            one
            for row, one in enumerate(self._found)
            if self.list.item(row).checkState() is Qt.CheckState.Checked
        ]
        words = self.extra.text().strip()
        own = (
            [UnitFinding(self._unit, Finding(BY_HAND, Severity.MUST_FIX, words, INFO_SECTION))]
            if words
            else []
        )
        return [*ticked, *own]

    def copy(self) -> None:
        """Put the text on the clipboard, for a message to the unit."""
        QGuiApplication.clipboard().setText(self.preview.toPlainText())

    def _refresh(self) -> None:
        points = self.points
        note = self._note_of(points) if points else None
        self.preview.setPlainText(note.text if note is not None else "没有选要改的地方。")
        self.blanks.setText(note.blank_words if note is not None else "")
        self.blanks.setVisible(bool(self.blanks.text()))
        self.returning.setEnabled(bool(points))
