"""Following the drawing instructions of a PDF page (ISO 32000-1, 8 and 9) and collecting what they paint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from math import hypot
from typing import Any, Final

from gia_desktop.importers.pdf.colours import BLACK, UNKNOWN, Space, mixed, space_of
from gia_desktop.importers.pdf.fonts import Font, read_font
from gia_desktop.importers.pdf.ink import (
    RUNNING,
    STAMP,
    Box,
    Glyph,
    Matrix,
    PageInk,
    Point,
    moved,
    times,
)
from gia_desktop.importers.pdf.layers import Layers
from gia_desktop.importers.pdf.paths import LEAST_ALPHA, OPAQUE, Effort, Paths, State, all_around, cover
from gia_desktop.importers.pdf.tokens import Operand, operations

_UNMOVED: Final[Matrix] = (1, 0, 0, 1, 0, 0)
_INVISIBLE_MODES: Final = frozenset({3, 7})
_STROKED_MODES: Final = frozenset({1, 5})
_CLOSING: Final = frozenset({b"s", b"b", b"b*"})
_MOST_FORMS_DEEP: Final = 12
_MOST_SAVED: Final = 1_000
_LEAST_UNIT: Final = 1e-6
_ENTRY: Final = 40
"""Bytes that an entry of a font's tables weighs against drawing instructions."""
_RUNNING: Final = frozenset({"Pagination", "Header", "Footer"})


@dataclass
class _Passage:
    """Marked content: what the file says about what is painted inside it."""

    is_hidden: bool
    mark: str
    meaning: str


