"""The colour of the paper, however a file writes it: words in it are not seen where nothing lies behind."""

from __future__ import annotations

import re
from typing import Final

_LEAST: Final = 0xE6
"""Red, green and blue from which on a colour is as good as white: nearer than a tenth, as in PDF files."""
_HEXADECIMAL = re.compile(r"#?(?:[0-9a-f]{2})?([0-9a-f]{6})|#([0-9a-f]{3})", re.IGNORECASE)
_PARTS = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,[^)]*)?\)")
_NAMES: Final = frozenset({
    "white", "snow", "ivory", "ghostwhite", "floralwhite", "whitesmoke", "mintcream", "azure", "seashell"
})  # fmt: skip


def is_paper(colour: str) -> bool:
    """Tell whether a colour is that of white paper: ``FFFFFF``, ``#fff``, ``rgb(254,254,254)``, a name."""
    written = colour.strip().lower()
    if found := _HEXADECIMAL.fullmatch(written):
        digits = found.group(1) or "".join(2 * sign for sign in found.group(2))
        return all(int(digits[at : at + 2], 16) >= _LEAST for at in (0, 2, 4))
    if parts := _PARTS.fullmatch(written):
        return all(int(part) >= _LEAST for part in parts.groups())
    return written in _NAMES
