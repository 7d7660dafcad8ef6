"""承接上年 in one go: what is carried by itself, and what may be done at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from gia_desktop.app.report.explaining import settled_with_ignored
from gia_desktop.app.report.last_year.as_last_year import as_last_year, last_values
from gia_desktop.app.report.last_year.carry_over import CarriedOver, next_year
from gia_desktop.app.report.to_check import places_to_check
from gia_desktop.app.writing.last_text import LastParagraph, MarkKind, brought_up, last_paragraphs
from gia_desktop.core.change import Change
from gia_desktop.core.keys import PREAMBLE, CellKey, TextKey, section_key
from gia_desktop.core.report import Report
from gia_desktop.core.values import Value, is_number, read_value
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet, make_sheet

_DISCLOSED: Final = "t2."
"""The table whose figures often stand as last year: what is in force, and acts of the same offices."""
_CASES: Final = ("t3.", "t4.")
"""Tables that are all zeros in the report of a unit that nobody applied to."""


@dataclass(frozen=True)
class CarryChoice:
    """What is to be done at once.

    Attributes:
        texts: the texts of last year's report, brought up to date, become this year's.
        opening: the same of the opening.
        zeros: blank cells that were 0 or unknown last year become 0.
        as_last_year: blank cells of table 二 take last year's figure, marked 未核对.
    """

    texts: bool
    opening: bool
    zeros: bool
    as_last_year: bool = False


class CarryPlan:
    """What comes of a choice, worked out before anything is stored.

    Attributes:
        last: last year's report.
        carried: this year's report with what follows from last year alone.
        sheet: the same with its figures.
    """

    def __init__(
        self, last: Report, formats: Formats, year: int = 0, doubts: Mapping[CellKey, str] | None = None
    ) -> None:
        """Plan the report of a year, of the following one for 0; ``doubts`` are noted in it.

        Raises:
            UnknownFormatError: no format covers the year.
        """
        self.last = last
        self._formats = formats
        self.carried: CarriedOver = next_year(last, formats, year, doubts)
        self.sheet: Sheet = make_sheet(self.carried.report, formats)

    @cached_property
    def sections(self) -> Mapping[str, tuple[LastParagraph, ...]]:
        """Last year's texts by section, paragraph by paragraph; sections without a text are left out."""
        found = {
            section.id: last_paragraphs(self.sheet, section.id)
            for section in self.sheet.format.sections
            if not section.table
        }
        return {section: paragraphs for section, paragraphs in found.items() if paragraphs}

    @cached_property
    def opening(self) -> tuple[LastParagraph, ...]:
        """Last year's opening, paragraph by paragraph."""
        return brought_up(self.sheet, self.last.text(PREAMBLE))

    @cached_property
    def blanks(self) -> tuple[CellKey, ...]:
        """The cells that would become 0: blank now, and last year neither in doubt nor other than 0."""
        return tuple(
            key
            for key in self.sheet.format.entered
            if self.sheet.now[key] is None
            and key not in self._doubted
            and not (is_number(before := self.sheet.last.get(key)) and before)
        )

    @cached_property
    def _doubted(self) -> frozenset[CellKey]:
        """The cells whose figure of last year was not read for certain, and those that follow from it."""
        previous, links = self.sheet.report.previous, self.sheet.format.links
        doubts = previous.doubts.keys() if previous is not None else set[CellKey]()
        return frozenset(doubts) | {link.target for link in links if doubts & set(link.plus_last)}

    @cached_property
    def repeated(self) -> Mapping[CellKey, Value]:
        """The blank cells of table 二 with last year's figure, which they may take for a start."""
        cells = self.sheet.format.entered if self.is_of_next_year else ()
        keys = [key for key in cells if key.startswith(_DISCLOSED) and key not in self._doubted]
        found = last_values(self.sheet, keys)
        return {key: value for key, value in found.items() if self.sheet.now[key] is None}

    def filled(self, choice: CarryChoice) -> frozenset[CellKey]:
        """Return the cells that have a figure after a choice."""
        return frozenset(
            {
                *self.carried.filled,
                *(self.blanks if choice.zeros else ()),
                *self._unchecked(choice),
            }
        )

    def unchecked(self, choice: CarryChoice) -> int:
        """Return how many cells are marked 未核对 after a choice."""
        return len(self._unchecked(choice))

    def _unchecked(self, choice: CarryChoice) -> Sequence[CellKey]:
        """Return the cells that take last year's figure; a 0 filled in anyway needs no second look."""
        if not choice.as_last_year:
            return ()
        zeros = set(self.blanks) if choice.zeros else set[CellKey]()
        return [key for key in self.repeated if key not in zeros]

    @cached_property
    def by_hand(self) -> tuple[CellKey, ...]:
        """The cells that stay blank, because something happened there last year, or may have."""
        return tuple(
            key
            for key in self.sheet.format.entered
            if self.sheet.now[key] is None and key not in set(self.blanks)
        )

    @property
    def was_zero_report(self) -> bool:
        """Tell whether nobody applied to the unit last year: its tables of applications say 0 throughout."""
        said = [
            value for key, value in self.sheet.last.items() if key.startswith(_CASES) and is_number(value)
        ]
        return bool(said) and not any(said)

    @property
    def is_of_next_year(self) -> bool:
        """Tell whether last year's figures can be used, because the year is the one after them."""
        return self.sheet.report.year == self.last.year + 1

    def count(self, kind: MarkKind) -> int:
        """Return how many places of a kind are brought up to date in the texts by themselves."""
        return sum(
            mark.kind is kind and mark.new is not None
            for paragraphs in self.sections.values()
            for paragraph in paragraphs
            for mark in paragraph.marks
        )

    @cached_property
    def to_check(self) -> int:
        """How many figures of the texts a person has to look at, as the open report will count them."""
        # Imported late: it brings the rules, and nothing is counted before a plan is shown.
        from gia_desktop.checks.engine import run_checks

        report = self.carried.report
        for step in self.steps(CarryChoice(texts=True, opening=True, zeros=True)):
            report = step.apply(report)
        sheet = make_sheet(report, self._formats)
        places = places_to_check(sheet.format, settled_with_ignored(sheet, run_checks(sheet)))
        return sum(place.is_left_over for place in places)

    def steps(self, choice: CarryChoice) -> Sequence[Change]:
        """Return the steps that a choice adds to the carried report, each to be undone by itself."""
        steps: list[Change] = []
        if choice.zeros and self.blanks:
            cells = self.sheet.format.cells
            zeros = {key: (None, read_value("0", cells[key].kind)) for key in self.blanks}
            steps.append(Change(f"其余空格补零（{len(zeros)} 格）", cells=zeros, origin="filled"))
        if unchecked := self._unchecked(choice):
            repeated = as_last_year(self.sheet, unchecked, blanks_only=True)
            steps.append(replace(repeated, label=f"表二{repeated.label}"))
        texts: dict[TextKey, tuple[str, str]] = {}
        if choice.opening and self.opening:
            texts[PREAMBLE] = ("", _joined(self.opening))
        if choice.texts:
            texts |= {section_key(name): ("", _joined(found)) for name, found in self.sections.items()}
        if texts:
            steps.append(Change(f"去年的文字更新后用（{len(texts)} 处）", texts=texts, origin="carried"))
        return steps


def _joined(paragraphs: Sequence[LastParagraph]) -> str:
    return "\n".join(paragraph.updated for paragraph in paragraphs)
