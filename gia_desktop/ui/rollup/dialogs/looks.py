"""How the county's papers look: the page style, and the folder of its own templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gia_desktop.app.rollup.looks import PaperLook
from gia_desktop.documents.style import PageStyle, bundled_styles
from gia_desktop.rollup.papers.paper import KINDS, NEEDED, WHOLE
from gia_desktop.ui.kit.cards import Button, quiet
from gia_desktop.ui.kit.dialogs import Decision, resize_to_words
from gia_desktop.ui.kit.qt import pass_wheel_on
from gia_desktop.ui.kit.theme import Theme

_NAMES_WIDTH: Final = 52
"""Width of the dialog in Chinese signs."""


@dataclass(frozen=True)
class LookTools:
    """What the dialog asks for; each returns None when given up, or when it was told why it can't be.

    Attributes:
        ask_style: asks for a file with a page style.
        ask_templates: asks for a folder of templates.
        read: reads style and templates of two settings.
    """

    ask_style: Callable[[], str | None]
    ask_templates: Callable[[], str | None]
    read: Callable[[str, str], PaperLook | None]


class LooksDialog(QDialog):
    """Asks for style and templates; ``style`` and ``templates`` are what is to be kept as settings."""

    def __init__(self, style: str, templates: str, tools: LookTools, theme: Theme, parent: QWidget) -> None:
        """Show what is chosen now."""
        super().__init__(parent)
        self.setWindowTitle("通知和材料的版式、模板")
        self.style_chosen, self.templates = "", ""
        self._tools = tools
        self.styles = QComboBox()
        pass_wheel_on(self.styles)
        self.styles.setAccessibleName("版式")
        for name in bundled_styles():
            self.styles.addItem(name, "" if name == PageStyle().name else name)
        self.other_style = Button("另选版式文件…")
        self.choose, self.without = Button("选文件夹…"), Button("不用模板")
        self.folder, self.found = QLabel(), quiet("")
        self.folder.setWordWrap(True)
        self._build(theme)
        self.styles.activated.connect(self._on_style)
        self.other_style.clicked.connect(self.ask_style)
        self.choose.clicked.connect(self.ask_templates)
        self.without.clicked.connect(self._on_without)
        self._show_templates({})
        self._take(style, "")
        self._take(self.style_chosen, templates)
        resize_to_words(self, self.minimumWidth())

    def _build(self, theme: Theme) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        first = QHBoxLayout()
        first.addWidget(self.styles, 1)
        first.addWidget(self.other_style)
        form.addRow("版式", first)
        second = QHBoxLayout()
        second.addWidget(self.folder, 1)
        for line in (first, second):
            line.setSpacing(8)
        second.addWidget(self.choose)
        second.addWidget(self.without)
        form.addRow("模板文件夹", second)
        form.addRow("", self.found)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(
            quiet("有模板的按模板写，没有的按版式写。退回修改通知、催报单、通报材料、汇总表都用。")
        )
        column.addLayout(form)
        column.addWidget(_names())
        column.addWidget(Decision(self, "就用这些", "取消"))
        self.setMinimumWidth(round(theme.text_px * _NAMES_WIDTH))

    def ask_style(self) -> None:
        """Ask for the county's page style file."""
        chosen = self._tools.ask_style()
        if chosen is not None:
            self._take(chosen, self.templates)

    def ask_templates(self) -> None:
        """Ask for the folder of templates."""
        chosen = self._tools.ask_templates()
        if chosen is not None:
            self._take(self.style_chosen, chosen)

    def _take(self, style: str, templates: str) -> None:
        """Take a choice that can be read; what can't be was told, and the one before stays."""
        look = self._tools.read(style, templates)
        if look is None:
            return
        self.style_chosen, self.templates = style, templates
        place = self.styles.findData(style)
        if place < 0:
            self.styles.addItem(f"{look.style.name}（{Path(style).name}）", style)
            place = self.styles.count() - 1
        self.styles.setCurrentIndex(place)
        self._show_templates(look.templates)

    def _show_templates(self, found: Mapping[str, Path]) -> None:
        self.folder.setText(self.templates or "没有用模板")
        self.folder.setToolTip(self.templates)
        self.found.setText("　".join(f"{'✓' if kind in found else '—'} {kind}.docx" for kind in KINDS))
        self.found.setVisible(bool(self.templates))
        self.without.setEnabled(bool(self.templates))

    def _on_style(self, place: int) -> None:
        self._take(str(self.styles.itemData(place)), self.templates)

    def _on_without(self) -> None:
        self._take(self.style_chosen, "")


def _names() -> QLabel:
    """Return what a template can name."""
    lines = [f"{kind}.docx：{'、'.join(f'{{{name}}}' for name in NEEDED[kind])}" for kind in NEEDED]
    words = (
        f"模板是一份 docx，要填的地方写花括号里的名字：{{{WHOLE}}} 是整篇正文（汇总表没有）；"
        "{地区}、{年度}、{落款}、{日期} 哪一种都能写。\n"
    )
    return quiet(words + "\n".join(lines) + "\n汇总表.docx：{口径}，各格写代号，如 {t3.new.total}")
