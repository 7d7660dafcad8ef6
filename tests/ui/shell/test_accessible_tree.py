"""Every page as a screen reader and a keyboard meet it: names, roles, states, heads of tables, way of Tab.

One window is walked through once; each test asks of all pages what was seen there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTabBar,
    QTableView,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from gia_desktop.ui.frame.page import Page
from gia_desktop.ui.grid.grid_model import GridModel
from gia_desktop.ui.grid.table_view import TableView
from gia_desktop.ui.paper.view import PageView
from gia_desktop.ui.register import wishes as register_wishes
from gia_desktop.ui.register.page import RegisterPage
from gia_desktop.ui.register.tools import TABS as REGISTER_TABS
from gia_desktop.ui.report import wishes as report_wishes
from gia_desktop.ui.rollup import wishes as rollup_wishes
from gia_desktop.ui.rollup.page import TABS as ROLLUP_TABS
from gia_desktop.ui.rollup.page import RollupPage
from gia_desktop.ui.shell.main_window import MainWindow
from tests.support.window.harness import CTRL, Key, settle
from tests.support.window.office import Office, open_office

MOST_PRESSES = 4
"""Presses of Tab inside one widget: a label with links has several stops."""

LIKE_OTHERS = {"report 2", "report 4", "report 5", "report 6", "register todo"}
"""Pages that are built as another one is: looked at, but not walked through."""

SEARCHES = {"找申请", "找单位", "找单位或格", "哪一件", "年度", "申请人类型", "办理结果"}
"""Fields that change nothing but what is shown."""

Roles = QAccessible.Role
Texts = QAccessible.Text


@dataclass
class Seen:
    """What was seen on all pages, as lines that name the page."""

    pages: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    traps: list[str] = field(default_factory=list)
    unreached: list[str] = field(default_factory=list)
    jumps: dict[str, list[str]] = field(default_factory=dict)
    unlocked: list[str] = field(default_factory=list)
    unfolding: list[str] = field(default_factory=list)


def interface(part: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(part)
    assert found is not None
    return found


def state_of(part: QWidget) -> Any:
    """Return the states of a widget; the stubs don't name them."""
    return interface(part).state()


def name_of(part: QWidget) -> str:
    """Return what a screen reader calls a widget; on Linux Qt says a choice's value in place of its name."""
    if isinstance(part, QComboBox):
        return part.accessibleName()
    return interface(part).text(Texts.Name).strip()


def stops(window: QWidget) -> list[QWidget]:
    return [
        part
        for part in window.findChildren(QWidget)
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        if part.focusProxy() is None
    ]


def wanted_role(part: QWidget) -> set[QAccessible.Role]:
    if isinstance(part, QPushButton) and part.menu() is not None:
        return {Roles.ButtonMenu}
    if isinstance(part, QAbstractButton):
        return {Roles.CheckBox, Roles.RadioButton} if part.isCheckable() else {Roles.Button}
    kinds = {
        QComboBox: Roles.ComboBox, QSpinBox: Roles.SpinBox, QTableView: Roles.Table,
        QListView: Roles.List, QTabBar: Roles.PageTabList, QTextBrowser: Roles.StaticText,
        QLineEdit: Roles.EditableText, QTextEdit: Roles.EditableText, QPlainTextEdit: Roles.EditableText,
        PageView: Roles.Client,
    }  # fmt: skip
    return {next((role for kind, role in kinds.items() if isinstance(part, kind)), Roles.StaticText)}


def wrong_states(part: QWidget) -> Iterator[str]:
    state = state_of(part)
    if isinstance(part, QAbstractButton) and bool(state.checked) != part.isChecked():
        yield "checked"
    if bool(state.disabled) == part.isEnabled():
        yield "disabled"
    if isinstance(part, QLineEdit | QTextEdit | QPlainTextEdit) and bool(state.readOnly) != part.isReadOnly():
        yield "read-only"


def headless(view: QTableView) -> Iterator[int]:
    """Yield the visible columns of a table that have no head."""
    tree = interface(view)
    corner = 0 if view.verticalHeader().isHidden() and view.horizontalHeader().isHidden() else 1
    for column in range(view.model().columnCount()):
        shown = not (view.isColumnHidden(column) or view.horizontalHeader().isHidden())
        if shown and not tree.child(column + corner).text(Texts.Name).strip():
            yield column


