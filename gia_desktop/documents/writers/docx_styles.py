"""The styles, fonts and settings parts of a docx, made from the page style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import floor
from typing import Final

from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers.package import escape

WORD: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

# Ids of our own: a style of another document must never be taken for ours, nor ours for another's.
TITLE, BODY, NOTE, SIGNER, DATE = "GwTitle", "GwBody", "GwTableNote", "GwSigner", "GwDate"
ODD_NUMBER, EVEN_NUMBER = "GwPageNumberOdd", "GwPageNumberEven"
TABLE, TABLE_HEAD, TABLE_LABEL, TABLE_NUMBER = "GwTable", "GwTableHead", "GwTableLabel", "GwTableNumber"
MARK: Final = "GwMark"
"""Style of quotation marks, dashes and other signs that could be Latin, in the font of the body."""
_BASE: Final = "GwBase"
_TABLE_TEXT: Final = "GwTableText"
_LATENT: Final = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
    ' w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
)
"""Word's own styles stay out of its lists, so that ours are found."""
_SINGLE: Final = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
_NO_BORDERS: Final = (
    "<w:pBdr>"
    + "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right"))
    + "</w:pBdr>"
)
_NO_INDENT: Final = '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
_NO_SPACING: Final = '<w:spacing w:val="0"/>'
_HEADING_NAMES: Final = ("一级标题", "二级标题", "三级标题", "四级标题")
SUBSTITUTES: Final = {
    "方正小标宋简体": "宋体",
    "方正小标宋_GBK": "宋体",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
}
"""What Word and WPS show when a font is missing, if the document names it."""


def heading_style(level: int) -> str:
    """Return the id of the paragraph style of a heading."""
    return f"GwHeading{level}"


def heading_character_style(level: int) -> str:
    """Return the id of the style of a heading that runs on into its paragraph."""
    return f"GwHeading{level}Char"


def table_style(style_id: str, points: float, style: PageStyle) -> str:
    """Return the id of a style of table text in a size, made from that of the usual size."""
    return style_id if points == style.table_pt else f"{style_id}{round(points * 2)}"


def fonts(east_asian: str, latin: str) -> str:
    """Return the font property with all four slots set."""
    east, west = escape(east_asian), escape(latin)
    return f'<w:rFonts w:ascii="{west}" w:hAnsi="{west}" w:eastAsia="{east}" w:cs="{west}"/>'


def mark_fonts(chinese: str = "") -> str:
    """Return the font property of a sign that could be Latin: it is Chinese, in the paragraph's font.

    Word and WPS follow the hint to the font of the paragraph's style. LibreOffice doesn't know it and
    takes such a sign for Latin: ``chinese`` is the font for it, unless a character style names it.
    """
    named = f' w:ascii="{escape(chinese)}" w:hAnsi="{escape(chinese)}"' if chinese else ""
    return f'<w:rFonts w:hint="eastAsia"{named}/>'


def twips(points: float) -> int:
    """Return points as twentieths of a point, the unit of lengths in a docx."""
    return round(points * 20)


