"""The blocks of code in a page of the developers' docs."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def blocks(page: str | Path, language: str) -> list[str]:
    """Return the fenced blocks of one language on a page, in order; ``""`` for those without one."""
    text = (DOCS / page).read_text("utf-8")
    return [
        body
        for name, body in re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        if name == language
    ]
