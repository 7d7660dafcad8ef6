from __future__ import annotations

import pytest
from PySide6.QtGui import QFontDatabase

from gia_desktop.documents.style import PageStyle
from gia_desktop.ui.paper.fonts import PaperFonts, missing_words

pytestmark = pytest.mark.usefixtures("qapp")


def pretend(monkeypatch: pytest.MonkeyPatch, *families: str) -> None:
    """Let these be the only fonts on the PC."""
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: list(families))


OFFICIAL = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "Times New Roman")


def test_nothing_is_missing_where_all_official_fonts_are(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, *OFFICIAL)
    assert PaperFonts(PageStyle()).missing() == []
    assert missing_words([]) == ""


def test_fonts_listed_by_their_english_names_are_not_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(
        monkeypatch,
        "FZXiaoBiaoSong-B05S", "FangSong_GB2312", "KaiTi_GB2312", "SimHei", "SimSun", "Times New Roman",
    )  # fmt: skip
    assert PaperFonts(PageStyle()).missing() == []


@pytest.mark.parametrize(
    ("wanted", "installed", "used"),
    [
        ("仿宋_GB2312", ("宋体", "仿宋", "Noto Serif CJK SC"), "仿宋"),
        ("仿宋_GB2312", ("Noto Serif CJK SC", "FandolFang"), "FandolFang"),
        ("楷体_GB2312", ("KaiTi", "FandolKai"), "KaiTi"),
        ("方正小标宋简体", ("宋体", "华文中宋"), "华文中宋"),
        ("宋体", ("Noto Serif CJK SC", "FandolSong"), "FandolSong"),
        ("黑体", ("微软雅黑", "FandolHei"), "FandolHei"),
        ("Times New Roman", ("DejaVu Serif", "Liberation Serif"), "Liberation Serif"),
        ("Times New Roman", ("Noto Sans CJK SC", "Noto Serif CJK SC"), "Noto Serif CJK SC"),
        ("华文仿宋", ("仿宋", "宋体"), "仿宋"),
        ("隶书", ("宋体", "黑体"), "宋体"),
        ("SimSun", ("FandolSong", "FandolFang"), "FandolSong"),
    ],
)
def test_nearest_relative_stands_in_for_a_missing_font(
    monkeypatch: pytest.MonkeyPatch, wanted: str, installed: tuple[str, ...], used: str
) -> None:
    pretend(monkeypatch, *installed)
    font = PaperFonts(PageStyle(body_font=wanted)).font(wanted, 16)
    assert font.families()[0] == used


def test_font_that_is_there_is_used_before_its_relatives(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "仿宋", "仿宋_GB2312")
    assert PaperFonts(PageStyle()).font("仿宋_GB2312", 16).families() == ["仿宋_GB2312", "仿宋"]


def test_title_is_bold_only_in_fonts_that_look_like_it_when_bold(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "Noto Serif CJK SC")
    assert PaperFonts(PageStyle()).font("方正小标宋简体", 22).bold()
    pretend(monkeypatch, "方正小标宋简体", "Noto Serif CJK SC")
    assert not PaperFonts(PageStyle()).font("方正小标宋简体", 22).bold()


def test_missing_fonts_are_told_in_one_line_that_names_the_first_and_counts_them() -> None:
    told = missing_words([("仿宋_GB2312", "仿宋"), ("宋体", "FandolSong")])
    assert "本机缺仿宋_GB2312 等 2 种字体" in told
    assert told.count("。") == 1
