"""The list of findings: this tab or all, with words, places to jump to, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
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
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.session import Event, Session
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.formats.schema import Format
from gia_desktop.ui.table_model import Index
from gia_desktop.ui.theme import Theme

FINDING_ROLE = Qt.ItemDataRole.UserRole + 1
_SHOWN_PLACES = 4
_MARGIN = 8
_KEPT_DOCUMENTS = 200


class FindingsModel(QAbstractListModel):
    """A plain list of findings."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.findings: list[Finding] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of findings."""
        return 0 if parent.isValid() else len(self.findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a finding, or the finding itself."""
        if not index.isValid():
            return None
        finding = self.findings[index.row()]
        if role == FINDING_ROLE:
            return finding
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{finding.severity.word}：{finding.message}"
        return None

    def show(self, findings: list[Finding]) -> None:
        """Show other findings."""
        if findings == self.findings:
            return
        self.beginResetModel()
        self.findings = findings
        self.endResetModel()


class FindingDelegate(QStyledItemDelegate):
    """Paints a finding as mark, words and links, and reports which link was clicked."""

    link_clicked = Signal(str, int)

    def __init__(self, theme: Theme, fmt: Format, parent: QWidget) -> None:
        """Name places by the labels of a format."""
        super().__init__(parent)
        self._theme = theme
        self._format = fmt
        self._documents: dict[tuple[Finding, int], QTextDocument] = {}

    def document(self, finding: Finding, width: int) -> QTextDocument:
        """Return the laid out words of a finding; they are kept, for most stay from step to step."""
        known = self._documents.pop((finding, width), None) or self._lay_out(finding, width)
        self._documents[finding, width] = known
        if len(self._documents) > _KEPT_DOCUMENTS:
            del self._documents[next(iter(self._documents))]
        return known

    def _lay_out(self, finding: Finding, width: int) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(_MARGIN)
        document.setDefaultFont(self._theme.font())
        document.setTextWidth(width)
        document.setHtml(self._html(finding))
        return document

    def _html(self, finding: Finding) -> str:
        tokens = self._theme.tokens
        ink = self._theme.severity_color(finding.severity).name()
        mark = f"<b style='color:{ink}'>{finding.severity.mark} {finding.severity.word}</b>"
        small = f"font-size:{round(self._theme.text_px * 0.9)}px;color:{tokens.quiet}"
        parts = [f"<p style='margin:0'>{mark}　{escape(finding.message)}</p>"]
        for place, guess in enumerate(finding.guesses):
            link = f"guess:{place}"
            parts.append(
                f"<p style='margin:3px 0 0 0'><b style='color:{tokens.explain}'>☞ 可能原因</b>　"
                f"{escape(guess)} <a style='color:{tokens.accent}' href='{link}'>去看</a></p>"
            )
        places = self._places(finding)
        if places:
            parts.append(f"<p style='margin:3px 0 0 0;{small}'>看这里：{places}</p>")
        actions = self._actions(finding)
        if actions:
            parts.append(f"<p style='margin:3px 0 0 0'>{actions}</p>")
        return "".join(parts)

    def _places(self, finding: Finding) -> str:
        link = f"<a style='color:{self._theme.tokens.accent}' href='"
        known = [key for key in finding.cells if key in self._format.cells]
        shown = [
            f"{link}cell:{key}'>{escape(self._format.cells[key].label)}</a>" for key in known[:_SHOWN_PLACES]
        ]
        if len(known) > _SHOWN_PLACES:
            shown.append(f"等 {len(known)} 格")
        if not shown and finding.spans:
            shown.append(f"{link}span:0'>正文中的这一处</a>")
        return " · ".join(shown)

    def _actions(self, finding: Finding) -> str:
        link = f"<a style='color:{self._theme.tokens.accent}' href='"
        if finding.code in {"GIA-SUM-001", "GIA-SUM-002", "GIA-SUM-004"}:
            return f"{link}settle'>以自动计算的合计为准</a>"
        if finding.severity is Severity.EXPLAIN:
            return f"{link}explain'>写审核说明…</a>"
        return ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the laid out words."""
        width = self.parent().viewport().width()  # type: ignore[attr-defined]
        return QSize(width, round(self.document(index.data(FINDING_ROLE), width).size().height()) + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one finding with a line below."""
        finding: Finding = index.data(FINDING_ROLE)
        rect = option.rect  # type: ignore[attr-defined]
        focused = bool(option.state & option.state.__class__.State_HasFocus)  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(rect, self._theme.color("head_now" if focused else "sheet"))
        painter.translate(rect.topLeft())
        self.document(finding, rect.width()).drawContents(painter)
        painter.restore()
        painter.setPen(QPen(self._theme.color("grid")))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Find the link under a click; a click beside all links goes to the first place."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            rect = option.rect  # type: ignore[attr-defined]
            document = self.document(index.data(FINDING_ROLE), rect.width())
            place = event.position() - QPointF(rect.topLeft())
            self.link_clicked.emit(document.documentLayout().anchorAt(place) or "first", index.row())
            return True
        return False


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


class FindingsPanel(QFrame):
    """Findings of this tab or of the whole report, with counts.

    Signals:
        jump_asked: go to a place of a finding (finding, cell key or empty for its first place).
        settle_asked: take the computed totals instead of the stated ones.
        explain_asked: write an explanation.
    """

    jump_asked = Signal(object, str)
    settle_asked = Signal(object)
    explain_asked = Signal(object)

    def __init__(self, session: Session, theme: Theme) -> None:
        """Follow a session."""
        super().__init__()
        self.setObjectName("card")
        self._session = session
        self._section = ""
        self.model = FindingsModel()
        self.view = FindingsList()
        self.view.setObjectName("findings")
        self.view.setModel(self.model)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("检查结果")
        self._delegate = FindingDelegate(theme, session.sheet.format, self.view)
        self.view.setItemDelegate(self._delegate)
        self._counts = QLabel()
        self._nothing = QLabel("没有发现问题 ✓")
        self._nothing.setObjectName("good")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setMinimumHeight(60)
        self._build()
        self._delegate.link_clicked.connect(self._on_link_clicked)
        self.view.chosen.connect(lambda row: self._on_link_clicked("first", row))
        session.listen(self._on_session_changed)
        self.refresh()

    def _build(self) -> None:
        head = QFrame()
        head.setObjectName("cardHead")
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(head)
        line.setContentsMargins(10, 5, 10, 5)
        title = QLabel("检查")
        title.setObjectName("panelTitle")
        line.addWidget(title)
        self.here, self.everywhere = _toggle("本页"), _toggle("全部")
        group = QButtonGroup(self)
        for button in (self.here, self.everywhere):
            group.addButton(button)
            line.addWidget(button)
            button.toggled.connect(self._on_filter_toggled)
        self.here.setChecked(True)
        line.addStretch()
        line.addWidget(self._counts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._nothing, 1)
        column.addWidget(self.view, 1)

    def show_section(self, section: str) -> None:
        """Follow the tab in front; an empty section shows all."""
        self._section = section
        self.refresh()

    def refresh(self) -> None:
        """Show the present findings."""
        if self.everywhere.isChecked() or not self._section:
            findings = self._session.findings
        else:
            findings = self._session.findings_of(self._section)
        self.model.show(findings)
        counts = {severity: sum(item.severity is severity for item in findings) for severity in Severity}
        self._counts.setText("　".join(f"{severity.mark} {count}" for severity, count in counts.items()))
        self._counts.setToolTip("，".join(f"{severity.word} {count}" for severity, count in counts.items()))
        self._nothing.setVisible(not findings)
        self.view.setVisible(bool(findings))

    def _on_session_changed(self, event: Event) -> None:
        if event.findings_changed:
            self.refresh()

    def _on_filter_toggled(self, checked: bool) -> None:
        if checked:
            self.refresh()

    def _on_link_clicked(self, link: str, row: int) -> None:
        finding = self.model.findings[row]
        kind, _, rest = link.partition(":")
        actions: dict[str, Callable[[], None]] = {
            "cell": lambda: self.jump_asked.emit(finding, rest),
            "guess": lambda: self.jump_asked.emit(finding, finding.guess_cells[int(rest)]),
            "settle": lambda: self.settle_asked.emit(finding),
            "explain": lambda: self.explain_asked.emit(finding),
        }
        actions.get(kind, lambda: self.jump_asked.emit(finding, ""))()


def _toggle(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("toggle")
    button.setCheckable(True)
    return button
