"""The catalogue of rules in plain words."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from gia_desktop.checks.engine import all_rules
from gia_desktop.ui.theme import Theme


class RulesDialog(QDialog):
    """Lists every rule with weight and source."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Lay the rules out as a table."""
        super().__init__(parent)
        rules = all_rules()
        self.setWindowTitle(f"检查规则一览（{len(rules)} 条）")
        browser = QTextBrowser()
        browser.setAccessibleName("检查规则一览")
        rows = "".join(
            f"<tr><td style='color:{theme.severity_color(rule.severity).name()};padding:4px 14px 4px 0'>"
            f"{rule.severity.mark} {rule.severity.word}</td>"
            f"<td style='padding:4px 14px 4px 0'>{escape(rule.title)}"
            f"<br><span style='color:{theme.tokens.quiet}'>{escape(rule.basis)}　{rule.code}</span></td></tr>"
            for rule in sorted(rules, key=lambda rule: (rule.severity.rank, rule.code))
        )
        browser.setHtml(f"<table>{rows}</table>")
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(browser)
        column.addWidget(buttons)
        self.resize(760, 600)
