"""The dialog for a new empty report: unit, kind, year; the format follows from the year."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.report.library import NewReport
from gia_desktop.core.report import UNIT_KINDS, default_title
from gia_desktop.formats.installed import Formats, UnknownFormatError
from gia_desktop.ui.kit.dialogs import Decision


class NewReportDialog(QDialog):
    """Asks for unit, kind and year."""

    def __init__(
        self, formats: Formats, year: int, unit: str, kind: str, parent: QWidget | None = None
    ) -> None:
        """Propose a year, and unit and kind of the last report."""
        super().__init__(parent)
        self.setWindowTitle("新建空白年报")
        self._formats = formats
        self.unit = QLineEdit(unit)
        self.unit.setPlaceholderText("与公章一致，如：示例县清河镇人民政府")
        self.kind = QComboBox()
        for code, words in UNIT_KINDS.items():
            self.kind.addItem(words, code)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self.year = QSpinBox()
        self.year.setRange(2008, 2100)
        self.year.setValue(year)
        self.note = QLabel()
        self.note.setObjectName("quiet")
        self.note.setWordWrap(True)
        buttons = Decision(self, "新建", "取消")
        self.create_button = buttons.accepting
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow("单位全称", self.unit)
        form.addRow("单位类型", self.kind)
        form.addRow("报告年度", self.year)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.addLayout(form)
        column.addWidget(self.note)
        column.addWidget(buttons)
        self.setMinimumWidth(470)
        self.unit.textChanged.connect(self._show_note)
        self.year.valueChanged.connect(self._show_note)
        self._show_note()

    def answers(self) -> NewReport:
        """Return what was entered."""
        year = self.year.value()
        unit = self.unit.text().strip()
        return NewReport(unit, str(self.kind.currentData()), year, self._formats.for_year(year).id)

    def _show_note(self) -> None:
        unit, year = self.unit.text().strip(), self.year.value()
        try:
            fmt = self._formats.for_year(year)
        except UnknownFormatError as error:
            self.note.setText(error.user_text)
            self.create_button.setEnabled(False)
            return
        self.create_button.setEnabled(bool(unit))
        title = default_title(unit, year) if unit else "请先填单位全称。"
        self.note.setText(f"用 {fmt.name}（{fmt.source.document}）。\n{title}")
