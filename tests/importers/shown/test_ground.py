"""Whether text is seen is decided by its colour and its ground together, however both are written."""

from __future__ import annotations

import pytest

from gia_desktop.importers.shown.ground import CLEAR, PAPER, colour_of, is_lost, tinted


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("FF0000", "#f00"), ("FFFF0000", "#ff0000"), ("red", "#FF0000"), ("rgb(255, 0, 0)", "#ff0000ff"),
        ("rgb(100% 0% 0%)", "red"), ("rgba(255,0,0,.5)", "red"), ("hsl(0, 100%, 50%)", "RED"),
        ("transparent", "#0000"), ("rgba(0,0,0,0)", "#ffffff00"), ("rgb(0 0 0 / 0%)", "transparent"),
    ],
)  # fmt: skip
def test_one_colour_is_written_in_many_ways(written: str, same: str) -> None:
    assert colour_of(written) == colour_of(same) is not None


@pytest.mark.parametrize("written", ["", "auto", "var(--x)", "rgb(1,2)", "rgb(a,b,c)", "12345", "nocolour"])
def test_what_is_no_colour_is_none(written: str) -> None:
    assert colour_of(written) is None


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("white", "white"), ("E6E6E6", "white"), ("red", "red"), ("red", "E60000"), ("003366", "003366"),
        ("black", "1A1A1A"), ("FFFFCC", "white"), ("transparent", "black"), ("black", "000020"),
    ],
)  # fmt: skip
def test_text_near_its_ground_is_lost(text: str, ground: str) -> None:
    assert is_lost(colour_of(text), colour_of(ground))


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("white", "003366"), ("black", "white"), ("red", "white"), ("red", "green"), ("92D050", "FFC000"),
        ("D9D9D9", "white"), ("white", "red"), ("", "white"), ("red", ""), ("white", "C0C0C0"),
    ],
)  # fmt: skip
def test_text_that_differs_or_is_unknown_is_seen(text: str, ground: str) -> None:
    assert not is_lost(colour_of(text), colour_of(ground))


def test_a_tint_makes_lighter_or_darker() -> None:
    assert tinted((1.0, 1.0, 1.0), -0.5) == pytest.approx((0.5, 0.5, 0.5))
    assert tinted((0.0, 0.0, 0.0), 0.25) == pytest.approx((0.25, 0.25, 0.25))
    assert is_lost(CLEAR, PAPER)