def ground(fill: str) -> str:
    """Return the property of a cell's ground in a colour of six hexadecimal digits; nothing for no colour."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""


def gap_before(style: PageStyle) -> str:
    """Return the spacing of a paragraph that stands under a table."""
    return f'<w:spacing w:before="{twips(style.table_gap_pt)}"/>'


@lru_cache(maxsize=32)
def styles_part(style: PageStyle, table_sizes: frozenset[float]) -> str:
    """Return the styles part; ``table_sizes`` are the sizes of text in tables beside the usual one."""
    # Latin text must not be marked Chinese: LibreOffice would break numbers over two lines.
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(style.body_font, style.latin_font)}"
        f'{size(style.body_pt)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    made = (
        *_built_in_styles(style),
        *_text_styles(style),
        *(entry for level in range(1, 5) for entry in _heading_styles(style, level)),
        *_page_number_styles(style),
        *_table_styles(style, table_sizes),
    )
    return f"<w:styles {WORD}>{defaults}{_LATENT}{''.join(made)}</w:styles>"


def font_table_part(style: PageStyle) -> str:
    """Return the font table: every font with its kind and what to show when it is missing."""
    made = "".join(
        f'<w:font w:name="{escape(name)}">'
        + (f'<w:altName w:val="{SUBSTITUTES[name]}"/>' if name in SUBSTITUTES else "")
        + f'<w:charset w:val="{"00" if name.isascii() else "86"}"/><w:family w:val="auto"/></w:font>'
        for name in style.fonts
    )
    return f"<w:fonts {WORD}>{made}</w:fonts>"


def settings_part(style: PageStyle) -> str:
    """Return the settings: page numbers differ on odd and even pages, current layout rules, no history."""
    mirrored = "<w:mirrorMargins/>" if style.mirror_margins else ""
    return (
        f'<w:settings {WORD}><w:zoom w:percent="100"/>{mirrored}<w:defaultTabStop w:val="640"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )


def _style(  # noqa: PLR0913 - the attributes of a style element
    style_id: str,
    name: str,
    *,
    kind: str = "paragraph",
    based_on: str = "",
    following: str = "",
    link: str = "",
    paragraph: str = "",
    run: str = "",
    rank: int = 1,
) -> str:
    """Return a style of our own; those of low ``rank`` stand first in Word's lists."""
    return (
        f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + (f'<w:link w:val="{link}"/>' if link else "")
        + f'<w:uiPriority w:val="{rank}"/><w:qFormat/>'
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def _built_in_styles(style: PageStyle) -> Iterator[str]:
    """Yield what Word expects to be there, and the built-in headings that ours derive from.

    Readers know a heading by its descent from Word's own; its look comes from our style alone.
    """
    base = f"<w:pPr>{_paragraph_base(style)}</w:pPr><w:rPr>{_run_base(style)}</w:rPr>"
    normal = '<w:name w:val="Normal"/><w:qFormat/>'
    yield f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal">{normal}{base}</w:style>'
    yield (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )
    named = [("Title", "Title", ""), *((f"Heading{n}", f"heading {n}", _outline(n)) for n in range(1, 5))]
    for style_id, name, outline in named:
        inner = f"<w:pPr>{outline}</w:pPr>" if outline else ""
        yield (
            f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>'
            '<w:basedOn w:val="Normal"/><w:uiPriority w:val="9"/><w:semiHidden/><w:unhideWhenUsed/>'
            f"{inner}</w:style>"
        )


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level - 1}"/>'


def _paragraph_base(
    style: PageStyle, *, start: str = "", spacing: str = "", indent: str = "", align: str = "both"
) -> str:
    """Return the paragraph properties that another document could set otherwise, in the schema's order.

    Numbering isn't among them: tools that merge documents would look for a part that ours don't have.
    """
    lines = spacing or _lines(style.line_pitch_pt)
    return (
        f'{start}<w:widowControl w:val="0"/>{_NO_BORDERS}'
        '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
        f'{lines}{indent or _NO_INDENT}<w:jc w:val="{align}"/>'
    )


def _run_base(style: PageStyle) -> str:
    return _run(fonts(style.body_font, style.latin_font), style.body_pt)


def _run(font: str, points: float, *, bold: bool = False, spacing: str = "") -> str:
    """Return every property of letters that another document could set otherwise, in the schema's order."""
    return (
        f'{font}{_bold(bold)}<w:i w:val="0"/><w:iCs w:val="0"/><w:caps w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:color w:val="auto"/>{spacing or _NO_SPACING}<w:kern w:val="0"/>{size(points)}<w:u w:val="none"/>'
    )


def _lines(points: float, *, before: int = 0, after: int = 0) -> str:
    """Return lines of a fixed height; ``before`` and ``after`` in twentieths of a point."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{twips(points)}" w:lineRule="exact"/>'


def size(points: float) -> str:
    """Return the property of a size."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _bold(bold: bool) -> str:  # noqa: FBT001 - reads as the property it writes
    return "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'


def _indent(chars: int, points: float) -> str:
    """Return the indent of a first line, in characters of a size."""
    first = f'w:firstLineChars="{chars * 100}" w:firstLine="{twips(chars * points)}"'
    return f'<w:ind w:left="0" w:right="0" {first}/>'


def _tightened(style: PageStyle) -> str:
    """Return the spacing at which the right number of body characters fills a line.

    28 characters of 16 pt are a little wider than 156 mm. Spacing does what a document grid would do,
    but LibreOffice draws a grid of characters far too wide.
    """
    spare = style.text_width_pt / style.chars_per_line - style.body_pt
    return f'<w:spacing w:val="{floor(spare * 20)}"/>'


