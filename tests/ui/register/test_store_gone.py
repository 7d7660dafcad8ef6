"""Every road to the register ends in a sentence when the stick is pulled out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gia_desktop.ui.register import wishes
from gia_desktop.ui.register.page import RegisterPage
from gia_desktop.ui.register.tools import TABS
from gia_desktop.ui.shell.menus import HOME
from gia_desktop.vault.faults import UnreachableFault
from tests.register.made import case
from tests.support.window.harness import settle
from tests.support.window.office import Office
from tests.ui.register.test_register_page import begin, page

ANSWERED = 2


@pytest.fixture
def shown(office: Office, monkeypatch: pytest.MonkeyPatch) -> RegisterPage:
    """A register of an open case and an answered one, which nobody has read since it was opened."""
    begin(
        office,
        case("2026-03-18", number="2026-0001"),
        case("2024-03-04", number="2024-0002", reply="2024-03-12", outcome="granted"),
    )
    office.window.do(HOME)
    office.window.register.read_anew()
    office.window.do(wishes.OPEN_REGISTER)
    settle()

    def gone(*_args: object, **_kwargs: object) -> object:
        raise UnreachableFault(office.folders.data, "gone")

    monkeypatch.setattr(office.workspace.applications.saver, "read", gone)
    return page(office)


def told(office: Office) -> set[type[Exception]]:
    return {type(error) for error in office.messages.errors}


def go_to(shown: RegisterPage, tab: str) -> None:
    shown.choose_tab(list(TABS).index(tab))
    settle()


def test_the_check_of_all_cases_says_why_it_can_not_be_done(office: Office, shown: RegisterPage) -> None:
    go_to(shown, "findings")
    assert told(office) == {UnreachableFault}


def test_another_year_says_why_it_can_not_be_counted(office: Office, shown: RegisterPage) -> None:
    shown.figures.choose_year(2024)
    go_to(shown, "figures")
    assert told(office) == {UnreachableFault}


def test_the_list_says_which_cases_can_not_be_read_and_asks_nobody(
    office: Office, shown: RegisterPage
) -> None:
    go_to(shown, "all")
    model = shown.list.model
    words = {model.data(model.index(place, 0)): model.data(model.index(place, 4)) for place in range(2)}
    assert words["2024-0002"] == "读不出来"
    assert words["2026-0001"] != "读不出来"


@pytest.mark.parametrize(
    "road",
    [
        lambda shown: shown.list.select(ANSWERED),
        lambda shown: shown.findings.case_asked.emit("2024-0002", "reply.outcome"),
        lambda shown: shown.fees.case_asked.emit(ANSWERED),
    ],
    ids=["list", "findings", "fees"],
)
def test_a_case_that_can_not_be_read_leaves_the_one_before(
    office: Office, shown: RegisterPage, road: Callable[[RegisterPage], object]
) -> None:
    go_to(shown, "all")
    shown.list.select(1)
    office.messages.errors.clear()
    road(shown)
    settle()
    assert told(office) == {UnreachableFault}
    assert shown.row == 1