class Canvas:
    """Collects what the content of a page, a form or a note paints."""

    def __init__(
        self, effort: Effort, layers: Layers, fonts: dict[object, Font], box: Box, unit: float = 1.0
    ) -> None:
        """Begin with an empty page.

        Args:
            effort: what the whole file may still cost.
            layers: which layers of the file are shown.
            fonts: fonts already read, by their place in the file.
            box: what the page shows of its plane, in points.
            unit: points in a unit of the page.
        """
        self.ink = PageInk()
        self._effort = effort
        self._layers = layers
        self._fonts = fonts
        self._state = State((unit, 0, 0, unit, 0, 0), all_around(box))
        self._wide = self._state.clip
        self._paths = Paths(box)
        self._saved: list[State] = []
        self._passages: list[_Passage] = []
        self._resources: Mapping[str, Any] = {}
        self._around: Mapping[str, Any] = {}
        self._text = self._line = _UNMOVED
        self._order = 0
        self._depth = 0
        self._outer = _Passage(is_hidden=False, mark="", meaning="")
        self._work = {operator: work for name, work in _WORK.items() for operator in name.encode().split()}

    def run(self, content: bytes, resources: Mapping[str, Any]) -> None:
        """Follow the instructions of a content.

        Raises:
            UnsafeFileError: they take too long.
        """
        self._effort.take(len(content))
        outer, self._resources = self._resources, resources
        self._around = self._around or resources
        passages, self._passages = self._passages, []
        saved, self._saved = self._saved, []
        for operator, operands in operations(content):
            self._effort.step()
            work = self._work.get(operator)
            if work is not None:
                try:
                    work(self, operands, operator)
                except (IndexError, TypeError, ValueError, ZeroDivisionError, OverflowError):
                    continue  # one broken instruction is passed over, as every viewer does
        if saved is not self._saved and self._saved:
            self._state = self._saved[0]
        self._resources, self._passages, self._saved = outer, passages, saved

    def form(self, form: Any, *, mark: str = "", matrix: Matrix = _UNMOVED) -> None:
        """Follow the instructions of a form or of the look of a note.

        Args:
            form: its stream.
            mark: what the signs in it are, see ``Glyph``.
            matrix: where a note puts it.
        """
        if self._depth >= _MOST_FORMS_DEEP or not self._layers.shows(form.get("/OC")):
            return
        before, outer = copy(self._state), self._outer
        held = self._text, self._line
        self._outer = _Passage(self._is_hidden(), self._mark() or mark, "")
        self._state.matrix = times(_matrix(form.get("/Matrix")), times(matrix, self._state.matrix))
        box = form.get("/BBox")
        if box is not None:
            left, low, right, high = (float(side) for side in box.get_object())
            corners = [(left, low), (right, low), (right, high), (left, high)]
            self._paths.cut(self._state, [moved(self._state.matrix, *corner) for corner in corners])
        own = form.get("/Resources")
        self._depth += 1
        self.run(form.get_data(), own.get_object() if own is not None else self._resources)
        self._depth -= 1
        self._state, self._outer = before, outer
        self._text, self._line = held

    # -- state

    def _save(self, _operands: list[Operand], _operator: bytes) -> None:
        if len(self._saved) < _MOST_SAVED:
            self._saved.append(copy(self._state))

    def _restore(self, _operands: list[Operand], _operator: bytes) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _transform(self, operands: list[Operand], _operator: bytes) -> None:
        self._state.matrix = times(_matrix(operands), self._state.matrix)

    def _set_line_width(self, operands: list[Operand], _operator: bytes) -> None:
        self._state.line_width = _number(operands[0])

    def _set_graphics(self, operands: list[Operand], _operator: bytes) -> None:
        entry = self._named("/ExtGState", operands[0])
        if entry is None:
            return
        self._state.fill_alpha = float(entry.get("/ca", self._state.fill_alpha))
        self._state.stroke_alpha = float(entry.get("/CA", self._state.stroke_alpha))
        if "/BM" in entry:
            self._state.is_blended = _is_blend(entry["/BM"])
        if "/LW" in entry:
            self._state.line_width = float(entry["/LW"])
        if "/Font" in entry:
            font, size = entry["/Font"]
            self._state.font, self._state.size = self._font(font), float(size)

    def _set_colour(self, operands: list[Operand], operator: bytes) -> None:
        colour = mixed([_number(operand) for operand in operands])
        space = Space(len(operands))
        if operator.islower():
            self._state.fill, self._state.fill_space = colour, space
        else:
            self._state.stroke, self._state.stroke_space = colour, space

    def _set_space(self, operands: list[Operand], operator: bytes) -> None:
        named = self._named("/ColorSpace", operands[0])
        space = space_of(operands[0] if named is None else named)
        first = BLACK if space is not UNKNOWN else None
        if operator.islower():
            self._state.fill, self._state.fill_space = first, space
        else:
            self._state.stroke, self._state.stroke_space = first, space

    def _set_shade(self, operands: list[Operand], operator: bytes) -> None:
        if operator.islower():
            self._state.fill = self._state.fill_space.colour(operands)
        else:
            self._state.stroke = self._state.stroke_space.colour(operands)

    # -- paths

    def _begin(self, operands: list[Operand], _operator: bytes) -> None:
        self._paths.begin(self._place(operands))

    def _draw_line(self, operands: list[Operand], _operator: bytes) -> None:
        self._paths.draw_line(self._place(operands))

    def _draw_curve(self, operands: list[Operand], _operator: bytes) -> None:
        self._paths.draw_curve(self._place(operands[-2:]))

    def _draw_box(self, operands: list[Operand], _operator: bytes) -> None:
        x, y, width, height = (_number(operand) for operand in operands[:4])
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        self._paths.draw([moved(self._state.matrix, *corner) for corner in corners])

    def _close(self, _operands: list[Operand], _operator: bytes) -> None:
        self._paths.close()

    def _paint(self, _operands: list[Operand], operator: bytes) -> None:
        self._order += 1
        state = self._state
        if operator in _CLOSING:
            self._paths.close()
        if not self._is_hidden():
            if operator[:1] in b"fFbB" and state.fill_alpha >= LEAST_ALPHA:
                self._paths.fill(self.ink, state, self._order)
            if operator[:1] in b"SsbB" and state.stroke_alpha >= LEAST_ALPHA:
                self._paths.stroke(self.ink, state, self._order)
        self._paths.end(state)

    def _end(self, _operands: list[Operand], _operator: bytes) -> None:
        self._paths.end(self._state)

    def _clip(self, _operands: list[Operand], _operator: bytes) -> None:
        self._paths.clips = True

    def _place(self, operands: list[Operand]) -> Point:
        return moved(self._state.matrix, _number(operands[0]), _number(operands[1]))

    # -- text

    def _begin_text(self, _operands: list[Operand], _operator: bytes) -> None:
        self._text = self._line = _UNMOVED

    def _set_text(self, operands: list[Operand], operator: bytes) -> None:
        setattr(self._state, _TEXT_STATE[operator], _number(operands[0]) / (100 if operator == b"Tz" else 1))

    def _set_font(self, operands: list[Operand], _operator: bytes) -> None:
        size = _number(operands[1])
        entry = self._entry("/Font", operands[0])
        self._state.font = self._font(entry) if entry is not None else None
        self._state.size = size

    def _font(self, entry: Any) -> Font:
        place = getattr(entry, "idnum", None)
        key = (place, entry.generation) if place is not None else id(entry)
        if key not in self._fonts:
            font = read_font(_object(entry))
            self._effort.take(_ENTRY * font.entries)
            self._fonts[key] = font
        return self._fonts[key]

    def _move(self, operands: list[Operand], operator: bytes) -> None:
        x, y = _number(operands[0]), _number(operands[1])
        if operator == b"TD":
            self._state.leading = -y
        self._text = self._line = times((1, 0, 0, 1, x, y), self._line)

    def _set_matrix(self, operands: list[Operand], _operator: bytes) -> None:
        self._text = self._line = _matrix(operands)

    def _next_line(self, _operands: list[Operand], _operator: bytes) -> None:
        self._text = self._line = times((1, 0, 0, 1, 0, -self._state.leading), self._line)

    def _show(self, operands: list[Operand], operator: bytes) -> None:
        if operator == b'"':
            self._state.words_apart, self._state.signs_apart = _number(operands[0]), _number(operands[1])
        if operator in {b"'", b'"'}:
            self._next_line([], operator)
        shown = operands[-1]
        self._order += 1
        passage = self._passages[-1] if self._passages else self._outer
        begin = len(self.ink.glyphs)
        for piece in shown if isinstance(shown, list) else [shown]:
            if isinstance(piece, bytes):
                self._write(piece)
            elif isinstance(piece, float):
                self._push(-piece / 1000 * self._state.size)
        if passage.meaning:
            self._give_meaning(begin, passage)

    def _write(self, string: bytes) -> None:
        state = self._state
        font = state.font
        if font is None:
            return
        self._effort.write(len(string))
        signs = font.signs(string)
        matrix = times(self._text, state.matrix)
        a, b, c, d = matrix[:4]
        along, high = hypot(a, b), hypot(c, d)
        colour = state.stroke if state.mode in _STROKED_MODES else state.fill
        alpha = state.stroke_alpha if state.mode in _STROKED_MODES else state.fill_alpha
        shown = not (state.mode in _INVISIBLE_MODES or alpha < LEAST_ALPHA or self._is_hidden())
        right = (a / along, b / along) if along > _LEAST_UNIT else (1.0, 0.0)
        up = (c / high, d / high) if high > _LEAST_UNIT else (0.0, 1.0)
        size = abs(state.size) * high
        mark, order, keep, name = self._mark(), self._order, self.ink.glyphs.append, font.name
        pen, rise, vertical = 0.0, state.rise, font.is_vertical
        left, low, far, top = state.clip
        is_cut = state.clip != self._wide
        for text, width, is_space in signs:
            step = (
                width * state.size + state.signs_apart + (state.words_apart if is_space else 0.0)
            ) * state.stretch
            x, y = (-state.size / 2, pen - state.size) if vertical else (pen, rise)
            glyph = Glyph(
                text, a * x + c * y + matrix[4], b * x + d * y + matrix[5], right, up,
                abs(width * state.size * state.stretch) * along, size, colour, order, shown, mark, name,
            )  # fmt: skip
            if shown and is_cut:
                mx, my = glyph.middle
                if not (left <= mx <= far and low <= my <= top):
                    glyph = glyph._replace(is_shown=False)
            keep(glyph)
            pen += -state.size - state.signs_apart if vertical else step
        self._push(pen, is_scaled=True)

    def _push(self, by: float, *, is_scaled: bool = False) -> None:
        state = self._state
        if state.font is not None and state.font.is_vertical:
            self._text = times((1, 0, 0, 1, 0, by), self._text)
        else:
            self._text = times((1, 0, 0, 1, by if is_scaled else by * state.stretch, 0), self._text)

    def _give_meaning(self, begin: int, passage: _Passage) -> None:
        """Let signs without a known meaning mean what the file says about the passage."""
        glyphs = self.ink.glyphs
        if any("\ufffd" not in glyph.text for glyph in glyphs[begin:] if glyph.text.strip()):
            return
        for place in range(begin, len(glyphs)):
            glyphs[place] = glyphs[place]._replace(text=passage.meaning)
            passage.meaning = ""

    # -- pictures, forms, marked content

    def _place_object(self, operands: list[Operand], _operator: bytes) -> None:
        entry = self._named("/XObject", operands[0])
        if entry is None:
            return
        if str(entry.get("/Subtype")) == "/Form":
            self.form(entry)
        elif not self._is_hidden() and self._layers.shows(entry.get("/OC")):
            self._order += 1
            self.ink.pictures += 1
            see_through = any(key in entry for key in ("/SMask", "/Mask", "/ImageMask"))
            if not see_through and self._state.fill_alpha >= OPAQUE:
                corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
                points = [moved(self._state.matrix, *corner) for corner in corners]
                cover(self.ink, self._state, points, None, self._order)

    def _begin_passage(self, operands: list[Operand], _operator: bytes) -> None:
        tag, told = operands[0], operands[1] if len(operands) > 1 else None
        outer = self._passages[-1] if self._passages else self._outer
        named = self._named("/Properties", told) if isinstance(told, str) else None
        hidden = tag == "OC" and not self._layers.shows(named)
        kinds = {
            str(value).removeprefix("/")
            for value in (told if isinstance(told, dict) else named or {}).values()
            if isinstance(value, str)
        }
        meaning = told.get("ActualText") if isinstance(told, dict) else None
        text = _meaning(meaning) if isinstance(meaning, bytes) else ""
        mark = ""
        if tag == "Watermark" or (tag == "Artifact" and "Watermark" in kinds):
            mark = STAMP
        elif tag == "Artifact" and kinds & _RUNNING:
            mark = RUNNING
        self._passages.append(_Passage(outer.is_hidden or hidden, outer.mark or mark, text or outer.meaning))

    def _end_passage(self, _operands: list[Operand], _operator: bytes) -> None:
        if self._passages:
            self._passages.pop()

    def _is_hidden(self) -> bool:
        return self._passages[-1].is_hidden if self._passages else self._outer.is_hidden

    def _mark(self) -> str:
        return (self._passages[-1] if self._passages else self._outer).mark

    def _named(self, kind: str, name: Operand) -> Any:
        return _object(self._entry(kind, name))

    def _entry(self, kind: str, name: Operand) -> Any:
        """Return an entry of the resources; a form that has none of its own uses those around it."""
        key = f"/{name}" if isinstance(name, str) else ""
        for resources in (self._resources, self._around):
            entries = _object(resources.get(kind))
            if hasattr(entries, "raw_get") and key in entries:
                return entries.raw_get(key)
        return None


