"""One cell of the area taken apart: what each unit gives, last year's figure, its share as a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from gia_desktop.app.rollup.session import CollectionSession
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Number, is_number
from gia_desktop.formats.in_words import plain, table_name
from gia_desktop.rollup.sums import CORRECTED, CellSum
from gia_desktop.ui.kit.cards import CardFrame, quiet, to_the_edges, toggle
from gia_desktop.ui.kit.elided_label import ElidedLabel
from gia_desktop.ui.kit.lines_model import RowsModel
from gia_desktop.ui.kit.qt import Index, has_focus, is_selected, rect_of
from gia_desktop.ui.kit.row_list import InkDelegate, RowList
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.rollup.tabs.units_model import short_name

HEADS: Final = ("单位", "今年", "去年", "占", "")
UNIT, NOW, LAST, SHARE, BAR = range(5)
PART_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_MUCH: Final = 100
"""Per cent of change from which a bar says so."""
_NARROW_SIGNS: Final = 33
"""A card narrower than so many signs leaves the share out."""
_WIDTHS: Final = {UNIT: 9.5, NOW: 5, LAST: 4.6, SHARE: 4.6}
_WIDTHS_IF_NARROW: Final = {UNIT: 7.2, NOW: 4, LAST: 4}
_LEAST: Final = 10
"""Smaller figures jump by chance."""


@dataclass(frozen=True)
class UnitPart:
    """What one unit gives to a cell; ``share`` of the sum, ``length`` of the longest bar."""

    unit: str
    words: str
    now: Number | None
    last: Number | None
    share: float
    length: float
    missing: str = ""

    @property
    def change(self) -> Number:
        """How much more than last year, 0 while one of the two is not known."""
        return self.now - self.last if self.now is not None and self.last is not None else 0

    @property
    def jump(self) -> str:
        """The change in per cent when it is large, else nothing."""
        if not self.last or self.now is None or max(self.now, self.last) < _LEAST:
            return ""
        percent = round(100 * float(self.change) / float(self.last))
        return f"{'＋' if percent > 0 else '−'}{abs(percent)}%" if abs(percent) >= _MUCH / 2 else ""


def parts_of(session: CollectionSession, key: CellKey) -> list[UnitPart]:
    """Return what every unit of the sum gives to a cell, those without it last, with the reason."""
    cell = session.sums.cells[key]
    amount = float(cell.sum or 0)
    longest = max((abs(float(value)) for value in cell.parts.values()), default=0) or 1
    corrected = [name for name in cell.parts if name.startswith(CORRECTED)]
    made = []
    for name in [*(unit.name for unit in session.roster.summed), *corrected]:
        now = cell.parts.get(name)
        last = session.last_figures(name).get(key) if name not in corrected else None
        value = float(now or 0)
        made.append(
            UnitPart(
                name,
                short_name(name, session.collection.area),
                now,
                last if is_number(last) else None,
                value / amount if amount else 0,
                abs(value) / longest,
                "" if now is not None else _why_missing(session, name, key),
            )
        )
    return made


def _why_missing(session: CollectionSession, name: str, key: CellKey) -> str:
    newest = session.collection.newest(name)
    if newest is None:
        return "未报"
    if name in session.sums.in_doubt(key):
        return "存疑"
    if name in session.sums.other_formats:
        return "别的格式"
    return "不计入" if key in session.sums.left_out.get(name, ()) else "空着"


def cell_words(session: CollectionSession, key: CellKey) -> str:
    """Name a cell as clerks say it: 表三 新收 自然人."""
    fmt = session.sums.format
    return f"{table_name(fmt, fmt.cells[key].table)}　{fmt.cells[key].label}"


def coverage_words(session: CollectionSession, key: CellKey, cell: CellSum) -> str:
    """Say how many units a sum holds, who is missing, and what it was last year."""
    doubt = len(session.sums.in_doubt(key))
    blank = cell.units - cell.filled - len(session.sums.missing) - doubt
    parts = [f"{cell.filled} 家有数"]
    parts += [f"{len(session.sums.missing)} 家未报"] * bool(session.sums.missing)
    parts += [f"{doubt} 家存疑"] * (doubt > 0)
    parts += [f"{blank} 家空着"] * (blank > 0)
    last, known = session.last_sum(key)
    if last is not None:
        whole = "全" if known == cell.units else f"{known} 家"
        parts.append(f"去年 {plain(last)}（{whole}）")
    return "，".join(parts)


class PartsModel(RowsModel[UnitPart]):
    """Parts as rows."""

    def __init__(self, theme: Theme) -> None:
        """Start empty."""
        super().__init__(HEADS, unseen="比去年")
        self._theme = theme

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, or the part for its bar."""
        if not index.isValid():
            return None
        part, column = self.items[index.row()], index.column()
        if role == PART_ROLE:
            return part
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(part, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == UNIT:
            return part.unit
        if role == Qt.ItemDataRole.ForegroundRole and part.now is None:
            return self._theme.color("quiet")
        return None

    def _words(self, part: UnitPart, column: int) -> str:
        if column == UNIT:
            return part.words
        if column == NOW:
            return part.missing if part.now is None else plain(part.now)
        if column == LAST:
            return "—" if part.last is None else plain(part.last)
        if column == SHARE:
            return f"{100 * part.share:.1f}%" if part.share else ""
        return part.jump


class BarDelegate(InkDelegate):
    """Paints the share as a bar, and a large change behind it."""

    def __init__(self, theme: Theme, parent: RowList) -> None:
        """Use the colours of a theme."""
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the last column as a bar, the others as words."""
        if index.column() != BAR:
            super().paint(painter, option, index)
            return
        part: UnitPart = index.data(PART_ROLE)
        rect = rect_of(option)
        lit = is_selected(option) or has_focus(option)
        painter.fillRect(rect, self._theme.color("head_now" if lit else "sheet"))
        painter.setPen(self._theme.color("grid"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = max(20.0, rect.width() - self._theme.text_px * 4.6)
        high = self._theme.text_px * 0.6
        tone = "explain" if part.jump else "accent"
        if part.length:
            bar = QRectF(rect.x() + 4, rect.center().y() - high / 2, max(2.0, room * part.length), high)
            color = self._theme.color(tone)
            color.setAlphaF(0.55 if self._theme.name != "high_contrast" else 1.0)
            painter.fillRect(bar, color)
        if part.jump:
            painter.setPen(self._theme.color("explain"))
            painter.setFont(self._theme.font(0.92))
            words = rect.adjusted(round(room * part.length) + 12, 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, part.jump)


class PartsCard(CardFrame):
    """A cell, its sum, and the parts of it.

    Signals:
        unit_asked: a unit is wanted (its name).
    """

    unit_asked = Signal(str)

    def __init__(self, session: CollectionSession, theme: Theme) -> None:
        """Show no cell yet."""
        super().__init__()
        self._session = session
        self._theme = theme
        self.key: CellKey | None = None
        self.title, self.said = QLabel(), ElidedLabel(6)
        self.title.setTextFormat(Qt.TextFormat.RichText)
        self.said.setObjectName("quiet")
        self.model = PartsModel(theme)
        self.view = RowList(theme, "各单位的数")
        self.by_share, self.by_change = toggle("按占比"), toggle("按变化")
        self._build()
        self.view.entered_row.connect(self._on_entered)

    def _build(self) -> None:
        head = QFrame()
        head.setObjectName("cardHead")
        words = QVBoxLayout(head)
        words.setContentsMargins(12, 5, 8, 6)
        words.setSpacing(1)
        line = QHBoxLayout()
        line.addWidget(self.title, 1)
        words.addLayout(line)
        words.addWidget(self.said)
        group = QButtonGroup(self)
        for button in (self.by_share, self.by_change):
            group.addButton(button)
            line.addWidget(button)
        self.by_share.setChecked(True)
        group.buttonToggled.connect(self._on_order)
        self.view.show_model(self.model, _WIDTHS, BAR)
        self.view.setItemDelegate(BarDelegate(self._theme, self.view))
        note = quiet("各单位交来的数从不改动；县里的更正另记一笔，写明理由。")
        note.setContentsMargins(12, 5, 12, 6)
        column = to_the_edges(self)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        column.addWidget(note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the share out of a narrow card: the bar says it, too."""
        super().resizeEvent(event)
        sign = self._theme.text_px
        narrow = event.size().width() < _NARROW_SIGNS * sign
        self.view.setColumnHidden(SHARE, narrow)
        for column, signs in (_WIDTHS_IF_NARROW if narrow else _WIDTHS).items():
            self.view.horizontalHeader().resizeSection(column, round(sign * signs))

    def show_cell(self, key: CellKey) -> None:
        """Show the parts of a cell."""
        self.key = key
        cell = self._session.sums.cells[key]
        amount = "—" if cell.sum is None else plain(cell.sum)
        tokens, big = self._theme.tokens, round(self._theme.text_px * 1.2)
        partial = f"　<span style='color:{tokens.explain}'>部分数</span>" if cell.is_partial else ""
        self.title.setText(
            f"<b>{cell_words(self._session, key)}</b>　"
            f"<b style='color:{tokens.accent};font-size:{big}px'>{amount}</b>{partial}"
        )
        self.said.setText(coverage_words(self._session, key, cell))
        self.model.show(self._sorted(parts_of(self._session, key)))

    def refresh(self) -> None:
        """Show the same cell anew."""
        if self.key is not None:
            row = self.view.current_row
            unit = self.model.items[row].unit if 0 <= row < len(self.model.items) else ""
            self.show_cell(self.key)
            self.view.choose(row)
            self.choose_unit(unit)  # it may stand elsewhere now

    @property
    def unit(self) -> str:
        """The unit whose part is current, empty for none."""
        row = self.view.current_row
        return self.model.items[row].unit.removeprefix(CORRECTED) if 0 <= row < len(self.model.items) else ""

    def choose_unit(self, name: str) -> None:
        """Make a unit's part current."""
        for row, part in enumerate(self.model.items):
            if part.unit == name:
                self.view.choose(row)

    def _sorted(self, parts: Sequence[UnitPart]) -> list[UnitPart]:
        def weight(part: UnitPart) -> float:
            if part.now is None:
                return float("-inf")
            return abs(float(part.change)) if self.by_change.isChecked() else float(part.now)

        return sorted(parts, key=weight, reverse=True)

    def _on_order(self) -> None:
        self.refresh()

    def _on_entered(self, row: int) -> None:
        self.unit_asked.emit(self.model.items[row].unit.removeprefix(CORRECTED))
