"""The styles, fonts and settings parts of a docx, made from the page style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor
from typing import Final

from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers.package import escape

WORD: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

TITLE, BODY, NOTE, SIGNER, DATE = "Title", "BodyText", "TableNote", "Signer", "SignDate"
ODD_NUMBER, EVEN_NUMBER = "PageNumberOdd", "PageNumberEven"
TABLE, TABLE_HEAD, TABLE_LABEL, TABLE_NUMBER = "ReportTable", "TableHead", "TableLabel", "TableNumber"
_TABLE_TEXT: Final = "TableText"
_HEADING_NAMES: Final = ("一级标题", "二级标题", "三级标题", "四级标题")
_SUBSTITUTES: Final = {
    "方正小标宋简体": "宋体",
    "方正小标宋_GBK": "宋体",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
}
"""What Word and WPS show when a font is missing, if the document names it."""


def heading_style(level: int) -> str:
    """Return the id of the paragraph style of a heading."""
    return f"Heading{level}"


def heading_character_style(level: int) -> str:
    """Return the id of the style of a heading that runs on into its paragraph."""
    return f"Heading{level}Char"


def number_style(points: float, style: PageStyle) -> str:
    """Return the id of the style of table figures of a size."""
    return TABLE_NUMBER if points == style.table_pt else f"{TABLE_NUMBER}{round(points * 2)}"


def fonts(east_asian: str, latin: str, *, hint: bool = False) -> str:
    """Return the font property with all four slots set."""
    east, west = escape(east_asian), escape(latin)
    hinted = ' w:hint="eastAsia"' if hint else ""
    return f'<w:rFonts{hinted} w:ascii="{west}" w:hAnsi="{west}" w:eastAsia="{east}" w:cs="{west}"/>'


def twips(points: float) -> int:
    """Return points as twentieths of a point, the unit of lengths in a docx."""
    return round(points * 20)


def styles_part(style: PageStyle, number_sizes: Iterable[float]) -> str:
    """Return the styles part; ``number_sizes`` are the sizes that table figures have."""
    # Latin text must not be marked Chinese: LibreOffice would break numbers over two lines.
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(style.body_font, style.latin_font)}"
        f'{_size(style.body_pt)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    made = (
        *_text_styles(style),
        *(entry for level in range(1, 5) for entry in _heading_styles(style, level)),
        *_page_number_styles(style),
        *_table_styles(style, number_sizes),
    )
    return f"<w:styles {WORD}>{defaults}{''.join(made)}</w:styles>"


def font_table_part(style: PageStyle) -> str:
    """Return the font table: every font with its kind and what to show when it is missing."""
    made = "".join(
        f'<w:font w:name="{escape(name)}">'
        + (f'<w:altName w:val="{_SUBSTITUTES[name]}"/>' if name in _SUBSTITUTES else "")
        + f'<w:charset w:val="{"00" if name.isascii() else "86"}"/><w:family w:val="auto"/></w:font>'
        for name in style.fonts
    )
    return f"<w:fonts {WORD}>{made}</w:fonts>"


def settings_part() -> str:
    """Return the settings: page numbers differ on odd and even pages, current layout rules, no history."""
    return (
        f'<w:settings {WORD}><w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting'
        ' w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )


def _style(  # noqa: PLR0913 - the attributes of a style element
    style_id: str,
    name: str,
    *,
    kind: str = "paragraph",
    based_on: str = "",
    following: str = "",
    link: str = "",
    alias: str = "",
    paragraph: str = "",
    run: str = "",
    default: bool = False,
) -> str:
    return (
        f'<w:style w:type="{kind}"{" w:default=" + chr(34) + "1" + chr(34) if default else ""}'
        f' w:styleId="{style_id}"><w:name w:val="{name}"/>'
        + (f'<w:aliases w:val="{alias}"/>' if alias else "")
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + (f'<w:link w:val="{link}"/>' if link else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _bold(bold: bool) -> str:  # noqa: FBT001 - reads as the property it writes
    return "<w:b/><w:bCs/>" if bold else ""


def _indent(style: PageStyle) -> str:
    chars = style.indent_chars
    return f'<w:ind w:firstLineChars="{chars * 100}" w:firstLine="{twips(chars * style.body_pt)}"/>'


def _tightened(style: PageStyle) -> str:
    """Return the spacing at which the right number of body characters fills a line.

    28 characters of 16 pt are a little wider than 156 mm. Spacing does what a document grid would do,
    but LibreOffice draws a grid of characters far too wide.
    """
    spare = style.text_width_pt / style.chars_per_line - style.body_pt
    return f'<w:spacing w:val="{floor(spare * 20)}"/>'


def _text_styles(style: PageStyle) -> Iterator[str]:
    pitch = twips(style.line_pitch_pt)
    exact = f'w:after="0" w:line="{pitch}" w:lineRule="exact"/>'
    yield _style(
        "Normal", "Normal", default=True,
        paragraph=f'<w:widowControl w:val="0"/><w:spacing w:before="0" {exact}<w:jc w:val="both"/>',
    )  # fmt: skip
    yield _style("DefaultParagraphFont", "Default Paragraph Font", kind="character", default=True)
    yield _style(
        TITLE, "Title", alias="公文标题", based_on="Normal", following=BODY,
        paragraph=(
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="0" w:after="{pitch}"'
            f' w:line="{twips(style.title_pitch_pt)}" w:lineRule="exact"/><w:jc w:val="center"/>'
        ),
        run=fonts(style.title_font, style.latin_font) + _bold(style.title_bold) + _size(style.title_pt),
    )  # fmt: skip
    yield _style(BODY, "公文正文", based_on="Normal", paragraph=_indent(style), run=_tightened(style))
    yield _style(
        NOTE, "表下说明", based_on="Normal",
        paragraph=(
            f'<w:spacing w:before="0" w:after="0" w:line="{twips(style.note_pt * 1.5)}" w:lineRule="exact"/>'
            f'<w:ind w:firstLineChars="200" w:firstLine="{twips(2 * style.note_pt)}"/>'
        ),
        run=_size(style.note_pt),
    )  # fmt: skip
    yield _style(
        SIGNER, "署名", based_on="Normal", following=DATE,
        paragraph=f'<w:keepNext/><w:spacing w:before="{2 * pitch}" {exact}<w:jc w:val="right"/>',
    )  # fmt: skip
    inset = style.signature_chars
    right = f'w:rightChars="{inset * 100}" w:right="{twips(inset * style.body_pt)}"'
    yield _style(DATE, "成文日期", based_on="Normal", paragraph=f'<w:ind {right}/><w:jc w:val="right"/>')


def _heading_styles(style: PageStyle, level: int) -> Iterator[str]:
    """Yield a heading's paragraph style and its twin for headings that run on into the text."""
    name = _HEADING_NAMES[level - 1]
    font = fonts(style.heading_font(level), style.latin_font)
    run = font + _bold(style.heading_bold(level)) + _tightened(style)
    yield _style(
        heading_style(level), f"heading {level}", alias=name, based_on="Normal", following=BODY,
        link=heading_character_style(level),
        paragraph=f'<w:keepNext/>{_indent(style)}<w:outlineLvl w:val="{level - 1}"/>',
        run=run,
    )  # fmt: skip
    yield _style(
        heading_character_style(level), f"{name} 字符", kind="character", based_on="DefaultParagraphFont",
        link=heading_style(level), run=run,
    )  # fmt: skip


