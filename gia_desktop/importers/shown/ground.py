"""Text against its ground: whether anybody can see it, however a file writes the two colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache
from typing import Final

Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""

PAPER: Final[Colour] = (1.0, 1.0, 1.0)
INK: Final[Colour] = (0.0, 0.0, 0.0)
CLEAR: Final[Colour] = (-1.0, -1.0, -1.0)
"""No colour at all: text of it is seen on no ground, and what lies behind a ground of it shows through."""

_LEAST_CONTRAST: Final = 1.3
"""Black on white has 21; the faintest gray that people read has 1.5."""
_NEAREST: Final = 0.41
"""Colours of equal brightness are told apart where a part of them differs by more: red from green."""
_HEXADECIMAL = re.compile(r"#?([0-9a-f]{2})?([0-9a-f]{6})", re.IGNORECASE)
_OF_WEB = re.compile(r"#([0-9a-f]{6})([0-9a-f]{2})|#([0-9a-f]{3})([0-9a-f])?", re.IGNORECASE)
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]*)\)")
_NAMES: Final[Mapping[str, str]] = {
    "black": "000000", "white": "ffffff", "red": "ff0000", "lime": "00ff00", "blue": "0000ff",
    "yellow": "ffff00", "cyan": "00ffff", "aqua": "00ffff", "magenta": "ff00ff", "fuchsia": "ff00ff",
    "maroon": "800000", "darkred": "8b0000", "green": "008000", "darkgreen": "006400", "navy": "000080",
    "darkblue": "00008b", "olive": "808000", "purple": "800080", "teal": "008080", "gray": "808080",
    "grey": "808080", "silver": "c0c0c0", "lightgray": "d3d3d3", "lightgrey": "d3d3d3",
    "darkgray": "a9a9a9", "darkgrey": "a9a9a9", "gainsboro": "dcdcdc", "orange": "ffa500",
    "darkorange": "ff8c00", "orangered": "ff4500", "tomato": "ff6347", "crimson": "dc143c",
    "firebrick": "b22222", "brown": "a52a2a", "gold": "ffd700", "pink": "ffc0cb", "skyblue": "87ceeb",
    "lightblue": "add8e6", "lightyellow": "ffffe0", "lightgreen": "90ee90", "royalblue": "4169e1",
    "steelblue": "4682b4", "dodgerblue": "1e90ff", "mediumblue": "0000cd", "midnightblue": "191970",
    "indigo": "4b0082", "violet": "ee82ee", "beige": "f5f5dc", "snow": "fffafa", "ivory": "fffff0",
    "ghostwhite": "f8f8ff", "floralwhite": "fffaf0", "whitesmoke": "f5f5f5", "mintcream": "f5fffa",
    "azure": "f0ffff", "aliceblue": "f0f8ff", "seashell": "fff5ee", "honeydew": "f0fff0",
    "linen": "faf0e6", "lavender": "e6e6fa",
}  # fmt: skip
THEME: Final[Mapping[str, str]] = {
    "lt1": "FFFFFF", "dk1": "000000", "lt2": "E7E6E6", "dk2": "44546A", "accent1": "4472C4",
    "accent2": "ED7D31", "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5",
    "accent6": "70AD47", "hlink": "0563C1", "folHlink": "954F72",
}  # fmt: skip
"""Colours of the theme that office programs begin with, by the names in a theme part, in Excel's order."""


@lru_cache(maxsize=4096)
def is_lost(text: Colour | None, ground: Colour | None) -> bool:
    """Tell whether text of a colour can't be seen on a ground; one that isn't known loses nothing.

    Contrast is that of WCAG 2.1 (relative luminance).
    """
    if text == CLEAR:
        return True
    if text is None or ground is None:
        return False
    if any(abs(here - there) > _NEAREST for here, there in zip(text, ground, strict=True)):
        return False
    bright, dark = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (bright + 0.05) / (dark + 0.05) < _LEAST_CONTRAST


@lru_cache(maxsize=1024)
def colour_of(written: str) -> Colour | None:
    """Return a colour as Office and web pages write it; None for one that can't be told.

    Known are ``FFFFFF``, ``FFFFFFFF`` (opacity first, as Office), ``#fff``, ``#ffffff80`` (opacity last),
    ``rgb(…)``, ``hsl(…)`` with or without opacity, the usual names and ``transparent``.
    """
    plain = written.strip().lower()
    if plain == "transparent":
        return CLEAR
    if found := _OF_WEB.fullmatch(plain):
        opacity = found.group(2) or found.group(4)
        return CLEAR if opacity and not int(opacity, 16) else _of_digits(found.group(1) or found.group(3))
    if found := _HEXADECIMAL.fullmatch(_NAMES.get(plain, plain)):
        return _of_digits(found.group(2))
    if found := _FUNCTION.fullmatch(plain):
        return _of_function(found.group(1), re.split(r"[\s,/]+", found.group(2).strip()))
    return None


def tinted(colour: Colour, tint: float) -> Colour:
    """Return a colour made lighter (0 to 1) or darker (-1 to 0) as Excel does (ECMA-376 part 1, 18.8.19)."""
    tint = min(max(tint, -1.0), 1.0)
    hue, light, strength = rgb_to_hls(*colour)
    return hls_to_rgb(hue, light * (1 + tint) if tint < 0 else light * (1 - tint) + tint, strength)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for part in (max(part, 0.0) for part in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _of_digits(digits: str) -> Colour:
    if len(digits) == 3:  # noqa: PLR2004
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def _of_function(kind: str, parts: list[str]) -> Colour | None:
    try:
        figures = [float(part.removesuffix("deg").rstrip("%")) for part in parts]
    except ValueError:
        return None
    if len(figures) not in {3, 4}:
        return None
    if figures[3:] == [0.0]:
        return CLEAR
    if kind == "hsl":
        return hls_to_rgb(figures[0] / 360 % 1, min(figures[2] / 100, 1.0), min(figures[1] / 100, 1.0))
    red, green, blue = (
        min(figure / (100 if part.endswith("%") else 255), 1.0)
        for figure, part in zip(figures[:3], parts[:3], strict=True)
    )
    return red, green, blue
