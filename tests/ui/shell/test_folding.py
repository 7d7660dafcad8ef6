"""Kinds of work that are folded away on the home page, and the way back."""

from __future__ import annotations

from tests.support.window.harness import settle
from tests.support.window.office import Office


def test_a_kind_of_work_is_folded_away_and_comes_back(office: Office) -> None:
    home = office.window.home
    home.fold("register")
    settle()
    assert not home.cards["register"].isVisible()
    assert home.folded.isVisible()
    home.folded.buttons["register"].click()
    settle()
    assert home.cards["register"].isVisible()
    assert not home.folded.isVisible()


def test_the_last_kind_of_work_stays(office: Office) -> None:
    home = office.window.home
    for kind in home.cards:
        home.fold(kind)
    assert sum(card.isVisible() for card in home.cards.values()) == 1


def test_what_is_folded_stays_so_in_another_look_and_a_wrong_setting_hides_nothing(office: Office) -> None:
    office.window.home.fold("register")
    office.window.set("theme", "dark")
    settle()
    assert not office.window.home.cards["register"].isVisible()
    office.settings["folded_works"] = " ".join(("unknown", *office.window.home.cards))
    office.window.set("theme", "light")
    settle()
    assert any(card.isVisible() for card in office.window.home.cards.values())
