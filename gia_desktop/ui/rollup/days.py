"""Days as clerks type them into the windows of a collection."""

from __future__ import annotations

import datetime as dt

from gia_desktop.register.outside.dates import read_date


def typed_day(text: str, report_year: int) -> dt.date | None:
    """Read a day in any common way, None for nothing typed.

    Args:
        text: what stands in the field: 2026-01-23, 2026年1月23日, 1.23.
        report_year: of the reports; a day without its year is in the next one, when they are handed in.

    Raises:
        ValueError: it is no day.
    """
    found = read_date(text, report_year + 1)
    if found.date is None and text.strip():
        raise ValueError(found.doubt or text)
    return found.date
