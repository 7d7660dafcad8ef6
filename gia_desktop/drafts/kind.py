"""The drafts as the vault keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gia_desktop.drafts.records import DraftSummary
from gia_desktop.drafts.rescue import name_of, replay_report
from gia_desktop.drafts.steps import SCHEMA
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault.backups import Backup, look_into
from gia_desktop.vault.connection import BUSY_SECONDS
from gia_desktop.vault.recovery import Opened, open_store
from gia_desktop.vault.store import StoreKind

DRAFTS: Final = StoreKind(
    "草稿库", "份报告", SCHEMA, DraftStore, replay_report, name_of, DraftStore.has_older_figures
)
"""Databases of draft reports, ``drafts.sqlite3``."""


def reports_in(backup: Backup) -> Sequence[DraftSummary]:
    """Return the reports that a backup holds.

    Raises:
        EnvironmentFault: it can't be read, or is damaged.
    """
    return look_into(backup, DRAFTS, lambda store: store.list())


def open_drafts(
    path: Path, backups: Path | None = None, *, busy_seconds: float = BUSY_SECONDS
) -> Opened[DraftStore]:
    """Open the drafts of a file; see ``vault.recovery.open_store``."""
    return open_store(path, DRAFTS, backups, busy_seconds=busy_seconds)
