"""docs/architecture.md draws the layers as they are; the developers' pages name what exists."""

from __future__ import annotations

import re
from pathlib import Path
from pkgutil import resolve_name

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


FOLDERS = ("gia_desktop", "tests", "dev", "packaging")
PAGES = sorted(DOCS.glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_named_are_there(page: Path) -> None:
    named = set(re.findall(r"`([a-z_0-9]+(?:/[a-z_0-9]+)*\.py)`", page.read_text("utf-8")))
    root = DOCS.parent
    paths = [*root.glob("*.py"), *(path for name in FOLDERS for path in (root / name).rglob("*.py"))]
    there = {path.relative_to(root).as_posix() for path in paths} | {path.name for path in paths}
    there |= {path.relative_to(PACKAGE).as_posix() for path in paths if path.is_relative_to(PACKAGE)}
    assert named <= there


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_modules_and_what_they_hold_are_there(page: Path) -> None:
    dotted = re.findall(rf"`((?:{'|'.join(RANKS)})(?:\.[A-Za-z_]+)+)`", page.read_text("utf-8"))
    assert all(resolve_name(f"gia_desktop.{name}") for name in set(dotted))


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(resources/[a-z]+)`", PAGE))))
def test_folders_named_are_there(name: str) -> None:
    assert (DOCS.parent / name).is_dir()


def test_every_folder_of_resources_is_named() -> None:
    there = {f"resources/{path.name}" for path in (DOCS.parent / "resources").iterdir() if path.is_dir()}
    assert there <= set(re.findall(r"`(resources/[a-z]+)", PAGE))
