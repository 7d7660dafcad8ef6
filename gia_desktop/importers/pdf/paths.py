"""Painting a PDF page: the state that is saved and brought back, paths, and what the work may cost."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from typing import Final

from gia_desktop.importers.faults import UnsafeFileError
from gia_desktop.importers.pdf.colours import BLACK, Space
from gia_desktop.importers.pdf.fonts import Font
from gia_desktop.importers.pdf.ink import Area, Box, Colour, Matrix, PageInk, Point, Segment

LEAST_ALPHA: Final = 0.06
"""What is thinner than this isn't seen."""
OPAQUE: Final = 0.95
_THIN: Final = 3.0
"""Points; programs draw lines as narrow filled areas."""
_MOST_POINTS: Final = 200
"""Corners of a filled shape; one with more is a drawing and hides nothing."""
_MOST_BYTES: Final = 32 * 1024 * 1024
_MOST_SIGNS: Final = 200_000
_MOST_SHAPES: Final = 100_000
_STEPS: Final = 500
"""Instructions between two looks at the clock."""


@dataclass
class Effort:
    """What reading a file may still cost.

    Attributes:
        until: processor time of the thread, in seconds, at which reading is given up.
        spare: bytes of drawing instructions left.
    """

    until: float
    spare: int = _MOST_BYTES
    steps: int = 0
    signs: int = 0

    def step(self, count: int = 1) -> None:
        """Count instructions, or comparisons that cost as much.

        Raises:
            UnsafeFileError: the file takes too long.
        """
        self.steps += count
        if self.steps >= _STEPS:
            self.steps = 0
            self.look_at_clock()

    def take(self, size: int) -> None:
        """Count bytes of instructions.

        Raises:
            UnsafeFileError: there are too many.
        """
        self.spare -= size
        self.look_at_clock()

    def write(self, signs: int) -> None:
        """Count signs, or bytes that are at least as many.

        Raises:
            UnsafeFileError: there are too many.
        """
        self.signs += signs
        if self.signs > _MOST_SIGNS:
            self.spare = -1
            self.look_at_clock()

    def look_at_clock(self) -> None:
        """Give up in time.

        Raises:
            UnsafeFileError: the file takes too long.
        """
        if self.spare < 0 or time.thread_time() > self.until:
            raise UnsafeFileError("复杂得读不完")


@dataclass
class State:
    """What q saves and Q brings back (ISO 32000-1, 8.4 and 9.3)."""

    matrix: Matrix
    clip: Box
    fill: Colour = BLACK
    stroke: Colour = BLACK
    fill_space: Space = field(default_factory=lambda: Space(1))
    stroke_space: Space = field(default_factory=lambda: Space(1))
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    is_blended: bool = False
    line_width: float = 1.0
    font: Font | None = None
    size: float = 0.0
    signs_apart: float = 0.0
    words_apart: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


class Paths:
    """The path under construction, in points of the page."""

    def __init__(self, page: Box) -> None:
        """Begin without one.

        Args:
            page: what is shown of the page's plane.
        """
        self.clips = False
        self._page = page
        self._paths: list[list[Point]] = []
        self._is_curved = False

    def begin(self, at: Point) -> None:
        """Go to a point."""
        self._paths.append([at])

    def draw_line(self, to: Point) -> None:
        """Go on to a point."""
        if not self._paths:
            self._paths.append([])
        self._paths[-1].append(to)

    def draw_curve(self, to: Point) -> None:
        """Go on to a point, but not straight."""
        self._is_curved = True
        self.draw_line(to)

    def draw(self, points: list[Point]) -> None:
        """Add a path of its own."""
        self._paths.append(points)

    def close(self) -> None:
        """Go back to where the last path began."""
        if self._paths and self._paths[-1]:
            self._paths[-1].append(self._paths[-1][0])

    def end(self, state: State) -> None:
        """Forget the path, having cut the state's clip to it if that was asked for."""
        if self.clips:
            self.cut(state, [point for path in self._paths for point in path])
        self.clips = False
        self._paths = []
        self._is_curved = False

    def cut(self, state: State, points: Sequence[Point]) -> None:
        """Narrow what is shown to the box around points."""
        left, low, right, high = state.clip
        xs = [point[0] for point in points] or [left]
        ys = [point[1] for point in points] or [low]
        if _reaches_around((min(xs), min(ys), max(xs), max(ys)), self._page):
            return  # tables that run off the page are read all the same
        state.clip = max(left, min(xs)), max(low, min(ys)), min(right, max(xs)), min(high, max(ys))

    def fill(self, ink: PageInk, state: State, order: int) -> None:
        """Paint the inside of the path."""
        for path in self._paths:
            xs = [point[0] for point in path]
            ys = [point[1] for point in path]
            left, low, right, high = _shown(state.clip, (min(xs), min(ys), max(xs), max(ys)))
            wide, high_enough = right - left > _THIN, high - low > _THIN
            if right < left or high < low or _is_full(ink):
                continue
            if high_enough and not wide:
                middle = (left + right) / 2
                ink.segments.append(Segment(middle, low, middle, high, state.fill))
            elif wide and not high_enough:
                middle = (low + high) / 2
                ink.segments.append(Segment(left, middle, right, middle, state.fill))
            elif wide and state.fill_alpha >= OPAQUE and len(path) <= _MOST_POINTS:
                cover(ink, state, path, state.fill, order)

    def stroke(self, ink: PageInk, state: State, order: int) -> None:
        """Draw along the path."""
        a, b, c, d, _, _ = state.matrix
        width = state.line_width * abs(a * d - b * c) ** 0.5
        for path in self._paths:
            for start, end in pairwise(path):
                is_short = hypot(end[0] - start[0], end[1] - start[1]) < 4 * _THIN
                if (self._is_curved and is_short) or _is_full(ink):
                    continue
                if width > 2 * _THIN and state.stroke_alpha >= OPAQUE:
                    cover(ink, state, _band(start, end, width / 2), state.stroke, order)
                else:
                    _draw(ink, state, start, end)


def cover(ink: PageInk, state: State, path: Sequence[Point], colour: Colour, order: int) -> None:
    """Add a filled area, as far as the state shows it."""
    if state.is_blended:
        return
    left, low, right, high = state.clip
    inside = tuple((min(max(x, left), right), min(max(y, low), high)) for x, y in path)
    ink.areas.append(Area(inside, colour, order))


def all_around(box: Box) -> Box:
    """Return a box with as much room again on every side."""
    left, low, right, high = box
    return 2 * left - right, 2 * low - high, 2 * right - left, 2 * high - low


def _is_full(ink: PageInk) -> bool:
    return len(ink.segments) + len(ink.areas) > _MOST_SHAPES


def _draw(ink: PageInk, state: State, start: Point, end: Point) -> None:
    (x0, y0), (x1, y1) = start, end
    if x0 == x1 or y0 == y1:
        box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        left, low, right, high = _shown(state.clip, box)
        if left <= right and low <= high:
            ink.segments.append(Segment(left, low, right, high, state.stroke))
    else:
        ink.segments.append(Segment(x0, y0, x1, y1, state.stroke))


def _shown(clip: Box, box: Box) -> Box:
    return max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3])


def _reaches_around(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[0] + _THIN
        and one[1] <= other[1] + _THIN
        and one[2] >= other[2] - _THIN
        and one[3] >= other[3] - _THIN
    )


def _band(start: Point, end: Point, half: float) -> list[Point]:
    """Return the corners of a thick line."""
    (x0, y0), (x1, y1) = start, end
    length = hypot(x1 - x0, y1 - y0) or 1.0
    x, y = (y1 - y0) / length * half, (x0 - x1) / length * half
    return [(x0 + x, y0 + y), (x1 + x, y1 + y), (x1 - x, y1 - y), (x0 - x, y0 - y)]
