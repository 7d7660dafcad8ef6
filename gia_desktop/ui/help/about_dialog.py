"""About the program: version, promise and the licences of everything that came with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QStringListModel, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gia_desktop import __version__
from gia_desktop.ui.kit.dialogs import Buttons
from gia_desktop.ui.kit.theme import Theme

_OVERVIEW = "说明"


class AboutDialog(QDialog):
    """Shows the texts in a folder of licences; from the source tree there is none, and no list."""

    def __init__(self, licences: Path | None, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("关于")
        self.words = QLabel(
            f"<b>政府信息公开年报助手 {__version__}</b><br>"
            "全部工作在这台电脑上完成：不联网、不用账号、不收集任何信息。<br>"
            "本程序按 MIT 许可证免费使用，随程序带来的其他软件各有自己的许可证。"
        )
        self.words.setWordWrap(True)
        self.words.setMinimumWidth(450)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(10)
        column.addWidget(self.words)
        buttons = Buttons(self, "关闭")
        self.names = QListView()
        self.text = QPlainTextEdit()
        if licences is not None:
            self._licences = licences
            column.addLayout(self._lists(theme), 1)
            folder = buttons.add_beside("打开许可证文件夹")
            folder.clicked.connect(self._on_folder_wanted)
            self.resize(880, 520)
        column.addWidget(buttons)

    def _lists(self, theme: Theme) -> QHBoxLayout:
        """Lay out the names at the left and the text at the right."""
        paths = self._licences.rglob("*.txt")
        found = {path.relative_to(self._licences).with_suffix("").as_posix() for path in paths}
        # The many libraries of the Linux distribution come last.
        names = sorted(found, key=lambda name: (name != _OVERVIEW, name.startswith("debian/"), name.lower()))
        model = QStringListModel(names, self)
        self.names.setModel(model)
        self.names.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.names.setFixedWidth(250)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(theme.text_px)
        self.text.setFont(fixed)
        self.names.selectionModel().currentChanged.connect(self._on_name_chosen)
        self.names.setCurrentIndex(model.index(0, 0))
        row = QHBoxLayout()
        row.addWidget(self.names)
        row.addWidget(self.text, 1)
        return row

    def _on_name_chosen(self, index: QModelIndex) -> None:
        path = self._licences / f"{index.data()}.txt"
        self.text.setPlainText(path.read_text(encoding="utf-8-sig", errors="replace"))

    def _on_folder_wanted(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._licences)))
