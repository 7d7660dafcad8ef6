"""Entering a year's holiday notice by pasting its text: it is read, checked, shown, and kept."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QTextBrowser, QVBoxLayout, QWidget

from gia_desktop.core.errors import GiaError
from gia_desktop.register.calendar.notices import ReadNotice, read_notice
from gia_desktop.register.calendar.workdays import WEEKDAYS, Calendar
from gia_desktop.ui.kit.cards import quiet
from gia_desktop.ui.kit.dialogs import Decision, resize_within_screen
from gia_desktop.ui.kit.theme import Theme


class HolidaysDialog(QDialog):
    """Text above, what was read below; ``read`` returns it."""

    def __init__(self, calendar: Calendar, year: int, theme: Theme, parent: QWidget) -> None:
        """Ask for the notice of a year."""
        super().__init__(parent)
        self.setWindowTitle("节假日")
        self._year = year
        self.read: ReadNotice | None = None
        known = "、".join(str(each) for each in sorted(calendar.years)[-4:])
        hint = quiet(
            f"已有 {known} 年的安排。国务院办公厅每年秋天印发下一年的通知："
            "把通知全文（连同标题、文号）粘贴到下面，"
            "程序核对天数、星期和上班日。没有通知的年份不猜，期限都标“暂定”。"
        )
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("通知全文")
        self.text.setPlaceholderText("一、元旦：1月1日（周五）至3日（周日）放假，共3天。……")
        self.shown = QTextBrowser()
        self.shown.setAccessibleName("读出的安排")
        self._decision = Decision(self, "存为本单位的节假日", "取消")
        self._tokens = theme.tokens
        column = QVBoxLayout(self)
        for widget, stretch in ((hint, 0), (self.text, 2), (self.shown, 3), (self._decision, 0)):
            column.addWidget(widget, stretch)
        self.text.textChanged.connect(self._on_text_changed)
        self._on_text_changed()
        resize_within_screen(self, 760, 620)

    def _on_text_changed(self) -> None:
        self.read = None
        self._decision.accepting.setEnabled(False)
        if not self.text.toPlainText().strip():
            self.shown.setHtml("<p>粘贴以后，这里显示读出的每一天。</p>")
            return
        try:
            self.read = read_notice(self.text.toPlainText())
        except GiaError as error:
            self.shown.setPlainText(error.user_text + error.hint)
            return
        self._decision.accepting.setEnabled(True)
        self.shown.setHtml(self._html(self.read))

    def _html(self, read: ReadNotice) -> str:
        doubts = "".join(f"<li style='color:{self._tokens.must_fix}'>{doubt}</li>" for doubt in read.doubts)
        rows: dict[str, list[str]] = {}
        for day in read.year.days:
            words = f"{day.date.month}/{day.date.day}（{WEEKDAYS[day.date.weekday()]}）"
            rows.setdefault(f"{day.name} {'上班' if day.works else '放假'}", []).append(words)
        lines = "".join(
            f"<tr><td><b>{name}</b>　</td><td>{' '.join(days)}</td></tr>" for name, days in rows.items()
        )
        head = f"<p><b>{read.year.year} 年</b>　{'、'.join(read.year.documents)}</p>"
        asked = f"<p>请核对：</p><ul>{doubts}</ul>" if doubts else "<p>天数、星期、上班日都对得上。</p>"
        return f"{head}{asked}<table>{lines}</table>"
