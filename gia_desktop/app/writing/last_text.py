"""Last year's narrative, offered paragraph by paragraph: what in it is stale, and how it would read now.

What is replaced is only what is certain: years, figures that were last year's figures of the tables, the
document of the official format. Everything else that may be stale is marked and left to the clerk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from gia_desktop.app.writing.last_figures import figures_from_last_year
from gia_desktop.checks.phrases import wording
from gia_desktop.core.likeness import share_kept
from gia_desktop.core.narrative import LAST_YEAR, TREND, live_numbers, resolve_live_numbers
from gia_desktop.core.values import format_value
from gia_desktop.formats.sheet import Sheet
from gia_desktop.reading.aging import DAY, aging_figures

_KEPT: Final = 60
"""A paragraph is used once this many per cent of its words stand in this year's text."""

_UNKNOWN_FIGURE: Final = "（数）"
_NOT_FILLED: Final = "（未填）"
_PARAGRAPH: Final = re.compile(r"[^\n]+")
_YEAR: Final = re.compile(r"(20\d\d)(?:\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?|(?=\s*年))")
_QUOTED: Final = re.compile(r"《[^》\n]*》|〔[^〕\n]*〕")
_COMPARING_BEFORE: Final = re.compile(r"(?:比|较|与|和|同|自|从)\s*$")
_COMPARING_AFTER: Final = re.compile(r"\s*年度?(?:同期|相比|报告|年报|结转)")
_RELATIVE: Final = re.compile(r"(?:上一?年|去年)度?(?!度?结转)|今年|明年|来年|下一年度?")
_PERIOD_ENDS: Final = {("1", "1"), ("12", "31")}


class MarkKind(Enum):
    """Why a place of last year's text must be looked at."""

    FIGURE = "figure"
    YEAR = "year"
    DATE = "date"
    DOCUMENT = "document"
    UNTIED = "untied"
    RELATIVE = "relative"


@dataclass(frozen=True)
class StalePlace:
    """One place of a paragraph.

    Attributes:
        start, end: its place in the paragraph.
        kind: what it is.
        note: what to know about it, one sentence.
        new: what stands there when brought up to date; None where that isn't certain.
        shown: ``new`` with this year's figures.
    """

    start: int
    end: int
    kind: MarkKind
    note: str
    new: str | None = None
    shown: str = ""


@dataclass(frozen=True)
class Segment:
    """A stretch of a paragraph as it read last year, with its mark if it has one."""

    text: str
    mark: StalePlace | None = None


@dataclass(frozen=True)
class LastParagraph:
    """A paragraph of last year's text.

    Attributes:
        text: as it stands in last year's report, with its live numbers.
        marks: what may be stale, in order.
        updated: the text with everything certain brought up to date, as ``TextEditor.insert`` takes it.
        preview: ``updated`` with this year's figures.
        segments: the text as it read last year, in pieces with and without marks.
    """

    text: str
    marks: tuple[StalePlace, ...]
    updated: str
    preview: str
    segments: tuple[Segment, ...]

    @property
    def open_marks(self) -> int:
        """How many places stay to be checked by hand after bringing it up to date."""
        return sum(mark.new is None and mark.kind is not MarkKind.RELATIVE for mark in self.marks)


def last_paragraphs(sheet: Sheet, section: str) -> tuple[LastParagraph, ...]:
    """Return last year's paragraphs of a section; none when its text is not known."""
    previous = sheet.report.previous
    return () if previous is None else brought_up(sheet, previous.sections.get(section, ""))


def last_opening(sheet: Sheet) -> tuple[LastParagraph, ...]:
    """Return last year's opening, paragraph by paragraph; none when it is not known."""
    previous = sheet.report.previous
    return () if previous is None else brought_up(sheet, previous.opening)


def brought_up(sheet: Sheet, text: str) -> tuple[LastParagraph, ...]:
    """Return the paragraphs of a text of last year's report, which must be beside this year's."""
    previous = sheet.report.previous
    if previous is None:
        return ()
    text = _with_known_live_numbers(text, sheet)
    found = sorted(_marks(text, previous.year, sheet), key=lambda mark: mark.start)
    return tuple(
        _paragraph(match, [mark for mark in found if match.start() <= mark.start < match.end()], sheet)
        for match in _PARAGRAPH.finditer(text)
        if match.group().strip()
    )


def is_used(paragraph: LastParagraph, text: str) -> bool:
    """Tell whether a paragraph of last year, as it was or brought up to date, stands in this year's text."""
    return any(_stands(words, text) for words in (paragraph.text, paragraph.updated))


@lru_cache(maxsize=512)
def _stands(words: str, text: str) -> bool:
    return share_kept(words, text) >= _KEPT


def _with_known_live_numbers(text: str, sheet: Sheet) -> str:
    """Return a text whose live numbers this year's format knows; the others become last year's digits."""
    previous = sheet.report.previous
    values = previous.values if previous is not None else {}

    def digits(name: str) -> str | None:
        if sheet.live(name) is not None:
            return None
        value = next((value for key, value in values.items() if key == name), None)
        return _UNKNOWN_FIGURE if value is None else format_value(value)

    return resolve_live_numbers(text, digits)


