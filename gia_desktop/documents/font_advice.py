"""The fonts a page style prescribes: what each is for, how to get it, what readers without it see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers.docx_styles import SUBSTITUTES

_USES: Final = {
    "title_font": "标题", "heading1_font": "一级标题", "heading2_font": "二级标题",
    "heading3_font": "三级标题", "heading4_font": "四级标题", "body_font": "正文", "table_font": "表格",
    "page_number_font": "页码", "latin_font": "数字和字母",
}  # fmt: skip
_SOURCES: Final = (
    ("小标宋", "方正字库的字体，Windows、Word 和 WPS 都不自带，请向本单位信息部门要正版的安装文件"),
    ("_GB2312", "旧版 Windows 的字体，新系统带的是去掉“_GB2312”的那一种；请向本单位信息部门要安装文件"),
    ("Times New Roman", "Windows 自带；Linux 上可以装 Liberation Serif，字宽相同"),
    ("方正", "方正字库的字体，请向本单位信息部门要正版的安装文件"),
    ("", "中文版 Windows 自带；没有时在“设置 → 系统 → 可选功能”里添加“简体中文补充字体”"),
)
"""Where fonts come from, by a word in their name; the last is for all others."""


@dataclass(frozen=True)
class FontAdvice:
    """What to know about one prescribed font.

    Attributes:
        uses: what it is for, such as 标题.
        used: what this PC takes in its place; empty when it has the font.
        source: how to get it.
        readers: what a reader without it sees in the docx; empty where Word decides.
    """

    name: str
    uses: tuple[str, ...]
    used: str
    source: str
    readers: str

    @property
    def sentence(self) -> str:
        """One line about the font."""
        what = f"{self.name}（{'、'.join(self.uses)}）"
        if not self.used:
            return f"✓ {what}：本机有。"
        seen = f"；没有装它的人在 Word、WPS 里看到{self.readers}" if self.readers else ""
        return f"✗ {what}：本机没有，这里用 {self.used} 代替。{self.source}{seen}。"


def font_advice(style: PageStyle, replaced: Mapping[str, str]) -> list[FontAdvice]:
    """Return advice on every font of a style; ``replaced`` are those this PC lacks and what it takes."""
    return [
        FontAdvice(
            name,
            tuple(use for field, use in _USES.items() if getattr(style, field) == name),
            replaced.get(name, ""),
            next(source for word, source in _SOURCES if word in name),
            SUBSTITUTES.get(name, ""),
        )
        for name in style.fonts
    ]
