"""How much work something is: calls counted, which no busy machine changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def work_of(func: Callable[[], object]) -> int:
    """Return how many functions, of Python and of C, are called while a function runs."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        func()
    finally:
        sys.setprofile(None)
    return calls


def growth(work: Callable[[int], object], size: int) -> float:
    """Return how many times as much work twice the size is: 2 when it is linear, 4 when it is quadratic."""
    return work_of(lambda: work(2 * size)) / work_of(lambda: work(size))
