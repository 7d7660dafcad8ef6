"""去年、今年、增减 on a page, to be read and printed before the report is signed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from gia_desktop.app.report.last_year.comparison import comparison_html
from gia_desktop.formats.sheet import Sheet
from gia_desktop.ui.kit.dialogs import Buttons, resize_within_screen
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.theme import Theme

_POINTS = 8


class ComparisonDialog(QDialog):
    """Shows a report beside last year's."""

    def __init__(self, sheet: Sheet, theme: Theme, messages: Messages, parent: QWidget | None = None) -> None:
        """Show both years; ``messages`` shows the print dialog."""
        super().__init__(parent)
        self.setWindowTitle("去年、今年对照")
        self._html = comparison_html(sheet)
        self._messages = messages
        self.page = QTextBrowser()
        self.page.setAccessibleName("去年、今年对照")
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.document().setDefaultStyleSheet(_lines(theme.tokens.grid))
        self.page.setHtml(self._html)
        buttons = Buttons(self, "关闭")
        self.printing = buttons.add_beside("打印…")
        self.printing.clicked.connect(self._on_print_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.addWidget(self.page, 1)
        column.addWidget(buttons)
        resize_within_screen(self, 980, 680)

    def _on_print_clicked(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        printer.setDocName(self.windowTitle())
        if self._messages.accepts(QPrintDialog(printer, self)):
            self.paper().print_(printer)

    def paper(self) -> QTextDocument:
        """Return the page in black on white, in letters for paper."""
        document = QTextDocument()
        font = document.defaultFont()
        font.setPointSize(_POINTS)
        document.setDefaultFont(font)
        document.setDefaultStyleSheet(_lines("#000000"))
        document.setHtml(self._html)
        return document


def _lines(color: str) -> str:
    """Return the style of tables with lines of a colour: Qt draws those of each cell by itself."""
    return f"table {{ border-color: {color}; }} td, th {{ border: 1px solid {color}; padding: 2px 6px; }}"
