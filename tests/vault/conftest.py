"""A database in a folder with Chinese signs and spaces, an open store of drafts, the kinds to try."""

from __future__ import annotations

import pytest

from tests.drafts.conftest import database, store
from tests.support.vault.kinds import TRIALS, Trial

__all__ = ["database", "store"]


@pytest.fixture(params=TRIALS, ids=str, scope="module")
def trial(request: pytest.FixtureRequest) -> Trial:
    found: Trial = request.param
    return found
