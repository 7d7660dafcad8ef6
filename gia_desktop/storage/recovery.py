"""Open the drafts whatever state the file is in: set a damaged one aside, save what can be saved, tell it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from gia_desktop.storage.drafts import DraftStore


@dataclass(frozen=True)
class OpenReport:
    """What happened when the drafts were opened.

    Attributes:
        created: there was no database yet.
        upgraded_from: version it had before it was brought to today's, 0 when it wasn't.
        aside: where the damaged file is kept, if there was one.
        notice: what the clerk must be told, Chinese sentences; empty when all is as usual.
    """

    created: bool = False
    upgraded_from: int = 0
    aside: Path | None = None
    notice: str = ""


class Opened(NamedTuple):
    """An open store and what happened on the way."""

    store: DraftStore
    report: OpenReport


def open_drafts(path: Path) -> Opened:
    """Open the drafts of a file."""
    created = not path.exists()
    store = DraftStore(path)
    return Opened(store, OpenReport(created=created, upgraded_from=store.upgraded_from))
