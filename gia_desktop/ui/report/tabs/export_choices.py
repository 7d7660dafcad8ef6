"""The choices of an export: what is printed besides the six sections, and in which page style."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.style import PageStyle, bundled_styles
from gia_desktop.ui.kit.date_field import DateField
from gia_desktop.ui.kit.qt import pass_wheel_on
from gia_desktop.ui.kit.theme import Theme

_OTHER = "另选版式文件…"


class ExportChoices(QWidget):
    """Boxes, date and page style.

    Signals:
        changed: a choice is another one.
        style_file_asked: the county's own page style is to be taken from a file.
    """

    changed = Signal()
    style_file_asked = Signal()

    def __init__(self, theme: Theme, report_year: int) -> None:
        """Start with what most published reports look like; they are signed in the year after their own."""
        super().__init__()
        usual = DocumentOptions()
        self._styles: list[PageStyle] = list(bundled_styles().values())
        self.preamble = QCheckBox("印开头语")
        self.preamble.setChecked(usual.preamble)
        self.contact = QCheckBox("印联系方式（开头语里没有时）")
        self.contact.setChecked(usual.contact)
        self.signature = QCheckBox("文末印落款（单位、日期）")
        self.zeros = QCheckBox("没有填的格印成 0")
        self.last_year = QCheckBox("Excel 里附上年的数")
        self.last_year.setToolTip("另加三个工作表，名称前有“上年”；读入时不会当成今年的数")
        self.pack = QCheckBox("报送包另打一个压缩包（zip）")
        self.date = DateField("落款日期", theme, hint="空着就留出年、月、日")
        self.date.year = report_year + 1
        self.date.show_date(dt.date.today())  # noqa: DTZ011 - the clerk's own day
        self.style_box = QComboBox()
        pass_wheel_on(self.style_box)
        self.style_box.setAccessibleName("版式")
        self._build()
        self._fill_styles(0)
        for box in (self.preamble, self.contact, self.signature, self.zeros, self.last_year):
            box.toggled.connect(self._on_changed)
        self.date.committed.connect(self._on_changed)
        self.style_box.activated.connect(self._on_style_chosen)

    def options(self) -> DocumentOptions:
        """Return the choices made here."""
        return DocumentOptions(
            style=self._styles[self._style],
            preamble=self.preamble.isChecked(),
            contact=self.contact.isChecked(),
            signature=self.signature.isChecked(),
            signed_on=self.date.date if self.signature.isChecked() else None,
            blank_as_zero=self.zeros.isChecked(),
            last_year=self.last_year.isChecked(),
        )

    def refusal(self) -> str:
        """Take what is typed as date; say why it is none, and lead there. Empty when all can be printed."""
        if not self.signature.isChecked():
            return ""
        self.date.commit()
        if self.date.is_faulty:
            self.date.setFocus(Qt.FocusReason.OtherFocusReason)
            self.date.selectAll()
        return self.date.fault_words

    @property
    def packs_bundle(self) -> bool:
        """Whether the 报送包 is written as one archive, too."""
        return self.pack.isChecked()

    def add_style(self, style: PageStyle) -> None:
        """Offer a county's own page style and take it."""
        self._styles = [known for known in self._styles if known.name != style.name] + [style]
        self._fill_styles(len(self._styles) - 1)
        self.changed.emit()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for box in (self.preamble, self.contact, self.signature):
            column.addWidget(box)
        self.date.setVisible(False)
        column.addWidget(self.date)
        column.addWidget(self.zeros)
        column.addWidget(self.last_year)
        column.addWidget(self.pack)
        line = QHBoxLayout()
        line.addWidget(QLabel("版式"))
        line.addWidget(self.style_box, 1)
        column.addLayout(line)

    def _fill_styles(self, chosen: int) -> None:
        self._style = chosen
        with QSignalBlocker(self.style_box):
            self.style_box.clear()
            self.style_box.addItems([*(style.name for style in self._styles), _OTHER])
            self.style_box.setCurrentIndex(chosen)

    def _on_changed(self) -> None:
        self.date.setVisible(self.signature.isChecked())
        self.changed.emit()

    def _on_style_chosen(self, index: int) -> None:
        if index < len(self._styles):
            self._style = index
            self.changed.emit()
            return
        self.style_box.setCurrentIndex(self._style)
        self.style_file_asked.emit()
