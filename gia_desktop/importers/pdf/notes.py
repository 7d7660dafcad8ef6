"""Notes on a PDF page: what has been typed into forms, stamped on it or struck out afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from gia_desktop.importers.pdf.canvas import Canvas
from gia_desktop.importers.pdf.colours import BLACK
from gia_desktop.importers.pdf.ink import STAMP, Matrix, Segment, moved
from gia_desktop.importers.pdf.layers import Layers

_UNSEEN: Final = 2 | 32
"""Flags Hidden and NoView (ISO 32000-1, table 165)."""
_TYPED: Final = frozenset({"/Widget", "/FreeText"})
_BESIDE: Final = frozenset(
    {"/Popup", "/Link", "/Highlight", "/Underline", "/Squiggly", "/Text", "/FileAttachment"}
)
_MOST: Final = 2_000
_QUAD: Final = 8


def paint_notes(page: Any, canvas: Canvas, layers: Layers, unit: float) -> None:
    """Let a canvas follow the looks of all notes that are seen."""
    for note in _notes(page):
        kind = str(note.get("/Subtype"))
        if kind in _BESIDE or int(note.get("/F", 0)) & _UNSEEN or not layers.shows(note.get("/OC")):
            continue
        if kind == "/StrikeOut":
            canvas.ink.segments += _strikes(note, unit)
            continue
        look = _look(note)
        if look is not None:
            canvas.form(
                look, mark="" if kind in _TYPED else STAMP, matrix=_onto(look, note["/Rect"].get_object())
            )


def _notes(page: Any) -> Iterator[Any]:
    listed = page.get("/Annots")
    listed = listed.get_object() if listed is not None else ()
    for item in list(listed or ())[:_MOST]:
        note = item.get_object()
        if hasattr(note, "get") and "/Rect" in note:
            yield note


def _look(note: Any) -> Any:
    """Return the stream that paints a note in its present state."""
    looks = note.get("/AP")
    normal = looks.get_object().get("/N") if looks is not None else None
    normal = normal.get_object() if normal is not None else None
    if normal is not None and not hasattr(normal, "get_data"):
        normal = normal.get(str(note.get("/AS")))
        normal = normal.get_object() if normal is not None else None
    return normal if hasattr(normal, "get_data") else None


def _onto(look: Any, sides: Any) -> Matrix:
    """Return the matrix that puts the box of a look onto a note's place (ISO 32000-1, 12.5.5)."""
    left, low, right, high = (float(side) for side in look.get("/BBox", [0, 0, 1, 1]))
    own = tuple(float(figure) for figure in look.get("/Matrix", [1, 0, 0, 1, 0, 0]))
    a, b, c, d, e, f = own
    corners = [moved((a, b, c, d, e, f), x, y) for x in (left, right) for y in (low, high)]
    x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
    y0, y1 = min(y for _, y in corners), max(y for _, y in corners)
    to_left, to_low, to_right, to_high = (float(side) for side in sides)
    to_left, to_right = sorted((to_left, to_right))
    to_low, to_high = sorted((to_low, to_high))
    wide = (to_right - to_left) / (x1 - x0) if x1 > x0 else 1.0
    tall = (to_high - to_low) / (y1 - y0) if y1 > y0 else 1.0
    return wide, 0.0, 0.0, tall, to_left - x0 * wide, to_low - y0 * tall


def _strikes(note: Any, unit: float) -> Iterator[Segment]:
    """Return the lines of a note that strikes words out."""
    figures = [float(figure) * unit for figure in note.get("/QuadPoints", ())]
    for place in range(0, len(figures) - _QUAD + 1, _QUAD):
        xs, ys = figures[place : place + _QUAD : 2], figures[place + 1 : place + _QUAD : 2]
        middle = min(ys) + (max(ys) - min(ys)) * 0.45
        yield Segment(min(xs), middle, max(xs), middle, BLACK)
