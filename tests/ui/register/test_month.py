"""The month: days off and today stand out."""

from __future__ import annotations

import datetime as dt

from gia_desktop.ui.register import wishes
from gia_desktop.ui.register.clock_strip import number_texts
from gia_desktop.ui.register.page import RegisterPage
from tests.register.made import case
from tests.support.window.harness import settle
from tests.support.window.office import Office

MONDAY, SATURDAY, TODAY = dt.date(2026, 4, 20), dt.date(2026, 4, 18), dt.date(2026, 4, 13)


def test_days_of_a_narrow_strip_carry_every_fifth_number_and_the_last() -> None:
    numbers = [1, 2, None, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert "".join(number_texts(numbers, fits=True)) == "1234567891011"
    narrow = number_texts(numbers, fits=False)
    assert [text for text in narrow if text] == ["5", "11"], "10 would touch the last one"
    assert number_texts([1, 2, 3], fits=False)[-1] == "3"


def painted(page: RegisterPage, day: dt.date) -> str:
    """Return the colour in the lower right corner of a day, where no words are."""
    model, view = page.month.model, page.month.view
    cells = [model.index(row, column) for row in range(model.rowCount()) for column in range(7)]
    rect = view.visualRect(next(cell for cell in cells if model.day(cell) == day))
    return view.viewport().grab(rect.adjusted(4, 4, -4, -4)).toImage().pixelColor(40, 20).name()


def test_days_off_and_today_are_painted_apart_from_days_at_work(office: Office) -> None:
    library = office.workspace.applications
    library.today = lambda: TODAY
    library.take_in(office.window.register.session(), [case("2026-01-05")], "台账.xlsx")
    office.window.do(wishes.OPEN_REGISTER)
    office.window.do(wishes.OPEN_TAB, "month")
    settle()
    page = office.window.register.page
    assert page is not None
    theme = office.window.stage.theme
    assert painted(page, MONDAY) == theme.color("sheet").name()
    assert painted(page, SATURDAY) == theme.color("head").name()
    assert painted(page, TODAY) == theme.color("head_now").name()
