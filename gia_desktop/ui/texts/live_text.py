"""Live numbers in a document: each is one sign there, and its whole name in the text that reports keep.

``raw`` is the text as reports keep it. In the document the sign ``OBJECT`` stands for a live number and
carries its name as a property. Places in raw text count characters, positions in documents UTF-16 units.
"""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from gia_desktop.core.narrative import LIVE_NUMBER, live_numbers

OBJECT: Final = "\ufffc"
OBJECT_TYPE: Final = QTextFormat.ObjectTypes.UserObject.value + 1
NAME: Final = QTextFormat.Property.UserProperty.value + 1
"""Property with the name of a live number, e.g. ``last.t3.new.total``."""

_TYPED: Final = re.compile(LIVE_NUMBER.pattern.replace(r"\{", "[{｛]").replace(r"\}", "[}｝]"))
"""A live number as it may be typed, with the wide braces of an input method."""

_TOKEN: Final = re.compile(rf"{LIVE_NUMBER.pattern}|.", re.DOTALL)


def chip_name(document: QTextDocument, position: int) -> str:
    """Return the name of the live number at a position, empty when there is none."""
    if document.characterAt(position) != OBJECT:
        return ""
    cursor = QTextCursor(document)
    cursor.setPosition(position + 1)
    return str(cursor.charFormat().stringProperty(NAME))


def chip_positions(document: QTextDocument) -> list[int]:
    """Return the positions of all live numbers."""
    text = document.toPlainText()
    if OBJECT not in text:
        return []
    return [utf16(text, place) for place, sign in enumerate(text) if sign == OBJECT]


def read_raw(document: QTextDocument) -> str:
    """Return the text of a document as reports keep it."""
    text = document.toPlainText()
    if OBJECT not in text:
        return text
    parts = text.split(OBJECT)
    found = [parts[0]]
    position = utf16(parts[0])
    for part in parts[1:]:
        name = chip_name(document, position)
        found += [f"{{{name}}}" if name else OBJECT, part]
        position += 1 + utf16(part)
    return "".join(found)


def insert_raw(cursor: QTextCursor, raw: str) -> None:
    """Insert a text in place of what is selected; live numbers become one sign each."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    done = 0
    for match in live_numbers(raw):
        cursor.insertText(raw[done : match.start()], QTextCharFormat())
        cursor.insertText(OBJECT, _chip(match.group(1)))
        done = match.end()
    cursor.insertText(raw[done:], QTextCharFormat())
    cursor.endEditBlock()


def make_chips(document: QTextDocument) -> None:
    """Turn live numbers that stand in a document letter by letter into one sign each."""
    text = document.toPlainText()
    if "}" not in text and "｝" not in text:
        return
    cursor = QTextCursor(document)
    for match in reversed(list(_TYPED.finditer(text))):
        cursor.setPosition(utf16(text, match.start()))
        cursor.setPosition(utf16(text, match.end()), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(OBJECT, _chip(match.group(1)))


def replace_raw(cursor: QTextCursor, old: str, new: str) -> None:
    """Make a document hold another raw text by replacing only what differs."""
    before, after = _tokens(old), _tokens(new)
    start = _common(before, after)
    tail = _common(before[start:][::-1], after[start:][::-1])
    cursor.setPosition(sum(map(_width, before[:start])))
    end = sum(map(_width, before[: len(before) - tail]))
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    insert_raw(cursor, "".join(after[start : len(after) - tail]))


def to_position(raw: str, place: int, *, end: bool = False) -> int:
    """Return where a place of a raw text is in the document; inside of a live number its begin or ``end``."""
    position = utf16(raw[:place])
    for match in live_numbers(raw):
        if match.start() >= place:
            break
        hidden = min(match.end(), place) - match.start()
        position -= hidden - (1 if end or match.end() <= place else 0)
    return position


def to_place(raw: str, position: int) -> int:
    """Return where a position of the document is in its raw text."""
    place = 0
    for token in _tokens(raw):
        if position <= 0:
            break
        position -= _width(token)
        place += len(token)
    return place


def utf16(text: str, place: int | None = None) -> int:
    """Return the length of a text, or a place in it, as Qt counts: rare characters take two units there."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def _chip(name: str) -> QTextCharFormat:
    chip = QTextCharFormat()
    chip.setObjectType(OBJECT_TYPE)
    chip.setProperty(NAME, name)
    return chip


def _tokens(raw: str) -> list[str]:
    """Return the signs of a raw text; a live number is one of them."""
    return [match.group() for match in _TOKEN.finditer(raw)] if "{" in raw else list(raw)


def _width(token: str) -> int:
    return 1 if len(token) > 1 else utf16(token)


def _common(first: list[str], second: list[str]) -> int:
    """Return how many signs two texts share at their beginning."""
    return next(
        (place for place, (one, other) in enumerate(zip(first, second, strict=False)) if one != other),
        min(len(first), len(second)),
    )
