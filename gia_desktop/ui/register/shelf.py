"""The register on the home page: how many are due, the next cases, ways to its tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from gia_desktop.register.session import RegisterSession
from gia_desktop.ui.frame.wishes import Wishes
from gia_desktop.ui.frame.work import Shelf
from gia_desktop.ui.kit.cards import link
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.register import wishes
from gia_desktop.ui.register.case_list import CasesModel, CasesView

_WAYS: Final = {"all": "全部申请 ›", "disputes": "复议诉讼 ›", "fees": "收费 ›", "month": "月历 ›"}


class RegisterShelf(Shelf):
    """Shows the open cases by due date.

    Signals:
        first_painted: the shelf was on the screen; what takes long can begin.
        case_asked: a case is to be opened (its row).
    """

    first_painted = Signal()
    case_asked = Signal(int)

    def __init__(self, table: Wishes, theme: Theme, current: Callable[[], RegisterSession]) -> None:
        """Start without a register; ``show_session`` fills it, ``current`` returns the register of now."""
        super().__init__()
        self._current = current
        self._theme = theme
        self._painted = False
        self._session: RegisterSession | None = None
        self.counts = QLabel()
        self.counts.setTextFormat(Qt.TextFormat.RichText)
        self.counts.setWordWrap(True)
        self.counts.setContentsMargins(14, 0, 14, 4)
        self.view = CasesView(theme)
        self._model: CasesModel | None = None
        self._empty = QLabel("没有在办的申请。\n收到一件就登记一件，到期前会在这里提醒。")
        self._empty.setObjectName("quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.counts)
        column.addWidget(self.view, 1)
        column.addWidget(self._empty, 1)
        ways = QHBoxLayout()
        ways.setContentsMargins(10, 4, 10, 6)
        for key, words in _WAYS.items():
            button = link(words)
            button.clicked.connect(table.asks(wishes.OPEN_TAB, key))
            ways.addWidget(button)
        practice = link("练习 ›")
        practice.setToolTip("一份编造的登记，埋了十处错误")
        practice.clicked.connect(table.asks(wishes.PRACTICE))
        ways.addWidget(practice)
        ways.addStretch()
        column.addLayout(ways)
        self.view.hide()
        self.leading = self.view
        self.view.doubleClicked.connect(self._ask)
        self.view.entered.connect(self._ask)

    def refresh(self) -> None:
        """Show what there is now; before the first painting there is nothing to be read yet."""
        if self._painted:
            self.show_session(self._current())

    def show_session(self, session: RegisterSession) -> None:
        """Show the open cases of a register."""
        if self._model is None or session is not self._session:
            self._session = session
            self._model = CasesModel(session, self._theme)
            self._lay_out()
        self._model.show(session.pending())
        any_open = bool(self._model.items)
        self.view.setVisible(any_open)
        self._empty.setVisible(not any_open)
        counts, tokens = session.counts(), self._theme.tokens
        words = [_urgent(counts.late, "超期", tokens.must_fix)] if counts.late else []
        words += [
            _urgent(counts.due_today, "今日到期", tokens.must_fix),
            _urgent(counts.due_soon, "三日内", tokens.explain),
            f"在办&nbsp;{counts.open}",
            f"停钟&nbsp;{counts.standing}",
            f"本年收到&nbsp;{counts.this_year}",
            f"已办结&nbsp;{counts.answered_this_year}",
        ]
        # Broken between two of them where the card is narrow, never inside one.
        self.counts.setText("&nbsp;&nbsp; ".join(words))

    def _lay_out(self) -> None:
        self.view.setModel(self._model)
        self.view.setAccessibleName("在办的申请")

    def _ask(self) -> None:
        place = self.view.currentIndex().row()
        if self._model is not None and 0 <= place < len(self._model.items):
            self.case_asked.emit(self._model.items[place])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first time."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.first_painted.emit)


def _urgent(count: int, words: str, color: str) -> str:
    """Return a count in the colour of its urgency; nothing is urgent about none."""
    return f"<b style='color:{color}'>{count}&nbsp;{words}</b>" if count else f"{words}&nbsp;0"
