"""What a clerk can ask for: one record for each wish, and the one door through which all of them go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import KW_ONLY
from typing import Any, Concatenate, Final, Generic, ParamSpec, TypeVar

from PySide6.QtWidgets import QWidget

from gia_desktop.core.errors import GiaError
from gia_desktop.core.records import dataclass
from gia_desktop.ui.frame.page import Page
from gia_desktop.ui.kit.messages import Messages

A = ParamSpec("A")
P = TypeVar("P", bound=Page)

ANYWHERE: Final = ""
"""Scope of a wish that needs no open page."""

ANY_PAGE: Final = "*"
"""Scope of a wish that needs an open page of whatever kind."""


@dataclass(frozen=True, eq=False)
class Wish(Generic[A]):
    """One thing that can be asked for; ``A`` are the types of what is said with it, ``[]`` for nothing.

    A wish is declared beside the code that serves it. Menus, buttons, the page of keys in the manual and the
    answer to whoever can only look on are made from this record.

    Attributes:
        name: what logs call it; never shown.
        words: what menus and buttons say.
        keys: its shortcut, e.g. ``Ctrl+Shift+E``; empty for none.
        changes_data: it would change what is kept in the data folder, so readers are refused.
        scope: the kind of page it needs (``Page.kind``), ANYWHERE or ANY_PAGE.
        in_place: it goes on in the field that has the focus; nothing half typed is committed before.
        told: what the page of keys says, the words themselves when empty.
    """

    name: str
    words: str
    keys: str = ""
    _: KW_ONLY
    changes_data: bool
    scope: str = ANYWHERE
    in_place: bool = False
    told: str = ""


class Wishes:
    """Finds the page by the scope of a wish, commits what is half typed, refuses readers, tells faults.

    Attributes:
        page: returns the page in front, None on the home page.
        refusal: says why data can't be changed, empty when they can.
    """

    def __init__(
        self,
        page: Callable[[], Page | None],
        refusal: Callable[[], str],
        messages: Messages,
        window: QWidget,
    ) -> None:
        """Serve nothing yet; boxes are shown over ``window``."""
        self.page = page
        self.refusal = refusal
        self._messages = messages
        self._window = window
        self._served: dict[Wish[Any], Callable[..., None]] = {}

    def serve(self, wish: Wish[A], doing: Callable[A, None]) -> None:
        """Let a function do what a wish asks for."""
        self._served[wish] = doing

    def serve_page(
        self,
        wish: Wish[A],
        kind: type[P] | Callable[[], type[P]],
        doing: Callable[Concatenate[P, A], None],
    ) -> None:
        """Let a function do what a wish asks for with the page in front; nothing is done without one.

        Args:
            wish: what is asked for.
            kind: the kind of page, or a function that imports it: the window opens sooner so.
            doing: does it.
        """

        def with_page(*args: A.args, **kwargs: A.kwargs) -> None:
            page = self.page()
            if page is None:
                return
            wanted: type[P] = kind if isinstance(kind, type) else kind()
            if isinstance(page, wanted):
                if not wish.in_place:
                    page.commit_typing()
                doing(page, *args, **kwargs)

        self._served[wish] = with_page

    def do(self, wish: Wish[A], *args: A.args, **kwargs: A.kwargs) -> None:
        """Do what is asked for; readers are told why not, and so is what the surroundings make impossible.

        Raises:
            KeyError: nobody serves the wish.
        """
        doing = self._served[wish]
        if not self.refuses(wish):
            with self.telling():
                doing(*args, **kwargs)

    def asks(self, wish: Wish[A], *args: A.args, **kwargs: A.kwargs) -> Callable[[], None]:
        """Return a function that asks for a wish, for menus and buttons."""

        def ask() -> None:
            self.do(wish, *args, **kwargs)

        return ask

    def refuses(self, wish: Wish[Any]) -> bool:
        """Tell whether a wish would change data that can only be looked at, and the clerk why not."""
        words = self.refusal() if wish.changes_data else ""
        if words:
            self._messages.tell(self._window, "只能看，不能改", words)
        return bool(words)

    def is_served(self, wish: Wish[Any]) -> bool:
        """Tell whether anybody serves a wish."""
        return wish in self._served

    def is_possible(self, wish: Wish[Any]) -> bool:
        """Tell whether the page that a wish needs is in front."""
        page = self.page()
        if wish.scope == ANYWHERE:
            return True
        return page is not None and wish.scope in {ANY_PAGE, page.kind}

    def told(self, doing: Callable[[], None]) -> Callable[[], None]:
        """Return a function that does something, and tells what the surroundings make impossible."""

        def do() -> None:
            with self.telling():
                doing()

        return do

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turn what the surroundings make impossible into a sentence, for what no wish has asked for."""
        try:
            yield
        except GiaError as error:
            self._messages.tell_error(self._window, error)
