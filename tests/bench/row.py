"""One measured figure."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure, what it may be at most, and what it was compared with.

    Attributes:
        unit: ``×`` for a ratio of two things measured in the same run, else ms, s, MB.
        limit: None when the figure is only shown.
    """

    name: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""

    @property
    def reached(self) -> bool:
        """Tell whether the figure is within its limit."""
        return self.limit is None or self.value <= self.limit

    @property
    def mark(self) -> str:
        """Return whether it is, in words; empty when there is no limit."""
        if self.limit is None:
            return ""
        return "达到" if self.reached else "未达到"

    @property
    def bound(self) -> str:
        """Return the limit with its unit; empty when there is none."""
        return "" if self.limit is None else f"≤ {self.limit:g} {self.unit}"

    @property
    def shown(self) -> str:
        """Return the value with its unit, in as many digits as mean something."""
        return f"{self.value:.{0 if self.value >= 100 else 1 if self.value >= 10 else 2}f} {self.unit}"


def alternate(first: Callable[[], object], second: Callable[[], object], times: int) -> tuple[float, float]:
    """Run two things in turn and return the least seconds of each, without those of other programs."""
    first(), second()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for work, seconds in zip((first, second), taken, strict=True):
            start = time.process_time()
            work()
            seconds.append(time.process_time() - start)
    return min(taken[0]), min(taken[1])
