"""Who is told of something, and the end of it for each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

E = TypeVar("E")


class Listeners(Generic[E]):
    """Functions that are called with every event, in the order in which they began to listen."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._functions: dict[object, Callable[[E], None]] = {}

    def __len__(self) -> int:
        """Return how many listen."""
        return len(self._functions)

    def add(self, function: Callable[[E], None]) -> Callable[[], None]:
        """Call a function with every event from now on; return what ends that, for this one alone."""
        ticket = object()
        self._functions[ticket] = function

        def end() -> None:
            self._functions.pop(ticket, None)

        return end

    def tell(self, event: E) -> None:
        """Call everybody who listens; whoever is ended meanwhile is not called any more."""
        for ticket, function in list(self._functions.items()):
            if ticket in self._functions:
                function(event)
