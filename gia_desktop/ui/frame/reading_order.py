"""Tab goes from part to part as one reads: along the layouts, whenever a part was built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QTabBar,
    QTextEdit,
    QWidget,
)

_WHOLE = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLabel, QLineEdit, QTabBar, QTextEdit,
)  # fmt: skip
"""Widgets whose inner parts are no stops."""


def stops(part: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at in a visible part, in reading order."""
    if not part.isVisible():
        return
    if part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None:
        yield part
    if not isinstance(part, _WHOLE):
        for inner in _inner_parts(part):
            yield from stops(inner)


def go_on(window: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next stop of a window, from the last to the first; tell whether there is one.

    Qt's own order is that of building, which is another one where tabs are built when they are looked at.
    """
    order, now = list(stops(window)), window.focusWidget()
    if now not in order or len(order) < 2:
        return False
    chosen = order[(order.index(now) + (1 if forward else -1)) % len(order)]
    reasons = Qt.FocusReason
    chosen.setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
    _bring_into_sight(chosen)
    return True


def _inner_parts(part: QWidget) -> Iterator[QWidget]:
    """Yield the parts of a part: those laid out in order, then the others as they were made."""
    inside = [child for child in part.children() if isinstance(child, QWidget) and not child.isWindow()]
    layout = part.layout()
    if isinstance(part, QSplitter):
        laid = [part.widget(place) for place in range(part.count())]
    else:
        laid = [] if layout is None else list(_laid_out(layout, inside))
    yield from laid
    yield from (child for child in inside if child not in laid)


def _laid_out(layout: QLayout, inside: Sequence[QWidget]) -> Iterator[QWidget]:
    """Yield the widgets of a layout and of those in it.

    Items of layouts are not asked for: they are no objects of Qt, and PySide keeps its image of one that is
    gone for the next thing at the same place in memory.
    """
    places: dict[int, QWidget | QLayout] = {layout.indexOf(part): part for part in inside}
    # A layout is both an object and an item, which the stubs don't say.
    inner = [child for child in layout.children() if isinstance(child, QLayout)]
    places |= {layout.indexOf(cast("QLayoutItem", child)): child for child in inner}
    places.pop(-1, None)
    for place in sorted(places, key=partial(_rank, layout)):
        found = places[place]
        if isinstance(found, QWidget):
            yield found
        else:
            yield from _laid_out(found, inside)


def _rank(layout: QLayout, place: int) -> tuple[int, int]:
    """Return what is to be read first in a layout: rows of a grid, places in a line."""
    if not isinstance(layout, QGridLayout):
        return place, 0
    row, column, *_ = cast("tuple[int, int, int, int]", layout.getItemPosition(place))
    return row, column


def _bring_into_sight(part: QWidget) -> None:
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(part)
        above = above.parentWidget()
