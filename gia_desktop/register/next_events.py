"""What can happen next to a case: only that is offered."""

from __future__ import annotations

from typing import Final

from gia_desktop.register.case import Case
from gia_desktop.register.clock import Clock, State

_EXPLAINING: Final = ("extended", "correction_asked", "third_party_asked", "organ_asked", "fee_noticed")
"""Kinds that move the due date, so that a case that looks late may not have been."""
_SIMPLE: Final = frozenset({"corrected", "fee_paid", "organ_answered", "withdrawn"})
"""Kinds that say everything by their date."""


def next_events(case: Case, clock: Clock) -> list[str]:
    """Return the kinds of events that are allowed now, the likeliest first.

    A correction is asked for once (条例第三十条), an extension given once and before the end (第三十三条).
    What was done in time and not written down can still be noted, with its own day, when a case looks late.
    """
    state = clock.state
    had = {event.kind for event in case.events}
    if state is State.TO_REGISTER:
        return ["transferred_in", "withdrawn", "note"]
    if state is State.AWAITING_CORRECTION:
        return ["corrected", "withdrawn", "note"]
    if state is State.AWAITING_PAYMENT:
        return ["fee_paid", "withdrawn", "note"]
    if state is State.GIVEN_UP:
        late = "corrected" if clock.closing and clock.closing.row == "other_no_correction" else "fee_paid"
        return [late, "note"]
    if state.is_over:
        forgotten = [kind for kind in _EXPLAINING if kind not in had] if "closed_late" in clock.flags else []
        return [*forgotten, "note"]
    found = []
    for asked, answered in (("third_party_asked", "third_party_answered"), ("organ_asked", "organ_answered")):
        kinds = [event.kind for event in case.events]
        found += [answered] if kinds.count(asked) > kinds.count(answered) else []
    found += ["correction_asked"] if "correction_asked" not in had else []
    found += ["third_party_asked"]
    extension = ["extended"] if "extended" not in had else []
    found += [] if clock.late else extension
    found += ["fee_noticed"] if "fee_noticed" not in had else []
    found += ["organ_asked"]
    found += ["longer_period"] if "reasons_asked" in had else ["reasons_asked"]
    found += ["transferred_in"] if "transferred_in" not in had else []
    found += extension if clock.late else []
    return [*found, "withdrawn", "note"]


def is_simple(kind: str) -> bool:
    """Tell whether an event of a kind says everything by its date."""
    return kind in _SIMPLE
