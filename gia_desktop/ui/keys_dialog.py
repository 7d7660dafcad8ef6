"""The list of keys (F1), read from resources/help/keys.toml."""

from __future__ import annotations

import tomllib
from html import escape

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from gia_desktop.core.resources import resource
from gia_desktop.ui.theme import Theme


def key_list() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the groups of keys: heading, then key and what it does."""
    data = tomllib.loads(resource("help", "keys.toml").read_text("utf-8"))
    return [(group["title"], [(key, does) for key, does in group["keys"]]) for group in data["groups"]]


class KeysDialog(QDialog):
    """Shows all keys."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Lay the groups out one below the other."""
        super().__init__(parent)
        self.setWindowTitle("全部按键")
        browser = QTextBrowser()
        browser.setAccessibleName("全部按键")
        rows = []
        for title, keys in key_list():
            rows.append(f"<tr><td colspan='2'><br><b>{escape(title)}</b></td></tr>")
            rows += [
                f"<tr><td style='color:{theme.tokens.accent};padding:2px 18px 2px 0'>{escape(key)}</td>"
                f"<td style='padding:2px 0'>{escape(does)}</td></tr>"
                for key, does in keys
            ]
        browser.setHtml(f"<table>{''.join(rows)}</table>")
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(browser)
        column.addWidget(buttons)
        self.resize(560, 600)
