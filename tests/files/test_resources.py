"""Data files are found from the source tree and from the frozen program."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gia_desktop.files.resources import licences_folder, resource, resources_root

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _forget_the_place() -> Iterator[None]:
    resources_root.cache_clear()
    yield
    resources_root.cache_clear()


def test_the_source_tree_carries_its_data_beside_the_package() -> None:
    assert resource("formats", "2021.toml") == ROOT / "resources" / "formats" / "2021.toml"


def test_the_frozen_program_carries_its_data_in_its_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "gia_desktop" / "resources"
    (place / "formats").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources_root() == place


def test_a_damaged_installation_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "gia_desktop.files.resources.__file__", str(tmp_path / "gia_desktop" / "core" / "x.py")
    )
    with pytest.raises(FileNotFoundError, match="resources"):
        resources_root()


def test_licences_lie_beside_the_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gia-desktop"))
    (tmp_path / "LICENSES").mkdir()
    assert licences_folder() is None
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert licences_folder() == tmp_path / "LICENSES"
