"""Whether whoever waits for a long piece of work still wants it; the work looks from time to time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_given_up: Final[ContextVar[threading.Event | None]] = ContextVar("_given_up", default=None)


class GivenUpError(Exception):
    """Nobody waits for the result any more; there is nothing to be told."""


@contextmanager
def may_be_given_up(given_up: threading.Event) -> Iterator[None]:
    """Let what is done inside, on this thread, be given up by setting an event on another one."""
    token = _given_up.set(given_up)
    try:
        yield
    finally:
        _given_up.reset(token)


def stop_if_given_up() -> None:
    """End the work where nobody waits for it any more.

    Raises:
        GivenUpError: that is so.
    """
    event = _given_up.get()
    if event is not None and event.is_set():
        raise GivenUpError
