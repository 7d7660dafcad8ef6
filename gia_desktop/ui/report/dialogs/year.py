"""Asks for another report year and says what becomes of the report."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from gia_desktop.core.report import Report
from gia_desktop.formats.installed import Formats, UnknownFormatError
from gia_desktop.ui.kit.cards import quiet
from gia_desktop.ui.kit.dialogs import Decision, resize_to_words

_WIDTH: Final = 440


class YearDialog(QDialog):
    """Takes a year."""

    def __init__(self, report: Report, formats: Formats, parent: QWidget | None = None) -> None:
        """Start with the year as it is."""
        super().__init__(parent)
        self.setWindowTitle("改报告年度")
        self._report = report
        self._formats = formats
        self.year = QSpinBox()
        self.year.setRange(2008, 2100)
        self.year.setValue(report.year)
        self.note = quiet("")
        self.last_years = QCheckBox(f"表里是 {report.year} 年的数，都作“照去年填”，逐格核对")
        self.last_years.setChecked(True)
        buttons = Decision(self, "改年度", "取消")
        self.accepting = buttons.accepting
        form = QFormLayout()
        form.addRow("报告年度", self.year)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.addLayout(form)
        column.addWidget(self.note)
        column.addWidget(self.last_years)
        column.addWidget(buttons)
        self.setMinimumWidth(_WIDTH)
        self.year.valueChanged.connect(self._on_year_changed)
        self._on_year_changed()
        self.year.selectAll()

    @property
    def holds_last_years_figures(self) -> bool:
        """Tell whether the tables still hold the figures of the year before the chosen one."""
        return self.last_years.isVisibleTo(self) and self.last_years.isChecked()

    def _on_year_changed(self) -> None:
        self._show_note()
        resize_to_words(self, _WIDTH)

    def _show_note(self) -> None:
        year, report = self.year.value(), self._report
        self.last_years.setVisible(bool(report.values) and year == report.year + 1)
        self.accepting.setEnabled(False)
        try:
            fmt = self._formats.for_year(year)
        except UnknownFormatError as error:
            self.note.setText(error.user_text)
            return
        self.accepting.setEnabled(year != self._report.year)
        if fmt.id != self._report.format:
            self.note.setText(
                f"{year} 年度要用 {fmt.name}，表格不一样。会另存成一份 {year} 年度的年报，名称相同的格照抄，"
                f"其余的自己填；现在这份不动。"
            )
        elif year == self._report.year:
            self.note.setText(f"用 {fmt.name}。")
        else:
            self.note.setText(
                f"用 {fmt.name}，表里的数不动。标题和正文里的年份，改好后在“基本信息”里点一下跟着改。"
            )
