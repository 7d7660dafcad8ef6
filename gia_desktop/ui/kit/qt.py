"""Names and gaps of Qt that are needed in many places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyleOptionViewItem, QWidget

E = TypeVar("E")

Index = QModelIndex | QPersistentModelIndex

CTRL: Final = Qt.KeyboardModifier.ControlModifier
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
ALT: Final = Qt.KeyboardModifier.AltModifier
ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class _WheelPasser(QObject):
    """Leaves the wheel to the page around a part."""

    def eventFilter(self, _part: QObject, event: QEvent) -> bool:
        """Take no turn of the wheel."""
        if event.type() is not QEvent.Type.Wheel:
            return False
        event.ignore()
        return True


def pass_wheel_on(part: QWidget) -> None:
    """Let the wheel scroll the page: over a choice or a number it would change what nobody looks at."""
    part.installEventFilter(_WheelPasser(part))


def show_part(part: QWidget, *, shown: bool) -> None:
    """Hide a new part of a window, or leave it to be shown with its window.

    What is made visible before it has a parent is a window of its own: it flashes and takes the keyboard.
    """
    if not (shown and part.isWindow()):
        part.setVisible(shown)


def use_own_viewport(area: QAbstractScrollArea) -> None:
    """Give a view a viewport that is made here, before anything else is set.

    To find out which class a widget is of that Qt has made, PySide builds all its classes of widgets with
    their enumerations, most of them never used: 25 ms and 3 MB at the first one, the viewport of a table.
    """
    viewport = QWidget(area)
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    area.setViewport(viewport)


# The stubs of PySide6 know neither the rectangle nor the state of an option.


def rect_of(option: QStyleOptionViewItem) -> QRect:
    """Return the place where an item is painted."""
    rect: QRect = option.rect  # type: ignore[attr-defined]
    return rect


def state_of(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    """Return how an item is painted."""
    state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
    return state


def is_selected(option: QStyleOptionViewItem) -> bool:
    """Tell whether an item is selected."""
    return QStyle.StateFlag.State_Selected in state_of(option)


def is_lit(option: QStyleOptionViewItem) -> bool:
    """Tell whether an item is selected or under the mouse."""
    return is_selected(option) or QStyle.StateFlag.State_MouseOver in state_of(option)


def has_focus(option: QStyleOptionViewItem) -> bool:
    """Tell whether an item has the keyboard."""
    return QStyle.StateFlag.State_HasFocus in state_of(option)


def follow(
    widget: QObject,
    listen: Callable[[Callable[[E], None]], Callable[[], None]],
    listener: Callable[[E], None],
) -> None:
    """Let a widget listen to a source until the widget is gone.

    Args:
        widget: whose life counts.
        listen: takes a listener and returns what ends that, as ``Session.listen`` does.
        listener: a method of the widget.
    """
    widget.destroyed.connect(listen(listener))
