"""The menu of an official table: what can be done with the cells at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from gia_desktop.core.keys import CellKey, split_key
from gia_desktop.core.values import format_value, read_value

if TYPE_CHECKING:
    from gia_desktop.ui.report.tabs.table import TableTab

Entry = tuple[str, str, Callable[[], object]]
"""What an entry says, its keys if it has any, and what it does."""


def show_menu(tab: TableTab, place: QPoint, *, locked: bool) -> QMenu:
    """Show the menu at a point of the screen; a locked report is only copied and looked into."""
    menu = QMenu(tab.view)
    for group in _groups(tab, locked=locked):
        if not menu.isEmpty() and group:
            menu.addSeparator()
        for words, keys, do in group:
            action = QAction(words, menu)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(partial(do))
            menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)
    return menu


def _groups(tab: TableTab, *, locked: bool) -> Iterator[Sequence[Entry]]:
    keys = tab.view.selected_keys()
    copy: list[Entry] = [("复制", "Ctrl+C", tab.clipboard.copy)]
    if not locked:
        copy.insert(0, ("剪切", "Ctrl+X", tab.clipboard.cut))
        copy.append(("粘贴", "Ctrl+V", tab.clipboard.paste))
    yield copy
    if not locked:
        yield _filling(tab, keys)
        yield list(_last_year(tab, keys))
    looks: list[Entry] = [("这一格的历史…", "F4", tab.history_asked.emit)]
    if tab.has_cases:
        looks.append(("这一格是哪几件申请", "F7", tab.cases_asked.emit))
    yield looks


def _filling(tab: TableTab, keys: Sequence[CellKey]) -> Sequence[Entry]:
    entered = [key for key in keys if not tab.model.is_computed(key)]
    if not entered:
        return ()
    count = f"（{len(entered)} 格）" if len(entered) > 1 else ""
    return (
        (f"填 0{count}", "", partial(_fill, tab, entered, "0")),
        (f"填 /（不适用）{count}", "", partial(_fill, tab, entered, "/")),
        (f"清除{count}", "Del", tab.view.clear_selected),
    )


def _fill(tab: TableTab, keys: Sequence[CellKey], text: str) -> None:
    values = {key: read_value(text, tab.model.format.cells[key].kind) for key in keys}
    count = tab.model.commit(values, f"填 {text}（{len(keys)} 格）", "filled")
    tab.said.emit(f"已填 {count} 格，按 Ctrl+Z 可退回。" if count else "选中的格已经是这样。")


def _last_year(tab: TableTab, keys: Sequence[CellKey]) -> Iterator[Entry]:
    """Yield what can be done with last year's figures: for the cells at hand, their row, the table."""
    takes = tab.takes_last_year(keys, blanks_only=False)
    year = tab.last_year
    if len(keys) == 1 and takes:
        yield (
            f"照去年填 {format_value(takes[keys[0]])}（{year} 年）",
            "",
            partial(tab.fill_as_last_year, keys, blanks_only=False),
        )
    elif takes:
        yield (
            f"照去年填选中的 {len(takes)} 格（{year} 年）",
            "",
            partial(tab.fill_as_last_year, keys, blanks_only=False),
        )
    row = _row_of(tab, keys[:1])
    for words, wanted in (("这一行", row), ("本表", tab.model.keys)):
        blanks = tab.takes_last_year(wanted, blanks_only=True)
        if len(blanks) > 1:
            yield (
                f"照去年填{words}的空格（{len(blanks)} 格）",
                "",
                partial(tab.fill_as_last_year, wanted, blanks_only=True),
            )
    unchecked = [key for key in keys if key in tab.unchecked]
    if unchecked:
        yield (
            f"核对无误{f'（{len(unchecked)} 格）' if len(unchecked) > 1 else ''}",
            "",
            partial(tab.confirm, unchecked),
        )


def _row_of(tab: TableTab, keys: Sequence[CellKey]) -> Sequence[CellKey]:
    """Return the cells in the official row of a cell."""
    rows = {split_key(key)[1] for key in keys}
    return [key for key in tab.model.keys if split_key(key)[1] in rows]
