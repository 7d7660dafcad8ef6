"""Somebody at another PC, as far as her files show: lock, note, and the drafts she writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from gia_desktop.ui.shell.claim import LOCK_ENDING, NOTE_ENDING
from gia_desktop.vault.holder import Holder, read_holder, write_holder

FANG = Holder("王芳", "PC-2", datetime(2026, 1, 7, 9, 30).astimezone(), "f" * 16)


class Elsewhere:
    """Holds a place from another PC."""

    def __init__(self, place: Path, holder: Holder = FANG) -> None:
        self.lock = place.with_name(place.name + LOCK_ENDING)
        self.note = place.with_name(place.name + NOTE_ENDING)
        self.holder = holder

    def begin(self) -> None:
        """Take the place; the lock is as QLockFile writes it."""
        lines = ("4711", "gia-desktop", self.holder.pc, "a" * 32, "b" * 36)
        self.lock.write_text("\n".join(lines) + "\n", encoding="utf-8")
        write_holder(self.note, self.holder)

    def beat(self) -> None:
        """Give a sign of life."""
        self.holder = replace(self.holder, beat=self.holder.beat + 1)
        write_holder(self.note, self.holder)

    def leave(self) -> None:
        """End in the ordinary way."""
        write_holder(self.note, replace(self.holder, left=True))
        self.lock.unlink()

    @property
    def written(self) -> Holder | None:
        """Who stands in the note now."""
        return read_holder(self.note)


class Clock:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now
