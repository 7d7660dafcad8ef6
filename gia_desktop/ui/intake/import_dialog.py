"""The preview of a file that is read in: what is doubtful with its source, what differs, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.report.import_review import FiguresBeside, ReviewLine, ReviewPart, review_lines, taken_in
from gia_desktop.core.keys import PREAMBLE
from gia_desktop.core.report import Report
from gia_desktop.formats.schema import Format
from gia_desktop.importers.imported_report import ImportedReport
from gia_desktop.ui.intake.import_model import CHOSEN, NAME, NOTE, OLD, READ, SOURCE, ImportModel
from gia_desktop.ui.kit.cards import link, quiet
from gia_desktop.ui.kit.dialogs import Decision, resize_within_screen
from gia_desktop.ui.kit.qt import show_part
from gia_desktop.ui.kit.row_list import SheetDelegate, look_like_list
from gia_desktop.ui.kit.theme import Theme

_SIZE: Final = (1080, 620)
_CHARACTERS: Final = {NAME: 17, OLD: 5, SOURCE: 9, READ: 5, CHOSEN: 7}
"""Widths of the columns; the note takes what is left."""
_SMALL: Final = 260
"""Height of the dialog while there is nothing to look at."""
_NOTES_SHOWN: Final = 3


class ImportView(QTableView):
    """Rows to be ticked with the space bar, several at once too, or typed over."""

    def __init__(self, model: ImportModel, theme: Theme) -> None:
        """Show a review from its first cell on."""
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(SheetDelegate(self))
        self.setAccessibleName("读入的格")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        look_like_list(self)
        self.verticalHeader().setDefaultSectionSize(round(theme.text_px * 1.9))
        header = self.horizontalHeader()
        # Names of cells that begin alike differ at their ends.
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(round(theme.text_px * 3))
        for column, characters in _CHARACTERS.items():
            self.setColumnWidth(column, round(characters * theme.text_px))
        for row in range(model.rowCount()):
            if model.line(row) is None:
                self.setSpan(row, NAME, 1, model.columnCount())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick or clear all selected rows; Enter is left to the dialog."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        if self.state() == QAbstractItemView.State.EditingState:
            return  # Enter of the field comes through; ignored, it would press 读入
        if event.key() == Qt.Key.Key_Space and rows:
            open_ones = [row for row in rows if not self._is_taken(row)]
            self._rows.take(rows, taking=bool(open_ones))
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._rows.clear(rows)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()  # for the dialog: it takes in what is chosen
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go on after Enter, but stay where the value was refused."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and not self._rows.is_refused:
            self.go_on()

    def fit_names(self, *, urgent: bool) -> None:
        """Give the names of what wants a look all the room they need; the notes have what is left."""
        names = [
            item.name
            for item in self._rows.rows
            if isinstance(item, ReviewLine) and not (urgent and item.part is ReviewPart.SURE)
        ]
        widest = max(map(self.fontMetrics().horizontalAdvance, names), default=0)
        self.setColumnWidth(NAME, max(self.columnWidth(NAME), widest + 2 * self.fontMetrics().height()))

    def go_on(self) -> None:
        """Go to the next cell that is listed."""
        row = self.currentIndex().row() + 1
        while row < self._rows.rowCount() and (self._rows.line(row) is None or self.isRowHidden(row)):
            row += 1
        if row < self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(row, CHOSEN))

    def _is_taken(self, row: int) -> bool:
        return self._rows.tick(self._rows.index(row, CHOSEN)) is not Qt.CheckState.Unchecked


class ImportDialog(QDialog):
    """Asks what of a file is to be taken in."""

    def __init__(
        self,
        imported: ImportedReport,
        fmt: Format,
        theme: Theme,
        parent: QWidget | None,
        standing: FiguresBeside | None = None,
        *,
        title: str = "读入文件",
    ) -> None:
        """Show what was read beside what stands there now: what wants a look, the rest on demand."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._imported = imported
        standing = standing or FiguresBeside()
        kinds = {key: cell.kind for key, cell in fmt.cells.items()}
        lines = review_lines(imported, fmt, standing.values)
        self.model = ImportModel(lines, kinds, theme, standing.head)
        self.view = ImportView(self.model, theme)
        self.view.setColumnHidden(OLD, not standing.values)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setFixedHeight(round(theme.text_px * 3.2))
        self.show_sure = QCheckBox(f"列出读准的 {len(imported.sure)} 格(&L)")
        show_part(self.show_sure, shown=bool(imported.sure))
        self.nothing = quiet("各格都读准了，没有要看的。按回车读入。")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.notes = Notes(imported.notes)
        self._assemble(_head(imported, fmt))
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.model.refused.connect(self._on_refused)
        self.show_sure.toggled.connect(self._on_show_sure)
        self._is_urgent = any(line.part is not ReviewPart.SURE for line in lines)
        self._on_show_sure()
        self.view.fit_names(urgent=self._is_urgent)
        self.view.go_on()
        (self.view if self._is_urgent else self.accepting).setFocus()

    def report(self) -> Report:
        """Return the report with the chosen figures."""
        return taken_in(self._imported, self.model.values)

    def _assemble(self, head: QLabel) -> None:
        buttons = Decision(self, "读入", "取消")
        self.accepting = buttons.accepting
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        for widget in (head, self.notes, self.nothing, self.view, self.detail):
            column.addWidget(widget, int(widget in {self.view, self.nothing}))
        foot = QHBoxLayout()
        foot.addWidget(self.show_sure)
        foot.addWidget(buttons)
        column.addLayout(foot)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        line = self.model.line(current.row())
        self.detail.setText("" if line is None else _described(line))

    @Slot(str)
    def _on_refused(self, reason: str) -> None:
        self.detail.setText(reason)

    @Slot()
    def _on_show_sure(self) -> None:
        shows_cells = self._is_urgent or self.show_sure.isChecked()
        for widget in (self.view, self.detail):
            widget.setVisible(shows_cells)
        self.nothing.setVisible(not shows_cells)
        width, height = _SIZE
        resize_within_screen(self, width, height if shows_cells else _SMALL)
        for row, item in enumerate(self.model.rows):
            part = item.part if isinstance(item, ReviewLine) else item
            if part is ReviewPart.SURE:
                self.view.setRowHidden(row, not self.show_sure.isChecked())


