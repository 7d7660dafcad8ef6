"""What a unit wrote, with the place that a finding is about marked in it."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from gia_desktop.checks.finding import Finding, Span
from gia_desktop.core.narrative import resolve_live_numbers
from gia_desktop.core.report import Report
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet, make_sheet
from gia_desktop.ui.kit.cards import panel_title
from gia_desktop.ui.kit.dialogs import Buttons, resize_within_screen
from gia_desktop.ui.kit.theme import Theme


def marked_text(sheet: Sheet, span: Span, theme: Theme) -> str:
    """Return the text of a place as rich text, the place itself marked by ground and underline."""
    text = sheet.report.text(span.text)
    before, inside, after = (
        escape(resolve_live_numbers(part, sheet.live)).replace("\n", "<br><br>")
        for part in (text[: span.start], text[span.start : span.end], text[span.end :])
    )
    look = f"background:{theme.tokens.explain_sheet};color:{theme.tokens.must_fix}"
    return f"{before}<a name='here'></a><u style='{look}'>{inside}</u>{after}"


class SaidDialog(QDialog):
    """Shows the texts that a finding is about; nothing can be changed."""

    def __init__(
        self, unit: str, report: Report, finding: Finding, formats: Formats, theme: Theme, parent: QWidget
    ) -> None:
        """Show them, the place in sight."""
        super().__init__(parent)
        self.setWindowTitle(f"“{unit}”报告里的文字")
        sheet = make_sheet(report, formats)
        words = panel_title(finding.message)
        words.setWordWrap(True)
        self.view = QTextBrowser()
        self.view.setAccessibleName("报告里的文字")
        self.view.setHtml("<hr>".join(marked_text(sheet, span, theme) for span in finding.spans))
        self.view.scrollToAnchor("here")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(words)
        column.addWidget(self.view, 1)
        column.addWidget(Buttons(self, "关闭"))
        resize_within_screen(self, 760, 560)
