"""Every place of a report that wants a look, in the order of the report: one key goes through them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from gia_desktop.checks.finding import Finding, QuickFix, Severity, Span
from gia_desktop.checks.reasons import Settled, Status
from gia_desktop.core.keys import INFO_SECTION, TEXT_KEYS, CellKey
from gia_desktop.core.records import dataclass
from gia_desktop.core.values import format_value
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet

Order = tuple[int, int, int, int]
"""Where a place stands: tab, cells before texts, which of them, which sign of a text."""

_WHOLE_TAB, _CELLS, _TEXTS = -1, 0, 1
_LONGEST: Final = 24


@dataclass(frozen=True)
class PlaceToCheck:
    """One place that wants a look.

    Attributes:
        finding: why.
        span: where in a text; None for a cell or a whole tab.
        cell: which cell; None for a text or a whole tab.
    """

    finding: Finding
    span: Span | None = None
    cell: CellKey | None = None

    @property
    def is_to_confirm(self) -> bool:
        """Tell whether it may be right as it stands: somebody only has to look."""
        return self.finding.severity is Severity.HINT or self.finding.quick_fix is QuickFix.CONFIRM

    @property
    def is_left_over(self) -> bool:
        """Tell whether it is a figure that stands as last year."""
        return self.is_to_confirm and self.finding.compares_last_year and self.span is not None


def places_to_check(fmt: Format, settled: Iterable[Settled]) -> list[PlaceToCheck]:
    """Return the places of all findings that are open, from the first tab to the last."""
    found = [
        place for item in settled if item.status is not Status.EXPLAINED for place in _places(item.finding)
    ]
    return sorted(found, key=lambda place: order_of(fmt, place))


def _places(finding: Finding) -> Iterable[PlaceToCheck]:
    if finding.quick_fix is QuickFix.CONFIRM:
        return tuple(PlaceToCheck(finding, cell=key) for key in finding.cells)
    if finding.cells:
        return (PlaceToCheck(finding, cell=finding.cells[0]),)
    if is_about_wording(finding):
        return (PlaceToCheck(finding, finding.spans[0]),)
    if finding.spans:
        return tuple(PlaceToCheck(finding, span) for span in finding.spans)
    return (PlaceToCheck(finding),)


def is_about_wording(finding: Finding) -> bool:
    """Tell whether a finding is about whole sentences that stand as last year: it has one place, not many."""
    return bool(finding.spans) and finding.compares_last_year and finding.severity is not Severity.HINT


def order_of(fmt: Format, place: PlaceToCheck) -> Order:
    """Return where a place stands in the report."""
    if place.cell is not None:
        return cell_order(fmt, place.cell)
    if place.span is not None:
        return text_order(fmt, place.finding.section, place.span)
    return tab_order(fmt, place.finding.section)


def tab_order(fmt: Format, section: str) -> Order:
    """Return where a tab begins; 检查与导出 is behind all others."""
    tabs = [INFO_SECTION, *(item.id for item in fmt.sections)]
    return (tabs.index(section) if section in tabs else len(tabs), _WHOLE_TAB, 0, 0)


def cell_order(fmt: Format, key: CellKey) -> Order:
    """Return where a cell stands."""
    return (tab_order(fmt, fmt.cells[key].section)[0], _CELLS, _numbered(fmt)[key], 0)


@lru_cache(maxsize=8)
def _numbered(fmt: Format) -> Mapping[CellKey, int]:
    """Return the cells with their places: they are asked for at every step."""
    return {key: number for number, key in enumerate(fmt.cells)}


def text_order(fmt: Format, section: str, span: Span) -> Order:
    """Return where a place of a text stands."""
    return (tab_order(fmt, section)[0], _TEXTS, TEXT_KEYS.index(span.text), span.start)


def next_place(places: Sequence[Order], here: Order, step: int) -> int:
    """Return which place comes next (1) or came before (-1), seen from somewhere; round at both ends."""
    if step > 0:
        return next((number for number, place in enumerate(places) if place >= here), 0)
    before = [number for number, place in enumerate(places) if place < here]
    return before[-1] if before else len(places) - 1


def words_of(place: PlaceToCheck, sheet: Sheet) -> str:
    """Say what is to be looked at in a place, for one line."""
    if place.is_left_over and place.span is not None:
        found = sheet.report.text(place.span.text)[place.span.start : place.span.end]
        return f"要核对：“{found[:_LONGEST]}”和上年一样。不对就改；对的按 F9，到下一处。"
    if place.finding.quick_fix is QuickFix.CONFIRM and place.cell is not None:
        figure = f"{sheet.format.cells[place.cell].label} {format_value(sheet.now[place.cell])}"
        return f"要核对：{figure} 是照去年填的。不对就改；对的按 F9，到下一处。"
    return f"{place.finding.severity.word}：{place.finding.message}"


def summary(places: Sequence[PlaceToCheck]) -> str:
    """Say how many places there are of each kind, for one line."""
    left = sum(place.is_left_over for place in places)
    kinds = [f"{left} 个和上年一样的数要核对"] if left else []
    for severity in Severity:
        count = sum(place.finding.severity is severity and not place.is_left_over for place in places)
        kinds += [f"{severity.word} {count} 处"] if count else []
    return (
        f"有 {len(places)} 处要看（{'，'.join(kinds)}）。按 F8 一处一处走。" if places else "没有要看的了。"
    )
