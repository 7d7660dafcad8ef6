"""Every mark that the program shows has a glyph on any PC."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from tests.packaging.scripts import ROOT, load

make_fonts = load("make_fonts")


STAND_INS = "\N{OBJECT REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"
READERS = {"core", "importers", "documents", "paper"}
"""They name marks that foreign texts may hold, or print them in the fonts of a page; windows show none."""


def shown_texts() -> Iterator[tuple[Path, str]]:
    """Yield every text of the program but docstrings, and the resources as they are."""
    package = ROOT / "gia_desktop"
    for path in package.rglob("*.py"):
        if not READERS.isdisjoint(path.relative_to(package).parts):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
                yield path, node.value
    for path in (ROOT / "resources").rglob("*"):
        if path.suffix in {".toml", ".gia", ".md"}:
            yield path, path.read_text(encoding="utf-8")


def is_rare_mark(character: str) -> bool:
    """Tell whether a character is a mark outside GBK and Latin-1, which every PC can show in Chinese."""
    if unicodedata.category(character)[0] not in "SP" or character in STAND_INS:
        return False
    return not any(character.encode(charset, "ignore") for charset in ("gbk", "latin-1"))


def test_bundled_font_has_every_rare_mark_of_the_texts() -> None:
    used: dict[str, Path] = {}
    for path, text in shown_texts():
        used |= {character: path for character in text if is_rare_mark(character)}
    assert "✓" in used
    lacking = {mark: path.name for mark, path in used.items() if mark not in make_fonts.MARKS}
    assert lacking == {}, "draw them in packaging/make_fonts.py"


def test_font_file_is_that_of_the_drawings() -> None:
    assert make_fonts.FONT.read_bytes() == make_fonts.font()
