"""Draw resources/fonts/gia-marks.ttf, the marks that Chinese fonts lack; run after every change.

Microsoft YaHei and SimSun have no ✓, WenQuanYi has no ›; what is shown instead depends on the PC.
The drawings are our own.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

FONT = Path(__file__).resolve().parent.parent / "resources" / "fonts" / "gia-marks.ttf"
FAMILY = "GIA Marks"
# As a Chinese character stands on its line, so that a mark makes no line taller.
EM, ASCENT, DESCENT = 1000, 880, -120
# The same bytes whenever it is drawn: seconds since 1904.
_DRAWN = 3_850_000_000

Point = tuple[float, float]


def line(pen: TTGlyphPen, points: list[Point], width: float) -> None:
    """Draw a bent line: an oblong for each stretch, longer by half its width so that corners are filled."""
    for begin, end in pairwise(points):
        length = math.dist(begin, end)
        x, y = ((b - a) / length * width / 2 for a, b in zip(begin, end, strict=True))
        (x1, y1), (x2, y2) = (begin[0] - x, begin[1] - y), (end[0] + x, end[1] + y)
        # Clockwise, as TrueType fills.
        shape(pen, [(x1 - y, y1 + x), (x2 - y, y2 + x), (x2 + y, y2 - x), (x1 + y, y1 - x)])


def shape(pen: TTGlyphPen, points: list[Point]) -> None:
    """Draw a filled shape with straight sides."""
    rounded = [(round(x), round(y)) for x, y in points]
    pen.moveTo(rounded[0])
    for point in rounded[1:]:
        pen.lineTo(point)
    pen.closePath()


def pill(pen: TTGlyphPen, left: int, bottom: int, right: int, top: int) -> None:
    """Draw an oblong with round ends."""
    middle, radius = (bottom + top) // 2, (top - bottom) // 2
    pen.moveTo((left + radius, top))
    pen.lineTo((right - radius, top))
    pen.qCurveTo((right, top), (right, middle))
    pen.qCurveTo((right, bottom), (right - radius, bottom))
    pen.lineTo((left + radius, bottom))
    pen.qCurveTo((left, bottom), (left, middle))
    pen.qCurveTo((left, top), (left + radius, top))
    pen.closePath()


def tick(pen: TTGlyphPen) -> None:
    """Draw ✓."""
    line(pen, [(150, 370), (330, 150), (690, 640)], 105)


def cross(pen: TTGlyphPen) -> None:
    """Draw ✗."""
    line(pen, [(210, 680), (610, 90)], 110)
    line(pen, [(150, 140), (660, 610)], 110)


def hand(pen: TTGlyphPen) -> None:
    """Draw ☞: a cuff, a thumb, the finger that points, three that are bent."""
    shape(pen, [(60, 660), (200, 660), (200, 60), (60, 60)])
    shape(pen, [(240, 600), (420, 600), (560, 470), (560, 110), (240, 110)])
    pill(pen, 260, 560, 600, 690)
    pill(pen, 300, 430, 950, 550)
    for bottom in (320, 210, 100):
        pill(pen, 360, bottom, 690 - (320 - bottom) // 4, bottom + 95)


def enter(pen: TTGlyphPen) -> None:
    """Draw ⏎."""
    line(pen, [(840, 680), (840, 300), (260, 300)], 80)
    shape(pen, [(80, 300), (330, 490), (330, 110)])


def minus(pen: TTGlyphPen) -> None:
    """Draw −."""
    line(pen, [(120, 370), (480, 370)], 80)


def onward(pen: TTGlyphPen) -> None:
    """Draw ›."""
    line(pen, [(150, 580), (330, 380), (150, 180)], 75)


def backward(pen: TTGlyphPen) -> None:
    """Draw ‹."""
    line(pen, [(330, 580), (150, 380), (330, 180)], 75)


def dot(pen: TTGlyphPen) -> None:
    """Draw •."""
    pill(pen, 130, 270, 350, 490)


MARKS: dict[str, tuple[Callable[[TTGlyphPen], None], int]] = {
    "✓": (tick, 800),
    "✗": (cross, 800),
    "☞": (hand, 1000),
    "⏎": (enter, 1000),
    "−": (minus, 600),
    "›": (onward, 480),
    "‹": (backward, 480),
    "•": (dot, 480),
}
"""Every mark with its drawing and its width."""


def font() -> bytes:
    """Return the font as a file."""
    names = {mark: f"uni{ord(mark):04X}" for mark in MARKS}
    pens = {".notdef": TTGlyphPen(None)}
    for mark, (draw, _) in MARKS.items():
        pens[names[mark]] = TTGlyphPen(None)
        draw(pens[names[mark]])
    glyphs = {name: pen.glyph() for name, pen in pens.items()}
    widths = {".notdef": EM, **{names[mark]: width for mark, (_, width) in MARKS.items()}}
    builder = FontBuilder(EM, isTTF=True)
    builder.font.recalcTimestamp = False
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({ord(mark): name for mark, name in names.items()})
    builder.setupGlyf(glyphs)
    bounds = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (width, getattr(bounds[name], "xMin", 0)) for name, width in widths.items()}
    )
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupNameTable(
        {
            "familyName": FAMILY,
            "styleName": "Regular",
            "uniqueFontIdentifier": FAMILY,
            "fullName": FAMILY,
            "version": "Version 1.0",
            "psName": "GIAMarks-Regular",
            "copyright": "GIA Desktop contributors",
            "licenseDescription": "MIT License",
        }
    )
    typo = {"sTypoAscender": ASCENT, "sTypoDescender": DESCENT, "sTypoLineGap": 0}
    builder.setupOS2(**typo, usWinAscent=ASCENT, usWinDescent=-DESCENT)
    builder.setupPost()
    builder.updateHead(created=_DRAWN, modified=_DRAWN)
    file = BytesIO()
    builder.save(file)
    return file.getvalue()


def main() -> None:
    """Write the font file."""
    FONT.write_bytes(font())


if __name__ == "__main__":
    main()
