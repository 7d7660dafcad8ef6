"""Named versions: keep one, compare any two or one with now, go back to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.program.moments import when
from gia_desktop.app.report.differences import (
    FigureDifference,
    TextDifference,
    figure_differences,
    in_context,
    text_differences,
)
from gia_desktop.drafts.records import NamedVersion
from gia_desktop.formats.sheet import Sheet
from gia_desktop.ui.kit.dialogs import Decision, resize_within_screen
from gia_desktop.ui.kit.lines_model import LinesModel, lines_view
from gia_desktop.ui.kit.theme import Theme, restyle
from gia_desktop.ui.past.difference_html import pieces_html

USUAL_NAMES: Final = ("初稿", "送审稿", "定稿")
_HEADS: Final = ("格", "旧", "新", "")
_NAME_SIGNS: Final = 14
NOW: Final = 0
"""Number that stands for the report as it is now."""


class VersionShelf(NamedTuple):
    """Where versions are kept: list them, get one (``NOW``: the present), keep the present under a name."""

    versions: Callable[[], Sequence[NamedVersion]]
    sheet: Callable[[int], Sheet]
    keep: Callable[[str], int]


class VersionsDialog(QDialog):
    """Compares the versions of a report."""

    def __init__(
        self, shelf: VersionShelf, theme: Theme, parent: QWidget | None = None, *, locked: bool = False
    ) -> None:
        """Compare the last version with now; nothing can be gone back to in a locked report."""
        super().__init__(parent)
        self.setWindowTitle("版本与对比")
        self._shelf = shelf
        self._theme = theme
        self._locked = locked
        self.name = QComboBox()
        self.old, self.new = QComboBox(), QComboBox()
        self.summary = QLabel()
        self.figures = LinesModel[FigureDifference](_HEADS, _words)
        self.texts = QTextBrowser()
        self._build()
        self._fill(shelf.versions())
        resize_within_screen(self, 960, 600)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.addLayout(self._keep_line())
        column.addLayout(self._choice_line())
        self.summary.setObjectName("panelTitle")
        self.summary.setWordWrap(True)
        column.addWidget(self.summary)
        parts = QSplitter(Qt.Orientation.Vertical)
        self.texts.setAccessibleName("文字的不同")
        self._figures = lines_view(self.figures, "数字的不同", len(_HEADS) - 1)
        parts.addWidget(self._figures)
        parts.addWidget(self.texts)
        parts.setSizes([230, 230])
        column.addWidget(parts, 1)
        buttons = Decision(self, "退回", "关闭")
        self.take_back = buttons.accepting
        buttons.give_enter(buttons.leaving)  # nobody goes back by a stray Enter
        restyle(self.take_back, "")
        column.addWidget(buttons)

    def _keep_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.name.setEditable(True)
        self.name.setMinimumContentsLength(_NAME_SIGNS)
        self.name.addItems(USUAL_NAMES)
        self.name.setAccessibleName("版本名称")
        self.name.setToolTip("可选一个，也可以自己写")
        self.keep = QPushButton("留存现在的内容")
        self.keep.setAutoDefault(False)
        self.keep.setEnabled(not self._locked)
        self.keep.clicked.connect(self._on_keep_clicked)
        line.addWidget(QLabel("取名"))
        line.addWidget(self.name)
        line.addWidget(self.keep)
        line.addStretch()
        return line

    def _choice_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        for words, box in (("对比　旧", self.old), ("新", self.new)):
            box.setAccessibleName(words)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumContentsLength(_NAME_SIGNS)
            box.currentIndexChanged.connect(self._show_differences)
            line.addWidget(QLabel(words))
            line.addWidget(box)
        line.addStretch()
        return line

    def _fill(self, versions: Sequence[NamedVersion]) -> None:
        """List the versions; the newest is compared with now."""
        for box in (self.old, self.new):
            box.blockSignals(True)
            box.clear()
            for version in reversed(versions):
                box.addItem(f"{version.name}（{when(version.at)}）", version.number)
            box.blockSignals(False)
        self.new.insertItem(0, "现在", NOW)
        self.new.setCurrentIndex(0)
        taken = {version.name for version in versions}
        self.name.setCurrentText(next((name for name in USUAL_NAMES if name not in taken), USUAL_NAMES[-1]))
        self._show_differences()

    def chosen(self) -> int:
        """Return the number of the older version, ``NOW`` when there is none."""
        return int(self.old.currentData() or NOW)

    def chosen_name(self) -> str:
        """Return the name of the older version with its time."""
        return self.old.currentText()

    def _show_differences(self) -> None:
        there = self.old.count() > 0
        self.take_back.setEnabled(there and not self._locked)
        self.take_back.setText(f"退回到“{self.old.currentText()}”" if there else "退回")
        self.take_back.setToolTip("这份报告现在只能看，不能改" if self._locked else "成为一步改动，可以撤销")
        if not there:
            self.summary.setText("还没有留存过版本。取个名字留存一份，以后可以对比，也可以退回。")
            self._show([], [])
            return
        old, new = self._shelf.sheet(self.chosen()), self._shelf.sheet(int(self.new.currentData()))
        figures, texts = figure_differences(old, new), text_differences(old, new)
        entered = sum(not item.computed for item in figures)
        self._show(figures, texts)
        self.summary.setText(
            f"数字 {entered} 格不同（合计随之不同的 {len(figures) - entered} 格），文字 {len(texts)} 处不同。"
            if figures or texts
            else "数字和文字都相同。"
        )

    def _show(self, figures: Sequence[FigureDifference], texts: Sequence[TextDifference]) -> None:
        """Show what differs; of two parts without any difference only one is seen, and it is empty."""
        self.figures.show(figures)
        paragraphs = (
            f"<p><b>{item.place}</b><br>{pieces_html(in_context(item.pieces), self._theme)}</p>"
            for item in texts
        )
        self.texts.setHtml("".join(paragraphs))
        self._figures.setVisible(bool(figures) or not texts)
        self.texts.setVisible(bool(texts))

    def _on_keep_clicked(self) -> None:
        name = self.name.currentText().strip()
        if name:
            self._shelf.keep(name)
            self._fill(self._shelf.versions())


def _words(item: FigureDifference) -> Sequence[str]:
    return (item.place, item.old or "（空）", item.new or "（空）", "自动合计" if item.computed else "")
