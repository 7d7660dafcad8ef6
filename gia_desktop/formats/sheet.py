"""A report together with its format and all its figures, this year's and last year's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from gia_desktop.core.keys import SECTION_IDS, CellKey, TextKey, section_key
from gia_desktop.core.narrative import resolve_live_numbers
from gia_desktop.core.report import Previous, Report
from gia_desktop.core.values import NA, Unread, Value, format_value
from gia_desktop.formats.figures import all_values, total
from gia_desktop.formats.registry import Registry
from gia_desktop.formats.schema import Format


@dataclass(frozen=True)
class Sheet:
    """What every reader of a report works on: writers, checks, views and the command line.

    Attributes:
        format: the official format of the report.
        report: the report itself.
        last_format: the format of last year's report; None when there is none.
    """

    format: Format
    report: Report
    last_format: Format | None = None

    @cached_property
    def now(self) -> Mapping[CellKey, Value]:
        """Every cell of this year in official order, computed ones included; blank ones are None."""
        return all_values(self.format, self.report.values)

    @cached_property
    def last(self) -> Mapping[CellKey, Value]:
        """Last year's figures by this year's cell names; cells that are unknown are absent."""
        previous = self.report.previous
        if previous is None:
            return {}
        return _last_figures(previous, self.last_format or self.format, self.format)

    def text(self, key: TextKey) -> str:
        """Return a text with its live numbers as plain digits."""
        return resolve_live_numbers(self.report.text(key), self._digits)

    def section(self, section: str) -> str:
        """Return the resolved text of a section, ``"1"`` to ``"6"``."""
        return self.text(section_key(section))

    @property
    def sections(self) -> dict[str, str]:
        """All resolved section texts that are not empty."""
        return {section: text for section in SECTION_IDS if (text := self.section(section))}

    def _digits(self, name: str) -> str | None:
        """Return a figure for a sentence: a blank cell reads 0 there, an unread one stays as written."""
        last = name.startswith("last.")
        figures = self.last if last else self.now
        key = CellKey(name.removeprefix("last."))
        if key not in figures:
            return None
        value = figures[key]
        if isinstance(value, Unread):
            return None
        return "0" if value is None or value is NA else format_value(value)


def make_sheet(report: Report, registry: Registry) -> Sheet:
    """Join a report with its format.

    Raises:
        UnknownFormatError: no format file describes the report's format.
    """
    previous = report.previous
    last_format = registry.find(previous.format) if previous is not None else None
    return Sheet(registry.get(report.format), report, last_format)


def _last_figures(previous: Previous, old: Format, new: Format) -> dict[CellKey, Value]:
    """Return last year's figures under the new format's names.

    Totals are computed in last year's own format; a stated total counts where its parts are unknown.
    Cells that the formats name alike are the same figure; split or renamed ones follow the conversions.
    """
    figures: dict[CellKey, Value] = {
        key: value for key, value in all_values(old, previous.values).items() if value is not None
    }
    for key, value in previous.values.items():
        figures.setdefault(key, value)
    renamed = {key: figures[key] for key in new.cells if key in figures}
    for conversion in new.conversions:
        if conversion.format != old.id or len(conversion.new) != 1:
            continue
        parts = [figures[key] for key in conversion.old if key in figures]
        if parts:
            renamed[conversion.new[0]] = total(parts)
    return renamed
