"""承接上年: this year's report from last year's (domain §4, rules 14–17), and the account of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from gia_desktop.app.report.places import place_words
from gia_desktop.core.keys import CONTACT_KEYS, TITLE, UNIT_KEYS, CellKey
from gia_desktop.core.narrative import paragraphs
from gia_desktop.core.report import DOUBTS, Previous, Report, default_title
from gia_desktop.core.values import Value, format_value, is_number
from gia_desktop.exchange.report_file import as_previous
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.links import after_last_year
from gia_desktop.formats.schema import Format, Link
from gia_desktop.formats.sheet import Sheet, make_sheet


class Fate(Enum):
    """What became of a figure of last year's report."""

    UNKNOWN = "unknown"
    DROPPED = "dropped"
    FILLED = "filled"

    @property
    def words(self) -> str:
        """The fate with a sign of its own, so that it isn't told by colour."""
        return {"filled": "✓ 已带入", "unknown": "? 要自己填", "dropped": "× 没有承接"}[self.value]


@dataclass(frozen=True)
class CarriedLine:
    """One line of the account.

    Attributes:
        fate: what became of it.
        place: the cell in words; last year's own words where the new format lacks it.
        value: the figure as shown, empty when last year's report doesn't say.
        why: where it comes from, or why it has no place.
    """

    fate: Fate
    place: str
    value: str
    why: str


@dataclass(frozen=True)
class CarriedOver:
    """The new report, what was filled from last year, and the account of all figures."""

    report: Report
    filled: Mapping[CellKey, Value]
    lines: tuple[CarriedLine, ...]


def next_year(
    last: Report, formats: Formats, year: int = 0, doubts: Mapping[CellKey, str] | None = None
) -> CarriedOver:
    """Make the report of the following year, or of a later one.

    Unit and contact are taken over, last year's figures and texts are kept beside for comparison,
    上年结转 and the other figures that follow from last year alone are filled.

    Args:
        last: last year's report; of an older one only unit, contact and texts are of use.
        formats: the official formats.
        year: of the new report, 0 for the one after ``last``.
        doubts: the figures of the file that were not read for certain, with what the file says there.

    Raises:
        UnknownFormatError: no format covers the year.
    """
    year = year or last.year + 1
    fmt = formats.for_year(year)
    texts = {key: last.text(key) for key in (*UNIT_KEYS, *CONTACT_KEYS) if last.text(key)}
    texts[TITLE] = default_title(last.unit_name, year)
    previous = as_previous(last)
    if doubts:
        previous = replace(previous, extra={**previous.extra, DOUBTS: dict(doubts)})
    empty = make_sheet(Report(fmt.id, year, texts, previous=previous), formats)
    filled = {
        link.target: value for link in _links(fmt) if (value := after_last_year(link, empty)) is not None
    }
    report = Report(fmt.id, year, texts, filled, previous=previous)
    return CarriedOver(report, filled, tuple(carried_lines(make_sheet(report, formats))))


def carried_lines(sheet: Sheet) -> Sequence[CarriedLine]:
    """Tell of a report what came from last year's, what could not be known, and what has no place in it."""
    previous = sheet.report.previous
    if previous is None or previous.year != sheet.report.year - 1:
        return ()
    lines = [_line(link, previous, sheet) for link in _links(sheet.format)]
    old = sheet.last_format
    if old is not None and old.id != sheet.format.id:
        lines += _dropped(sheet.format, old, previous)
    return sorted(lines, key=lambda line: list(Fate).index(line.fate))


def carried_summary(sheet: Sheet) -> str:
    """Say in a sentence or two what was taken over from last year's report."""
    previous, lines = sheet.report.previous, carried_lines(sheet)
    if previous is None or not lines:
        return "这份报告旁边没有上一年的报告，没有承接任何数。点“选去年的年报”放上。"
    counts = {fate: sum(line.fate is fate for line in lines) for fate in Fate}
    told = [f"已承接 {previous.year} 年报告：带入 {counts[Fate.FILLED]} 格，单位和联系方式照旧。"]
    if counts[Fate.UNKNOWN]:
        told.append(f"去年的报告里没有 {counts[Fate.UNKNOWN]} 格要用的数，请自己填。")
    if counts[Fate.DROPPED]:
        told.append("两年的格式不同，有些数没有承接，见下表。")
    return "".join([*told, _texts_words(sheet, previous)])


def _texts_words(sheet: Sheet, previous: Previous) -> str:
    """Say which texts of last year's report are there, and where to take them from."""
    numbers = [
        section.number for section in sheet.format.sections if previous.sections.get(section.id, "").strip()
    ]
    lines = sum(len(paragraphs(text)) for text in previous.sections.values())
    told = []
    if numbers:
        told.append(f"去年的正文{'、'.join(numbers)}共 {lines} 段，在各页点“去年的文字”逐段取用。")
    if opening := paragraphs(previous.opening):
        told.append(f"去年的开头语 {len(opening)} 段，在“基本信息”点“去年的，更新后用”。")
    return "".join(told) or "去年的报告里没有读到正文和开头语。"


def _links(fmt: Format) -> Iterator[Link]:
    """Yield what follows from last year's figures alone."""
    for link in fmt.links:
        if not (link.plus or link.minus or fmt.cells[link.target].computed):
            yield link


def _line(link: Link, previous: Previous, sheet: Sheet) -> CarriedLine:
    place, value = place_words(sheet.format, link.target), after_last_year(link, sheet)
    sources = " + ".join(f"“{sheet.format.cells[key].label}”" for key in link.plus_last)
    if value is None:
        return CarriedLine(Fate.UNKNOWN, place, "", f"{previous.year} 年报告的{sources}没有填，或读不出来。")
    now = sheet.now[link.target]
    changed = "" if now == value else f"（现在是 {format_value(now) or '空格'}）"
    why = f"{previous.year} 年报告的{sources}{changed}"
    return CarriedLine(Fate.FILLED, place, format_value(value), why)


def _dropped(new: Format, old: Format, previous: Previous) -> Iterator[CarriedLine]:
    """Yield last year's figures without a place of their own; zeros of one cause are told in one line."""
    sums = {item.target: item.parts for item in old.sums}
    for why, keys in _causes(new, old).items():
        known = {key: value for key in keys if is_number(value := previous.values.get(key))}
        stated = [key for key in known if not any(part in known for part in sums.get(key, ()))]
        zeros = [key for key in stated if known[key] == 0]
        for key in stated:
            if known[key] != 0:
                yield CarriedLine(Fate.DROPPED, place_words(old, key), format_value(known[key]), f"{why}。")
        if zeros:
            first = place_words(old, zeros[0])
            place = first if len(zeros) == 1 else f"{first}等 {len(zeros)} 格"
            yield CarriedLine(Fate.DROPPED, place, "0", f"{why}。")


def _causes(new: Format, old: Format) -> dict[str, list[CellKey]]:
    """Return last year's cells that nothing corresponds to, by the reason."""
    causes: dict[str, list[CellKey]] = {}
    for conversion in new.conversions:
        if conversion.format == old.id and len(conversion.new) != 1:
            causes.setdefault(conversion.note, []).extend(conversion.old)
    return causes
