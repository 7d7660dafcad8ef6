from __future__ import annotations

from gia_desktop.documents.font_advice import font_advice
from gia_desktop.documents.style import PageStyle, bundled_styles

REPLACED = {"方正小标宋简体": "宋体", "仿宋_GB2312": "仿宋"}


def sentences() -> dict[str, str]:
    return {advice.name: advice.sentence for advice in font_advice(PageStyle(), REPLACED)}


def test_fonts_that_are_there_are_ticked_with_their_use() -> None:
    assert sentences()["黑体"] == "✓ 黑体（一级标题）：本机有。"
    assert sentences()["Times New Roman"] == "✓ Times New Roman（数字和字母）：本机有。"


def test_missing_fonts_say_where_to_get_them_and_what_others_see() -> None:
    title, body = sentences()["方正小标宋简体"], sentences()["仿宋_GB2312"]
    assert title.startswith("✗ 方正小标宋简体（标题）：本机没有，这里用 宋体 代替。方正字库的字体")
    assert title.endswith("没有装它的人在 Word、WPS 里看到宋体。")
    assert body.startswith("✗ 仿宋_GB2312（三级标题、四级标题、正文、表格）")
    assert body.endswith("看到仿宋。")


def test_every_font_of_every_style_has_a_use() -> None:
    for style in bundled_styles().values():
        advice = font_advice(style, {})
        assert [one.name for one in advice] == list(style.fonts)
        assert all(one.uses for one in advice)
