"""What is seen and heard: heads, frozen labels, marks beside colours, names for screen readers, sharpness."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from gia_desktop.checks.finding import Severity
from gia_desktop.core.report import Report, new_report
from gia_desktop.formats.grid import Role
from gia_desktop.ui.grid.grid_model import CellLook, DataRole
from gia_desktop.ui.kit.theme import THEMES
from tests.support.window.harness import CTRL, SHIFT, Desk, Key, settle
from tests.ui.conftest import OpenDesk

FIRST = "t3.new.natural"


def picture(widget: QWidget, ratio: float = 1.0) -> QImage:
    """Paint a widget as a screen of a scale does."""
    pixmap = QPixmap(widget.size() * ratio)
    pixmap.setDevicePixelRatio(ratio)
    widget.render(pixmap, QPoint())
    return pixmap.toImage()


def cell_picture(desk: Desk, key: str) -> QImage:
    rect = desk.view.visualRect(desk.model.index_of(desk.key(key)))
    return picture(desk.view.viewport()).copy(rect)


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


# -- room


def test_the_ground_of_row_heads_ends_with_the_last_row(
    open_desk: OpenDesk, blank: Callable[[str], Report]
) -> None:
    desk = open_desk(blank("2021"))
    head = desk.view.verticalHeader()
    head.viewport().resize(80, head.length() + 40)
    ends = picture(head.viewport()).copy(0, head.length() - 2, 80, 20)
    below = colours(ends.copy(0, 4, 80, 16))
    assert THEMES["light"].head.lower() in colours(ends)
    assert THEMES["light"].sheet.lower() in below
    assert THEMES["light"].head.lower() not in below


@pytest.mark.parametrize("fmt", ["2019", "2021"])
@pytest.mark.parametrize("text_size", ["small", "normal", "large"])
@pytest.mark.parametrize("section", ["2", "3", "4"])
def test_no_table_scrolls_sideways_on_a_small_screen(
    open_desk: OpenDesk, blank: Callable[[str], Report], fmt: str, text_size: str, section: str
) -> None:
    desk = open_desk(blank(fmt), section, text_size=text_size)
    assert desk.view.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("fmt", ["2019", "2021"])
@pytest.mark.parametrize("text_size", ["small", "normal"])
def test_all_of_table_three_is_on_one_small_screen(
    open_desk: OpenDesk, blank: Callable[[str], Report], fmt: str, text_size: str
) -> None:
    desk = open_desk(blank(fmt), text_size=text_size)
    assert desk.view.verticalScrollBar().maximum() == 0


def test_the_heads_stay_while_the_values_scroll(open_desk: OpenDesk, blank: Callable[[str], Report]) -> None:
    desk = open_desk(blank("2021"), text_size="large")
    heads, labels = desk.view.horizontalHeader(), desk.view.verticalHeader()
    before, first_row = picture(heads), picture(labels)
    desk.go("t3.carried_out.other")
    assert desk.view.verticalScrollBar().value() > 0
    assert desk.view.viewport().rect().contains(desk.place("t3.carried_out.other"))
    assert heads.geometry().bottom() <= desk.view.viewport().geometry().top()
    assert picture(labels) != first_row
    desk.go(FIRST)
    desk.view.clearFocus()
    assert heads.size() == before.size()


def test_the_balance_strip_stands_under_its_columns(desk: Desk) -> None:
    strip = desk.tab.strip
    assert strip is not None
    geometry = desk.view.geometry_in_use
    assert geometry is not None
    left = desk.view.viewport().mapTo(desk.tab, QPoint(0, 0)).x() - strip.x()
    assert left == 1 + geometry.left(desk.view.grid.head_columns)


# -- the current cell and the selection


def test_the_current_row_and_column_look_different_from_the_rest(desk: Desk) -> None:
    desk.go("t3.granted.research")
    plain = colours(cell_picture(desk, "t3.partial.business"))
    for crossing in ("t3.granted.natural", "t3.new.research"):
        assert colours(cell_picture(desk, crossing)) != plain


def test_lit_heads_are_bold_and_tinted(desk: Desk) -> None:
    heads = desk.view.horizontalHeader()
    before = picture(heads)
    desk.go("t3.granted.research")
    after = picture(heads)
    lit = next(cell for cell in desk.lit if cell.role is Role.HEADER)
    assert lit.text == "科研机构"
    assert desk.theme.tokens.head_now in colours(after)
    assert before != after


def test_leaving_a_cell_takes_the_highlight_away(desk: Desk) -> None:
    desk.go("t3.granted.research")
    whole = picture(desk.page)
    desk.go("t3.new.natural")
    desk.go("t3.granted.research")
    assert picture(desk.page) == whole


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_a_selection_has_a_frame_beside_its_colour(
    open_desk: OpenDesk, blank: Callable[[str], Report], theme: str
) -> None:
    desk = open_desk(blank("2021"), theme=theme)
    desk.go(FIRST)
    desk.press(Key.Key_Down, SHIFT, times=2)
    desk.press(Key.Key_Right, SHIFT, times=2)
    corner = cell_picture(desk, "t3.new.business")
    assert corner.pixelColor(corner.width() // 2, 0).name() == desk.theme.tokens.accent
    middle = cell_picture(desk, "t3.carried_in.business")
    assert desk.theme.tokens.accent not in colours(middle)


def test_the_frame_of_a_selection_moves_with_it(desk: Desk) -> None:
    desk.go(FIRST)
    desk.press(Key.Key_Down, SHIFT)
    small = picture(desk.view)
    desk.press(Key.Key_Down, SHIFT, times=3)
    desk.press(Key.Key_Up, SHIFT, times=3)
    assert picture(desk.view) == small


# -- states


def states(open_desk: OpenDesk, theme: str) -> dict[str, tuple[Desk, str]]:
    """Return a cell in each state."""
    desk = open_desk(new_report("2021", 2025, "示例县清河镇人民政府", "township"), theme=theme)
    desk.fill(FIRST, "x")
    desk.fill("t3.new.business", "3")
    desk.fill("t3.granted.business", "0")
    desk.fill("t3.granted.natural", "/")
    return {
        "unread": (desk, FIRST),
        "must_fix": (desk, "t3.new.business"),
        "zero": (desk, "t3.granted.business"),
        "not applicable": (desk, "t3.granted.natural"),
        "computed": (desk, "t3.partial.total"),
        "blank": (desk, "t3.refused_internal_affairs.other"),
    }


def test_every_state_has_its_own_sign(open_desk: OpenDesk) -> None:
    signs = {}
    for name, (desk, key) in states(open_desk, "light").items():
        look = desk.role(key, DataRole.LOOK)
        assert isinstance(look, CellLook)
        signs[name] = (look.text, look.mark)
    assert signs["unread"] == ("x", "?")
    assert signs["must_fix"] == ("3", "✗")
    assert signs["not applicable"][0] == "/"
    assert signs["zero"][0] == "0"
    assert signs["blank"][0] == ""


def test_marks_are_signs_that_differ() -> None:
    marks = [severity.mark for severity in Severity]
    assert len({*marks, "?"}) == len(marks) + 1


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_states_can_be_told_apart_without_colour(open_desk: OpenDesk, theme: str) -> None:
    """In grey a marked cell still has a frame, a sign and a bold number on its ground."""
    cells = states(open_desk, theme)
    desk, key = cells["must_fix"]
    marked = cell_picture(desk, key).convertToFormat(QImage.Format.Format_Grayscale8)
    assert len(set(marked.constBits())) > 8


def test_last_years_figure_is_small_and_quiet(open_desk: OpenDesk, city: Report) -> None:
    desk = open_desk(city)
    look = desk.role("t3.new.business", DataRole.LOOK)
    assert isinstance(look, CellLook)
    assert look.last_year == "38"
    desk.settings["show_last_year"] = False
    desk.page.follow_settings()
    hidden = desk.role("t3.new.business", DataRole.LOOK)
    assert isinstance(hidden, CellLook)
    assert hidden.last_year == ""


def test_blanks_that_are_only_asked_about_have_a_sign_but_no_frame(desk: Desk) -> None:
    """While a table is being filled half of it is blank: that must not look like an alarm."""
    desk.fill(FIRST, "12")
    key = "t3.partial.business"
    look = desk.role(key, DataRole.LOOK)
    assert isinstance(look, CellLook)
    assert (look.text, look.mark) == ("", "!")
    image = cell_picture(desk, key)
    assert image.pixelColor(image.width() // 2, 2).name() == desk.theme.tokens.explain_sheet
    desk.fill(key, "x")
    framed = cell_picture(desk, key)
    assert framed.pixelColor(framed.width() // 2, 1).name() != desk.theme.tokens.must_fix_sheet


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_every_ink_can_be_read_on_its_ground(theme: str) -> None:
    """WCAG asks for a contrast of 4.5 for text."""
    tokens = THEMES[theme]
    pairs = {
        ("ink", "sheet"), ("ink", "head"), ("ink", "head_now"), ("ink", "cross"), ("ink", "selection"),
        ("computed_ink", "computed"), ("must_fix", "must_fix_sheet"), ("ink", "must_fix_sheet"),
        ("ink", "explain_sheet"), ("quiet", "sheet"), ("quiet", "computed"), ("ink", "window"),
        ("computed_ink", "must_fix_sheet"), ("quiet", "must_fix_sheet"), ("quiet", "explain_sheet"),
        ("quiet", "cross"), ("explain", "explain_sheet"), ("explain", "sheet"),
        ("good", "sheet"), ("must_fix", "sheet"), ("accent", "sheet"), ("on_accent", "accent"),
    }  # fmt: skip
    weak = {
        pair: round(ratio, 2)
        for pair in pairs
        if (ratio := contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1]))) < 4.5
    }
    assert weak == {}


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# -- screen readers


@pytest.mark.parametrize(("typed", "spoken"), [("12", "12"), ("0", "0"), ("/", "/"), ("", "未填")])
def test_a_cell_is_spoken_with_section_row_column_and_value(desk: Desk, typed: str, spoken: str) -> None:
    if typed:
        desk.fill(FIRST, typed)
    assert desk.shown(FIRST, Qt.ItemDataRole.AccessibleTextRole) == f"三、新收，自然人，{spoken}"


@pytest.mark.parametrize("fmt", ["2019", "2021"])
def test_every_cell_has_a_name_of_its_own(
    open_desk: OpenDesk, blank: Callable[[str], Report], fmt: str
) -> None:
    desk = open_desk(blank(fmt))
    names = [desk.shown(key, Qt.ItemDataRole.AccessibleTextRole) for key in desk.sheet.format.cells]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[二三四]、[^，]+，[^，]+，未填", name) for name in names)


def test_screen_readers_get_the_name_from_the_grid_itself(desk: Desk) -> None:
    desk.fill(FIRST, "12")
    grid = QAccessible.queryAccessibleInterface(desk.view)
    names = {grid.child(place).text(QAccessible.Text.Name) for place in range(grid.childCount())}
    assert grid.text(QAccessible.Text.Name) == desk.sheet.format.section_of_table("t3").heading
    assert {"三、新收，自然人，12", "三、办理结果，总计，未填"} <= names
    assert {"自然人", "法律服务机构", "一、本年新收政府信息公开申请数量"} <= names


def test_the_field_of_a_cell_is_spoken_like_the_cell(desk: Desk) -> None:
    desk.go(FIRST)
    desk.type("1")
    editor = desk.editor
    assert editor is not None
    assert editor.accessibleName().startswith("三、新收，自然人")


def test_problems_are_spoken_with_the_cell(desk: Desk) -> None:
    desk.fill(FIRST, "3")
    desk.fill("t3.granted.natural", "2")
    told = desk.shown(FIRST, Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "新收 3" in told
    assert desk.shown("t3.new.total", Qt.ItemDataRole.AccessibleDescriptionRole).startswith(
        "合计格，自动计算"
    )


def test_the_balance_strip_is_spoken(desk: Desk) -> None:
    desk.fill(FIRST, "3")
    strip = desk.tab.strip
    assert strip is not None
    assert "自然人列 3 | 未填" in strip.accessibleName()


# -- sharpness


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_a_scaled_screen_is_painted_anew_and_not_enlarged(desk: Desk, ratio: float) -> None:
    """An enlarged picture has no details finer than a plain one; one painted for the scale has."""
    desk.fill(FIRST, "12")
    desk.go("t3.granted.natural")
    plain = picture(desk.view)
    sharp = picture(desk.view, ratio)
    enlarged = plain.scaled(sharp.size(), mode=Qt.TransformationMode.SmoothTransformation)
    if ratio > 1:
        assert edges(sharp) > 1.1 * edges(enlarged)


def edges(image: QImage) -> int:
    """Return how many neighbouring pixels differ strongly, in every eighth line."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    line, bits = grey.bytesPerLine(), bytes(grey.constBits())
    return sum(
        abs(bits[y * line + x] - bits[y * line + x + 1]) > 90
        for y in range(0, grey.height(), 8)
        for x in range(grey.width() - 1)
    )


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_every_grid_line_is_drawn_at_every_scale(desk: Desk, ratio: float) -> None:
    image = picture(desk.view.viewport(), ratio)
    grid = desk.theme.color("grid").lightness()
    for key in ("t3.partial.business", "t3.refused_third_party.legal_service"):
        rect = desk.view.visualRect(desk.model.index_of(desk.key(key)))
        edge, middle = round((rect.right() + 0.5) * ratio), round(rect.center().y() * ratio)
        row = [image.pixelColor(x, middle).lightness() for x in range(edge - 3, edge + 4)]
        assert min(row) <= grid + 12


def test_reports_of_other_units_leave_no_trace_in_a_new_page(open_desk: OpenDesk, city: Report) -> None:
    open_desk(city)
    fresh = open_desk(replace(city, values={}, previous=None))
    fresh.press(Key.Key_A, CTRL)
    assert {fresh.shown(key) for key in fresh.model.keys} == {""}
    settle()
