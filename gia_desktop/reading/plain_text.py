"""Text made even for reading: half-width signs, no stray spaces, every sign with its original place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_EVEN: Final = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)} | {
    ord("％"): "%", ord("．"): ".", ord("（"): "(", ord("）"): ")", ord("＋"): "+",
    ord(";"): "；", ord(":"): "：", ord("："): "：", ord("；"): "；", ord("｛"): "{", ord("｝"): "}",
}  # fmt: skip
_SPACES: Final = " \t\u3000\u00a0\u200b\u2002\u2003"
_COMMA: Final = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_TITLE: Final = re.compile(r"《[^》\n]*》")
_QUOTED: Final = re.compile(r"“[^”\n]*\d[^”\n]*”")
_SENTENCE: Final = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_HIDDEN: Final = "□"


@dataclass(frozen=True)
class Sentence:
    """One sentence of an even text.

    Attributes:
        text: the even text; titles in 《》 and quotations with digits are hidden behind blank signs.
        places: for every sign its place in the original text.
        opens: it is the first sentence of its paragraph.
    """

    text: str
    places: tuple[int, ...]
    opens: bool

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of a part of the sentence."""
        return self.places[start], self.places[max(start, end - 1)] + 1


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text, made even."""
    even, places = _even(text)
    for pattern in (_TITLE, _QUOTED):
        even = pattern.sub(lambda match: _HIDDEN * len(match.group()), even)
    return tuple(
        Sentence(match.group(), tuple(places[match.start() : match.end()]), _opens(even, match.start()))
        for match in _SENTENCE.finditer(even)
    )


def _opens(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"


def _even(text: str) -> tuple[str, list[int]]:
    """Return a text without spaces; one space stays between two digits, where it may part two numbers."""
    text = _COMMA.sub("，", text.translate(_EVEN))
    if not any(space in text for space in _SPACES):
        return text, list(range(len(text)))
    kept: list[str] = []
    places: list[int] = []
    gap = False
    for place, sign in enumerate(text):
        if sign in _SPACES:
            gap = True
            continue
        if gap and kept and kept[-1].isdigit() and sign.isdigit():
            kept.append(" ")
            places.append(place - 1)
        gap = False
        kept.append(sign)
        places.append(place)
    return "".join(kept), places
