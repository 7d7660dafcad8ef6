"""The list of keys says what the keys do, all of it and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from gia_desktop.app.program.manual import KEYS, key_list, keys_page, pages
from gia_desktop.core.values import NA
from gia_desktop.ui.frame.wishes import ANY_PAGE, ANYWHERE
from gia_desktop.ui.report.wishes import KIND
from gia_desktop.ui.shell.menus import key_lines
from tests.support.window.harness import ALT, CTRL, NONE, SHIFT, Desk, Key, focus
from tests.support.window.office import Office

FIRST, RIGHT, BELOW = "t3.new.natural", "t3.new.business", "t3.carried_in.natural"
MIDDLE = "t3.granted.research"
ARROWS = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)


def goes(start: str, key: Qt.Key, modifiers: Qt.KeyboardModifier, goal: str) -> Callable[[Desk], bool]:
    def check(desk: Desk) -> bool:
        desk.go(start)
        desk.press(key, modifiers)
        return desk.now == goal

    return check


def types(desk: Desk) -> bool:
    desk.fill(FIRST, "12")
    return desk.value(FIRST) == 12


def edits_inside(desk: Desk) -> bool:
    desk.fill(FIRST, "12")
    desk.go(FIRST)
    desk.press(Key.Key_F2)
    desk.type("3")
    desk.press(Key.Key_Return)
    return desk.value(FIRST) == 123


def gives_up(desk: Desk) -> bool:
    desk.go(FIRST)
    desk.type("12")
    desk.press(Key.Key_Escape)
    return desk.value(FIRST) is None


def clears(desk: Desk) -> bool:
    for key in (Key.Key_Delete, Key.Key_Backspace):
        desk.fill(FIRST, "12")
        desk.go(FIRST)
        desk.press(key)
        if desk.value(FIRST) is not None:
            return False
    return True


def is_not_applicable(desk: Desk) -> bool:
    desk.fill(FIRST, "/")
    return desk.value(FIRST) is NA


def fills(key: Qt.Key, target: str) -> Callable[[Desk], bool]:
    def check(desk: Desk) -> bool:
        desk.fill(FIRST, "12")
        desk.go(target)
        desk.press(key, CTRL)
        return desk.value(target) == 12

    return check


def takes_offers(desk: Desk) -> bool:
    desk.go(FIRST)
    desk.press(Key.Key_Return, CTRL)
    return desk.said[-1] == "选中的格没有可以直接填的数。"


def extends(desk: Desk) -> bool:
    desk.go(FIRST)
    desk.press(Key.Key_Right, SHIFT)
    return desk.selected == [FIRST, RIGHT]


def selects_all(desk: Desk) -> bool:
    desk.press(Key.Key_A, CTRL)
    return desk.selected == desk.model.keys


def copies_and_cuts(desk: Desk) -> bool:
    desk.fill(FIRST, "12")
    desk.go(FIRST)
    desk.press(Key.Key_C, CTRL)
    desk.press(Key.Key_X, CTRL)
    return QApplication.clipboard().text() == "12\r\n" and desk.value(FIRST) is None


def pastes(desk: Desk) -> bool:
    desk.go(FIRST)
    desk.paste("12")
    return desk.value(FIRST) == 12


IN_TABLES: dict[str, Callable[[Desk], bool]] = {
    "直接输入数字": types,
    "F2 或双击": edits_inside,
    "Esc": gives_up,
    "Delete / Backspace": clears,
    "/": is_not_applicable,
    "Ctrl+D": fills(Key.Key_D, BELOW),
    "Ctrl+R": fills(Key.Key_R, RIGHT),
    "Ctrl+Enter": takes_offers,
    "Enter / Shift+Enter": goes(FIRST, Key.Key_Return, NONE, BELOW),
    "Tab / Shift+Tab": goes(FIRST, Key.Key_Tab, NONE, RIGHT),
    "← → ↑ ↓": goes(FIRST, Key.Key_Right, NONE, RIGHT),
    "Alt+方向键": goes("t3.new.other", Key.Key_Right, ALT, "t3.new.total"),
    "Home / End": goes(MIDDLE, Key.Key_Home, NONE, "t3.granted.natural"),
    "Ctrl+Home / Ctrl+End": goes(MIDDLE, Key.Key_Home, CTRL, FIRST),
    "Ctrl+← → ↑ ↓": goes(MIDDLE, Key.Key_Up, CTRL, "t3.new.research"),
    "PageUp / PageDown": goes(MIDDLE, Key.Key_PageDown, NONE, "t3.refused_state_secret.research"),
    "Shift+方向键，或拖动鼠标": extends,
    "Ctrl+A": selects_all,
    "Ctrl+C / Ctrl+X": copies_and_cuts,
    "Ctrl+V": pastes,
}


RENEW = "run: python3 dev.py screens --docs"
IN_TEXTS = "正文里的活数字"
"""Keys tried in test_live_picker, test_live_commands, test_live_chips and test_live_drag."""


def listed(*titles: str) -> list[str]:
    return [key for title, keys in key_list(()) for key, _ in keys if not titles or title in titles]


def test_the_page_of_keys_in_the_manual_is_made_of_the_table_of_wishes(office: Office) -> None:
    page = next(page for page in pages() if page.name == KEYS)
    assert page.text == keys_page(key_lines(office.window.menus.actions)), RENEW


def test_every_key_of_the_tables_is_tried_here() -> None:
    in_tables = [key for key in listed() if key not in listed("全局", IN_TEXTS)]
    assert [key for key in in_tables if key != "Ctrl+Z / Ctrl+Y"] == list(IN_TABLES)


@pytest.mark.parametrize("key", IN_TABLES)
def test_a_listed_key_does_what_the_list_says(desk: Desk, key: str) -> None:
    assert IN_TABLES[key](desk)


def test_no_other_key_does_anything_in_a_table(desk: Desk) -> None:
    letters = [Key(code) for code in range(Key.Key_A, Key.Key_Z + 1)]
    functions = [Key(code) for code in range(Key.Key_F1, Key.Key_F12 + 1)]
    others = [Key.Key_Insert, Key.Key_Escape, Key.Key_Help, Key.Key_Menu, Key.Key_Space]
    tried = [(key, CTRL) for key in (*letters, *functions, *others)] + [(key, NONE) for key in functions]
    reacting = set()
    for key, modifiers in tried:
        desk.go(FIRST)
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers)
        QApplication.sendEvent(focus(), event)
        if event.isAccepted():
            reacting.add(QKeySequence(QKeyCombination(modifiers, key)).toString())
        if desk.editor is not None:
            desk.press(Key.Key_Escape)
    old_habit = {"Ctrl+Ins"}  # copies in every program
    assert reacting - old_habit == {"F2", "Ctrl+A", "Ctrl+C", "Ctrl+D", "Ctrl+R", "Ctrl+V", "Ctrl+X"}


def test_the_list_names_every_shortcut_of_the_window(office: Office) -> None:
    office.new()
    given = {
        sequence.toString()
        for action in office.window.findChildren(QAction)
        for sequence in action.shortcuts()
        if not sequence.isEmpty()
    }
    given |= {shortcut.key().toString() for shortcut in office.window.findChildren(QShortcut)}
    ours = [wish for wish in office.window.menus.actions if wish.scope in {ANYWHERE, ANY_PAGE, KIND}]
    wishes = [keys for keys, _ in key_lines(ours)]
    words = " ".join([*listed("全局"), *wishes]) + " Ctrl+Z Ctrl+Y"
    named = set(re.findall(r"(?:Ctrl\+|Shift\+)*[A-Z0-9]+\d*(?![a-z+])", words))
    named |= {f"Ctrl+{number}" for number in range(1, 9)}
    assert named == given - {"Ctrl+Shift+Z", "Alt+Backspace", "Alt+Shift+Backspace"}
