"""An open store in a folder with Chinese signs and spaces."""

from __future__ import annotations

from tests.drafts.conftest import database, store

__all__ = ["database", "store"]
