"""How much something that was found weighs: in a report, in the register, in a collection."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs. None of them ever keeps the clerk from saving or exporting."""

    MUST_FIX = "must_fix"
    EXPLAIN = "explain"
    HINT = "hint"

    @property
    def word(self) -> str:
        """The word of the reporting systems the clerk knows."""
        return {"must_fix": "必须改", "explain": "可说明", "hint": "提示"}[self.value]

    @property
    def mark(self) -> str:
        """A sign that stands beside the colour, so that nothing is said by colour alone."""
        return {"must_fix": "✗", "explain": "!", "hint": "•"}[self.value]

    @property
    def rank(self) -> int:
        """Order of weight, 0 first."""
        return list(Severity).index(self)
