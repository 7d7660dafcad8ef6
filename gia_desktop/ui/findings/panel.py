"""The panel of findings: this tab or all, by weight, with counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QListView,
    QSizePolicy,
    QVBoxLayout,
)

from gia_desktop.app.report.explaining import HIDDEN
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.reasons import Settled, Status
from gia_desktop.formats.schema import Format
from gia_desktop.ui.findings.listing import FindingDelegate, FindingsList, FindingsModel
from gia_desktop.ui.kit.cards import CardFrame, CardHead, Verdict, panel_title, quiet, toggle
from gia_desktop.ui.kit.qt import follow
from gia_desktop.ui.kit.theme import Theme


class FindingsEvent(Protocol):
    """What a source tells."""

    @property
    def findings_changed(self) -> bool:
        """Tell whether the findings are others than before."""


class FindingsSource(Protocol):
    """Where findings come from: the session of a report, the reports of a collection."""

    def settled_of(self, section: str) -> Sequence[Settled]:
        """Return the findings of one section with what became of them; of all for an empty section."""

    def listen(self, listener: Callable[[FindingsEvent], None]) -> Callable[[], None]:
        """Call a function when something changes; return what ends that."""


class FindingsPanel(CardFrame):
    """Findings of this tab or of the whole report, with counts.

    Signals:
        jump_asked: go to a place of a finding (finding, cell key or empty for its first place).
        fix_asked: take the computed totals instead of the stated ones.
        explain_asked: write an explanation (``Settled``).
        ignore_asked: hide a hint (``Settled``).
        remark_chosen: the link of the remark was chosen (what it names).
    """

    jump_asked = Signal(Finding, str)
    fix_asked = Signal(Finding)
    explain_asked = Signal(Settled)
    ignore_asked = Signal(Settled)
    remark_chosen = Signal(str)

    def __init__(
        self,
        source: FindingsSource,
        fmt: Format,
        theme: Theme,
        remark: Callable[[str], str] = lambda _section: "",
        unjudged: Callable[[str], str] = lambda _section: "",
    ) -> None:
        """Follow a source.

        Args:
            source: where the findings come from.
            fmt: places are named as in this format.
            theme: the look.
            remark: returns rich text of a section that stands below its findings: what wasn't checked.
            unjudged: returns why a section without findings isn't good yet, empty when it is.
        """
        super().__init__()
        self._source = source
        self._section = ""
        self._remark_of, self._unjudged = remark, unjudged
        self.remark = quiet("")
        self.remark.setParent(self)
        self.remark.setTextFormat(Qt.TextFormat.RichText)
        self.remark.setContentsMargins(10, 4, 10, 6)
        self.remark.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.remark.linkActivated.connect(self.remark_chosen)
        self.model = FindingsModel()
        self.view = FindingsList()
        self.view.setObjectName("findings")
        self.view.setModel(self.model)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("检查结果")
        self._delegate = FindingDelegate(theme, fmt, self.view)
        self.view.setItemDelegate(self._delegate)
        self.filters = {severity: toggle(severity.mark) for severity in Severity}
        self.verdict = Verdict(self)
        self._build()
        self._delegate.link_clicked.connect(self._on_link_clicked)
        self.view.chosen.connect(self._on_chosen)
        follow(self, source.listen, self._on_source_changed)
        self.refresh()

    def _build(self) -> None:
        head = CardHead()
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line = head.line
        line.addWidget(panel_title("检查"))
        self.here, self.everywhere = toggle("本页"), toggle("全部")
        group = QButtonGroup(self)
        for button in (self.here, self.everywhere):
            group.addButton(button)
            line.addWidget(button)
            button.toggled.connect(self._on_filter_toggled)
        self.here.setChecked(True)
        line.addStretch()
        for severity, button in self.filters.items():
            button.setChecked(True)
            button.setAccessibleName(f"显示{severity.word}")
            button.toggled.connect(self.refresh)
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.verdict, 1)
        column.addWidget(self.view, 1)
        column.addWidget(self.remark)

    def show_section(self, section: str) -> None:
        """Follow the tab in front; an empty section shows all."""
        self._section = section
        self.refresh()

    def show_only(self, severity: Severity | None) -> None:
        """Show the findings of one weight, or of all."""
        for each, button in self.filters.items():
            button.setChecked(severity in {None, each})

    def mark(self, finding: Finding) -> None:
        """Mark a finding in the list and bring it into sight; its weight is shown again when it wasn't."""
        self.filters[finding.severity].setChecked(True)
        for row, item in enumerate(self.model.settled):
            if item.finding == finding:
                self.view.setCurrentIndex(self.model.index(row))
                self.view.scrollTo(self.model.index(row))

    def refresh(self) -> None:
        """Show the present findings."""
        section = "" if self.everywhere.isChecked() else self._section
        settled = [item for item in self._source.settled_of(section) if not _is_ignored(item)]
        for severity, button in self.filters.items():
            left = [item for item in settled if item.finding.severity is severity]
            count = sum(item.status is not Status.EXPLAINED for item in left)
            button.setText(f"{severity.mark} {count}")
            button.setToolTip(f"{severity.word} {count} 条；点一下不显示，再点一下显示")
        shown = [item for item in settled if self.filters[item.finding.severity].isChecked()]
        self.model.show(shown)
        remark = self._remark_of(section)
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))
        if settled:
            self.verdict.say("没有要显示的（点右上角的标记可打开）")
        else:
            self.verdict.say(self._unjudged(section) or ("没有发现问题" if remark else ""))
        self.verdict.setVisible(not shown)
        self.view.setVisible(bool(shown))

    def _on_source_changed(self, event: FindingsEvent) -> None:
        if (
            event.findings_changed or not self.model.settled
        ):  # none before and after may mean empty, then good
            self.refresh()

    def _on_filter_toggled(self, checked: bool) -> None:
        if checked:
            self.refresh()

    def _on_chosen(self, row: int) -> None:
        self._on_link_clicked("first", row)

    def _on_link_clicked(self, link: str, row: int) -> None:
        item = self.model.settled[row]
        finding = item.finding
        kind, _, rest = link.partition(":")
        match kind:
            case "cell":
                self.jump_asked.emit(finding, rest)
            case "guess":
                self.jump_asked.emit(finding, finding.guess_cells[int(rest)])
            case "fix":
                self.fix_asked.emit(finding)
            case "explain":
                self.explain_asked.emit(item)
            case "ignore":
                self.ignore_asked.emit(item)
            case _:
                self.jump_asked.emit(finding, "")


def _is_ignored(item: Settled) -> bool:
    return item.status is Status.EXPLAINED and item.reason is not None and item.reason.text in HIDDEN
