"""The finished report as docx, in the page style of GB/T 9704."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from gia_desktop.documents.content import Kind, Line, Part, TablePart, make_content, title_of
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.style import MM_PER_POINT, PageStyle
from gia_desktop.documents.table_layout import TableLayout, lay_out
from gia_desktop.documents.title import text_width, title_lines
from gia_desktop.documents.writers import docx_styles as styles
from gia_desktop.documents.writers.docx_table import table
from gia_desktop.documents.writers.docx_text import paragraph, run
from gia_desktop.documents.writers.package import content_types, core_properties, pack, relationships, theme
from gia_desktop.formats.sheet import Sheet

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES: Final = {
    "word/document.xml": f"{_TYPES}.document.main+xml",
    "word/styles.xml": f"{_TYPES}.styles+xml",
    "word/settings.xml": f"{_TYPES}.settings+xml",
    "word/fontTable.xml": f"{_TYPES}.fontTable+xml",
    "word/theme.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "word/footer1.xml": f"{_TYPES}.footer+xml",
    "word/footer2.xml": f"{_TYPES}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_ROOT_RELATIONS: Final = {
    "rId1": (f"{_OFFICE}/officeDocument", "word/document.xml"),
    "rId2": (f"{_PACKAGE}/core-properties", "docProps/core.xml"),
}
_DOCUMENT_RELATIONS: Final = {
    "rId1": (f"{_OFFICE}/styles", "styles.xml"),
    "rId2": (f"{_OFFICE}/settings", "settings.xml"),
    "rId3": (f"{_OFFICE}/fontTable", "fontTable.xml"),
    "rId4": (f"{_OFFICE}/footer", "footer1.xml"),
    "rId5": (f"{_OFFICE}/footer", "footer2.xml"),
    "rId6": (f"{_OFFICE}/theme", "theme.xml"),
}


def write_docx(sheet: Sheet, options: DocumentOptions) -> bytes:
    """Return the finished report as docx; the same report always gives the same bytes."""
    parts = make_content(sheet, options)
    layouts = {part.grid.table: lay_out(part, options.style) for part in parts if isinstance(part, TablePart)}
    body = "".join(_body(parts, layouts, sheet.report.unit_name, options.style))
    return pack_docx(title_of(sheet), body, options.style, (layout.number_pt for layout in layouts.values()))


def pack_docx(title: str, body: str, style: PageStyle, number_sizes: Iterable[float] = ()) -> bytes:
    """Return a docx with our styles and page around a body; ``title`` goes into its properties."""
    return pack(
        {
            "[Content_Types].xml": content_types(_CONTENT_TYPES),
            "_rels/.rels": relationships(_ROOT_RELATIONS),
            "docProps/core.xml": core_properties(title),
            "word/_rels/document.xml.rels": relationships(_DOCUMENT_RELATIONS),
            "word/document.xml": (
                f'<w:document {styles.WORD} xmlns:r="{_OFFICE}">'
                f"<w:body>{body}{_page(style)}</w:body></w:document>"
            ),
            "word/styles.xml": styles.styles_part(style, number_sizes),
            "word/settings.xml": styles.settings_part(),
            "word/fontTable.xml": styles.font_table_part(style),
            "word/theme.xml": theme(),
            "word/footer1.xml": _footer(styles.ODD_NUMBER),
            "word/footer2.xml": _footer(styles.EVEN_NUMBER),
        }
    )


def title_paragraph(title: str, unit: str, style: PageStyle) -> str:
    """Return a title over balanced lines."""
    # One character of room for the gaps that Word puts between Chinese signs and figures.
    lines = title_lines(title, unit, style.text_width_pt / style.title_pt - 1)
    return paragraph(styles.TITLE, "<w:r><w:br/></w:r>".join(run(line, style.title_font) for line in lines))


def _body(
    parts: tuple[Part, ...], layouts: dict[str, TableLayout], unit: str, style: PageStyle
) -> Iterable[str]:
    for before, part, after in zip((None, *parts), parts, (*parts[1:], None), strict=False):
        if isinstance(part, TablePart):
            yield table(part, layouts[part.grid.table], style)
            continue
        own_page = isinstance(after, TablePart) and layouts[after.grid.table].own_page
        gap = _gap(style, before=isinstance(before, TablePart), after=isinstance(after, TablePart))
        yield _line(part, unit, style, ("<w:pageBreakBefore/>" if own_page else "") + gap)


def _gap(style: PageStyle, *, before: bool, after: bool) -> str:
    """Return the spacing of a paragraph that stands beside a table."""
    gap = styles.twips(style.table_gap_pt)
    sides = (f' w:before="{gap}"' if before else "") + (f' w:after="{gap}"' if after else "")
    return f"<w:spacing{sides}/>" if sides else ""


def _line(line: Line, unit: str, style: PageStyle, properties: str) -> str:
    text = run(line.text, style.body_font)
    match line.kind:
        case Kind.TITLE:
            return title_paragraph(line.text, unit, style)
        case Kind.NOTE:
            return paragraph(styles.NOTE, text, properties)
        case Kind.SIGNER:
            return paragraph(styles.SIGNER, text, _signer_indent(line.text, style))
        case Kind.DATE:
            return paragraph(styles.DATE, text)
    if line.heading:
        return _heading(line, text, style, properties)
    return paragraph(styles.BODY, text, properties)


def _heading(line: Line, rest: str, style: PageStyle, properties: str) -> str:
    """Return a heading, or a paragraph that begins with its heading."""
    font = style.heading_font(line.level)
    if not rest:
        return paragraph(styles.heading_style(line.level), run(line.heading, font), properties)
    heading = run(line.heading, font, character_style=styles.heading_character_style(line.level))
    return paragraph(styles.BODY, heading + rest, properties)


def _signer_indent(unit: str, style: PageStyle) -> str:
    """Centre the unit over the date, which stands four characters in (GB/T 9704—2012, 7.3.5.1)."""
    date_width = text_width("2025年12月31日")
    chars = max(0.0, style.signature_chars + (date_width - text_width(unit)) / 2)
    return f'<w:ind w:rightChars="{round(chars * 100)}" w:right="{styles.twips(chars * style.body_pt)}"/>'


def _footer(style_id: str) -> str:
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    return (
        f"<w:ftr {styles.WORD}>{paragraph(style_id, dash.format('— ') + field + dash.format(' —'))}</w:ftr>"
    )


def _page(style: PageStyle) -> str:
    width, height = _mm(style.page_width_mm), _mm(style.page_height_mm)
    top, bottom = _mm(style.margin_top_mm), _mm(style.margin_bottom_mm)
    left, right = _mm(style.margin_left_mm), _mm(style.margin_right_mm)
    pitch = styles.twips(style.line_pitch_pt)
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
        f'<w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="851" w:footer="{_mm(style.footer_mm)}" w:gutter="0"/>'
        f'<w:docGrid w:linePitch="{pitch}"/></w:sectPr>'
    )


def _mm(millimetres: float) -> int:
    return styles.twips(millimetres / MM_PER_POINT)
