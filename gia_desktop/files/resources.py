"""Where the program's data files lie: the same way from the source tree, a wheel and a frozen program."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def resources_root() -> Path:
    """Return the folder that holds ``formats``, ``samples`` and the other data files.

    An installed wheel and the frozen program carry it inside the package, the source tree beside it.

    Raises:
        FileNotFoundError: none of the places exists; the installation is damaged.
    """
    package = Path(__file__).resolve().parent.parent
    bundle = getattr(sys, "_MEIPASS", None)
    places = [package / "resources", package.parent / "resources"]
    if bundle is not None:
        places.insert(0, Path(bundle) / "gia_desktop" / "resources")
    for place in places:
        if (place / "formats").is_dir():
            return place
    raise FileNotFoundError(str(places[0]))


def resource(*parts: str) -> Path:
    """Return the path of one data file or folder, e.g. ``resource("formats", "2021.toml")``."""
    return resources_root().joinpath(*parts)


def licences_folder() -> Path | None:
    """Return the licences of everything that the frozen program carries; the source tree carries nothing."""
    folder = Path(sys.executable).parent / "LICENSES"
    return folder if getattr(sys, "frozen", False) and folder.is_dir() else None
