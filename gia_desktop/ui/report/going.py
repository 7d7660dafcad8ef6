"""Ways through a report: to a tab, a cell, a spot in a text, a finding; and where the clerk is now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal

from gia_desktop.app.report.differences import changed_part
from gia_desktop.app.report.session import Session
from gia_desktop.app.report.to_check import (
    Order,
    PlaceToCheck,
    cell_order,
    next_place,
    order_of,
    places_to_check,
    summary,
    tab_order,
    text_order,
    words_of,
)
from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.core.change import Change
from gia_desktop.core.keys import INFO_SECTION, UNCHECKED, CellKey, TextKey, section_key
from gia_desktop.ui.findings.panel import FindingsPanel
from gia_desktop.ui.report.tabs.bar import ReportTabs
from gia_desktop.ui.report.tabs.section import SectionTab

_PLACE: Final = re.compile(r"(?P<section>[^/]*)/?(?P<name>[^@]*)(?:@(?P<start>\d+)-(?P<end>\d+))?")


class Going(QObject):
    """Brings places of one report to the front.

    Signals:
        said: a sentence for the status line.
        findings_wanted: the list of findings is to be seen.
    """

    said = Signal(str)
    findings_wanted = Signal()

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
        self._last: PlaceToCheck | None = None
        self._arrived: Order | None = None

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

    def show_change(self, change: Change) -> None:
        """Show what a step changed: a cell, a place in a text; of several cells one of the tab in front."""
        fmt, here = self._session.sheet.format, self._bar.section
        if change.cells:
            of_tab = [key for key in change.cells if fmt.cells[key].section == here]
            if self._tabs[here].current_key not in of_tab:
                self.go_to_cell((of_tab or list(change.cells))[0])
            return
        for key, (old, new) in change.texts.items():
            if key == UNCHECKED:  # no words, but names of cells
                self.go_to_cell(CellKey(min({*old.split()} ^ {*new.split()})))
                return
            self.show_text(Span(key, *changed_part(old, new)))
            return

    def show_text(self, span: Span) -> None:
        """Go to a spot of any text of the report."""
        sections = self._session.sheet.format.sections
        section = next((item.id for item in sections if section_key(item.id) == span.text), INFO_SECTION)
        self.point_out(section, span)

    def text_here(self) -> Span | None:
        """Return the text that is being written and what is selected in it, None elsewhere."""
        return self._tabs[self._bar.section].text_in_focus()

    # -- from place to place

    def places(self) -> list[PlaceToCheck]:
        """Return every place that wants a look, in the order of the report."""
        return places_to_check(self._session.sheet.format, self._session.settled)

    def step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) place that wants a look, seen from where the clerk is."""
        places = self.places()
        if not places:
            self.said.emit(summary(places))
            return
        fmt, here = self._session.sheet.format, self.order()
        if self._last in places and here == self._arrived:
            number = (places.index(self._last) + step) % len(places)
        else:
            number = next_place([order_of(fmt, place) for place in places], here, step)
        self._visit(places, number)

    def _visit(self, places: Sequence[PlaceToCheck], number: int) -> None:
        place = self._last = places[number]
        if place.cell is not None:
            self.go_to_cell(place.cell)
        elif place.span is not None:
            self.point_out(place.finding.section, place.span)
        else:
            self.show_section(place.finding.section)
        self._arrived = self.order()
        self.findings_wanted.emit()
        self._findings.mark(place.finding)
        self.said.emit(f"{number + 1} / {len(places)}　{words_of(place, self._session.committed)}")

    def here(self) -> PlaceToCheck | None:
        """Return the place the clerk stands on: the one gone to last, or the one at the cursor."""
        places = self.places()
        if self._last in places and self.order() == self._arrived:
            return self._last
        tab = self._tabs[self._bar.section]
        span = tab.text_in_focus()
        if span is None:
            return next((place for place in places if place.cell == tab.current_key is not None), None)
        return next((place for place in places if place.span and _holds(place.span, span)), None)

    def order(self) -> Order:
        """Return where the clerk is, as places are ordered."""
        fmt, section = self._session.sheet.format, self._bar.section
        tab = self._tabs[section]
        span = tab.text_in_focus()
        if span is not None:
            return text_order(fmt, section, span)
        key = tab.current_key
        return tab_order(fmt, section) if key is None else cell_order(fmt, key)

    # -- the list of findings

    def show_all_findings(self) -> None:
        """Show the findings of all tabs in the panel."""
        self.show_findings_of(None)

    def show_findings_of(self, severity: Severity | None) -> None:
        """Show the findings of all tabs in the panel, of one weight or of all."""
        self.findings_wanted.emit()
        self._findings.show_only(severity)
        self._findings.everywhere.setChecked(True)
        self._findings.view.setFocus()

    def show_findings_here(self, section: str) -> None:
        """Bring a tab to the front and show what was found there."""
        self.show_section(section)
        self.findings_wanted.emit()
        self._findings.show_only(None)
        self._findings.here.setChecked(True)
        self._findings.view.setFocus()


def _holds(span: Span, other: Span) -> bool:
    return span.text == other.text and span.start <= other.start <= span.end
