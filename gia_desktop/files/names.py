"""Names of files made of words that people wrote."""

from __future__ import annotations

from typing import Final

_WIDE: Final = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")


def as_file_name(words: str) -> str:
    """Return words as a name that every system takes: signs that Windows refuses become wide ones."""
    return words.translate(_WIDE)