def _text_styles(style: PageStyle) -> Iterator[str]:
    pitch, indent = twips(style.line_pitch_pt), _indent(style.indent_chars, style.body_pt)
    yield _style(_BASE, "公文基准", paragraph=_paragraph_base(style), run=_run_base(style), rank=9)
    yield _style(
        MARK, "中文标点", kind="character", based_on="DefaultParagraphFont", run=mark_fonts(style.body_font),
        rank=9,
    )  # fmt: skip
    yield _style(
        TITLE, "公文标题", based_on="Title", following=BODY,
        paragraph=_paragraph_base(
            style, start="<w:keepNext/><w:keepLines/>", spacing=_lines(style.title_pitch_pt, after=pitch),
            align="center",
        ),
        run=_run(fonts(style.title_font, style.title_font), style.title_pt, bold=style.title_bold),
    )  # fmt: skip
    yield _style(
        BODY, "公文正文", based_on=_BASE, paragraph=_paragraph_base(style, indent=indent),
        run=_run(fonts(style.body_font, style.latin_font), style.body_pt, spacing=_tightened(style)), rank=0,
    )  # fmt: skip
    yield _style(
        NOTE, "表下说明", based_on=_BASE,
        paragraph=_paragraph_base(
            style, spacing=_lines(style.note_pitch_pt),
            indent=_indent(2, style.note_pt),
        ),
        run=_run(fonts(style.body_font, style.latin_font), style.note_pt),
    )  # fmt: skip
    yield _style(
        SIGNER, "署名", based_on=_BASE, following=DATE, run=_run_base(style),
        paragraph=_paragraph_base(
            style, start="<w:keepNext/><w:keepLines/>", align="center",
            spacing=_lines(style.line_pitch_pt, before=2 * pitch),
        ),
    )  # fmt: skip
    inset = style.signature_chars
    chars = f'w:rightChars="{inset * 100}" w:right="{twips(inset * style.body_pt)}"'
    right = f'<w:ind w:left="0" {chars} w:firstLine="0"/>'
    yield _style(
        DATE, "成文日期", based_on=_BASE, run=_run_base(style),
        paragraph=_paragraph_base(style, indent=right, align="right"),
    )  # fmt: skip


def _heading_styles(style: PageStyle, level: int) -> Iterator[str]:
    """Yield a heading's paragraph style and its twin for headings that run on into the text."""
    name = f"公文{_HEADING_NAMES[level - 1]}"
    indent = _indent(style.indent_chars, style.body_pt)
    run = _run(
        fonts(style.heading_font(level), style.latin_font), style.body_pt, bold=style.heading_bold(level),
        spacing=_tightened(style),
    )  # fmt: skip
    yield _style(
        heading_style(level), name, based_on=f"Heading{level}", following=BODY,
        link=heading_character_style(level), run=run,
        paragraph=_paragraph_base(style, start="<w:keepNext/>", indent=indent) + _outline(level),
    )  # fmt: skip
    yield _style(
        heading_character_style(level), f"{name} 字符", kind="character", based_on="DefaultParagraphFont",
        link=heading_style(level), run=run, rank=9,
    )  # fmt: skip


def _page_number_styles(style: PageStyle) -> Iterator[str]:
    """Page numbers stand outside: right on odd pages, left on even ones, one character in."""
    chars, width = style.page_number_chars * 100, twips(style.page_number_chars * style.page_number_pt)
    run = _run(fonts(style.page_number_font, style.page_number_font), style.page_number_pt)
    for style_id, name, side in ((ODD_NUMBER, "单页页码", "right"), (EVEN_NUMBER, "双页页码", "left")):
        indent = f'<w:ind w:{side}Chars="{chars}" w:{side}="{width}" w:firstLine="0"/>'
        yield _style(
            style_id, name, based_on=_BASE, run=run, rank=9,
            paragraph=_paragraph_base(style, spacing=_SINGLE, indent=indent, align=side),
        )  # fmt: skip


def _table_styles(style: PageStyle, table_sizes: Iterable[float]) -> Iterator[str]:
    base = _paragraph_base(style, spacing=_SINGLE, align="center")
    inset = twips(style.table_label_indent_pt)
    indent = f'<w:ind w:left="{inset}" w:firstLine="0"/>'
    label = _paragraph_base(style, spacing=_SINGLE, indent=indent, align="left")
    font = fonts(style.table_font, style.latin_font)
    yield _style(_TABLE_TEXT, "表格文字", based_on=_BASE, paragraph=base, run=_run(font, style.table_pt))
    kinds = ((TABLE_HEAD, "表头", base), (TABLE_LABEL, "表格项目", label), (TABLE_NUMBER, "表格数字", base))
    for points in (style.table_pt, *sorted(set(table_sizes) - {style.table_pt}, reverse=True)):
        for style_id, name, paragraph in kinds:
            usual = points == style.table_pt
            yield _style(
                table_style(style_id, points, style), name if usual else f"{name}（{points:g}磅）",
                based_on=_TABLE_TEXT if usual else style_id, paragraph=paragraph, run=_run(font, points),
                rank=1 if usual else 9,
            )  # fmt: skip
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
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="1"/><w:qFormat/><w:tblPr>'
        f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )
