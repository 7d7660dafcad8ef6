"""What a page of a PDF shows: signs, straight lines and filled areas, in the order of painting."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[float, float, float] | None
"""Red, green, blue from 0 to 1; None where it can't be told (patterns, pictures)."""
Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, low, right, high."""


class Glyph(NamedTuple):
    """A painted sign; points, from the lower left corner of the page.

    Attributes:
        text: what it means; U+FFFD when the font doesn't tell.
        x, y: where its base line begins.
        right, up: the directions of its line and of its height, of length 1.
        width: how far it moves the pen.
        size: size of the font.
        colour: what it is painted in.
        order: place in the order of painting, counted together with areas.
        is_shown: whether it leaves ink that isn't cut off.
        font: its name.
        mark: what the file calls it: one of the marks of this module, or nothing.
    """

    text: str
    x: float
    y: float
    right: Point
    up: Point
    width: float
    size: float
    colour: Colour
    order: int
    is_shown: bool
    mark: str
    font: str = ""

    @property
    def middle(self) -> Point:
        """A point that its ink surrounds."""
        along, above = self.width / 2, self.size * 0.35
        return (
            self.x + self.right[0] * along + self.up[0] * above,
            self.y + self.right[1] * along + self.up[1] * above,
        )


class Segment(NamedTuple):
    """A drawn straight line; ``colour`` as of a glyph."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: Colour


class Area(NamedTuple):
    """A filled polygon that nothing shines through."""

    points: tuple[Point, ...]
    colour: Colour
    order: int

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, low, right, high."""
        xs = [point[0] for point in self.points]
        ys = [point[1] for point in self.points]
        return min(xs), min(ys), max(xs), max(ys)


RUNNING = "running"
"""Mark of heads and feet of pages."""
STAMP = "stamp"
"""Mark of watermarks and stamps."""


@dataclass
class PageInk:
    """Everything that a page paints, in the order of painting."""

    glyphs: list[Glyph] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    pictures: int = 0


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does one thing and then another."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """Return where a matrix puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
