"""Colours of a PDF, in whatever space they are told."""

from __future__ import annotations

import pytest

from gia_desktop.importers.pdf.reader import read_pdf
from gia_desktop.importers.tables import Remark
from tests.support.files.painted import Paper, document, say

SPACES = (
    "/ColorSpace<</I[/ICCBased 1 0 R]/G[/CalGray<<>>]/S[/Separation/Black/DeviceGray 2 0 R]"
    "/X[/Indexed/DeviceRGB 1 <ffffff000000>]/P[/Pattern]/N 3/E[]>>"
)
PROFILE = ("/N 3", "")


def _read(colour: str) -> list[object]:
    page = Paper(f"{say('看得见', 80, 700)} {colour} {say('白', 80, 600)}", resources=SPACES)
    return list(read_pdf(document(page, streams=[PROFILE])))


@pytest.mark.parametrize(
    "colour", ["/I cs 1 1 1 sc", "/G cs 1 sc", "/S cs 0 scn", "/DeviceCMYK cs 0 0 0 0 sc", "/I cs 1 1 1 scn"]
)
def test_white_is_white_in_every_space(colour: str) -> None:
    assert _read(colour)[1:] == [Remark("第 1 页有看不见的文字“白”，没有读入。")]


@pytest.mark.parametrize(
    "colour",
    [
        "/I cs 0 0 0 sc",
        "/S cs 1 scn",
        "/X cs 0 sc",
        "/P cs /P1 scn",
        "/N cs 1 sc",
        "/E cs 1 sc",
        "/I cs 1 sc",
        "/I CS 1 1 1 SC",
    ],
)
def test_what_is_dark_or_cannot_be_told_counts_as_seen(colour: str) -> None:
    assert _read(colour) == ["看得见", "白"]


def test_outlines_have_the_colour_of_lines() -> None:
    assert _read("1 G 1 Tr")[1:] == [Remark("第 1 页有看不见的文字“白”，没有读入。")]
