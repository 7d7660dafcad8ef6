"""Ways through a report: to a tab, a cell, a spot in a text, a finding; and where the clerk is now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal

from gia_desktop.app.report.session import Session
from gia_desktop.checks.finding import Finding, Span
from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.ui.findings.panel import FindingsPanel
from gia_desktop.ui.report.tabs.bar import ReportTabs
from gia_desktop.ui.report.tabs.section import SectionTab

_PLACE: Final = re.compile(r"(?P<section>[^/]*)/?(?P<name>[^@]*)(?:@(?P<start>\d+)-(?P<end>\d+))?")


class Going(QObject):
    """Brings places of one report to the front.

    Signals:
        said: a sentence for the status line.
    """

    said = Signal(str)

    def __init__(
        self,
        session: Session,
        bar: ReportTabs,
        tabs: Mapping[str, SectionTab],
        findings: FindingsPanel,
        parent: QObject,
    ) -> None:
        """Go about between the tabs of a report."""
        super().__init__(parent)
        self._session = session
        self._bar = bar
        self._tabs = tabs
        self._findings = findings
        self._last: Finding | None = None
        self._last_tab = ""

    # -- where the clerk is

    def place(self) -> str:
        """Return tab and cell, ``3/t3.new.natural``, or tab and selection in a text, ``5/section.5@3-9``."""
        tab = self._tabs[self._bar.section]
        span = tab.text_in_focus()
        if span is not None:
            return f"{self._bar.section}/{span.text}@{span.start}-{span.end}"
        return f"{self._bar.section}/{tab.current_key or ''}"

    def go_to(self, place: str) -> None:
        """Show a place as ``place`` returns it, as far as the report has it."""
        found = _PLACE.fullmatch(place)
        if found is None:
            return
        section, name = found["section"], found["name"]
        if found["start"] is not None and section in self._tabs:
            self.show_section(section)
            self._tabs[section].select(Span(TextKey(name), int(found["start"]), int(found["end"])))
        elif name in self._session.sheet.format.cells:
            self.go_to_cell(CellKey(name))
        elif section in self._tabs:
            self.show_section(section)

    # -- going places

    def show_section(self, section: str) -> None:
        """Bring a tab to the front."""
        self._bar.choose(list(self._tabs).index(section))

    def go_to_cell(self, key: CellKey) -> None:
        """Show a cell and make it current."""
        section = self._session.sheet.format.cells[key].section
        self.show_section(section)
        self._tabs[section].go_to_cell(key)

    def point_out(self, section: str, span: Span) -> None:
        """Go to a spot in one of the texts of a tab."""
        self.show_section(section)
        self._tabs[section].point_out(span)

    def go_to_finding(self, finding: Finding, cell: str = "") -> None:
        """Show the place of a finding: a cell, a spot in a text, or its tab."""
        if cell or finding.cells:
            self.go_to_cell(CellKey(cell) if cell else finding.cells[0])
        elif finding.spans:
            self.point_out(finding.section, finding.spans[0])
        else:
            self.show_section(finding.section)

    def step_finding(self, step: int) -> None:
        """Go to the next (1) or previous (-1) finding over all tabs; the first is one of the tab in front."""
        found = self._session.open_findings()
        if not found:
            self.said.emit("没有发现问题。")
            return
        place = self._next_place(found, step)
        finding = self._last = found[place]
        self.go_to_finding(finding)
        self._last_tab = self._bar.section
        self._findings.mark(finding)
        self.said.emit(f"{place + 1} / {len(found)}　{finding.severity.word}：{finding.message}")

    def _next_place(self, found: Sequence[Finding], step: int) -> int:
        """Return where the next finding stands in the list."""
        here = self._bar.section
        if self._last is not None and self._last in found and self._last_tab == here:
            return (found.index(self._last) + step) % len(found)
        of_this_tab = [place for place, finding in enumerate(found) if finding.section == here]
        if of_this_tab:
            return of_this_tab[0 if step > 0 else -1]
        return 0 if step > 0 else len(found) - 1

    def show_all_findings(self) -> None:
        """Show the findings of all tabs in the panel."""
        self._findings.everywhere.setChecked(True)
        self._findings.view.setFocus()