_TEXT_STATE: Final = {
    b"Tc": "signs_apart", b"Tw": "words_apart", b"Tz": "stretch", b"TL": "leading", b"Ts": "rise",
    b"Tr": "mode",
}  # fmt: skip
_Work = Callable[[Canvas, list[Operand], bytes], None]
_WORK: Final[Mapping[str, _Work]] = {
    "q": Canvas._save, "Q": Canvas._restore, "cm": Canvas._transform, "w": Canvas._set_line_width,
    "gs": Canvas._set_graphics, "g G rg RG k K": Canvas._set_colour, "cs CS": Canvas._set_space,
    "sc SC scn SCN": Canvas._set_shade, "m": Canvas._begin, "l": Canvas._draw_line,
    "c v y": Canvas._draw_curve, "re": Canvas._draw_box, "h": Canvas._close,
    "S s f F f* B B* b b*": Canvas._paint, "n": Canvas._end,
    "W W*": Canvas._clip, "BT": Canvas._begin_text, "Tc Tw Tz TL Ts Tr": Canvas._set_text,
    "Tf": Canvas._set_font, "Td TD": Canvas._move, "Tm": Canvas._set_matrix, "T*": Canvas._next_line,
    "Tj TJ ' \"": Canvas._show, "Do": Canvas._place_object, "BDC BMC": Canvas._begin_passage,
    "EMC": Canvas._end_passage,
}  # fmt: skip


def _is_blend(mode: Any) -> bool:
    mode = _object(mode)
    first = mode[0] if isinstance(mode, list) and mode else mode
    return str(first) not in {"/Normal", "/Compatible"}


def _meaning(text: bytes) -> str:
    return text[2:].decode("utf-16-be", "replace") if text.startswith(b"\xfe\xff") else text.decode("latin-1")


def _matrix(figures: Any) -> Matrix:
    if figures is None:
        return _UNMOVED
    a, b, c, d, e, f = (float(figure) for figure in _object(figures))
    return a, b, c, d, e, f


def _number(operand: Operand) -> float:
    if isinstance(operand, float):
        return operand
    raise TypeError


def _object(item: Any) -> Any:
    return item.get_object() if hasattr(item, "get_object") else item
