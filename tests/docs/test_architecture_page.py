"""docs/architecture.md draws the layers as they are and names files that exist."""

from __future__ import annotations

import re

import pytest

from tests.docs.blocks import DOCS, blocks
from tests.test_architecture import PACKAGE, RANKS

PAGE = (DOCS / "architecture.md").read_text("utf-8")


def test_the_drawing_shows_every_layer_at_its_height() -> None:
    drawing = blocks("architecture.md", "")[0].splitlines()
    lines = {name: [place for place, line in enumerate(drawing) if name in line] for name in RANKS}
    assert all(len(found) == 1 for found in lines.values()), lines
    heights = sorted({(rank, -lines[name][0]) for name, rank in RANKS.items()})
    assert [line for _, line in heights] == sorted(line for _, line in heights)
    assert len(heights) == len(set(RANKS.values()))


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([a-z]+/[a-z_]+\.py)`", PAGE))))
def test_files_named_are_there(name: str) -> None:
    assert (PACKAGE / name).is_file()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(resources/[a-z]+)`", PAGE))))
def test_folders_named_are_there(name: str) -> None:
    assert (DOCS.parent / name).is_dir()


def test_every_folder_of_resources_is_named() -> None:
    there = {f"resources/{path.name}" for path in (DOCS.parent / "resources").iterdir() if path.is_dir()}
    assert there <= set(re.findall(r"`(resources/[a-z]+)", PAGE))
