"""How far a report has come: its state on the way to publication, and how much of it is filled and sound."""

from __future__ import annotations

from enum import StrEnum

from gia_desktop.core.records import dataclass


class ReportState(StrEnum):
    """How far a report has come on its way to publication."""

    EDITING = "editing"
    REVIEW = "review"
    SIGNED = "signed"
    PUBLISHED = "published"

    @property
    def is_locked(self) -> bool:
        """Tell whether the report is finished and may not be changed."""
        return self in {ReportState.SIGNED, ReportState.PUBLISHED}

    @property
    def word(self) -> str:
        """The word shown in lists."""
        return {"editing": "编写中", "review": "送审", "signed": "已签发", "published": "已公开"}[self.value]


@dataclass(frozen=True)
class Progress:
    """How much of a report is filled and what the checks say, for the list on the start page."""

    filled: int = 0
    total: int = 0
    must_fix: int = 0
    explain: int = 0
    hints: int = 0
