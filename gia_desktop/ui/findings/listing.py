"""The list of findings: words, places to jump to, what can be done and what has been done."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPointF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gia_desktop.app.report.explaining import HIDDEN
from gia_desktop.app.report.places import place_words
from gia_desktop.checks.finding import Finding, QuickFix, Severity
from gia_desktop.checks.reasons import Settled, Status
from gia_desktop.formats.schema import Format
from gia_desktop.ui.kit.qt import Index, has_focus, is_selected, rect_of
from gia_desktop.ui.kit.theme import Theme

FINDING_ROLE = Qt.ItemDataRole.UserRole + 1
_SHOWN_PLACES = 4
_MARGIN = 8
_KEPT_DOCUMENTS = 200


class FindingsModel(QAbstractListModel):
    """A plain list of findings with what became of them."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.settled: list[Settled] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of findings."""
        return 0 if parent.isValid() else len(self.settled)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a finding, or the finding itself."""
        if not index.isValid():
            return None
        item = self.settled[index.row()]
        if role == FINDING_ROLE:
            return item
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            done = "" if item.status is Status.OPEN else f"，{item.status.word}"
            return f"{item.finding.severity.word}{done}：{item.finding.message}"
        return None

    def show(self, settled: list[Settled]) -> None:
        """Show other findings."""
        if settled == self.settled:
            return
        self.beginResetModel()
        self.settled = settled
        self.endResetModel()


class FindingDelegate(QStyledItemDelegate):
    """Paints a finding as mark, words and links, and reports which link was clicked."""

    link_clicked = Signal(str, int)

    def __init__(self, theme: Theme, fmt: Format, parent: QWidget, *, acts: bool = True) -> None:
        """Name places by the labels of a format.

        Args:
            theme: the look.
            fmt: the format.
            parent: the view.
            acts: offer what settles a finding; not where reports of others are looked at.
        """
        super().__init__(parent)
        self._acts = acts
        self._theme = theme
        self._format = fmt
        self._documents: dict[tuple[str, int], QTextDocument] = {}

    def document(self, item: Settled, width: int) -> QTextDocument:
        """Return the laid out words of a finding; they are kept, for most stay from step to step."""
        html = self._html(item)
        known = self._documents.pop((html, width), None) or self._lay_out(html, width)
        self._documents[html, width] = known
        if len(self._documents) > _KEPT_DOCUMENTS:
            del self._documents[next(iter(self._documents))]
        return known

    def _lay_out(self, html: str, width: int) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(_MARGIN)
        document.setDefaultFont(self._theme.font())
        document.setTextWidth(width)
        document.setHtml(html)
        return document

    def _html(self, item: Settled) -> str:
        finding, tokens = item.finding, self._theme.tokens
        small = f"font-size:{round(self._theme.text_px * 0.9)}px;color:{tokens.quiet}"
        parts = [f"<p style='margin:0'>{self._mark(item)}　{escape(finding.message)}</p>"]
        for place, guess in enumerate(finding.guesses):
            parts.append(
                f"<p style='margin:3px 0 0 0'><b style='color:{tokens.explain}'>☞ 可能原因</b>　"
                f"{escape(guess)} <a style='color:{tokens.accent}' href='guess:{place}'>去看</a></p>"
            )
        lines = (self._said(item), self._places(finding), self._actions(item) if self._acts else "")
        parts += [f"<p style='margin:3px 0 0 0;{small}'>{line}</p>" for line in lines if line]
        return "".join(parts)

    def _mark(self, item: Settled) -> str:
        severity = item.finding.severity
        if item.status is Status.EXPLAINED:
            return f"<b style='color:{self._theme.tokens.good}'>✓ {item.status.word}</b>"
        words = f"{severity.mark} {severity.word}"
        if item.status is Status.RECONFIRM:
            words += f"（{item.status.word}）"
        return f"<b style='color:{self._theme.severity_color(severity).name()}'>{words}</b>"

    def _said(self, item: Settled) -> str:
        """Return the explanation and what is to be known about it."""
        said = (
            [] if item.reason is None or item.reason.text in HIDDEN else [f"说明：{escape(item.reason.text)}"]
        )
        return "<br>".join([*said, *([escape(item.note)] if item.note else [])])

    def _places(self, finding: Finding) -> str:
        link = f"<a style='color:{self._theme.tokens.accent}' href='"
        known = [key for key in finding.cells if key in self._format.cells]
        shown = [
            f"{link}cell:{key}'>{escape(self._format.cells[key].label)}</a>" for key in known[:_SHOWN_PLACES]
        ]
        if len(known) > _SHOWN_PLACES:
            shown.append(f"等 {len(known)} 格")
        if not shown and finding.spans:
            shown.append(f"{link}span:0'>{escape(_text_place(finding, self._format))}</a>")
        return f"看这里：{' · '.join(shown)}" if shown else ""

    def _actions(self, item: Settled) -> str:
        link = f"<a style='color:{self._theme.tokens.accent}' href='"
        severity, done = item.finding.severity, item.reason is not None
        if item.finding.quick_fix is QuickFix.TAKE_COMPUTED:
            return f"{link}fix'>以自动计算的合计为准</a>"
        if item.finding.quick_fix is QuickFix.CONFIRM:
            return f"{link}fix'>都看过了，无误</a>"
        if severity is Severity.EXPLAIN:
            zeros = f"{link}fix'>都填 0</a> · " if item.finding.quick_fix is QuickFix.FILL_ZEROS else ""
            return f"{zeros}{link}explain'>{'改审核说明…' if done else '写审核说明…'}</a>"
        if severity is Severity.HINT and not done:
            return f"{link}ignore'>忽略</a>"
        return ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the laid out words."""
        width = self.parent().viewport().width()  # type: ignore[attr-defined]
        return QSize(width, round(self.document(index.data(FINDING_ROLE), width).size().height()) + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one finding with a line below."""
        item: Settled = index.data(FINDING_ROLE)
        rect, lit = rect_of(option), has_focus(option) or is_selected(option)
        painter.save()
        painter.fillRect(rect, self._theme.color("head_now" if lit else "sheet"))
        painter.translate(rect.topLeft())
        self.document(item, rect.width()).drawContents(painter)
        painter.restore()
        painter.setPen(QPen(self._theme.color("grid")))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Find the link under a click; a click beside all links goes to the first place."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            rect = rect_of(option)
            document = self.document(index.data(FINDING_ROLE), rect.width())
            place = event.position() - QPointF(rect.topLeft())
            self.link_clicked.emit(document.documentLayout().anchorAt(place) or "first", index.row())
            return True
        return False


def _text_place(finding: Finding, fmt: Format) -> str:
    """Name the text that a finding is about, and say how many places of it when there are several."""
    name = place_words(fmt, finding.spans[0].text)
    return name if len(finding.spans) == 1 else f"{name}（{len(finding.spans)} 处）"


class FindingsList(QListView):
    """The list itself; Enter on a finding goes to its first place."""

    chosen = Signal(int)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the words out anew for the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: Any) -> None:
        """Jump by Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)
