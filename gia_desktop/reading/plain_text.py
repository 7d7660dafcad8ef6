"""Text made even for reading: half-width signs, no stray spaces, every sign with its original place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_EVEN: Final = {chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B)} | {
    "％": "%", "．": ".", "（": "(", "）": ")", "＋": "+", ";": "；", ":": "：", "：": "：", "；": "；",
    "｛": "{", "｝": "}",
}  # fmt: skip
_UNEVEN: Final = re.compile(f"[{''.join(sign for sign, even in _EVEN.items() if sign != even)}]")
_SPACES: Final = " \t\u3000\u00a0\u200b\u2002\u2003"
_COMMA: Final = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_TITLE: Final = re.compile(r"《[^》\n]*》")
_QUOTED: Final = re.compile(r"“[^”\n]*\d[^”\n]*”")
_SENTENCE: Final = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_HIDDEN: Final = "□"
_PIECE: Final = re.compile(r"[^\n]*\n?")
_LONG: Final = 600
"""Signs after which a paragraph is cut at the end of a sentence."""
_LONGEST: Final = 1200
"""Signs after which it is cut at any stop, or anywhere: nobody writes such sentences."""
_CUT: Final = re.compile(r"。(?![，；、。：！？!?”’）)》\s])")
_STOP: Final = re.compile(r"[；，](?![，；、。：！？!?”’）)》\s])")


@dataclass(frozen=True)
class Sentence:
    """One sentence of an even text.

    Attributes:
        text: the even text; titles in 《》 and quotations with digits are hidden behind blank signs.
        start: where it begins in the original.
        places: for every sign its place after ``start``; empty when the signs stand as in the original.
        opens: it is the first sentence of its paragraph.
    """

    text: str
    start: int
    places: tuple[int, ...]
    opens: bool

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of a part of the sentence."""
        last = max(start, end - 1)
        if not self.places:
            return self.start + start, self.start + last + 1
        return self.start + self.places[start], self.start + self.places[last] + 1


@lru_cache(maxsize=64)
def pieces(text: str) -> tuple[tuple[int, str], ...]:
    """Cut a text into pieces with their places: paragraphs, long ones at the ends of sentences.

    What is looked for within sentences is looked for piece by piece: of a long text in which one letter
    changes, only one piece has to be read again.
    """
    found: list[tuple[int, str]] = []
    for match in _PIECE.finditer(text):
        start, end = match.span()
        while end - start > _LONG and (cut := _cut(text, start, end)) < end:
            found.append((start, text[start:cut]))
            start = cut
        if start < end:
            found.append((start, text[start:end]))
    return tuple(found)


def _cut(text: str, start: int, end: int) -> int:
    """Return where a long paragraph that begins at a place is cut."""
    furthest = min(end, start + _LONGEST)
    sentence = _CUT.search(text, start + _LONG, furthest)
    if sentence is not None or furthest == end:
        return sentence.end() if sentence is not None else end
    stop = _STOP.search(text, furthest, min(end, furthest + _LONG))
    return stop.end() if stop is not None else furthest + _LONG


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text, made even."""
    found: list[Sentence] = []
    for start, piece in pieces(text):
        opens = start == 0 or text[start - 1] == "\n"
        found += [
            Sentence(even, start + at, places, opens and first) for even, at, places, first in _read(piece)
        ]
    return tuple(found)


@lru_cache(maxsize=1024)
def _read(piece: str) -> tuple[tuple[str, int, tuple[int, ...], bool], ...]:
    """Return the even sentences of a piece: text, place, places of its signs, whether it is the first."""
    even, places = _even(piece)
    for first, pattern in (("《", _TITLE), ("“", _QUOTED)):
        if first in even:
            even = pattern.sub(lambda match: _HIDDEN * len(match.group()), even)
    found = []
    for match in _SENTENCE.finditer(even):
        start, end = match.span()
        at = places[start] if places else start
        own = tuple(place - at for place in places[start:end]) if places else ()
        found.append((match.group(), at, own, start == 0))
    return tuple(found)


def _even(text: str) -> tuple[str, list[int]]:
    """Return a text without spaces, with the places of its signs when any was taken out.

    One space stays between two digits, where it may part two numbers.
    """
    text = _UNEVEN.sub(lambda match: _EVEN[match.group()], text)
    if "," in text:
        text = _COMMA.sub("，", text)
    if not any(space in text for space in _SPACES):
        return text, []
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
