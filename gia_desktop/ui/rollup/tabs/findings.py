"""问题: everything that was found, by rule or by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QListView

from gia_desktop.app.rollup.session import CollectionSession
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.reasons import Settled, Status
from gia_desktop.rollup.findings import UnitFinding
from gia_desktop.rollup.titles import title_of
from gia_desktop.ui.findings.listing import FindingDelegate, FindingsList, FindingsModel
from gia_desktop.ui.kit.cards import CardFrame, CardHead, side_by_side, to_the_edges, toggle
from gia_desktop.ui.kit.lines_model import LinesModel
from gia_desktop.ui.kit.qt import Index
from gia_desktop.ui.kit.row_list import RowList
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.rollup.tabs.units_model import short_name
from gia_desktop.ui.rollup.tabs.view import NO_REPORTS, CollectionView

_HEADS: Final = ("", "问题", "处", "单位")


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one kind, or of one unit."""

    words: str
    found: tuple[UnitFinding, ...]

    @property
    def severity(self) -> Severity:
        """The heaviest of them."""
        return min((one.finding.severity for one in self.found), key=lambda each: each.rank)

    @property
    def units(self) -> int:
        """How many units they are about."""
        return len({one.unit for one in self.found})


def groups_of(found: Sequence[UnitFinding], area: str, *, by_unit: bool) -> list[FindingGroup]:
    """Return findings by rule or by unit, the heaviest first, then the most frequent."""
    kept: dict[str, list[UnitFinding]] = {}
    for one in found:
        kept.setdefault(one.unit if by_unit else one.finding.code, []).append(one)
    groups = [
        FindingGroup(short_name(key, area) if by_unit else title_of(key), tuple(items))
        for key, items in kept.items()
    ]
    return sorted(groups, key=lambda group: (group.severity.rank, -len(group.found)))


class GroupsModel(LinesModel[FindingGroup]):
    """Groups as rows; the mark of the heaviest finding has its colour."""

    def __init__(self, theme: Theme) -> None:
        """Start empty."""
        super().__init__(
            _HEADS,
            lambda group: (group.severity.mark, group.words, str(len(group.found)), str(group.units)),
            unseen="轻重",
        )
        self._theme = theme

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, or the colour of the mark."""
        if role == Qt.ItemDataRole.ForegroundRole and index.isValid() and index.column() == 0:
            return self._theme.severity_color(self.items[index.row()].severity)
        return super().data(index, role)


class AreaFindingsModel(FindingsModel):
    """Findings that name their unit."""

    def __init__(self, area: str) -> None:
        """Start empty."""
        super().__init__()
        self._area = area
        self.found: list[UnitFinding] = []

    def show_found(self, found: Sequence[UnitFinding]) -> None:
        """Show findings, each with its unit before it."""
        self.found = list(found)
        self.show(
            [
                Settled(
                    replace(
                        one.finding, message=f"{short_name(one.unit, self._area)}：{one.finding.message}"
                    ),
                    Status.OPEN,
                )
                for one in found
            ]
        )


class FindingsTab(CollectionView):
    """Groups left, the findings of the current one right.

    Signals:
        unit_asked: a unit is wanted (its name, cell key or empty).
    """

    unit_asked = Signal(str, str)

    def __init__(self, session: CollectionSession, theme: Theme) -> None:
        """Lay the tab out."""
        super().__init__(session, theme)
        self.by_rule, self.by_unit = toggle("按问题"), toggle("按单位")
        self.filters = {severity: toggle(severity.mark) for severity in Severity}
        self.groups = GroupsModel(theme)
        self.view = RowList(theme, "问题的种类")
        self.model = AreaFindingsModel(session.collection.area)
        self.list = FindingsList()
        self._delegate = FindingDelegate(theme, session.sums.format, self.list, acts=False)
        self._words = QLabel()
        self._words.setObjectName("panelTitle")
        self._build()
        self.view.chosen.connect(self._on_group)
        self.view.entered_row.connect(self._on_entered)
        self.list.chosen.connect(self._on_chosen)
        self._delegate.link_clicked.connect(self._on_link)

    def _build(self) -> None:
        left, right = CardFrame(), CardFrame()
        head = CardHead()
        line = head.line
        group = QButtonGroup(self)
        for button in (self.by_rule, self.by_unit):
            group.addButton(button)
            line.addWidget(button)
        self.by_rule.setChecked(True)
        group.buttonToggled.connect(self._on_grouping)
        line.addStretch()
        for severity, button in self.filters.items():
            button.setChecked(severity is not Severity.HINT)
            button.setAccessibleName(f"显示{severity.word}")
            button.toggled.connect(self._on_filter)
            line.addWidget(button)
        self.view.show_model(self.groups, {0: 2.2, 2: 3.4, 3: 3.4}, 1)
        column = to_the_edges(left)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("这一种问题")
        top = CardHead(margins=(12, 7, 12, 7))
        title = top.line
        title.addWidget(self._words)
        beside = to_the_edges(right)
        beside.addWidget(top)
        beside.addWidget(self.list, 1)
        self.fill(side_by_side((left, right), (560, 790)))

    @property
    def words(self) -> str:
        """What stands above the findings at the right."""
        return self._words.text()

    @property
    def grouped_by_unit(self) -> bool:
        """Tell whether the groups are units."""
        return self.by_unit.isChecked()

    def refresh(self) -> None:
        """Show what was found by now."""
        checked = self.session.checked
        every = checked.all() if checked is not None else []
        for severity, button in self.filters.items():
            count = sum(one.finding.severity is severity for one in every)
            button.setText(f"{severity.mark} {count}")
            button.setToolTip(f"{severity.word} {count} 处；点一下不显示，再点一下显示")
        shown = [one for one in every if self.filters[one.finding.severity].isChecked()]
        row = max(0, self.view.current_row)
        groups = groups_of(shown, self.session.collection.area, by_unit=self.grouped_by_unit)
        self.groups.show(groups)
        self.view.choose(min(row, len(groups) - 1))
        if not groups:
            self._words.setText(self._verdict(hidden=bool(every)))
            self.model.show_found([])

    def _verdict(self, *, hidden: bool) -> str:
        """Say why there is nothing to show."""
        if self.session.checked is None:
            return "正在检查……"
        if hidden:
            return "没有要显示的（点左上角的标记可打开）"
        return "没有发现问题 ✓" if self.session.collection.holds_reports else NO_REPORTS

    def _on_group(self, row: int) -> None:
        if 0 <= row < len(self.groups.items):
            group = self.groups.items[row]
            self._words.setText(f"{group.words}　{len(group.found)} 处")
            self.model.show_found(group.found)

    def _on_grouping(self) -> None:
        self.refresh()

    def _on_filter(self) -> None:
        self.refresh()

    def _on_entered(self, _row: int) -> None:
        self.list.setFocus()
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))

    def _on_chosen(self, row: int) -> None:
        self._on_link("first", row)

    def _on_link(self, anchor: str, row: int) -> None:
        one = self.model.found[row]
        kind, _, rest = anchor.partition(":")
        key = rest if kind == "cell" else _first_cell(one.finding)
        self.unit_asked.emit(one.unit, key)


def _first_cell(finding: Finding) -> str:
    return finding.cells[0] if finding.cells else ""
