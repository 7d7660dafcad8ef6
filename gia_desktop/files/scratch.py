"""Folders of temporary files that name the program they belong to: a later one can clear them away."""

from __future__ import annotations

import os
import re
import tempfile
from typing import Final

CONVERSION: Final = "gia-office-"
ONLOOKING: Final = "gia-desktop-"
PREFIXES: Final = (CONVERSION, ONLOOKING)

_OWNER: Final = re.compile(rf"(?:{'|'.join(PREFIXES)})(\d+)-\w+", re.ASCII)


def scratch_folder(prefix: str) -> tempfile.TemporaryDirectory[str]:
    """Return a folder, for this user only, that goes when it is cleaned up or forgotten."""
    return tempfile.TemporaryDirectory(prefix=f"{prefix}{os.getpid()}-", ignore_cleanup_errors=True)


def owner_of(name: str) -> int | None:
    """Return the number of the process that a folder belongs to, None when its name doesn't tell."""
    found = _OWNER.fullmatch(name)
    return int(found.group(1)) if found else None