def place(part: QWidget, window: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def boxes(part: QWidget) -> list[QWidget]:
    """Return the boxes around a widget, the window first, and itself at last."""
    above = part.parentWidget()
    return [part] if part.isWindow() or above is None else [*boxes(above), part]


def goes_back(one: QWidget, other: QWidget, window: QWidget) -> bool:
    """Tell whether the way from one widget to another goes up, or left on the same line.

    Compared are the boxes below the smallest one that holds both: columns are read one after the other.
    """
    lines = zip(boxes(one), boxes(other), strict=False)
    first, second = next(pair for pair in lines if pair[0] is not pair[1])
    here, there = place(first, window), place(second, window)
    beside = min(here.bottom(), there.bottom()) - max(here.top(), there.top()) > 4
    return there.bottom() <= here.top() + 2 or (beside and there.right() <= here.left() + 2)


def leave(part: QWidget) -> QWidget:
    """Press Tab until another widget has the keyboard; a table to be filled in is left at its last cell."""
    model = part.model() if isinstance(part, TableView) else None
    if isinstance(model, GridModel) and model.is_filled_in:
        QTest.keyClick(part, Key.Key_End, CTRL)
    for _ in range(MOST_PRESSES):
        QTest.keyClick(part, Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is not part and now is not None:
            return now
    return part


def walk(window: MainWindow, page: str, seen: Seen) -> None:
    """Go once around by Tab."""
    start = now = stops(window)[0]
    start.setFocus()
    way: list[QWidget] = []
    while now not in way:
        way.append(now)
        now = leave(now)
        if now is way[-1]:
            seen.traps.append(f"{page}: {name_of(now)}")
            return
    seen.unreached += [f"{page}: {name_of(part)}" for part in stops(window) if part not in way]
    around = zip(way, [*way[1:], way[0]], strict=True)
    seen.jumps[page] = [
        f"{name_of(one)} → {name_of(other)}" for one, other in around if goes_back(one, other, window)
    ]


def look(window: MainWindow, page: str, seen: Seen) -> None:
    settle()
    seen.pages.append(page)
    disabled = [
        part for part in window.findChildren(QPushButton) if part.isVisible() and not part.isEnabled()
    ]
    for part in [*stops(window), *disabled]:
        called = f"{page}: {type(part).__name__} {name_of(part)}"
        if not name_of(part):
            seen.nameless.append(called)
        if interface(part).role() not in wanted_role(part):
            seen.roles.append(f"{called} {interface(part).role().name}")
        seen.states += [f"{called} {word}" for word in wrong_states(part)]
        if isinstance(part, QTableView):
            seen.heads += [f"{called} {column}" for column in headless(part)]
    if page not in LIKE_OTHERS:
        walk(window, page, seen)


def look_at_locked(page: Page, seen: Seen) -> None:
    """See that what can't be changed says so."""
    page.set_locked("别人正在编辑")
    for part in stops(page):
        state = state_of(part)
        can_be_typed_into = isinstance(part, QLineEdit | QTextEdit | QPlainTextEdit) and not state.readOnly
        if (can_be_typed_into or isinstance(part, QComboBox)) and name_of(part) not in SEARCHES:
            seen.unlocked.append(f"{page.kind}: {name_of(part)}")


def look_at_report(office: Office, seen: Seen) -> None:
    office.window.do(report_wishes.PRACTICE)
    for section in list(office.page.by_section):
        office.page.going.show_section(section)
        look(office.window, f"report {section}", seen)
        if section == "0":
            look_at_locked(office.page, seen)
            office.page.set_locked("")


def look_at_register(office: Office, seen: Seen) -> None:
    office.window.do(register_wishes.PRACTICE)
    page = office.window.stage.page
    assert isinstance(page, RegisterPage)
    for tab in REGISTER_TABS:
        page.go_to(tab)
        look(office.window, f"register {tab}", seen)
        look_at_locked(page, seen)
        page.set_locked("")


def look_at_collection(office: Office, seen: Seen) -> None:
    office.window.do(rollup_wishes.PRACTICE)
    page = office.window.stage.page
    assert isinstance(page, RollupPage)
    checked = page.session.checker.check(page.session.collection)
    assert checked is not None
    page.session.take_checked(checked)
    for tab in ROLLUP_TABS:
        page.show_tab(tab)
        look(office.window, f"rollup {tab}", seen)


@pytest.fixture(scope="module")
def seen(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Go through all pages of a window with practice of each kind."""
    seen, office = Seen(), open_office(tmp_path_factory.mktemp("资料"))
    office.window.resize(1366, 768)
    office.window.activateWindow()
    assert QTest.qWaitForWindowActive(office.window)
    look_at_report(office, seen)
    look_at_register(office, seen)
    look_at_collection(office, seen)
    office.window.go_home()
    look(office.window, "home", seen)
    fold = next(part for part in stops(office.window) if name_of(part) == "收起我的年报")
    QTest.mouseClick(fold, Qt.MouseButton.LeftButton)
    settle()
    seen.unfolding = [name_of(part) for part in stops(office.window) if "年报" in name_of(part)]
    office.window.close()
    return seen


def test_all_pages_are_seen(seen: Seen) -> None:
    kinds = [page.partition(" ")[0] for page in seen.pages]
    counted = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
    assert counted == {"report": 8, "register": len(REGISTER_TABS), "rollup": len(ROLLUP_TABS), "home": 1}


def test_everything_that_takes_the_keyboard_has_a_name(seen: Seen) -> None:
    assert seen.nameless == []


def test_roles_say_what_a_part_is(seen: Seen) -> None:
    assert seen.roles == []


def test_states_say_what_is_checked_disabled_and_read_only(seen: Seen) -> None:
    assert seen.states == []


def test_columns_of_tables_have_heads(seen: Seen) -> None:
    assert seen.heads == []


def test_tab_leaves_every_widget(seen: Seen) -> None:
    assert seen.traps == []


def test_tab_comes_to_everything(seen: Seen) -> None:
    assert seen.unreached == []


def test_tab_goes_along_the_reading_direction_and_once_from_the_end_to_the_start(seen: Seen) -> None:
    assert {page: jumps for page, jumps in seen.jumps.items() if len(jumps) > 1} == {}


def test_what_is_locked_says_that_it_can_only_be_read(seen: Seen) -> None:
    assert seen.unlocked == []


def test_a_folded_card_says_that_it_can_be_opened(seen: Seen) -> None:
    assert seen.unfolding == ["展开我的年报"]
