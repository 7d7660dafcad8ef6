"""The entries of a TOML file, read field by field; every fault is kept with its line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from gia_desktop.core.records import dataclass
from gia_desktop.files.positions import Positions

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
    """A parsed file with its line numbers; collects every fault found while reading it."""

    def __init__(
        self, data: Mapping[str, Any], positions: Positions, known: Mapping[str, frozenset[str]]
    ) -> None:
        """Start without faults; ``known`` are the keys of each kind of entry, of the file itself under ""."""
        self.positions = positions
        self.faults: list[Fault] = []
        self.top = Entry(self, "", 0, data)
        self._known = known

    def has_version(self, key: str, wanted: int) -> bool:
        """Tell whether the file is written for this program; keep a fault when it is not."""
        version = self.top.get(key)
        if version is None:
            self.top.fault(f"这个文件开头缺一行 {key} = {wanted}")
        elif version != wanted:
            self.top.fault(f"{key} 应为 {wanted}，这里是 {version}", key)
        return not self.faults

    def entries(self, name: str) -> list[Entry]:
        """Return the entries ``[[name]]`` in order, none when they are not written so."""
        entries = self.top.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.fault(f"{name} 应写成 [[{name}]]", name)
            return []
        found = [Entry(self, name, index, data) for index, data in enumerate(entries)]
        for entry in found:
            self.unknown_keys(entry)
        return found

    def unknown_keys(self, entry: Entry) -> None:
        """Keep a fault for each key of an entry that no entry of its kind has."""
        for key in entry.data.keys() - self._known[entry.name]:
            entry.fault(f"不认识的项 {key}", key)

    def fault(self, cause: str, name: str, index: int = 0, key: str = "") -> None:
        """Keep a fault of a place that no entry stands for, such as a heading that is missing."""
        self.faults.append(Fault(self.positions.line(name, index, key), cause))


class Entry:
    """One ``[[name]]`` of a file, or the file itself; what is wrong with it goes to the file's faults."""

    __slots__ = ("_fields", "data", "index", "name")

    def __init__(self, fields: Fields, name: str, index: int, data: Mapping[str, Any]) -> None:
        """Keep the entry's place, such as the third ``[[rows]]``, beside what it says."""
        self._fields = fields
        self.name = name
        self.index = index
        self.data = data

    def get(self, key: str, default: object = None) -> Any:
        """Return what stands under a key, whatever it is."""
        return self.data.get(key, default)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and say something."""
        value = self.data.get(key, default)
        if not isinstance(value, str) or (default is None and not value):
            self.fault(f"缺少 {key}" if key not in self.data else f"{key} 应为文字", key)
            return ""
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty when the key is not there."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(f"{key} 应为文字的列表", key)
            return ()
        return tuple(value)

    def flag(self, key: str) -> bool:
        """Return a truth value, false when the key is not there."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.fault(f"{key} 应为 true 或 false", key)
            return False
        return value

    def fault(self, cause: str, key: str = "") -> None:
        """Keep a fault of one key of this entry."""
        self._fields.fault(cause, self.name, self.index, key)