def _paragraph(match: re.Match[str], marks: Sequence[StalePlace], sheet: Sheet) -> LastParagraph:
    start, line = match.start(), match.group()
    own = tuple(
        StalePlace(mark.start - start, mark.end - start, mark.kind, mark.note, mark.new, mark.shown)
        for mark in marks
    )
    updated, place = "", 0
    for mark in own:
        updated += line[place : mark.start] + (line[mark.start : mark.end] if mark.new is None else mark.new)
        place = mark.end
    updated += line[place:]
    return LastParagraph(line, own, updated, _as_it_reads(updated, sheet), tuple(_segments(line, own, sheet)))


def _as_it_reads(text: str, sheet: Sheet) -> str:
    """Return a text with this year's figures; a cell nobody has filled in says so, it isn't 0 yet."""
    return resolve_live_numbers(
        text, lambda name: _NOT_FILLED if sheet.reads_blank(name) else sheet.live(name)
    )


def _segments(line: str, marks: Sequence[StalePlace], sheet: Sheet) -> Iterator[Segment]:
    """Yield the pieces of a paragraph with last year's figures in place of its live numbers."""

    def as_last_year(name: str) -> str:
        known = None if name.startswith((LAST_YEAR, TREND)) else sheet.live(LAST_YEAR + name)
        return _UNKNOWN_FIGURE if known is None else known

    place = 0
    for mark in marks:
        if mark.start > place:
            yield Segment(resolve_live_numbers(line[place : mark.start], as_last_year))
        yield Segment(resolve_live_numbers(line[mark.start : mark.end], as_last_year), mark)
        place = mark.end
    if place < len(line):
        yield Segment(resolve_live_numbers(line[place:], as_last_year))


def _marks(text: str, last_year: int, sheet: Sheet) -> list[StalePlace]:
    """Return what may be stale in a text; where two kinds overlap the surer one stands."""
    taken: list[tuple[int, int]] = []
    found: list[StalePlace] = []
    for mark in (
        *_live(text, sheet),
        *_figures(text, last_year, sheet),
        *_documents(text, sheet),
        *_years(text, last_year, sheet.report.year - last_year),
        *_days(text),
        *_untied(text, last_year),
        *_relatives(text, last_year),
    ):
        if not any(start < mark.end and mark.start < end for start, end in taken):
            taken.append((mark.start, mark.end))
            found.append(mark)
    return found


def _live(text: str, sheet: Sheet) -> Iterator[StalePlace]:
    for match in live_numbers(text):
        shown = _as_it_reads(match.group(), sheet)
        yield StalePlace(*match.span(), MarkKind.FIGURE, "活数字，随今年的表变动。", match.group(), shown)


def _figures(text: str, last_year: int, sheet: Sheet) -> Iterator[StalePlace]:
    for number in figures_from_last_year(text, last_year, sheet):
        new = number.new
        shown = "" if new is None else _as_it_reads(new, sheet)
        yield StalePlace(number.start, number.end, MarkKind.FIGURE, number.note, new, shown)


def _documents(text: str, sheet: Sheet) -> Iterator[StalePlace]:
    for document in wording().documents:
        if sheet.report.year < document.first_year:
            continue
        for match in document.pattern.finditer(text):
            new = document.now or None
            yield StalePlace(*match.span(), MarkKind.DOCUMENT, f"{document.message}。", new, document.now)


def _years(text: str, last_year: int, shift: int) -> Iterator[StalePlace]:
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for match in _YEAR.finditer(text):
        year, month, day = int(match.group(1)), match.group(2), match.group(3)
        if any(start <= match.start() < end for start, end in quoted):
            continue
        if not last_year - 1 <= year <= last_year + 1:
            continue
        if month and (month, day) not in _PERIOD_ENDS:
            note = "这是去年写的具体日期，程序不改，请核对。"
            yield StalePlace(*match.span(), MarkKind.DATE, note)
        elif year == last_year - 1 and not _is_compared(text, match):
            note = f"说的是 {year} 年的事，程序不改，请核对。"
            yield StalePlace(match.start(1), match.end(1), MarkKind.YEAR, note)
        else:
            new = str(year + shift)
            note = f"年份后移：{year} 年改为 {new} 年。"
            yield StalePlace(match.start(1), match.end(1), MarkKind.YEAR, note, new, new)


def _days(text: str) -> Iterator[StalePlace]:
    """Yield dates without a year: those of last year's events."""
    for match in DAY.finditer(text):
        yield StalePlace(*match.span(), MarkKind.DATE, "这是去年写的具体日期，程序不改，请核对。")


def _is_compared(text: str, year: re.Match[str]) -> bool:
    """Tell whether an earlier year is only there to be compared with, so that it moves on as well."""
    before = _COMPARING_BEFORE.search(text[: year.start()])
    return before is not None or _COMPARING_AFTER.match(text, year.end(1)) is not None


def _untied(text: str, last_year: int) -> Iterator[StalePlace]:
    for figure in aging_figures(text, last_year + 1):
        yield StalePlace(*figure.span(), MarkKind.UNTIED, "去年的数，三张表里没有，请换成今年的。")


def _relatives(text: str, last_year: int) -> Iterator[StalePlace]:
    for match in _RELATIVE.finditer(text):
        offset = {"上": 0, "去": 0, "今": 1}.get(match.group()[0], 2)
        note = f"“{match.group()}”在今年的报告里指 {last_year + offset} 年，请看说的还对不对。"
        yield StalePlace(*match.span(), MarkKind.RELATIVE, note)
