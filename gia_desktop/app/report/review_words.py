"""The outcome of a check as the 审核情况表 prints it."""

from __future__ import annotations

from collections.abc import Iterable

from gia_desktop.app.report.explaining import HIDDEN
from gia_desktop.checks.catalogue import review_table
from gia_desktop.checks.reasons import Settled
from gia_desktop.documents.forms.review_form import ReviewFinding, ReviewForm, ReviewIdentity
from gia_desktop.formats.sheet import Sheet


def review_form(sheet: Sheet, settled: Iterable[Settled]) -> ReviewForm:
    """Return what the 审核情况表 of a report says; ignored hints are left out."""
    kept = [item for item in settled if item.reason is None or item.reason.text not in HIDDEN]
    table = review_table(sheet, kept)
    return ReviewForm(
        table.unit,
        table.year,
        table.format,
        table.counts,
        tuple(
            ReviewFinding(row.code, row.severity, row.place, row.message, row.status, row.reason)
            for row in table.rows
        ),
        tuple(ReviewIdentity(one.place, one.left, one.right, one.holds) for one in table.identities),
    )
