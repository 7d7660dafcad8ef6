"""Every figure of the official page (GB/T 9704—2012) in one place, and county rules that change some."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.files.faults import EmptyFileError, MissingFileError, UnreadableFileError
from gia_desktop.files.reading import read_whole
from gia_desktop.files.resources import resource
from gia_desktop.files.toml_file import MAX_BYTES, NotTomlError, parse_toml

MM_PER_POINT: Final = 25.4 / 72
_LARGEST: Final = 1000
_COLOUR: Final = re.compile("(?:[0-9A-Fa-f]{6})?")


@dataclass(frozen=True)
class PageStyle:
    """Page, fonts and sizes of a document; ``_mm`` are millimetres, ``_pt`` points, ``_chars`` characters.

    The defaults are GB/T 9704—2012 and the habits of offices where the standard is silent (tables, Latin
    letters). A county's own rule is a small TOML file that names only what differs; see ``load_style``.

    Attributes:
        chars_per_line: characters of the body size that fill one line (the standard says 28).
        footer_mm: from the foot of the page to the foot of the page number, whose dashes then stand
            7 mm below the type area.
        mirror_margins: for printing on both sides: the left margin is that of the binding, which lies at
            the right of even pages.
        approval_blanks: further rows of the 签批单, parted by 、; 联系电话 is filled in.
        approval_hands: rows of the 签批单 for those who sign.
        review_hands: fields of the 审核情况表 for those who sign.
        table_small_pt: size of the texts of a table that would not fit its page with the remarks under it.
        table_band_fill: ground of the lines that begin a block of a table (第二十条第（一）项), as six
            hexadecimal digits; they then begin at the left, as in the blank that came with the notice
            国办公开办函〔2021〕30号. Nothing for lines like all others.
        page_break_share: a table higher than this share of the type area begins on a page of its own.
    """

    name: str = "GB/T 9704—2012"
    page_width_mm: float = 210
    page_height_mm: float = 297
    margin_top_mm: float = 37
    margin_bottom_mm: float = 35
    margin_left_mm: float = 28
    margin_right_mm: float = 26
    footer_mm: float = 25
    chars_per_line: int = 28
    line_pitch_pt: float = 28.95
    latin_font: str = "Times New Roman"
    title_font: str = "方正小标宋简体"
    title_bold: bool = False
    title_pt: float = 22
    title_pitch_pt: float = 35
    heading1_font: str = "黑体"
    heading2_font: str = "楷体_GB2312"
    heading3_font: str = "仿宋_GB2312"
    heading4_font: str = "仿宋_GB2312"
    heading1_bold: bool = False
    heading2_bold: bool = False
    heading3_bold: bool = True
    heading4_bold: bool = False
    body_font: str = "仿宋_GB2312"
    body_pt: float = 16
    indent_chars: int = 2
    signature_chars: int = 4
    page_number_font: str = "宋体"
    page_number_pt: float = 14
    page_number_chars: int = 1
    table_font: str = "仿宋_GB2312"
    table_pt: float = 10.5
    table_small_pt: float = 9
    table_smallest_pt: float = 5
    table_border_pt: float = 0.5
    table_margin_pt: float = 1.4
    table_upright_margin_pt: float = 0.5
    table_label_indent_pt: float = 2.5
    table_row_pt: float = 24
    table_row_least_pt: float = 15
    table_gap_pt: float = 6
    table_band_fill: str = ""
    note_pt: float = 12
    page_break_share: float = 0.8
    mirror_margins: bool = False
    approval_blanks: str = "文号、联系人、联系电话"
    approval_hands: str = "拟稿、核稿、保密审查、会签、签发"
    review_hands: str = "填表人、审核人、日期"

    @property
    def text_width_pt(self) -> float:
        """Width of the type area (版心), 156 mm by the standard."""
        return (self.page_width_mm - self.margin_left_mm - self.margin_right_mm) / MM_PER_POINT

    @property
    def text_height_pt(self) -> float:
        """Height of the type area, 225 mm by the standard."""
        return (self.page_height_mm - self.margin_top_mm - self.margin_bottom_mm) / MM_PER_POINT

    @property
    def note_pitch_pt(self) -> float:
        """Height of the lines of a remark under a table."""
        return self.note_pt * 1.5

    @property
    def fonts(self) -> tuple[str, ...]:
        """Return every font the document names, each once."""
        names = [getattr(self, field.name) for field in fields(self) if field.name.endswith("_font")]
        return tuple(dict.fromkeys(names))

    def heading_font(self, level: int) -> str:
        """Return the font of a heading, level 1 to 4."""
        return (self.heading1_font, self.heading2_font, self.heading3_font, self.heading4_font)[level - 1]

    def heading_bold(self, level: int) -> bool:
        """Tell whether a heading, level 1 to 4, is bold."""
        return (self.heading1_bold, self.heading2_bold, self.heading3_bold, self.heading4_bold)[level - 1]


class StyleFileError(GiaError):
    """A page style file can't be used."""

    code = "GIA-E-401"

    def __init__(self, name: str, faults: list[str]) -> None:
        """Name the file and all its faults at once."""
        super().__init__(f"版式文件“{name}”无法使用：{'；'.join(faults)}。", "请改正后重试，或改用默认版式。")


