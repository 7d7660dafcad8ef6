"""What the style of an element of a web page does to its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from gia_desktop.importers.shown.ground import CLEAR, Colour, colour_of

_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|ex|%|cm|mm|in)?")
_POINTS: Final = {"px": 0.75, "pt": 1.0, "": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0, "ex": 5.0}
_NAMED: Final = {
    "xx-small": 6.75, "x-small": 7.5, "small": 9.75, "medium": 12.0, "large": 13.5, "x-large": 18.0,
    "xx-large": 24.0,
}  # fmt: skip
_FONT_TAG: Final = {"1": 7.5, "2": 9.75, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_WORDS = re.compile(r"(?:[\w.%-]+)?\([^()]*\)|[^\s()]+")
_KEPT: Final = frozenset({"", "inherit", "currentcolor", "unset"})
_NO_GROUND: Final = frozenset({"none", "initial", "revert"})
_SHRUNK = re.compile(r"scale[xy]?\(\s*0(?:\.0+)?\s*[,)]")
_OF_TABLES: Final = frozenset({"td", "th", "tr", "tbody", "table"})
_UNSEEN_SIZE: Final = 2.0
_SMALL_SHARE: Final = 0.72
_FAR_AWAY: Final = -500.0
USUAL_SIZE: Final = 12.0
_STRUCK: Final = frozenset({"s", "strike", "del"})
_BOXES: Final = frozenset(
    {"td", "th", "tr", "tbody", "thead", "table", "img", "col", "div", "p", "li", "body"}
)


@dataclass(frozen=True, slots=True)
class WebLook:
    """How the text of an element looks, in what it changes.

    Attributes:
        hidden: whether nobody sees it.
        struck, height: struck out; ``raised``, ``lowered`` or nothing.
        size: points; that of the parent where nothing is said.
        colour: its colour; None where it can't be told, nothing where that of the parent goes on.
        ground: what lies behind it, in the same way.
    """

    hidden: bool = False
    struck: bool = False
    height: str = ""
    size: float = USUAL_SIZE
    colour: tuple[Colour | None] | None = None
    ground: tuple[Colour | None] | None = None


def look_of(element: etree._Element, said: dict[str, str], size: float) -> WebLook:
    """Return what an element and its declared style do to its text; ``size`` is that of its parent."""
    tag = str(element.tag)
    size = _size(element, said, size)
    height = {"sup": "raised", "sub": "lowered"}.get(tag, "") or _height(tag, said)
    decoration = f"{said.get('text-decoration', '')} {said.get('text-decoration-line', '')}"
    return WebLook(
        _is_hidden(element, said, size),
        tag in _STRUCK or "line-through" in decoration,
        height,
        size,
        _colour(element, said),
        _ground(element, said),
    )


def is_small(size: float, beside: float) -> bool:
    """Tell whether text is so much smaller than the text beside it that it is a note."""
    return size < _SMALL_SHARE * beside


def _is_hidden(element: etree._Element, said: dict[str, str], size: float) -> bool:
    shown = said.get("display", "")
    if shown == "none" or (element.get("hidden") is not None and not shown):
        return True
    if said.get("visibility") in {"hidden", "collapse"} or said.get("mso-hide") == "all":
        return True
    if "mso-element" in said and said["mso-element"].startswith("comment"):
        return True
    if size < _UNSEEN_SIZE or _points(said.get("opacity", "1"), 1.0) <= 0:
        return True
    is_away = said.get("position") in {"absolute", "fixed"} and any(
        _points(said.get(side, "0"), USUAL_SIZE) < _FAR_AWAY for side in ("left", "top")
    )
    is_away = is_away or _points(said.get("text-indent", "0"), USUAL_SIZE) < _FAR_AWAY
    clip, path = (said.get(name, "").replace(" ", "") for name in ("clip", "clip-path"))
    is_clipped = clip.startswith(("rect(0", "rect(1px")) or path.startswith(("inset(50%", "inset(100%"))
    return is_away or is_clipped or _is_closed(element, said)


def _is_closed(element: etree._Element, said: dict[str, str]) -> bool:
    """Tell whether an element is a box without room that cuts off what stands in it, or is shrunk to nothing.

    The cells of a table are as large as their text, whatever is said of them.
    """
    if _SHRUNK.search(said.get("transform", "")):
        return True
    if said.get("overflow") not in {"hidden", "clip"} or element.tag in _OF_TABLES:
        return False
    sides = (said.get(side, "") for side in ("width", "height", "max-width", "max-height"))
    return any(_points(side, USUAL_SIZE, default=USUAL_SIZE) < _UNSEEN_SIZE for side in sides)


def _height(tag: str, said: dict[str, str]) -> str:
    if tag in _BOXES:
        return ""
    align = said.get("vertical-align", "")
    if align in {"super", "sub"}:
        return "raised" if align == "super" else "lowered"
    moved = _points(align, USUAL_SIZE) or _points(said.get("mso-text-raise", "0"), USUAL_SIZE)
    if not moved and said.get("position") == "relative":
        moved = -_points(said.get("top", "0"), USUAL_SIZE)
    return "raised" if moved > 0 else "lowered" if moved < 0 else ""


def _size(element: etree._Element, said: dict[str, str], size: float) -> float:
    if element.tag == "font":
        size = _FONT_TAG.get(element.get("size", "").strip(), size)
    written = said.get("font-size", "")
    if not written and "font" in said:
        found = re.search(r"(?<![\w.-])(\d*\.?\d+(?:px|pt|em|%))(?:\s|/)", said["font"])
        written = found.group(1) if found else ""
    if not written:
        return size
    if written in _NAMED:
        return _NAMED[written]
    if written in {"smaller", "larger"}:
        return size * (0.83 if written == "smaller" else 1.2)
    return _points(written, size, default=size)


def _points(written: str, whole: float, default: float = 0.0) -> float:
    found = _LENGTH.fullmatch(written.strip())
    if found is None:
        return default
    number, unit = float(found.group(1)), found.group(2) or ""
    if unit in {"em", "rem"}:
        return number * (whole if unit == "em" else USUAL_SIZE)
    return number / 100 * whole if unit == "%" else number * _POINTS[unit]


def _colour(element: etree._Element, said: dict[str, str]) -> tuple[Colour | None] | None:
    written = said.get("color") or _attribute(element, "color") or _attribute(element, "text")
    if written in _KEPT:
        return None
    return (colour_of("black" if written in _NO_GROUND else written),)


def _ground(element: etree._Element, said: dict[str, str]) -> tuple[Colour | None] | None:
    """Return what an element puts behind its text; pictures and gradients may be of any colour."""
    if said.get("background-image", "none") not in {"none", ""} or element.get("background"):
        return (None,)
    written = said.get("background-color") or said.get("background", "") or _attribute(element, "bgcolor")
    colours = []
    for word in _WORDS.findall(written):
        if word in _KEPT or word in _NO_GROUND:
            continue
        if word.startswith("url(") or "gradient(" in word:
            return (None,)
        if (colour := colour_of(word)) is not None:
            colours.append(colour)
        elif "background-color" in said or not said.get("background"):
            return (None,)  # a name that isn't known
    return next(((colour,) for colour in colours if colour != CLEAR), None)


def _attribute(element: etree._Element, name: str) -> str:
    return (element.get(name) or "").strip().lower()
