"""What the rules on two years share."""

from __future__ import annotations

from gia_desktop.core.values import Number, is_number
from gia_desktop.formats.computing import as_number
from gia_desktop.formats.schema import Link
from gia_desktop.formats.sheet import Sheet


def knows_last_year(sheet: Sheet) -> bool:
    """Tell whether the report before this one, not an older one, stands beside it."""
    previous = sheet.report.previous
    return previous is not None and previous.year == sheet.report.year - 1


def after_last_year(link: Link, sheet: Sheet) -> Number | None:
    """Return what a figure must be after last year's, or None when last year's is not known."""
    before = [sheet.last.get(key) for key in link.plus_last]
    if not knows_last_year(sheet) or not all(is_number(value) for value in before):
        return None
    plus = [sheet.now.get(key) for key in link.plus]
    minus = [sheet.now.get(key) for key in link.minus]
    if any(value is None for value in (*plus, *minus)):
        return None
    return sum(map(as_number, (*before, *plus))) - sum(map(as_number, minus))
