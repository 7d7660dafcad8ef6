"""Records whose methods are made when the first one is made: most kinds are declared at start, used later.

``dataclasses.dataclass`` writes and compiles source code for six methods of every class while its module is
imported, which costs more than the rest of the import. The ``dataclass`` of this module is the same to
readers, type checkers and users of the class. Its work is done by whatever comes first: an instance, a class
derived from it, or a question for its fields; and only ``__init__`` is compiled, the others need no code of
their own.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: Any = None, /, *, frozen: bool = False, eq: bool = True, slots: bool = False) -> Any:
        """Make a class a record, see ``dataclasses.dataclass``."""
        if cls is None:
            return lambda wanted: dataclass(wanted, frozen=frozen, eq=eq, slots=slots)
        # A class with slots is a new class; one with a way of its own to be made has nothing to wait for.
        if slots or "__init__" in vars(cls) or hasattr(cls, "__post_init__"):
            return dataclasses.dataclass(frozen=frozen, eq=eq, slots=slots)(cls)
        _Late(cls, frozen=frozen, eq=eq)
        return cls


__all__ = ["dataclass"]

_making = threading.RLock()
"""Any thread may be the first to use a record."""


class _Late:
    """Stands as ``__dataclass_fields__`` of a class that is no record yet, until it is made one."""

    def __init__(self, cls: type, *, frozen: bool, eq: bool) -> None:
        self._cls = cls
        self._frozen = frozen
        self._eq = eq
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
            # Finds the fields, those of the base too, and refuses what can't be one.
            dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
            fields = dataclasses.fields(cls)
            for name, method in self._methods(fields):
                if name not in vars(cls):
                    setattr(cls, name, method)
            init = _init(fields, frozen=self._frozen)
            init.__qualname__ = f"{cls.__qualname__}.__init__"
            self._is_made = True
            cls.__init__ = init  # type: ignore[misc]

    def _methods(self, fields: Sequence[dataclasses.Field[Any]]) -> Iterator[tuple[str, object]]:
        """Yield what makes a class a record, but for ``__init__``; what it has of its own stays."""
        yield "__repr__", _shown([field.name for field in fields if field.repr])
        if self._frozen:
            yield from _guards(self._cls, frozenset(field.name for field in fields))
        if self._eq:
            values = _values_of([field.name for field in fields if field.compare])
            yield (
                "__eq__",
                lambda record, other: (
                    values(record) == values(other) if other.__class__ is record.__class__ else NotImplemented
                ),
            )
            yield "__hash__", (lambda record: hash(values(record))) if self._frozen else None


def _init(fields: Sequence[dataclasses.Field[Any]], *, frozen: bool) -> Callable[..., None]:
    """Compile the function that fills a record; that of a frozen one goes around its guard."""
    given: dict[str, Any] = {"_set": object.__setattr__, "_unset": object()}
    wanted: list[str] = []
    keyed: list[str] = []
    body = ["pass"]
    for field in fields:
        name, value = field.name, field.name
        parameter = name
        if field.default is not dataclasses.MISSING:
            given[f"_{name}_default"] = field.default
            parameter = f"{name}=_{name}_default"
        elif field.default_factory is not dataclasses.MISSING:
            given[f"_{name}_made"] = field.default_factory
            parameter = f"{name}=_unset"
            value = f"(_{name}_made() if {name} is _unset else {name})"
        if field.init:
            (keyed if field.kw_only else wanted).append(parameter)
        elif parameter != name:
            value = f"_{name}_made()" if f"_{name}_made" in given else f"_{name}_default"
        else:
            continue
        body.append(f"_set(_record, {name!r}, {value})" if frozen else f"_record.{name} = {value}")
    star = ["*", *keyed] if keyed else []
    head = f"def __init__({', '.join(['_record', *wanted, *star])}):"
    exec("\n  ".join([head, *body]), given)  # noqa: S102 (names of fields, as dataclasses does)
    made: Callable[..., None] = given["__init__"]
    return made


def _shown(names: Sequence[str]) -> Callable[[object], str]:
    @recursive_repr()
    def shown(record: object) -> str:
        values = ", ".join(f"{name}={getattr(record, name)!r}" for name in names)
        return f"{type(record).__qualname__}({values})"

    return shown


def _values_of(names: Sequence[str]) -> Callable[[object], object]:
    """Return what asks a record for the values that make it equal to another."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def _guards(cls: type, names: frozenset[str]) -> Iterator[tuple[str, object]]:
    """Yield what keeps a record as it was made; a class derived from it may have more that can change."""

    def refuse_to_set(record: object, name: str, value: object) -> None:
        if type(record) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, record).__setattr__(name, value)  # type: ignore[arg-type]

    def refuse_to_delete(record: object, name: str) -> None:
        if type(record) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, record).__delattr__(name)  # type: ignore[arg-type]

    yield "__setattr__", refuse_to_set
    yield "__delattr__", refuse_to_delete
