"""Which layers (optional content) of a PDF are shown."""

from __future__ import annotations

from typing import Any

_DEEPEST = 8


class Layers:
    """The state of every layer as the file opens (ISO 32000-1, 8.11)."""

    def __init__(self, catalog: Any) -> None:
        """Read the default configuration of a file's catalog."""
        told = _object(catalog.get("/OCProperties")) or {}
        default = _object(told.get("/D")) or {}
        self._is_on = str(default.get("/BaseState", "/ON")) != "/OFF"
        named = default.get("/ON" if not self._is_on else "/OFF")
        self._others = {_key(item) for item in _object(named) or ()}

    def shows(self, layer: Any, depth: int = 0) -> bool:
        """Tell whether what belongs to a layer or to a rule about layers is shown."""
        entry = _object(layer)
        if not hasattr(entry, "get") or depth > _DEEPEST:
            return True
        if str(entry.get("/Type")) != "/OCMD":
            return (_key(layer) in self._others) != self._is_on
        members = entry.raw_get("/OCGs") if "/OCGs" in entry else None
        listed = _object(members)
        each = list(listed) if isinstance(listed, list) else [members] if listed is not None else []
        states = [self.shows(member, depth + 1) for member in each]
        if not states:
            return True
        policy = str(entry.get("/P", "/AnyOn"))
        return {
            "/AllOn": all(states), "/AnyOff": not all(states), "/AllOff": not any(states),
        }.get(policy, any(states))  # fmt: skip


def _key(item: Any) -> object:
    """Return what tells a layer from others: its place in the file."""
    reference = item if hasattr(item, "idnum") else getattr(item, "indirect_reference", None)
    return (reference.idnum, reference.generation) if reference is not None else id(item)


def _object(item: Any) -> Any:
    return item.get_object() if hasattr(item, "get_object") else item
