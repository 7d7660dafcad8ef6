"""Telling what can be seen on a PDF page and turning the page upright."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import atan2, cos, degrees, radians, sin
from typing import Final

from gia_desktop.importers.pdf.colours import WHITE, alike
from gia_desktop.importers.pdf.ink import STAMP, Area, Box, Colour, Glyph, PageInk, Point, Segment
from gia_desktop.importers.pdf.paths import Effort
from gia_desktop.importers.shown.ground import is_lost

_BAND: Final = 16.0
"""Points; areas are looked up by the bands of the page that they reach into."""
_SAME_COLOUR: Final = 0.1
_TINY: Final = 2.0
"""Points; nobody can read a sign of this size."""
_STRAIGHT: Final = 4.0
"""Degrees by which a line of writing may lean."""
_QUARTER: Final = 90.0
_THIN: Final = 3.0
_LEAST_AREA: Final = 3.0
_TWICE: Final = 0.25
"""Share of its own width by which a sign drawn twice, so as to look bold, moves."""
_STRIKE_LOW: Final = 0.12
_STRIKE_HIGH: Final = 0.62
_STRUCK_SHARE: Final = 0.5
_MOST_BOUND: Final = 2.5
_UNDER: Final = 0.35


@dataclass(frozen=True, slots=True)
class Letter:
    """A sign that is seen, on the page turned upright; ``x`` to ``end`` on the base line ``y``, in points.

    Attributes:
        is_turned: whether it stands at a right angle to the page's lines.
        is_struck: whether a line goes through it.
        order: place in the order of painting; signs painted at once have the same.
        font: its name.
        is_off: whether it lies beyond the edge of the page, where only a table may go on.
    """

    text: str
    x: float
    y: float
    width: float
    size: float
    colour: Colour = (0.0, 0.0, 0.0)
    is_turned: bool = False
    is_struck: bool = False
    order: int = 0
    is_off: bool = False
    font: str = ""

    @property
    def end(self) -> float:
        """Where the sign ends on its line."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Edge:
    """A drawn line: upright at ``at`` from ``start`` to ``end``, or level."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass
class Seen:
    """What is seen of a page.

    Attributes:
        stamped: text of stamps and watermarks: it runs across the page, or the file calls it so.
        hidden: text that leaves no ink or lies under other ink.
        has_picture: whether there is a picture on it.
        is_picture: whether there is a picture and no text that is seen.
        left, right: sides of the page turned upright.
    """

    letters: list[Letter] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    stamped: str = ""
    hidden: str = ""
    has_picture: bool = False
    is_picture: bool = False
    left: float = 0.0
    right: float = 0.0


def seen_on(ink: PageInk, box: Box, effort: Effort) -> Seen:
    """Return what can be seen of a page that shows a box of its plane.

    Raises:
        UnsafeFileError: it takes too long.
    """
    glyphs, hidden = _uncovered(ink, effort)
    angle = _main_angle(glyphs)
    turn = radians(-angle)
    right = (cos(turn), sin(turn))
    letters: list[Letter] = []
    stamped: list[str] = []
    for glyph in glyphs:
        lean = (_angle(glyph.right) - angle + 45.0) % 360.0 - 45.0
        if glyph.mark == STAMP or (not glyph.mark and abs((lean + 45.0) % _QUARTER - 45.0) > _STRAIGHT):
            stamped.append(glyph.text)
        elif not glyph.mark:
            letter = _upright(glyph, right, is_turned=abs(lean) > _STRAIGHT)
            letters.append(letter if _is_on(glyph.middle, box) else replace(letter, is_off=True))
    once = _drawn_once(letters)
    sides = [_rotated(x, y, right)[0] for x in (box[0], box[2]) for y in (box[1], box[3])]
    strikes, edges = _parted([_turned(segment, right) for segment in ink.segments], once, effort)
    return Seen(
        [
            replace(letter, is_struck=True) if _is_struck(letter, strikes, effort) else letter
            for letter in once
        ],
        edges,
        "".join(stamped).strip(),
        "".join(glyph.text for glyph in hidden if not glyph.mark).strip(),
        has_picture=ink.pictures > 0,
        is_picture=ink.pictures > 0 and not any(letter.text.strip() for letter in once),
        left=min(sides),
        right=max(sides),
    )


# -- what is hidden


def _uncovered(ink: PageInk, effort: Effort) -> tuple[list[Glyph], list[Glyph]]:
    """Return the signs that are seen, and those that aren't; spaces count as seen."""
    bands: dict[int, list[Area]] = defaultdict(list)
    for area in ink.areas:
        left, low, right, high = area.box
        if right - left > _LEAST_AREA and high - low > _LEAST_AREA:
            for band in range(int(low // _BAND), min(int(high // _BAND), int(low // _BAND) + 1000) + 1):
                bands[band].append(area)
        effort.step()
    seen: list[Glyph] = []
    hidden: list[Glyph] = []
    for glyph in ink.glyphs:
        effort.step()
        if not glyph.text.strip():
            seen.append(glyph)
        elif not glyph.is_shown or glyph.size <= _TINY or glyph.text == "\x00":
            hidden.append(glyph)
        else:
            (seen if _leaves_ink(glyph, bands, effort) else hidden).append(glyph)
    return seen, hidden


def _leaves_ink(glyph: Glyph, bands: dict[int, list[Area]], effort: Effort) -> bool:
    """Tell whether a sign differs from what it is painted on and nothing is painted over it."""
    middle = glyph.middle
    ground: Colour = WHITE
    for area in bands.get(int(middle[1] // _BAND), ()):
        effort.step()
        if _holds(area.points, middle):
            if area.order > glyph.order:
                return False
            ground = area.colour
    return not is_lost(glyph.colour, ground)


def _holds(points: Sequence[Point], at: Point) -> bool:
    """Tell whether a polygon encloses a point."""
    x, y = at
    inside = False
    before = points[-1]
    for point in points:
        if (point[1] > y) != (before[1] > y):
            crossing = (before[0] - point[0]) * (y - point[1]) / (before[1] - point[1]) + point[0]
            inside ^= x < crossing
        before = point
    return inside


def _is_on(at: Point, box: Box) -> bool:
    return box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]


# -- turning


def _angle(direction: Point) -> float:
    return degrees(atan2(direction[1], direction[0]))


def _main_angle(glyphs: Iterable[Glyph]) -> float:
    """Return the angle in degrees in which most is written."""
    counted = Counter(round(_angle(glyph.right)) % 360 for glyph in glyphs if glyph.text.strip())
    return float(counted.most_common(1)[0][0]) if counted else 0.0


def _upright(glyph: Glyph, right: Point, *, is_turned: bool) -> Letter:
    x, y = _rotated(glyph.x, glyph.y, right)
    width, size = glyph.width, glyph.size
    if is_turned:  # its box as seen by the page
        ax, ay = _rotated(*glyph.right, right)
        ux, uy = _rotated(*glyph.up, right)
        xs = [x, x + ax * width, x + ux * size, x + ax * width + ux * size]
        ys = [y, y + ay * width, y + uy * size, y + ay * width + uy * size]
        return Letter(
            glyph.text, min(xs), min(ys), max(xs) - min(xs), size, glyph.colour, True, False, glyph.order
        )  # fmt: skip
    return Letter(glyph.text, x, y, width, size, glyph.colour, False, False, glyph.order, False, glyph.font)


def _rotated(x: float, y: float, right: Point) -> Point:
    return x * right[0] - y * right[1], x * right[1] + y * right[0]


def _turned(segment: Segment, right: Point) -> Segment:
    x0, y0 = _rotated(segment.x0, segment.y0, right)
    x1, y1 = _rotated(segment.x1, segment.y1, right)
    return Segment(x0, y0, x1, y1, segment.colour)


# -- what is drawn twice, struck out, ruled


def _drawn_once(letters: list[Letter]) -> list[Letter]:
    """Leave out signs that are drawn again a hair's breadth aside, as programs do for bold or shadows."""
    places: dict[tuple[str, int, int], list[Letter]] = defaultdict(list)
    once: list[Letter] = []
    for letter in letters:
        if not letter.text.strip():
            once.append(letter)
            continue
        reach = max(_TWICE * letter.width, 0.3)
        column, line = int(letter.x // 4), int(letter.y // 4)
        near = (
            other
            for across in (column - 1, column, column + 1)
            for down in (line - 1, line, line + 1)
            for other in places.get((letter.text, across, down), ())
        )
        if any(abs(other.x - letter.x) < reach and abs(other.y - letter.y) < reach for other in near):
            continue
        places[letter.text, column, line].append(letter)
        once.append(letter)
    return once


def _parted(
    segments: list[Segment], letters: list[Letter], effort: Effort
) -> tuple[list[Segment], list[Edge]]:
    """Part lines that go through words from those that rule tables; lines under words are neither."""
    bands: dict[int, list[Letter]] = defaultdict(list)
    for letter in letters:
        if letter.text.strip():
            for band in {
                int((letter.y - letter.size) // _BAND),
                int(letter.y // _BAND),
                int((letter.y + letter.size) // _BAND),
            }:
                bands[band].append(letter)
    strikes: list[Segment] = []
    level: list[tuple[Segment, float, bool]] = []
    edges: list[Edge] = []
    for segment in segments:
        left, right = sorted((segment.x0, segment.x1))
        low, high = sorted((segment.y0, segment.y1))
        if right - left <= _THIN:
            if high - low > _THIN:
                edges.append(Edge(upright=True, at=(left + right) / 2, start=low, end=high))
        elif high - low > _THIN:
            strikes.append(segment)
        else:
            at = (low + high) / 2
            effort.step(len(bands.get(int(at // _BAND), ())))
            near = [letter for letter in bands.get(int(at // _BAND), ()) if _overlap(left, right, letter) > 0]
            if _is_as_long(left, right, [letter for letter in near if _goes_through(at, letter)]):
                if not alike(segment.colour, WHITE, _SAME_COLOUR):
                    strikes.append(segment)
                continue
            under = _is_as_long(left, right, [letter for letter in near if _is_under(at, letter)])
            level.append((segment, at, under))
    sides = [edge.at for edge in edges]
    for segment, at, under in level:
        left, right = sorted((segment.x0, segment.x1))
        effort.step(len(sides) if under else 1)
        if not under or any(abs(side - left) < _THIN or abs(side - right) < _THIN for side in sides):
            edges.append(Edge(upright=False, at=at, start=left, end=right))
    return strikes, edges


def _is_as_long(left: float, right: float, letters: Sequence[Letter]) -> bool:
    """Tell whether a line is about as long as the words it goes through or under."""
    covered = sum(_overlap(left, right, letter) for letter in letters)
    return bool(letters) and right - left < _MOST_BOUND * covered + letters[0].size


def _is_under(at: float, letter: Letter) -> bool:
    return letter.y - _UNDER * letter.size < at < letter.y + _STRIKE_LOW * letter.size


def _goes_through(at: float, letter: Letter) -> bool:
    return letter.y + _STRIKE_LOW * letter.size < at < letter.y + _STRIKE_HIGH * letter.size


def _overlap(left: float, right: float, letter: Letter) -> float:
    return min(right, letter.end) - max(left, letter.x)


def _is_struck(letter: Letter, strikes: Sequence[Segment], effort: Effort) -> bool:
    if not letter.text.strip():
        return False
    middle = letter.x + letter.width / 2
    effort.step(len(strikes))
    for strike in strikes:
        left, right = min(strike.x0, strike.x1), max(strike.x0, strike.x1)
        leaning = abs(strike.y1 - strike.y0)
        if left <= middle <= right and right - left > 0 and leaning < 2 * letter.size:
            at = strike.y0 + (strike.y1 - strike.y0) * (middle - strike.x0) / (strike.x1 - strike.x0)
            if _goes_through(at, letter) and _overlap(left, right, letter) > _STRUCK_SHARE * letter.width:
                return True
    return False
