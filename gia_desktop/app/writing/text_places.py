"""Where in a section's text something that is taken from elsewhere belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gia_desktop.core.narrative import paragraph_level, split_heading

_LINE: Final = re.compile(r"[^\n]*(?:\n|\Z)")
_ORDINALS: Final = "一二三四五六七八九十"
_SECOND_LEVEL: Final = 2
_STOPS: Final = frozenset("。！？；…”）")
"""What a sentence ends in."""


@dataclass(frozen=True)
class Insertion:
    """A text to put in place of a part of another one."""

    start: int
    end: int
    text: str


def paragraph_at(text: str, cursor: int, paragraph: str) -> Insertion:
    """Return a paragraph as a line of its own below the one the cursor is in; an empty line is filled."""
    start = text.rfind("\n", 0, cursor) + 1
    stop = text.find("\n", cursor)
    end = len(text) if stop < 0 else stop
    if not text[start:end].strip():
        return Insertion(start, end, paragraph)
    return Insertion(end, end, f"\n{paragraph}")


def sentence_at(text: str, cursor: int, sentence: str, part: str) -> Insertion:
    """Return a sentence where it belongs: never inside another sentence, never behind a bare heading.

    One of a （一）（二） part goes to its end, or to the cursor if that is in it; one that belongs before all
    parts goes there.
    """
    parts = list(_parts(text))
    for start, end, heading in parts:
        if part not in heading:
            continue
        if start + len(heading) <= cursor <= end:
            return _between_sentences(text, cursor, sentence)
        place = start + len(text[start:end].rstrip())
        return _between_sentences(text, place, sentence)
    if not parts or cursor < parts[0][0]:
        return _between_sentences(text, cursor, sentence)
    before = text[: parts[0][0]].rstrip()
    if before:
        return _between_sentences(text, len(before), sentence)
    return Insertion(0, parts[0][0], f"{sentence}\n")


def _between_sentences(text: str, cursor: int, sentence: str) -> Insertion:
    """Return a sentence at a place of a text, at the end of its paragraph when that is amid a sentence."""
    start = text.rfind("\n", 0, cursor) + 1
    stop = text.find("\n", cursor)
    end = len(text) if stop < 0 else stop
    line = text[start:end]
    heading, rest = split_heading(line)
    if heading and not rest.strip():
        return Insertion(end, end, f"\n{sentence}")
    at_end = start + len(line.rstrip())
    is_amid = cursor < start + len(heading) or (cursor > start and text[cursor - 1] not in _STOPS)
    place = at_end if is_amid or cursor > at_end else cursor
    return Insertion(place, place, sentence)


def numbered_paragraph(text: str, paragraph: str) -> Insertion:
    """Return a paragraph for the end of a text, numbered on from the （一）（二） that are there."""
    body = text.rstrip()
    count = sum(paragraph_level(line) == _SECOND_LEVEL for line in body.splitlines())
    number = f"（{_ORDINALS[count]}）" if count < len(_ORDINALS) and (count or not body) else ""
    return Insertion(len(body), len(text), f"{chr(10) if body else ''}{number}{paragraph}")


def missing_headings(text: str, aspects: Sequence[str]) -> Insertion:
    """Return headings for the aspects that a text doesn't speak of yet, numbered on from those it has."""
    body = text.rstrip("\n")
    missing = [aspect for aspect in aspects if aspect not in body]
    have = sum(paragraph_level(line) == _SECOND_LEVEL for line in body.splitlines())
    lines = [f"（{number}）{aspect}" for number, aspect in zip(_ORDINALS[have:], missing, strict=False)]
    return Insertion(len(body), len(text), ("\n" if body and lines else "") + "\n".join(lines))


def _parts(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and heading of each part of a text that begins with （一）, （二） and so on."""
    starts = [
        (match.start(), split_heading(match.group().rstrip("\n"))[0] or match.group())
        for match in _LINE.finditer(text)
        if paragraph_level(match.group()) == _SECOND_LEVEL
    ]
    for place, (start, heading) in enumerate(starts):
        end = starts[place + 1][0] - 1 if place + 1 < len(starts) else len(text)
        yield start, end, heading
