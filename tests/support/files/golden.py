"""Comparing what is written with files kept beside the tests; GIA_SNAPSHOT_UPDATE=1 renews them."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path

from lxml import etree

FOLDER = Path(__file__).parents[2] / "documents" / "golden"


def assert_golden(name: str, text: str) -> None:
    """Compare a text with the kept one of that name."""
    path = FOLDER / name
    if os.environ.get("GIA_SNAPSHOT_UPDATE") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    assert text == path.read_text("utf-8"), f"{name} differs; GIA_SNAPSHOT_UPDATE=1 renews it"


def assert_golden_package(name: str, data: bytes, *, parts: tuple[str, ...] = ()) -> None:
    """Compare the named parts of an Office package, one element a line; without names all, and their list."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        found = {part: archive.read(part) for part in parts or archive.namelist()}
    if not parts:
        assert_golden(f"{name}/parts.txt", "".join(f"{part}\n" for part in found))
    for part, content in found.items():
        root = etree.fromstring(content)
        etree.indent(root, " ")
        assert_golden(f"{name}/{part.replace('/', '_')}", etree.tostring(root, encoding="unicode") + "\n")
