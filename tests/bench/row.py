"""One measured figure."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure, what it may be at most, and what it was compared with.

    Attributes:
        unit: ``×`` for a ratio of two times taken in the same run, else ms, s, MB.
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


def alternate(first: Callable[[], object], second: Callable[[], object], times: int) -> tuple[float, float]:
    """Run two things in turn and return the median seconds of each, so that both meet the same load."""
    first(), second()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for work, seconds in zip((first, second), taken, strict=True):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
    return statistics.median(taken[0]), statistics.median(taken[1])
