"""What differs between two states of a report, in figures and in text, and the step from one to the other."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Final, TypeVar

from gia_desktop.app.report.places import named_numbers, place_words, text_keys
from gia_desktop.core.change import Change
from gia_desktop.core.keys import NICKNAME, UNCHECKED, CellKey, TextKey
from gia_desktop.core.records import dataclass
from gia_desktop.core.report import Report
from gia_desktop.core.values import format_value
from gia_desktop.formats.sheet import Sheet

K = TypeVar("K")
V = TypeVar("V")


_NO_WORDS: Final = frozenset({NICKNAME, UNCHECKED})
"""Kept like texts, but nothing that is read in a report."""


_CONTEXT: Final = 40
"""Signs that are shown of what is the same, before and after a change."""


class TextFate(Enum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A stretch of text that shares one fate."""

    mark: TextFate
    text: str


@dataclass(frozen=True)
class FigureDifference:
    """A cell, entered or computed, that differs; ``old`` and ``new`` as shown, empty when blank."""

    key: CellKey
    place: str
    old: str
    new: str
    computed: bool


@dataclass(frozen=True)
class TextDifference:
    """A text that differs, piece by piece."""

    key: TextKey
    place: str
    pieces: tuple[Piece, ...]


def figure_differences(old: Sheet, new: Sheet) -> Sequence[FigureDifference]:
    """Return the cells that differ, in the order of the form; sums follow from what was entered."""
    return [
        FigureDifference(
            key,
            place_words(new.format, key),
            format_value(old.now[key]),
            format_value(new.now[key]),
            cell.computed,
        )
        for key, cell in new.format.cells.items()
        if old.now.get(key) != new.now[key]
    ]


def text_differences(old: Sheet, new: Sheet) -> Sequence[TextDifference]:
    """Return the texts that differ, in the order of the report."""
    before, after = old.report, new.report

    def words(report: Report, key: TextKey) -> str:
        return named_numbers(new.format, report.text(key))

    return [
        TextDifference(key, place_words(new.format, key), pieces(words(before, key), words(after, key)))
        for key in text_keys(before.texts, after.texts)
        if before.text(key) != after.text(key) and key not in _NO_WORDS
    ]


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return two texts as one: what both have, what was removed, what was added.

    Lines are compared first, then the signs of those that changed: a report is long, its changes are short.
    """
    found: list[Piece] = []
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        before, after = "".join(old_lines[start:end]), "".join(new_lines[new_start:new_end])
        found += [Piece(TextFate.SAME, before)] if what == "equal" else _signs(before, after)
    return tuple(_joined(found))


def in_context(found: Sequence[Piece]) -> Sequence[Piece]:
    """Return pieces with only the beginning and the end of what both texts have: changes are seen at once."""
    if all(piece.mark is TextFate.SAME for piece in found):
        return found
    last = len(found) - 1
    return [
        _shortened(piece, first=place == 0, last=place == last) if piece.mark is TextFate.SAME else piece
        for place, piece in enumerate(found)
    ]


def _shortened(piece: Piece, *, first: bool, last: bool) -> Piece:
    before = "" if first else piece.text[:_CONTEXT]
    after = "" if last else piece.text[-_CONTEXT:]
    shorter = f"{before}……{after}"
    return piece if len(shorter) >= len(piece.text) else Piece(TextFate.SAME, shorter)


def changed_part(old: str, new: str) -> tuple[int, int]:
    """Return which part of a text is new, begin and end alike where something was only removed."""
    start = _common(old, new)
    return start, len(new) - _common(old[start:][::-1], new[start:][::-1])


def _common(first: str, second: str) -> int:
    """Return how many signs two texts share at their beginning."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(first), len(second)))


def step_to(now: Report, then: Report, label: str) -> Change:
    """Return the step that brings a report back to an earlier state of it; empty when nothing differs."""
    return Change(
        label,
        _pairs(now.values, then.values, None),
        _pairs(now.stated, then.stated, None),
        {key: pair for key, pair in _pairs(now.texts, then.texts, "").items() if key != NICKNAME},
        (now.reasons, then.reasons) if now.reasons != then.reasons else None,
        (now.previous, then.previous) if now.previous != then.previous else None,
        (now.year, then.year) if now.year != then.year else None,
        "version",
        (now.register, then.register) if dict(now.register) != dict(then.register) else None,
    )


def _signs(old: str, new: str) -> list[Piece]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    found: list[Piece] = []
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            found.append(Piece(TextFate.SAME, old[start:end]))
        else:
            found += [Piece(TextFate.REMOVED, old[start:end]), Piece(TextFate.ADDED, new[new_start:new_end])]
    return found


def _joined(found: Sequence[Piece]) -> Iterator[Piece]:
    """Drop empty pieces and join neighbours of the same fate."""
    waiting: Piece | None = None
    for piece in found:
        if not piece.text:
            continue
        if waiting is not None and waiting.mark is piece.mark:
            waiting = Piece(piece.mark, waiting.text + piece.text)
            continue
        if waiting is not None:
            yield waiting
        waiting = piece
    if waiting is not None:
        yield waiting


def _pairs(now: Mapping[K, V], then: Mapping[K, V], empty: V) -> dict[K, tuple[V, V]]:
    """Return old and new of what differs; 1 and Decimal 1 are not the same."""
    pairs = {key: (now.get(key, empty), then.get(key, empty)) for key in {**now, **then}}
    return {
        key: pair for key, pair in pairs.items() if pair[0] != pair[1] or type(pair[0]) is not type(pair[1])
    }
