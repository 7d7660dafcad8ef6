"""承接上年: this year's report from last year's (domain §4, rules 14–17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gia_desktop.app.report_file import as_previous
from gia_desktop.core.keys import CONTACT_KEYS, TITLE, UNIT_KEYS, CellKey
from gia_desktop.core.report import Report, default_title
from gia_desktop.core.values import Number, Value, is_number
from gia_desktop.formats.registry import Registry
from gia_desktop.formats.schema import Link
from gia_desktop.formats.sheet import Sheet, make_sheet


@dataclass(frozen=True)
class CarriedOver:
    """The new report, what was filled from last year, and what could not be taken over."""

    report: Report
    filled: Mapping[CellKey, Value]
    notes: tuple[str, ...]


def next_year(last: Report, registry: Registry) -> CarriedOver:
    """Make the report of the following year.

    Unit and contact are taken over, last year's figures and texts are kept beside for comparison,
    上年结转 and the other figures that follow from last year alone are filled.

    Raises:
        UnknownFormatError: no format covers the following year.
    """
    year = last.year + 1
    fmt = registry.for_year(year)
    texts = {key: last.text(key) for key in (*UNIT_KEYS, *CONTACT_KEYS) if last.text(key)}
    texts[TITLE] = default_title(last.unit_name, year)
    previous = as_previous(last)
    empty = make_sheet(Report(fmt.id, year, texts, previous=previous), registry)
    filled = {link.target: value for link in fmt.links if (value := _follows(link, empty)) is not None}
    report = Report(fmt.id, year, texts, filled, previous=previous)
    return CarriedOver(report, filled, tuple(_notes(empty, last)))


def _follows(link: Link, sheet: Sheet) -> Value:
    """Return a figure that follows from last year alone; None when it needs this year's or is unknown."""
    if link.plus or link.minus or sheet.format.cells[link.target].computed:
        return None
    total: Number = 0
    for key in link.plus_last:
        value = sheet.last.get(key)
        if not is_number(value):
            return None
        total += value
    return total


def _notes(sheet: Sheet, last: Report) -> list[str]:
    """Say once for each cause which of last year's figures have no place in the new format."""
    if last.format == sheet.format.id:
        return []
    causes: dict[str, int] = {}
    for conversion in sheet.format.conversions:
        if conversion.format == last.format:
            known = sum(is_number(last.values.get(key)) for key in conversion.old)
            causes[conversion.note] = causes.get(conversion.note, 0) + known
    return [f"{note}（{count} 个数）。" for note, count in causes.items() if count]
