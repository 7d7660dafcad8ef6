"""The steps of a collection, or of one of its units, told as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.rollup import wishes

if TYPE_CHECKING:
    from gia_desktop.ui.rollup.desk import RollupDesk
    from gia_desktop.ui.rollup.page import RollupPage

_SHOWN: Final = 40
"""Steps that are told, the last ones."""


class Histories:
    """Serves the wishes to see what was done."""

    def __init__(self, frame: Frame, desk: RollupDesk) -> None:
        """Work with the page of a desk."""
        self._frame = frame
        self._desk = desk
        desk.serve(wishes.HISTORY, self.show_history)
        desk.serve(wishes.UNIT_HISTORY, self.show_unit_history)

    def show_history(self, page: RollupPage) -> None:
        """Show the steps of the collection."""
        self._tell(page, "这次收集的历史")

    def show_unit_history(self, page: RollupPage) -> None:
        """Show the steps about the current unit."""
        from gia_desktop.rollup.kept.steps import FILE, STANDING, UNIT, key_of

        name = page.unit
        files = [one for one in page.session.collection.submissions if one.unit == name]
        keys = (STANDING + name, UNIT + name, *(FILE + key_of(one) for one in files))
        self._tell(page, f"“{name}”的历史", *keys)

    def _tell(self, page: RollupPage, title: str, *keys: str) -> None:
        steps = self._desk.library.history(page.number, *keys)
        lines = [f"{step.at.astimezone():%Y-%m-%d %H:%M}　{step.label}" for step in reversed(steps)]
        self._frame.messages.tell(self._frame.window, title, "\n".join(lines[:_SHOWN]))
