"""雷同: pairs of reports with the same text, side by side, with the same passages marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QTextBrowser

from gia_desktop.app.rollup.session import CollectionSession
from gia_desktop.core.keys import PREAMBLE
from gia_desktop.core.report import Report
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.rollup.likenesses import AlikePair, Twins, same_passages
from gia_desktop.ui.kit.cards import CardFrame, CardHead, link, side_by_side, to_the_edges
from gia_desktop.ui.kit.lines_model import LinesModel
from gia_desktop.ui.kit.row_list import RowList
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.rollup.tabs.units_model import short_name
from gia_desktop.ui.rollup.tabs.view import NO_REPORTS, CollectionView

_SHORTEST = 12
"""Signs of a passage from which it is worth a mark: shorter ones are the words of the form."""


def marked_html(text: str, passages: Sequence[tuple[int, int]], theme: Theme) -> str:
    """Return a text with some places marked by ground and underline, so not by colour alone."""
    look = f"background:{theme.tokens.explain_sheet};color:{theme.tokens.explain}"
    parts, at = [], 0
    for start, end in passages:
        if end - start < _SHORTEST:
            continue
        parts += [escape(text[at:start]), f"<u style='{look}'>{escape(text[start:end])}</u>"]
        at = end
    parts.append(escape(text[at:]))
    return "".join(parts).replace("\n", "<br><br>")


class TwinsTab(CollectionView):
    """Pairs left, both texts right.

    Signals:
        unit_asked: a unit is wanted (its name, empty cell).
    """

    unit_asked = Signal(str, str)

    def __init__(self, session: CollectionSession, theme: Theme) -> None:
        """Lay the tab out."""
        super().__init__(session, theme)
        self.model: LinesModel[AlikePair] = LinesModel(
            ("单位", "和", "怎样相同", ""), self._words, unseen="几成相同"
        )
        self.view = RowList(theme, "雷同的报告")
        self.left, self.right = _Text("左边的报告"), _Text("右边的报告")
        self.nothing = QLabel()
        self.nothing.setObjectName("quiet")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        self.view.chosen.connect(self._on_pair)
        for side in (self.left, self.right):
            side.unit_asked.connect(self._on_unit)
            side.view.verticalScrollBar().valueChanged.connect(self._scroll_along)

    def _build(self) -> None:
        card = CardFrame()
        self.view.show_model(self.model, {0: 8.4, 2: 9, 3: 4.6}, 1)
        column = to_the_edges(card)
        column.addWidget(self.view, 1)
        column.addWidget(self.nothing)
        self.fill(side_by_side((card, self.left, self.right), (430, 460, 460)))

    def _words(self, pair: AlikePair) -> Sequence[str]:
        area = self.session.collection.area
        other = "本单位上年" if pair.kind is Twins.OWN_LAST_YEAR else short_name(pair.right, area)
        return (short_name(pair.left, area), other, pair.kind.words, f"{pair.percent}%")

    def refresh(self) -> None:
        """Show the pairs that were found by now."""
        checked = self.session.checked
        pairs = checked.pairs if checked is not None else ()
        row = max(0, self.view.current_row)
        self.model.show(pairs)
        self.view.choose(min(row, len(pairs) - 1))
        alone = "没有雷同的报告 ✓" if self.session.collection.holds_reports else NO_REPORTS
        self.nothing.setText("正在比较……" if checked is None else alone)
        self.nothing.setVisible(not pairs)
        for side in (self.left, self.right):
            side.setVisible(bool(pairs))

    def show_unit(self, name: str) -> None:
        """Make the first pair of a unit current."""
        if self._is_stale:
            self._catch_up()
        for row, pair in enumerate(self.model.items):
            if name in {pair.left, pair.right}:
                self.view.choose(row)
                return

    def _on_pair(self, row: int) -> None:
        if not 0 <= row < len(self.model.items):
            return
        pair, collection = self.model.items[row], self.session.collection
        is_own = pair.kind is Twins.OWN_LAST_YEAR
        left = collection.report(pair.left)
        right = collection.previous.get(pair.left) if is_own else collection.report(pair.right)
        if left is None or right is None:
            return
        texts = self._said(left), self._said(right)
        area = collection.area
        names = short_name(pair.left, area), "上年的" if is_own else short_name(pair.right, area)
        self._show(self.left, pair.left, names[0], left, texts)
        self._show(self.right, pair.left if is_own else pair.right, names[1], right, texts[::-1])

    def _said(self, report: Report) -> str:
        """Return all that a report says in words, its live numbers as digits."""
        sheet = make_sheet(report, self.session.formats)
        return "\n".join([sheet.text(PREAMBLE), *sheet.sections.values()])

    def _show(self, side: _Text, unit: str, name: str, report: Report, texts: tuple[str, str]) -> None:
        mine, other = texts
        side.show_text(
            unit, f"{name}　{report.year} 年", marked_html(mine, same_passages(mine, other), self.theme)
        )

    def _scroll_along(self, value: int) -> None:
        """Let the other text follow, as far as it is as long."""
        for side in (self.left, self.right):
            bar = side.view.verticalScrollBar()
            if bar is not self.sender():
                bar.blockSignals(True)
                bar.setValue(value)
                bar.blockSignals(False)
                side.view.viewport().update()

    def _on_unit(self, name: str) -> None:
        self.unit_asked.emit(name, "")


class _Text(CardFrame):
    """One of the two texts.

    Signals:
        unit_asked: its unit is wanted.
    """

    unit_asked = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._unit = ""
        self.title, self.go = QLabel(), link("看这个单位")
        self.title.setObjectName("panelTitle")
        self.view = QTextBrowser()
        self.view.setAccessibleName(name)
        head = CardHead(margins=(12, 6, 8, 6))
        line = head.line
        line.addWidget(self.title, 1)
        line.addWidget(self.go)
        column = to_the_edges(self)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        self.go.clicked.connect(self._on_go)

    def show_text(self, unit: str, title: str, html: str) -> None:
        """Show a text of a unit."""
        self._unit = unit
        self.title.setText(title)
        self.view.setHtml(html)

    def _on_go(self) -> None:
        self.unit_asked.emit(self._unit)
