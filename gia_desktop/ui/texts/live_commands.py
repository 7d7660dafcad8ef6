"""What can be done with numbers of a text: make them live, make them plain, go to their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from gia_desktop.app.writing.live_cells import LiveCell
from gia_desktop.app.writing.numbers_in_text import CellNumber, cell_numbers, with_live_numbers
from gia_desktop.core.narrative import live_cell
from gia_desktop.ui.kit.live_mime import copied_cells
from gia_desktop.ui.texts.live_edit import LiveEdit
from gia_desktop.ui.texts.live_picker import LivePicker

_INSERT: Final = QKeySequence("Ctrl+T")
_TURN: Final = QKeySequence("Ctrl+Shift+T")
_PASTE: Final = QKeySequence("Ctrl+Shift+V")


@dataclass(frozen=True)
class _Entry:
    """A menu entry: its words, what it does, its key."""

    words: str
    do: Callable[[], None]
    keys: QKeySequence | None = None

    def make(self, menu: QMenu) -> QAction:
        action = QAction(self.words, menu)
        if self.keys is not None:
            action.setShortcut(self.keys)
        # Not a method of this entry: Qt would hold it weakly, and nothing else keeps the entry.
        action.triggered.connect(partial(self.do))
        return action


class LiveCommands:
    """The keys and the menu entries of an editor."""

    def __init__(self, editor: LiveEdit, picker: LivePicker) -> None:
        """Serve an editor; ``picker`` lists the numbers of the tables."""
        self._editor = editor
        self._picker = picker

    def takes_key(self, event: QKeyEvent) -> bool:
        """Do what a key stands for, if it is one of these."""
        pressed = QKeySequence(event.keyCombination())
        commands = {_INSERT: self._picker.open, _TURN: self.turn, _PASTE: self.paste_cells}
        command = next((command for keys, command in commands.items() if keys == pressed), None)
        if command is None:
            return False
        if not self._editor.isReadOnly():
            command()
        return True

    def fill(self, menu: QMenu, point: QPoint | None) -> None:
        """Put what fits a point of the text, or the cursor, above the entries of a menu."""
        entries = list(self._entries(point))
        first = menu.actions()[0]
        menu.insertActions(first, [entry.make(menu) for entry in entries])
        if entries:
            menu.insertSeparator(first)

    def turn(self) -> None:
        """Make the number at the cursor live, or the live number plain."""
        found, number = self._editor.chip_at_cursor(), self._number(self._editor.raw_selection()[0])
        if found is not None and found[1].blank:
            self._editor.said.emit(f"{found[1].label}还没有填，没有转换。")
        elif found is not None:
            self._make_plain(*found)
        elif number is not None and number.agrees:
            self._make_live(number)
        elif number is not None:
            self._editor.said.emit(
                f"文中是 {number.written}，{number.label}是 {number.value}，不相等，没有转换。"
                f"右键可改成表中的数。"
            )
        else:
            self._editor.said.emit("光标处没有认得出的表中数字。")

    def make_all_live(self) -> None:
        """Make all numbers live that are surely those of a cell, as one step."""
        numbers = self._sure()
        raw = self._editor.raw_text()
        if numbers:
            start, end = numbers[0].start, numbers[-1].end
            live = with_live_numbers(raw, numbers)
            self._editor.replace(start, end, live[start : len(live) - (len(raw) - end)])
        self._editor.said.emit(
            f"已把 {len(numbers)} 个数字转为活数字，按 Ctrl+Z 可退回。"
            if numbers
            else "没有能确定是表中哪一格、又与表相等的数字。"
        )

    def paste_cells(self) -> None:
        """Paste cells that were copied in a table as live numbers."""
        live = copied_cells()
        if live:
            self._editor.insert(live)
        else:
            self._editor.said.emit("请先在表里选中格子，按 Ctrl+C 复制。")

    def _entries(self, point: QPoint | None) -> Iterator[_Entry]:
        editor = self._editor
        if point is None:
            found, place = editor.chip_at_cursor(), editor.raw_selection()[0]
        else:
            found, place = editor.chip_at(point), editor.place_of(editor.cursorForPosition(point).position())
        if found is not None and found[1].label:
            go = partial(editor.cell_asked.emit, live_cell(found[1].name))
            yield _Entry(f"到这一格（{found[1].label}）", go)
        if editor.isReadOnly():
            return
        number = self._number(place)
        if found is not None and found[1].known and not found[1].blank:
            yield _Entry(f"变回普通数字 {found[1].shown}", partial(self._make_plain, *found), _TURN)
        elif number is not None and number.agrees:
            words = f"转为活数字（{number.label} = {number.value}）"
            yield _Entry(words, partial(self._make_live, number), _TURN)
        elif number is not None:
            words = f"改成表中的数 {number.value}（{number.label}；文中是 {number.written}）"
            yield _Entry(words, partial(self._make_live, number))
        if count := len(self._sure()):
            yield _Entry(f"这一部分的数字都转为活数字（{count} 处）", self.make_all_live)
        yield _Entry("插入表中的数…", self._picker.open, _INSERT)
        if copied_cells():
            yield _Entry("粘贴为活数字", self.paste_cells, _PASTE)

    def _numbers(self) -> list[CellNumber]:
        return cell_numbers(self._editor.session.committed, self._editor.raw_text())

    def _sure(self) -> list[CellNumber]:
        return [number for number in self._numbers() if number.agrees and number.sure]

    def _number(self, place: int) -> CellNumber | None:
        return next((number for number in self._numbers() if number.start <= place <= number.end), None)

    def _make_plain(self, position: int, chip: LiveCell) -> None:
        start = self._editor.place_of(position)
        self._editor.replace(start, start + len(chip.raw), chip.shown)

    def _make_live(self, number: CellNumber) -> None:
        self._editor.replace(number.start, number.end, number.raw)
