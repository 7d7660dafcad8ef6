"""The entries of a format file or a like one, read field by field; every fault is kept with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from gia_desktop.files.positions import Positions
from gia_desktop.formats.schema import Help

_HELP_KEYS: Final = frozenset({"help", "basis", "mistake"})
_KNOWN_KEYS: Final[Mapping[str, frozenset[str]]] = {
    "": frozenset({"gia_format", "id", "name", "first_year", "last_year", "source", "sections", "tables",
                   "blocks", "columns", "rows", "cells", "balances", "links", "conversions",
                   "not_applicable"}),
    "source": frozenset({"document", "title", "date"}),
    "sections": frozenset({"id", "heading", "short", "table", "aspects"}) | _HELP_KEYS,
    "tables": frozenset({"id", "widths"}),
    "blocks": frozenset({"id", "table", "title", "corner", "layout", "row_count", "column_count"}),
    "columns": frozenset({"block", "id", "label", "short", "under", "group", "kind", "sum", "aliases",
                          "vertical"}) | _HELP_KEYS,
    "rows": frozenset({"block", "id", "label", "short", "under", "group", "sum", "aliases", "vertical"})
    | _HELP_KEYS,
    "cells": frozenset({"key"}) | _HELP_KEYS,
    "balances": frozenset({"block", "left", "right", "basis"}),
    "links": frozenset({"kind", "target", "plus_last", "plus", "minus", "basis"}),
    "conversions": frozenset({"format", "old", "new", "note"}),
    "not_applicable": frozenset({"cells", "unit_kinds", "offer", "question", "basis"}),
}  # fmt: skip


WHOLE_FILE: Final = 0
"""Line of a fault that is not in one line."""


@dataclass(frozen=True)
class Fault:
    """One fault of a file."""

    line: int
    cause: str

    @property
    def sentence(self) -> str:
        """Return the cause behind its line."""
        return self.cause if self.line == WHOLE_FILE else f"第 {self.line} 行：{self.cause}"


class Fields:
    """The parsed file with its line numbers; collects every fault found while reading it."""

    def __init__(
        self, data: dict[str, Any], positions: Positions, known: Mapping[str, frozenset[str]] = _KNOWN_KEYS
    ) -> None:
        """Start without faults; ``known`` are the keys of each kind of entry, those of format files."""
        self.data = data
        self._known = known
        self.positions = positions
        self.faults: list[Fault] = []

    def fault(self, cause: str, name: str = "", index: int = 0, key: str = "") -> None:
        """Keep a fault of a key of an entry, such as the third ``[[rows]]``."""
        self.faults.append(Fault(self.positions.line(name, index, key), cause))

    def has_version(self, key: str, wanted: int) -> bool:
        """Tell whether the file is written for this program; keep a fault when it is not."""
        if key not in self.data:
            self.fault(f"这个文件开头缺一行 {key} = {wanted}")
        elif self.data[key] != wanted:
            self.fault(f"{key} 应为 {wanted}，这里是 {self.data[key]}", key=key)
        return not self.faults

    def entries(self, name: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
        """Return the numbered entries ``[[name]]``, none when they are not written so."""
        entries = self.data.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.fault(f"{name} 应写成 [[{name}]]", name)
            return []
        for index, entry in enumerate(entries):
            self.unknown_keys(name, index, entry)
        return list(enumerate(entries))

    def unknown_keys(self, name: str, index: int, entry: Mapping[str, Any]) -> None:
        """Keep a fault for each key of an entry that no entry of its kind has."""
        for key in entry.keys() - self._known[name]:
            self.fault(f"不认识的项 {key}", name, index, key)

    def text(
        self, name: str, index: int, entry: Mapping[str, Any], key: str, default: str | None = None
    ) -> str:
        """Return a text; without a default it must be there and say something."""
        value = entry.get(key, default)
        if not isinstance(value, str) or (default is None and not value):
            self.fault(f"缺少 {key}" if key not in entry else f"{key} 应为文字", name, index, key)
            return ""
        return value

    def texts(self, name: str, index: int, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """Return a list of texts, empty when the key is not there."""
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(f"{key} 应为文字的列表", name, index, key)
            return ()
        return tuple(value)

    def help_of(self, name: str, index: int, entry: Mapping[str, Any]) -> Help:
        """Return what an entry says for the clerk."""
        return Help(*(self.text(name, index, entry, key, "").strip() for key in ("help", "basis", "mistake")))
