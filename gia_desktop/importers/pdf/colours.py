"""Colours of a PDF as red, green and blue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from gia_desktop.importers.pdf.ink import Colour

BLACK: Final = (0.0, 0.0, 0.0)
WHITE: Final = (1.0, 1.0, 1.0)
_GRAY, _RGB, _CMYK = 1, 3, 4
_DEVICES: Final = {
    "DeviceGray": _GRAY, "CalGray": _GRAY, "G": _GRAY, "DeviceRGB": _RGB, "CalRGB": _RGB, "RGB": _RGB,
    "DeviceCMYK": _CMYK, "CMYK": _CMYK,
}  # fmt: skip


class Space:
    """A colour space: how many figures a colour has and whether they are amounts of one ink."""

    def __init__(self, parts: int, *, is_ink: bool = False) -> None:
        """Keep both; 0 parts where colours can't be told."""
        self.parts = parts
        self.is_ink = is_ink

    def colour(self, figures: Sequence[Any]) -> Colour:
        """Return a colour of the space; None when it can't be told."""
        plain = [float(figure) for figure in figures if isinstance(figure, (int, float))]
        if self.is_ink and plain:
            return WHITE if max(plain) == 0 else BLACK
        return mixed(plain) if self.parts and len(plain) == self.parts == len(figures) else None


UNKNOWN: Final = Space(0)


def space_of(entry: Any) -> Space:
    """Return the colour space that a name or an array tells."""
    entry = entry.get_object() if hasattr(entry, "get_object") else entry
    if isinstance(entry, str):
        return Space(_DEVICES.get(entry.removeprefix("/"), 0))
    if not isinstance(entry, list) or not entry:
        return UNKNOWN
    kind = str(entry[0]).removeprefix("/")
    if kind == "ICCBased" and len(entry) > 1:
        profile = entry[1].get_object()
        return Space(int(profile.get("/N", 0)) if hasattr(profile, "get") else 0)
    if kind in {"Separation", "DeviceN"}:
        return Space(1, is_ink=True)
    return Space(_DEVICES.get(kind, 0))


def mixed(figures: Sequence[float]) -> Colour:
    """Return a colour of one, three or four figures (gray; red, green, blue; or the inks of print)."""
    if len(figures) == _GRAY:
        return figures[0], figures[0], figures[0]
    if len(figures) == _RGB:
        return figures[0], figures[1], figures[2]
    if len(figures) == _CMYK:
        cyan, magenta, yellow, black = figures
        return 1 - min(1.0, cyan + black), 1 - min(1.0, magenta + black), 1 - min(1.0, yellow + black)
    return None


def alike(one: Colour, other: Colour, least: float) -> bool:
    """Tell whether two colours differ by less than an amount in each part; unknown ones never do."""
    return (
        one is not None
        and other is not None
        and all(abs(here - there) < least for here, there in zip(one, other, strict=True))
    )