def _described(line: ReviewLine) -> str:
    source = f"文件原文：“{line.source.strip()}”　" if line.source.strip() else ""
    return f"{line.name}\n{source}{line.note}".strip()


def _head(imported: ImportedReport, fmt: Format) -> QLabel:
    unit = imported.report.unit_name or "（没有认出单位，请在“基本信息”里填写）"
    read = f"{_counts(imported, fmt)}　{_texts(imported.report, fmt)}"
    head = QLabel(f"{unit}　{imported.report.year} 年度　{fmt.name}\n{read}")
    head.setObjectName("panelTitle")
    head.setWordWrap(True)
    return head


class Notes(QWidget):
    """What the reader has to say: the first notes, the others unfolded by a link."""

    def __init__(self, notes: Sequence[str]) -> None:
        """Show the first notes."""
        super().__init__()
        self._lines = [f"· {note}" for note in notes]
        self.words = quiet("")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.more = link(f"还有 {len(self._lines) - _NOTES_SHOWN} 条说明", self)
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._on_more_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.words.setText("\n".join(self._lines[:_NOTES_SHOWN]))
        show_part(self.more, shown=len(self._lines) > _NOTES_SHOWN)
        show_part(self, shown=bool(self._lines))

    @Slot()
    def _on_more_clicked(self) -> None:
        self.words.setText("\n".join(self._lines))
        self.more.hide()


def _texts(report: Report, fmt: Format) -> str:
    """Say which texts were read."""
    numbers = [section.number for section in fmt.sections if section.id in report.sections]
    lines = sum(len(text.splitlines()) for text in report.sections.values())
    opening = "，开头语" if report.text(PREAMBLE) else ""
    return f"文字：{'、'.join(numbers)}共 {lines} 段{opening}" if numbers else f"文字：没有读到{opening}"


def _counts(imported: ImportedReport, fmt: Format) -> str:
    parts = [f"读准 {len(imported.sure)} / {len(fmt.entered)} 格"]
    for count, words in (
        (len(imported.doubtful), "存疑 {0} 格"),
        (len(imported.differing), "合计不符 {0} 处"),
        (len(imported.not_found), "没有找到 {0} 格"),
    ):
        if count:
            parts.append(words.format(count))
    return "，".join(parts)
