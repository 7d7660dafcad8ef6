"""The window as it comes on the screen: menus by their titles, title row and status line, nothing in it yet.

Whatever is imported here is waited for before anything is seen.
"""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QMenuBar,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.program.settings import Settings
from gia_desktop.ui.frame.stage import Stage
from gia_desktop.ui.kit.theme import Theme, apply_theme, make_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

TITLE: Final = "政府信息公开年报助手"

MENU_TITLES: Final = {
    "文件": "F", "编辑": "E", "登记": "D", "报告": "R", "检查": "C", "汇总": "U", "查看": "V", "帮助": "H",
}  # fmt: skip
"""The menus from left to right, and the letter that opens each with Alt."""

_NOT_AT_HOME: Final = frozenset({"汇总"})
"""Menus whose entries all need a page of their own."""

PATIENCE_MS: Final = 300
"""A window that nobody sees, e.g. on another desktop, is not painted; the start goes on without by then."""

_SIZE: Final = QSize(1366, 768)
_FRAME: Final = QSize(16, 40)
"""What a frame and a title bar take at most."""


class EmptyWindow(QMainWindow):
    """Has everything in its last place, so that nothing moves when it is filled.

    Attributes:
        settings: the choices of the clerk.
        stage: where pages will stand.
        bar: the menu bar.
        bar_menus: its menus by title, still empty.
        column: banner and pages, from top to bottom.

    Signals:
        painted: it is on the screen.
    """

    painted = Signal()

    def __init__(self, settings: Settings) -> None:
        """Build it in the look that the clerk has chosen."""
        super().__init__()
        self.settings = settings
        self.setWindowTitle(TITLE)
        self.resize(_SIZE)
        self.setMinimumSize(800, 480)
        self.stage = Stage(self.make_theme(), self)
        self.bar = QMenuBar(self)
        self.bar_menus: dict[str, QMenu] = {}
        for title, letter in MENU_TITLES.items():
            menu = self.bar_menus[title] = self.bar.addMenu(f"{title}(&{letter})")
            menu.menuAction().setVisible(title not in _NOT_AT_HOME)
        middle = QWidget()
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.stage.pages, 1)
        self.setCentralWidget(middle)
        self.setMenuWidget(self._top_line())
        self.statusBar().setSizeGripEnabled(False)

    def make_theme(self) -> Theme:
        """Return the look that the clerk has chosen, and give it to the program."""
        theme = make_theme(self.settings.theme, self.settings.text_size)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)
        return theme

    def _top_line(self) -> QWidget:
        top = QFrame()
        top.setObjectName("topLine")
        line = QHBoxLayout(top)
        line.setContentsMargins(4, 0, 0, 0)
        line.setSpacing(0)
        # In the middle of the line by stretches: the name of that alignment costs 95 enumerations.
        middle = QVBoxLayout()
        middle.addStretch()
        middle.addWidget(self.bar)
        middle.addStretch()
        line.addLayout(middle)
        line.addWidget(self.stage.headers, 1)
        # As high as the headers of pages: nothing moves when the first one comes.
        title = QLabel()
        title.setObjectName("reportTitle")
        title.setContentsMargins(0, 4, 0, 5)
        self.stage.headers.addWidget(title)
        return top

    def come_back(self, room: QRect) -> None:
        """Come on the screen where the clerk left the window; the first time, within the screen.

        Args:
            room: what the screen has besides task bars; a window that finds no room with its frame fills it.
        """
        kept = self.settings.window_geometry
        if kept and self.restoreGeometry(_bytes(kept)):
            self.show()
            return
        size = QSize(min(_SIZE.width(), room.width()), min(_SIZE.height(), room.height()))
        self.resize(size)
        if size.width() + _FRAME.width() > room.width() or size.height() + _FRAME.height() > room.height():
            self.showMaximized()
        else:
            self.move(room.center() - QPoint(size.width() // 2, size.height() // 2))
            self.show()

    def keep_place(self) -> None:
        """Note where the window stands, for the next start."""
        self.settings["window_geometry"] = bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell that it is seen."""
        super().paintEvent(event)
        self.painted.emit()


def _bytes(text: str) -> bytes:
    """Return what a geometry was made of; nothing when it makes no sense."""
    try:
        return b64decode(text)
    except ValueError:
        return b""
