"""The 勾稽 strip under table 三: both sides of the balance, column by column, at every keystroke."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gia_desktop.app.report.session import BalanceLine, Session, SessionEvent
from gia_desktop.formats.in_words import difference_words, plain
from gia_desktop.ui.grid.table_view import TableView
from gia_desktop.ui.kit.qt import follow
from gia_desktop.ui.kit.theme import Theme


class BalanceStrip(QWidget):
    """Paints the balance of each column under that column of the table."""

    def __init__(self, session: Session, view: TableView, theme: Theme) -> None:
        """Follow a session and the columns of a table."""
        super().__init__()
        self._session = session
        self._view = view
        self._theme = theme
        self._lines: list[BalanceLine] = []
        self.setObjectName("balanceStrip")
        follow(self, session.listen, self._on_session_changed)
        view.horizontalScrollBar().valueChanged.connect(self.update)
        view.fitted.connect(self.update)
        self._refresh()

    def sizeHint(self) -> QSize:
        """One line of text with room around it."""
        return QSize(200, round(self._theme.text_px * 2.1))

    def minimumSizeHint(self) -> QSize:
        """Never higher or lower than one line."""
        return QSize(0, self.sizeHint().height())

    def texts(self) -> list[str]:
        """Return what stands in each column, for tests and screen readers."""
        return [words_of(line) for line in self._lines]

    def _on_session_changed(self, _event: SessionEvent) -> None:
        self._refresh()

    def _refresh(self) -> None:
        lines = self._session.balances()
        if lines != self._lines:
            self._lines = lines
            spoken = (f"{line.column}列 {words_of(line)}" for line in lines)
            self.setAccessibleName("勾稽：" + "；".join(spoken))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sentence at the left and one pair of numbers per column."""
        painter = QPainter(self)
        theme, geometry = self._theme, self._view.geometry_in_use
        painter.fillRect(self.rect(), theme.color("sheet"))
        painter.setPen(QPen(theme.color("grid")))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if geometry is None:
            return
        grid = self._view.grid
        left = 1 + geometry.left(grid.head_columns)
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font())
        label = QRect(8, 0, left - 8, self.height())
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, "勾稽：一 + 二　=　三（七）+ 四")
        painter.setClipRect(QRect(left, 0, self.width() - left, self.height()))
        left -= self._view.horizontalScrollBar().value()
        for line, width in zip(self._lines, geometry.widths[grid.head_columns :], strict=True):
            self._paint_line(painter, QRect(left, 0, width, self.height()), line)
            left += width
        painter.end()

    def _paint_line(self, painter: QPainter, rect: QRect, line: BalanceLine) -> None:
        painter.setPen(QPen(self._theme.color("grid")))
        painter.drawLine(rect.topLeft(), rect.bottomLeft())
        bad = line.difference != 0
        token = "must_fix" if bad else ("quiet" if line.is_open else "good")
        if bad:
            painter.fillRect(rect.adjusted(1, 1, 0, -1), self._theme.color("must_fix_sheet"))
        painter.setPen(self._theme.color(token))
        text = words_of(line)
        for scale in (1.0, 0.88, 0.76):
            painter.setFont(self._theme.font(scale, bold=bad))
            if painter.fontMetrics().horizontalAdvance(text) <= rect.width() - 8:
                break
        else:
            text = painter.fontMetrics().elidedText(
                short_words(line), Qt.TextElideMode.ElideMiddle, rect.width() - 8
            )
        painter.drawText(
            rect.adjusted(4, 0, -5, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text
        )


def short_words(line: BalanceLine) -> str:
    """Say only what matters where both sides find no room."""
    if line.is_open:
        return "未填"
    return f"{_off_by(line)} ✗" if line.difference else "相等 ✓"


def words_of(line: BalanceLine) -> str:
    """Say both sides and what is between them; a side without figures says 未填."""
    left = "未填" if line.left_open else plain(line.left)
    right = "未填" if line.right_open else plain(line.right)
    sides = f"{left} | {right}"
    if line.is_open:
        return "未填" if left == right else sides
    if line.difference:
        return f"{sides} {_off_by(line)} ✗"
    return f"{sides} ✓"


def _off_by(line: BalanceLine) -> str:
    """Say by how much the second side is off, in the words of the findings."""
    return difference_words(-line.difference, "")
