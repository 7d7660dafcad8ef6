"""Moments in the clerk's words."""

from __future__ import annotations

import datetime as dt


def when(at: dt.datetime) -> str:
    """Say when: today and yesterday by name."""
    local = at.astimezone()
    days = (dt.datetime.now().astimezone().date() - local.date()).days
    day = {0: "今天", 1: "昨天"}.get(days, f"{local:%Y-%m-%d}")
    return f"{day} {local:%H:%M}"
