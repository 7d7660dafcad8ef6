"""What the rules on two years share."""

from __future__ import annotations

from gia_desktop.formats.sheet import Sheet


def knows_last_year(sheet: Sheet) -> bool:
    """Tell whether the report before this one, not an older one, stands beside it."""
    previous = sheet.report.previous
    return previous is not None and previous.year == sheet.report.year - 1
