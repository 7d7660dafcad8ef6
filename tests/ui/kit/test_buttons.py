"""Buttons outside of dialogs take Enter as well as the space bar."""

from __future__ import annotations

import re
from pathlib import Path

import gia_desktop.ui

UI = Path(gia_desktop.ui.__file__).parent
PLAIN = re.compile(r"(?<!\w)QPushButton\(|class (?!Button\()\w+\(QPushButton\)")


def is_dialog(path: Path) -> bool:
    return "dialogs" in path.parts or path.stem.endswith("dialog")


def test_every_button_of_a_page_is_one_that_takes_enter() -> None:
    pages = [path for path in UI.rglob("*.py") if not is_dialog(path)]
    assert UI / "register" / "reply.py" in pages
    assert [path.name for path in pages if PLAIN.search(path.read_text("utf-8"))] == []
