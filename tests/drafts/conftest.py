"""An open store in a folder with Chinese signs and spaces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gia_desktop.drafts.store import DraftStore


@pytest.fixture
def database(tmp_path: Path) -> Path:
    folder = tmp_path / "张 三的 文件夹"
    folder.mkdir()
    return folder / "drafts.db"


@pytest.fixture
def store(database: Path) -> Iterator[DraftStore]:
    opened = DraftStore(database)
    yield opened
    opened.close()