def _page_number_styles(style: PageStyle) -> Iterator[str]:
    """Page numbers stand outside: right on odd pages, left on even ones, one character in."""
    chars, width = style.page_number_chars * 100, twips(style.page_number_chars * style.page_number_pt)
    run = fonts(style.page_number_font, style.page_number_font) + _size(style.page_number_pt)
    single = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    for style_id, name, side in ((ODD_NUMBER, "单页页码", "right"), (EVEN_NUMBER, "双页页码", "left")):
        yield _style(
            style_id, name, based_on="Normal", run=run,
            paragraph=(
                f'<w:snapToGrid w:val="0"/>{single}'
                f'<w:ind w:{side}Chars="{chars}" w:{side}="{width}"/><w:jc w:val="{side}"/>'
            ),
        )  # fmt: skip


def _table_styles(style: PageStyle, number_sizes: Iterable[float]) -> Iterator[str]:
    yield _style(
        _TABLE_TEXT, "表格文字", based_on="Normal",
        paragraph=(
            '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
            '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'
        ),
        run=fonts(style.table_font, style.latin_font) + '<w:snapToGrid w:val="0"/>' + _size(style.table_pt),
    )  # fmt: skip
    yield _style(TABLE_HEAD, "表头", based_on=_TABLE_TEXT)
    indent = twips(style.table_label_indent_pt)
    label = f'<w:ind w:left="{indent}" w:right="{indent}"/><w:jc w:val="left"/>'
    yield _style(TABLE_LABEL, "表格项目", based_on=_TABLE_TEXT, paragraph=label)
    yield _style(TABLE_NUMBER, "表格数字", based_on=_TABLE_TEXT)
    for points in sorted(set(number_sizes) - {style.table_pt}, reverse=True):
        name = f"表格数字（{points:g}磅）"
        yield _style(number_style(points, style), name, based_on=TABLE_NUMBER, run=_size(points))
    yield _table_grid_style(style)


def _table_grid_style(style: PageStyle) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = f'w:val="single" w:sz="{round(style.table_border_pt * 8)}" w:space="0" w:color="000000"'
    borders = "".join(f"<w:{side} {line}/>" for side in sides)
    margin, upright = twips(style.table_margin_pt), twips(style.table_upright_margin_pt)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", upright), ("left", margin), ("bottom", upright), ("right", margin))
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="年报表格"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr>'
        f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )
