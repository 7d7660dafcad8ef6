"""Each listener ends its own listening and nobody else's."""

from __future__ import annotations

from gia_desktop.core.listeners import Listeners


def test_everybody_hears_every_event_in_the_order_of_coming() -> None:
    listeners, heard = Listeners[int](), list[tuple[str, int]]()
    listeners.add(lambda event: heard.append(("a", event)))
    listeners.add(lambda event: heard.append(("b", event)))
    listeners.tell(1)
    assert heard == [("a", 1), ("b", 1)]


def test_an_end_ends_one_listener_alone() -> None:
    listeners, heard = Listeners[int](), list[int]()
    end = listeners.add(heard.append)
    listeners.add(heard.append)
    end()
    end()
    listeners.tell(1)
    assert heard == [1]


def test_whoever_is_ended_by_another_listener_hears_nothing_more() -> None:
    listeners, heard = Listeners[int](), list[int]()
    ends = [listeners.add(lambda _event: ends[1]()), listeners.add(heard.append)]
    listeners.tell(1)
    assert heard == []


def test_those_who_listen_are_counted_until_they_end() -> None:
    listeners: Listeners[int] = Listeners()
    end = listeners.add(lambda _event: None)
    assert len(listeners) == 1
    end()
    assert len(listeners) == 0
