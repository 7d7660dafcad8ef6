"""Records whose methods are made when the first one is made: most kinds are declared at start, used later.

``dataclasses.dataclass`` writes source code for every class and compiles it while its module is imported,
which costs more than the rest of the import. The ``dataclass`` of this module is the same to readers, type
checkers and users of the class; only the work is done by whatever comes first: an instance, a class derived
from it, or a question for its fields.
"""

from __future__ import annotations

import dataclasses
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: Any = None, /, **options: Any) -> Any:
        """Make a class a record, see ``dataclasses.dataclass``."""
        if cls is None:
            return lambda wanted: dataclass(wanted, **options)
        # A class with slots is a new class; one with a way of its own to be made has nothing to wait for.
        if options.get("slots") or "__init__" in vars(cls):
            return dataclasses.dataclass(**options)(cls)
        _Late(cls, options)
        return cls


__all__ = ["dataclass"]

_making = threading.RLock()
"""Any thread may be the first to use a record."""


class _Late:
    """Stands as ``__dataclass_fields__`` of a class that is no record yet, until it is made one."""

    def __init__(self, cls: type, options: dict[str, Any]) -> None:
        self._cls = cls
        self._options = options
        self._is_made = False

        def __init__(record: object, *args: Any, **values: Any) -> None:  # noqa: N807 (takes its place)
            self.make()
            vars(cls)["__init__"](record, *args, **values)

        cls.__init__ = __init__  # type: ignore[misc]
        cls.__dataclass_fields__ = self  # type: ignore[attr-defined]

    def __get__(self, _record: object, _owner: type | None = None) -> dict[str, dataclasses.Field[Any]]:
        self.make()
        found: dict[str, dataclasses.Field[Any]] = vars(self._cls)["__dataclass_fields__"]
        return found

    def make(self) -> None:
        """Make the class a record, unless another thread did meanwhile.

        The first ``__init__`` stays until the real one takes its place in one step: threads that make records
        meanwhile wait at the lock, and find none missing.
        """
        with _making:
            if self._is_made:
                return
            cls = self._cls
            dataclasses.dataclass(**{**self._options, "init": False})(cls)
            frozen = bool(self._options.get("frozen"))
            made = type(cls.__name__, (cls,), {"__module__": cls.__module__})
            made = dataclasses.dataclass(frozen=frozen, eq=False, repr=False, match_args=False)(made)
            init = made.__init__  # type: ignore[misc]
            init.__qualname__ = f"{cls.__qualname__}.__init__"
            self._is_made = True
            cls.__init__ = init  # type: ignore[misc]
