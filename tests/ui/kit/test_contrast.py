"""Everything written can be read in each look: 4.5:1 for text as WCAG 2.1 asks (1.4.3), 3:1 for marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace

import pytest

from gia_desktop.files.resources import resource
from gia_desktop.ui.kit.theme import THEMES, Tokens

TEXT, LARGE = 4.5, 3.0

GROUNDS = {
    # The window itself and what lies on it: cards, heads of tables, the current row.
    "window sheet head head_now": "ink quiet accent must_fix explain good computed_ink",
    # Cells of the official tables; last year's figure is the small one in italics.
    "sheet cross computed must_fix_sheet explain_sheet": "ink quiet past must_fix explain computed_ink",
    # Selected cells and days that have gone by: plain ink only.
    "selection": "ink",
    "good_sheet": "ink good",
    "to_check": "ink computed_ink",
    # Buttons and the current day; its last one is red.
    "accent must_fix": "on_accent",
    # The tick of a task that is done.
    "good": "sheet",
}
"""Which inks are written on which grounds."""

MARKS = {"sheet window": "accent must_fix explain good quiet", "to_check": "must_fix explain"}
"""Frames, corners, boxes, and lines under words."""


def luminance(color: str) -> float:
    """Return the relative luminance of ``#rrggbb``."""
    parts = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(table: dict[str, str]) -> Iterator[tuple[str, str]]:
    for grounds, inks in table.items():
        for ground in grounds.split():
            yield from ((ink, ground) for ink in inks.split())


def too_faint(tokens: Tokens, table: dict[str, str], least: float) -> list[str]:
    measured = {pair: contrast(*(getattr(tokens, name) for name in pair)) for pair in pairs(table)}
    return [f"{ink} on {ground}: {ratio:.2f}" for (ink, ground), ratio in measured.items() if ratio < least]


def styled() -> Iterator[tuple[str, str]]:
    """Yield ink and ground of every rule of the style sheet that names both."""
    for rule in re.findall(r"\{([^}]*)\}", resource("ui", "style.qss").read_text("utf-8")):
        ground = re.search(r"background(?:-color)?: @(\w+)", rule)
        ink = re.search(r"(?<!-)color: @(\w+)", rule)
        if ground and ink:
            yield ink[1], ground[1]
        chosen = re.search(r"selection-background-color: @(\w+); selection-color: @(\w+)", rule)
        if chosen:
            yield chosen[2], chosen[1]


@pytest.mark.parametrize("name", THEMES)
def test_every_ink_is_read_on_the_grounds_it_is_written_on(name: str) -> None:
    assert too_faint(THEMES[name], GROUNDS, TEXT) == []


@pytest.mark.parametrize("name", THEMES)
def test_frames_and_boxes_are_seen(name: str) -> None:
    assert too_faint(THEMES[name], MARKS, LARGE) == []


def test_pairs_of_the_style_sheet_are_among_those_that_are_measured() -> None:
    found = set(styled())
    assert len(found) > 5
    assert found - set(pairs(GROUNDS)) == set()


def test_every_colour_is_a_ground_an_ink_or_a_line() -> None:
    named = {name for pair in pairs(GROUNDS) for name in pair}
    assert {field.name for field in fields(Tokens)} - named == {"grid"}


def test_a_faint_ink_is_noticed() -> None:
    faint = replace(THEMES["light"], past="#7f8998")
    assert too_faint(faint, GROUNDS, TEXT)[0] == "past on sheet: 3.54"


def test_black_on_white_is_the_most_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