def load_style(path: Path) -> PageStyle:
    """Read a page style file.

    Raises:
        StyleFileError: no TOML, an unknown name or an impossible figure; every fault is named.
        GiaError: it is no file that a person wrote, see ``read_whole``.
    """
    try:
        text = read_whole(path, MAX_BYTES, "版式文件").decode("utf-8-sig")
    except EmptyFileError:
        text = ""
    except (MissingFileError, UnreadableFileError) as error:
        raise StyleFileError(path.name, ["读不到这个文件"]) from error
    except UnicodeDecodeError as error:
        raise StyleFileError(path.name, ["不是 UTF-8 编码，请用记事本“另存为”，编码选 UTF-8"]) from error
    return parse_style(text, path.name)


def parse_style(text: str, name: str) -> PageStyle:
    """Read the TOML text of a page style; ``name`` is the file's name for messages.

    Raises:
        StyleFileError: see ``load_style``.
    """
    try:
        found = parse_toml(text)
    except NotTomlError as error:
        raise StyleFileError(name, [error.fault.sentence]) from error
    faults = [fault for key, value in found.items() if (fault := _fault(key, value))]
    if faults:
        raise StyleFileError(name, faults)
    style = replace(PageStyle(), **found)
    if style.text_width_pt < style.body_pt * 10 or style.text_height_pt < style.line_pitch_pt * 5:
        raise StyleFileError(name, ["页边距太大，版心放不下正文"])
    return style


def bundled_styles() -> dict[str, PageStyle]:
    """Return the page styles that come with the program by name, the official one first."""
    styles = [load_style(path) for path in sorted(resource("documents", "styles").glob("*.toml"))]
    return {style.name: style for style in (PageStyle(), *styles)}


def _fault(key: str, value: Any) -> str:
    """Return what is wrong with one entry of a style file, or nothing."""
    known: Mapping[str, Any] = {field.name: field.default for field in fields(PageStyle)}
    if key not in known:
        return f"没有“{key}”这一项"
    default = known[key]
    if isinstance(default, bool):
        return "" if isinstance(value, bool) else f"“{key}”应是 true 或 false"
    if key.endswith("_fill"):
        known_colour = isinstance(value, str) and _COLOUR.fullmatch(value)
        return "" if known_colour else f"“{key}”应是六位十六进制的颜色，例如 C6D9F1，或者空着"
    if isinstance(default, str):
        return "" if isinstance(value, str) and value.strip() else f"“{key}”应是文字"
    whole = isinstance(default, int) and key.endswith(("_chars", "_line"))
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        return f"“{key}”应是{'整' if whole else '数字'}{'数' if whole else ''}"
    return "" if 0 < value < _LARGEST else f"“{key}”应大于 0、小于 {_LARGEST}"
