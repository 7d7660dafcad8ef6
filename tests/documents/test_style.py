from __future__ import annotations

from pathlib import Path

import pytest

from gia_desktop.documents.style import PageStyle, StyleFileError, bundled_styles, load_style, parse_style


def test_type_area_of_the_standard_is_156_by_225_millimetres() -> None:
    style = PageStyle()
    assert round(style.text_width_pt * 25.4 / 72) == 156
    assert round(style.text_height_pt * 25.4 / 72) == 225
    assert round(style.text_height_pt / style.line_pitch_pt) == 22


def test_style_file_changes_only_what_it_names(tmp_path: Path) -> None:
    path = tmp_path / "county.toml"
    path.write_text('\ufeffname = "县办"\nline_pitch_pt = 28\nheading2_bold = true\n', "utf-8")
    assert load_style(path) == PageStyle(name="县办", line_pitch_pt=28, heading2_bold=True)


def test_bundled_styles_begin_with_the_official_one() -> None:
    styles = bundled_styles()
    assert list(styles) == ["GB/T 9704—2012", "表二标题行带底色（同格式附件）", "系统自带字体"]
    assert styles["系统自带字体"].fonts == ("Times New Roman", "宋体", "黑体", "楷体", "仿宋")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("title_pt = ", "第 1 行：不符合 TOML 写法"),
        ("titel_pt = 22", "没有“titel_pt”这一项"),
        ('table_band_fill = "blue"', "“table_band_fill”应是六位十六进制的颜色"),
        ('title_pt = "22"', "“title_pt”应是数字"),
        ("title_pt = true", "“title_pt”应是数字"),
        ("title_pt = -1", "“title_pt”应大于 0、小于 1000"),
        ("title_pt = nan", "“title_pt”应大于 0、小于 1000"),
        ("indent_chars = 1.5", "“indent_chars”应是整数"),
        ('body_font = " "', "“body_font”应是文字"),
        ("heading1_bold = 1", "“heading1_bold”应是 true 或 false"),
        ("margin_left_mm = 120\nmargin_right_mm = 120", "版心放不下正文"),
    ],
)
def test_fault_in_a_style_file_is_named(text: str, fault: str) -> None:
    with pytest.raises(StyleFileError, match=fault) as caught:
        parse_style(text, "县办.toml")
    assert "县办.toml" in caught.value.user_text


def test_all_faults_of_a_style_file_are_told_at_once() -> None:
    with pytest.raises(StyleFileError, match="“a”这一项；没有“b”这一项"):
        parse_style("a = 1\nb = 2", "x.toml")


@pytest.mark.parametrize(("data", "fault"), [(None, "读不到这个文件"), (b"\xff\xfe", "编码选 UTF-8")])
def test_style_file_that_cannot_be_read_is_named(tmp_path: Path, data: bytes | None, fault: str) -> None:
    path = tmp_path / "x.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(StyleFileError, match=fault):
        load_style(path)
