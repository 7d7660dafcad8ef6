"""Marks inside a text for words that are struck out, raised, small, pale or boxed, and what they come to.

Readers join pieces of text; a piece that isn't simply to be read goes in between two marks. The marks are
Unicode noncharacters, which exist for such use inside a program. ``read_marked`` turns a marked text into
what is read and why it is doubtful; after it nobody sees a mark.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gia_desktop.core.values import squeeze

_STRUCK, _RAISED, _LOWERED, _SMALL, _PALE, _BOXED, _END = (chr(0xFDD0 + place) for place in range(7))
_MARK = re.compile(f"[{_STRUCK}-{_END}]")
_HEAVIEST: Final = _STRUCK + _PALE + _BOXED + _SMALL + _RAISED + _LOWERED
"""Where marks stand in each other the first of these counts."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_HIGH: Final = str.maketrans("0123456789+-=()（）", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁽⁾")
_LOW: Final = str.maketrans("0123456789+-=()（）", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₍₎")
_OWN_BRACKETS: Final = tuple("[(（〔【①②③④⑤⑥⑦⑧⑨⑩*＊")
_SHOWN: Final = 30
_UNSEEN: Final = "看不见（和底色一样，或极小）"

RAISED_SIGNS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"
"""Signs that raised and lowered digits become."""


def struck(text: str) -> str:
    """Mark words that are struck out: they are not read, and what is left is doubtful."""
    return _marked(_STRUCK, text)


def raised(text: str) -> str:
    """Mark words that stand higher than their line: 58¹ is 58 with a note, not 581."""
    return _marked(_RAISED, text)


def lowered(text: str) -> str:
    """Mark words that stand lower than their line."""
    return _marked(_LOWERED, text)


def small(text: str) -> str:
    """Mark words that are much smaller than those beside them."""
    return _marked(_SMALL, text)


def pale(text: str) -> str:
    """Mark words that nobody sees: in the colour of their ground, or specks."""
    return _marked(_PALE, text)


def boxed(text: str) -> str:
    """Mark the text of a box that floats over a cell."""
    return _marked(_BOXED, text)


def has_marks(text: str) -> bool:
    """Tell whether any word of a text is marked."""
    return _MARK.search(text) is not None


class ReadMarks(NamedTuple):
    """What is read of a marked text, and why it is doubtful: a Chinese clause, or nothing."""

    text: str
    doubt: str = ""


def read_marked(text: str) -> ReadMarks:
    """Return what is read of the marked text of a cell.

    Struck words are left out, as are pale and boxed ones beside others and small digits beside a figure.
    Raised and lowered digits become superscripts, other raised words go into brackets. Where everything in a
    cell is raised, lowered or small, it is no mark but the text.
    """
    pieces = _pieces(text)
    if not has_words(pieces, "", _RAISED, _LOWERED, _SMALL):
        return _without_plain(pieces)
    is_mark = has_words(pieces, "")
    is_figure = _CHINESE.search("".join(piece for mark, piece in pieces if mark in {"", _SMALL})) is None
    kept: list[str] = []
    doubts: list[str] = []
    for mark, piece in pieces:
        if mark == _STRUCK:
            doubts.append(_told(piece, "已划去"))
        elif mark == _PALE:
            doubts.append(_told(piece, f"{_UNSEEN}，没有计入"))
        elif mark == _BOXED:
            doubts.append(_told(piece, "在格里的文本框中，没有计入"))
        elif mark == _SMALL and is_mark and is_figure:
            doubts.append(_told(piece, "是旁边的小字，没有计入"))
        elif mark in {_RAISED, _LOWERED} and is_mark:
            kept.append(_as_note(mark, piece, bracketed=True))
        else:
            kept.append(piece)
    return ReadMarks("".join(kept).strip("\n") if doubts else "".join(kept), _joined(doubts))


def read_marked_paragraph(text: str) -> ReadMarks:
    """Return what is read of a marked paragraph and, as a Chinese sentence, what is left out of it."""
    pieces = _pieces(text)
    is_mark = has_words(pieces, "", _SMALL, _BOXED)
    kept: list[str] = []
    left_out: list[str] = []
    for mark, piece in pieces:
        if mark == _STRUCK:
            left_out.append(_told(piece, "已划去"))
        elif mark == _PALE and is_mark:
            left_out.append(_told(piece, _UNSEEN))
        else:
            kept.append(_as_note(mark, piece, bracketed=False) if is_mark else piece)
    told = _joined(left_out)
    remarks = [f"正文里{told}，没有读入。"] if told else []
    if not is_mark and has_words(pieces, _PALE):
        remarks.append(_told("".join(kept), f"一段{_UNSEEN}，请核对。"))
    return ReadMarks("".join(kept), "".join(remarks))


def has_words(pieces: list[tuple[str, str]], *marks: str) -> bool:
    """Tell whether anything but spaces stands under one of some marks."""
    return any(mark in marks and piece.strip() for mark, piece in pieces)


def _marked(mark: str, text: str) -> str:
    return f"{mark}{text}{_END}" if text else ""


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return the pieces of a text with the heaviest mark over each of them, none as an empty text."""
    pieces: list[tuple[str, str]] = []
    over: list[str] = []
    place = 0
    for found in _MARK.finditer(text):
        if found.start() > place:
            pieces.append((_heaviest(over), text[place : found.start()]))
        if found.group() != _END:
            over.append(found.group())
        elif over:
            over.pop()
        place = found.end()
    if place < len(text):
        pieces.append((_heaviest(over), text[place:]))
    return _neighbours_joined(pieces)


def _heaviest(over: list[str]) -> str:
    return min(set(over), key=_HEAVIEST.index, default="")


def _neighbours_joined(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join neighbours under the same mark: programs part a figure into runs of one digit."""
    joined: list[tuple[str, list[str]]] = []
    for mark, piece in pieces:
        if joined and joined[-1][0] == mark:
            joined[-1][1].append(piece)
        else:
            joined.append((mark, [piece]))
    return [(mark, "".join(parts)) for mark, parts in joined]


def _without_plain(pieces: list[tuple[str, str]]) -> ReadMarks:
    """Settle a cell in which nothing stands plainly: what is boxed or pale may yet be its text."""
    gone = [_told(piece, "已划去") for mark, piece in pieces if mark == _STRUCK and piece.strip()]
    for mark, doubt in ((_BOXED, "在文本框里，请核对是不是这一格的数"), (_PALE, _UNSEEN)):
        if has_words(pieces, mark):
            text = "".join(piece for its, piece in pieces if its in {mark, ""})
            return ReadMarks(text, _joined([_told(text, doubt), *gone]))
    return ReadMarks("".join(piece for mark, piece in pieces if not mark), _joined(gone))


def _as_note(mark: str, piece: str, *, bracketed: bool) -> str:
    if mark not in {_RAISED, _LOWERED}:
        return piece
    signs = _HIGH if mark == _RAISED else _LOW
    bare = piece.strip()
    if all(sign in signs for sign in map(ord, bare)):
        return piece.translate(signs)
    if not bracketed or bare.startswith(_OWN_BRACKETS):
        return piece
    return piece.replace(bare, f"[{bare}]", 1)


def _told(piece: str, what: str) -> str:
    line = squeeze(piece)
    if not line:
        return ""
    return f"“{line if len(line) <= _SHOWN else line[:_SHOWN] + '…'}”{what}"


def _joined(clauses: list[str]) -> str:
    return "；".join(dict.fromkeys(clause for clause in clauses if clause))
