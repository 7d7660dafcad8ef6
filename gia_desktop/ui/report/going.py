"""Ways through a report: to a tab, a cell, a spot in a text, a finding; and where the clerk is now."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
        self._finding_place = -1

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
            self.reveal(section, Span(TextKey(name), int(found["start"]), int(found["end"])))
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

    def reveal(self, section: str, span: Span) -> None:
        """Go to a spot in one of the texts of a tab."""
        self.show_section(section)
        self._tabs[section].reveal(span)

    def go_to_finding(self, finding: Finding, cell: str = "") -> None:
        """Show the place of a finding: a cell, a spot in a text, or its tab."""
        if cell or finding.cells:
            self.go_to_cell(CellKey(cell) if cell else finding.cells[0])
        elif finding.spans:
            self.reveal(finding.section, finding.spans[0])
        else:
            self.show_section(finding.section)

    def step_finding(self, step: int) -> None:
        """Go to the next (1) or previous (-1) finding, over all tabs."""
        found = self._session.open_findings()
        if not found:
            self.said.emit("没有发现问题。")
            return
        place = self._finding_place if self._finding_place >= 0 or step > 0 else 0
        self._finding_place = (place + step) % len(found)
        finding = found[self._finding_place]
        self.go_to_finding(finding)
        self.said.emit(
            f"{self._finding_place + 1} / {len(found)}　{finding.severity.word}：{finding.message}"
        )

    def show_all_findings(self) -> None:
        """Show the findings of all tabs in the panel."""
        self._findings.everywhere.setChecked(True)
        self._findings.view.setFocus()
