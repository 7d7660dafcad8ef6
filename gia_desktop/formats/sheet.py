"""A report together with its format and all its figures, this year's and last year's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from gia_desktop.core.keys import SECTION_IDS, CellKey, TextKey, section_key
from gia_desktop.core.narrative import LAST_YEAR, TREND, live_cell, resolve_live_numbers
from gia_desktop.core.records import dataclass
from gia_desktop.core.register_numbers import is_register_number, register_number
from gia_desktop.core.report import Previous, Report
from gia_desktop.core.values import Number, Unread, Value, format_value, is_number
from gia_desktop.formats.computing import all_values, total
from gia_desktop.formats.groups import parts_of
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.schema import Format
from gia_desktop.formats.trend import trend

_UNKNOWN: Final = Unread("")
"""Stands for a cell that isn't there."""


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
        old, kept = self.last_format or self.format, previous.made_of_it.get(Sheet)
        if kept is None or kept[0] is not old or kept[1] is not self.format:
            kept = old, self.format, last_figures(previous, old, self.format)
            previous.made_of_it[Sheet] = kept
        figures: Mapping[CellKey, Value] = kept[2]
        return figures

    @cached_property
    def unread_tables(self) -> frozenset[str]:
        """The tables that hold text that can't be read: their sums can't be trusted yet."""
        values = self.report.values.items()
        return frozenset(key.partition(".")[0] for key, value in values if isinstance(value, Unread))

    def text(self, key: TextKey) -> str:
        """Return a text with its live numbers as plain digits."""
        return resolve_live_numbers(self.report.text(key), self.live)

    def section(self, section: str) -> str:
        """Return the resolved text of a section, ``"1"`` to ``"6"``."""
        return self.text(section_key(section))

    @property
    def sections(self) -> dict[str, str]:
        """All resolved section texts that are not empty."""
        return {section: text for section in SECTION_IDS if (text := self.section(section))}

    def live(self, name: str) -> str | None:
        """Return what a live number reads in a sentence, e.g. of ``last.t3.new.total``.

        A blank cell reads 0 there, but is not compared with last year's; None for a cell that is unknown or
        holds text that can't be read, and for a number of the register that isn't known.
        """
        if is_register_number(name):
            found = register_number(self.report.register, name)
            return None if found is None else str(found)
        key = live_cell(name)
        if name.startswith(TREND):
            return self._trend(key)
        figure = _figure(self.figure(key, last=name.startswith(LAST_YEAR)))
        return None if figure is None else format_value(figure)

    def figure(self, key: CellKey, *, last: bool = False) -> Value:
        """Return the value of a cell or of a group of cells, of this or of last year.

        A sum of blank cells is blank; ``Unread`` where a cell is unknown or can't be read.
        """
        figures, parts = self.last if last else self.now, parts_of(self.format, key)
        values = [figures.get(part, _UNKNOWN) for part in parts]
        if len(parts) == 1:
            return values[0]
        return _UNKNOWN if any(isinstance(value, Unread) for value in values) else total(values)

    def reads_blank(self, name: str) -> bool:
        """Tell whether a live number reads a cell of this year that nobody has filled in yet."""
        return not name.startswith(LAST_YEAR) and self.figure(live_cell(name)) is None

    def _trend(self, key: CellKey) -> str | None:
        now = _figure(self.figure(key))
        if now is None:
            return None
        return trend(
            None if self.reads_blank(key) else now,
            _figure(self.figure(key, last=True)),
            self.format.cells[parts_of(self.format, key)[0]],
        )


def make_sheet(report: Report, formats: Formats) -> Sheet:
    """Join a report with its format.

    Raises:
        UnknownFormatError: no format file describes the report's format.
    """
    previous = report.previous
    last_format = formats.find(previous.format) if previous is not None else None
    return Sheet(formats.get(report.format), report, last_format)


def _figure(value: Value) -> Number | None:
    """Return a cell as a sentence reads it: blank and not applicable are 0, unreadable text is nothing."""
    if isinstance(value, Unread):
        return None
    return value if is_number(value) else 0


def last_figures(previous: Previous, old: Format, new: Format) -> dict[CellKey, Value]:
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
