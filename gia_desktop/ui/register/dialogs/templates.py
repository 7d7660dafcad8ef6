"""The office's own templates of letters: which there are, and how one takes the place of ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gia_desktop.register.outside.letters import NAMES, LetterKind, needed_fields
from gia_desktop.ui.kit.cards import Button, quiet
from gia_desktop.ui.kit.dialogs import Buttons, resize_within_screen
from gia_desktop.ui.kit.lines_model import LinesModel, lines_view

_HEADS: Final = ("文书", "用谁的", "模板里要有的名字")


@dataclass(frozen=True)
class TemplateTools:
    """What the dialog asks for.

    Attributes:
        there: tells whether the office has a template of a letter.
        take: asks for a template of a letter and takes it; returns what is to be said, "" when given up.
        drop: goes back to our wording; tells whether it could be done.
        open_folder: shows the folder in the system's own window.
    """

    there: Callable[[str], bool]
    take: Callable[[str], str]
    drop: Callable[[str], bool]
    open_folder: Callable[[], None]


class TemplatesDialog(QDialog):
    """Lists all letters; every change holds at once."""

    def __init__(self, kinds: Sequence[LetterKind], tools: TemplateTools, parent: QWidget) -> None:
        """Show all letters, the first one chosen."""
        super().__init__(parent)
        self.setWindowTitle("单位自己的文书模板")
        self._tools = tools
        self.model: LinesModel[LetterKind] = LinesModel(_HEADS, self._words)
        self.view = lines_view(self.model, "文书", 2)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.take, self.drop, self.folder = Button("选模板…"), Button("不用模板"), Button("打开文件夹")
        self._build()
        self.model.show(kinds)
        self.view.selectRow(0)
        self.view.selectionModel().currentRowChanged.connect(self._refresh)
        self.view.activated.connect(self._on_take)
        self.take.clicked.connect(self._on_take)
        self.drop.clicked.connect(self._on_drop)
        self.folder.clicked.connect(tools.open_folder)
        self._refresh()
        resize_within_screen(self, 820, 560)

    def _build(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.said, 1)
        for button in (self.take, self.drop, self.folder):
            button.setAutoDefault(False)
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(
            quiet(
                "模板是一份 docx，要填的地方写花括号里的名字，如 {申请人}；{正文} 是整篇正文。"
                "没有模板的，用程序自带的文字。"
            )
        )
        column.addWidget(self.view, 1)
        column.addLayout(below)
        column.addWidget(Buttons(self, "关闭"))

    @property
    def kind(self) -> LetterKind:
        """The letter that is chosen."""
        return self.model.items[max(0, self.view.currentIndex().row())]

    def _words(self, kind: LetterKind) -> Sequence[str]:
        whose = "单位的模板" if self._tools.there(kind.id) else "程序自带的"
        return kind.title, whose, field_words(kind)

    def _on_take(self) -> None:
        words = self._tools.take(self.kind.id)
        if words:
            self._show(words)

    def _on_drop(self) -> None:
        if self._tools.drop(self.kind.id):
            self._show(f"“{self.kind.title}”又用程序自带的文字。")

    def _show(self, words: str) -> None:
        row = self.view.currentIndex().row()
        self.model.show(self.model.items)
        self.view.selectRow(row)
        self._refresh()
        self.said.setText(words)

    def _refresh(self) -> None:
        self.said.setText(f"模板里要有：{field_words(self.kind)}")
        self.drop.setEnabled(self._tools.there(self.kind.id))


def field_words(kind: LetterKind) -> str:
    """Return the names that a template of a letter needs, as it writes them."""
    fields = "、".join(f"{{{NAMES.get(name, name)}}}" for name in sorted(needed_fields(kind.id)))
    return fields or "{正文}"


def lacking_words(title: str, lacking: Sequence[str]) -> str:
    """Say that a template was taken, and what it lacks."""
    words = f"“{title}”以后用这份模板。"
    return words + (f"模板里没有：{'、'.join(lacking)}。" if lacking else "")
