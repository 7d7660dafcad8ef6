"""How much of a text still stands as it stood in another one.

The measure: figures, live numbers, punctuation and spaces are left out of both texts. A sign of the new text
stands as before when it lies in a run of at least ``RUN`` signs that the old text has too. What counts is
therefore wording taken over in whole phrases, wherever it was moved to; the set phrases that every report
shares are mostly shorter. It takes one pass over each text (Broder's shingles), so it can follow typing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final

from gia_desktop.core.narrative import split_heading
from gia_desktop.core.records import dataclass

RUN: Final = 8
"""Signs that must follow each other as before: two or three words."""

_ALMOST: Final = 60
"""Per cent of a paragraph from which it counts as the old one, slightly changed."""

_SIGN: Final = re.compile(r"\{[a-z0-9_.]+\}|([^\W\d_])")
_PARAGRAPH: Final = re.compile(r"[^\n]+")


class Freshness(StrEnum):
    """What became of a paragraph since last year."""

    COPIED = "copied"
    TOUCHED = "touched"
    NEW = "new"

    @property
    def words(self) -> str:
        """The state in words."""
        return {"copied": "原样照抄", "touched": "改动不大", "new": "新写"}[self.value]


@dataclass(frozen=True)
class ParagraphLikeness:
    """One paragraph: its place in the text, how many per cent stand as before, what that means."""

    start: int
    end: int
    percent: int
    freshness: Freshness


@dataclass(frozen=True)
class Likeness:
    """A text against another one.

    Attributes:
        percent: signs of the text that stand as before, in per cent of all its signs.
        runs: the places of what stands as before.
        paragraphs: its paragraphs; headings, which the format prescribes, are left out.
    """

    percent: int
    runs: tuple[tuple[int, int], ...]
    paragraphs: tuple[ParagraphLikeness, ...]

    def count(self, freshness: Freshness) -> int:
        """Return how many paragraphs are of a kind."""
        return sum(item.freshness is freshness for item in self.paragraphs)


@lru_cache(maxsize=32)
def likeness(text: str, before: str) -> Likeness:
    """Compare a text with the one it may have been taken from."""
    signs, places = _signs(text)
    same = _standing(signs, _runs_of(before))
    whole = frozenset(_plain(match.group()) for match in _PARAGRAPH.finditer(before))
    paragraphs = tuple(_paragraphs(text, same, places, whole))
    return Likeness(_percent(len(same), len(signs)), tuple(_joined(same, places)), paragraphs)


def share_kept(text: str, now: str) -> int:
    """Return how many per cent of a text's words are found again in another one, whatever stands around.

    A text with too few words for that, a figure alone for one, must be a paragraph there with every sign.
    """
    signs, _ = _signs(text)
    if len(signs) < RUN:
        return 100 * ("".join(text.split()) in {"".join(line.split()) for line in now.splitlines()})
    return _percent(len(_standing(signs, _runs_of(now))), len(signs))


@lru_cache(maxsize=64)
def _signs(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the words of a text without figures and punctuation, and the place of each sign."""
    found = [(match.group(1), match.start()) for match in _SIGN.finditer(text) if match.group(1)]
    return "".join(sign for sign, _ in found), tuple(place for _, place in found)


def _plain(text: str) -> str:
    return _signs(text)[0]


@lru_cache(maxsize=32)
def _runs_of(text: str) -> frozenset[str]:
    signs, _ = _signs(text)
    return frozenset(signs[start : start + RUN] for start in range(len(signs) - RUN + 1))


def _standing(signs: str, known: frozenset[str]) -> list[int]:
    """Return the indexes of the signs that lie in a known run."""
    found: list[int] = []
    done = 0
    for start in range(len(signs) - RUN + 1):
        if signs[start : start + RUN] in known:
            found += range(max(done, start), start + RUN)
            done = start + RUN
    return found


def _paragraphs(
    text: str, same: list[int], places: tuple[int, ...], whole: frozenset[str]
) -> Iterator[ParagraphLikeness]:
    kept = {places[index] for index in same}
    for match in _PARAGRAPH.finditer(text):
        plain = _plain(match.group())
        if not plain or not split_heading(match.group())[1]:
            continue
        percent = _percent(sum(place in kept for place in range(*match.span())), len(plain))
        if plain in whole:
            percent, freshness = 100, Freshness.COPIED
        else:
            freshness = Freshness.TOUCHED if percent >= _ALMOST else Freshness.NEW
        yield ParagraphLikeness(*match.span(), percent, freshness)


def _joined(same: list[int], places: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Yield the places of runs: neighbouring signs, with the figures and punctuation between them."""
    first = last = -1
    for index in same:
        if first >= 0 and index != last + 1:
            yield places[first], places[last] + 1
            first = -1
        first, last = (index if first < 0 else first), index
    if first >= 0:
        yield places[first], places[last] + 1


def _percent(part: int, whole: int) -> int:
    return part * 100 // whole if whole else 0
