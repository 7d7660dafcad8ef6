"""Line numbers in a format file, which the TOML reader of the standard library does not give."""

from __future__ import annotations

import re
from functools import cached_property

_HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_.]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_]+)\s*=")


class Positions:
    """Where each entry of a file begins: ``("rows", 3)`` is the fourth ``[[rows]]``."""

    def __init__(self, text: str) -> None:
        """Keep the text; it is looked through when the first line is asked for, as only faults do."""
        self._text = text

    @cached_property
    def _found(self) -> tuple[dict[tuple[str, int], int], dict[tuple[str, int, str], int]]:
        """Every header and every key with its line."""
        lines: dict[tuple[str, int], int] = {}
        keys: dict[tuple[str, int, str], int] = {}
        counts: dict[str, int] = {}
        entry, inside = ("", 0), False
        for number, line in enumerate(self._text.splitlines(), 1):
            quotes = line.count('"""')
            if inside:
                inside = quotes % 2 == 0
                continue
            header = _HEADER.match(line)
            if header:
                name = header.group(1)
                entry = (name, counts.get(name, 0))
                counts[name] = entry[1] + 1
                lines[entry] = number
            elif key := _KEY.match(line):
                keys[*entry, key.group(1)] = number
            inside = quotes % 2 == 1
        return lines, keys

    def line(self, name: str = "", index: int = 0, key: str = "") -> int:
        """Return the line of a key of an entry, or of the entry itself when the key is not there."""
        lines, keys = self._found
        return keys.get((name, index, key)) or lines.get((name, index), 1)
