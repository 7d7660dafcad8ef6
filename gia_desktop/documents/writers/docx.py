"""The finished report as docx, in the page style of GB/T 9704."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gia_desktop.documents.content import Kind, Paragraph, Part, TablePart, make_content, title_of
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.style import MM_PER_POINT, PageStyle
from gia_desktop.documents.table_layout import TableLayout, lay_out_tables
from gia_desktop.documents.title import set_width, signature_layout, title_layout
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

_NEAR: Final = 0.01


def write_docx(sheet: Sheet, options: DocumentOptions) -> bytes:
    """Return the finished report as docx; the same report always gives the same bytes."""
    body = report_body(sheet, options)
    return pack_docx(title_of(sheet), body.content, options.style, body.table_sizes)


@dataclass(frozen=True)
class Body:
    """What stands between the beginning and the end of a document's body.

    Attributes:
        content: paragraphs and tables as XML; ends with no section of its own.
        table_sizes: sizes of text in tables, for which ``pack_docx`` makes styles.
    """

    content: str
    table_sizes: frozenset[float] = frozenset()


def report_body(sheet: Sheet, options: DocumentOptions, *, new_page: bool = False) -> Body:
    """Return a whole report without its document, to stand alone or, on a new page, after another."""
    parts = make_content(sheet, options)
    return parts_body(parts, sheet.report.unit_name, options.style, new_page=new_page)


def parts_body(parts: tuple[Part, ...], unit: str, style: PageStyle, *, new_page: bool = False) -> Body:
    """Return the parts of a report, all or some of them; ``unit`` is kept whole in the lines of the title."""
    layouts = lay_out_tables(parts, style)
    sizes = frozenset(size for layout in layouts.values() for size in layout.sizes)
    return Body("".join(_body(parts, layouts, unit, style, new_page=new_page)), sizes)


def joined(bodies: Iterable[Body]) -> Body:
    """Return bodies one after the other; ``pack_docx`` makes one document of them."""
    made = list(bodies)
    sizes = frozenset(size for body in made for size in body.table_sizes)
    return Body("".join(body.content for body in made), sizes)


def pack_docx(title: str, body: str, style: PageStyle, table_sizes: Iterable[float] = ()) -> bytes:
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
            "word/styles.xml": styles.styles_part(style, frozenset(table_sizes)),
            "word/settings.xml": styles.settings_part(style),
            "word/fontTable.xml": styles.font_table_part(style),
            "word/theme.xml": theme(),
            "word/footer1.xml": _footer(styles.ODD_NUMBER),
            "word/footer2.xml": _footer(styles.EVEN_NUMBER),
        }
    )


def title_paragraph(title: str, unit: str, style: PageStyle, *, new_page: bool = False) -> str:
    """Return a title over balanced lines."""
    layout = title_layout(title, unit, style)
    # Only a title that is too long for the size of the style names a size of its own.
    points = 0 if layout.points == style.title_pt else layout.points
    lines = run("\n".join(layout.lines), style, style.title_font, points=points)
    return paragraph(styles.TITLE, lines, "<w:pageBreakBefore/>" if new_page else "")


def _body(
    parts: tuple[Part, ...],
    layouts: Mapping[str, TableLayout],
    unit: str,
    style: PageStyle,
    *,
    new_page: bool,
) -> Iterator[str]:
    signer = ""
    for before, part, after in zip((None, *parts), parts, (*parts[1:], None), strict=False):
        if isinstance(part, TablePart):
            noted = isinstance(after, Paragraph) and after.kind is Kind.NOTE
            yield table(part, layouts[part.grid.table], style, keep_last=noted)
        elif part.kind is Kind.TITLE:
            yield title_paragraph(part.text, unit, style, new_page=new_page)
        elif part.kind is Kind.SIGNER:
            signer = part.text
        elif part.kind is Kind.DATE:
            yield from signature(signer, part.text, style)
        else:
            yield line_paragraph(
                part,
                style,
                before=isinstance(before, TablePart),
                after=isinstance(after, TablePart),
                own_page=isinstance(after, TablePart) and layouts[after.grid.table].own_page,
                last=isinstance(after, Paragraph) and after.kind is Kind.SIGNER,
            )


def line_paragraph(
    line: Paragraph,
    style: PageStyle,
    *,
    before: bool = False,
    after: bool = False,
    own_page: bool = False,
    last: bool = False,
) -> str:
    """Return a paragraph in the style of its level.

    Args:
        line: the paragraph.
        style: the page style.
        before: a table stands before it.
        after: a table stands after it.
        own_page: it begins a page.
        last: the signature follows, whose page must hold text as well (GB/T 9704—2012, 7.3.5.4).
    """
    properties = (
        ("<w:keepNext/>" if last else "")
        + ("<w:pageBreakBefore/>" if own_page else "")
        + ('<w:widowControl w:val="1"/>' if last else "")
        + _gap(style, before=before and not own_page, after=after)
    )
    return _line(line, style, properties)


def _gap(style: PageStyle, *, before: bool, after: bool) -> str:
    """Return the spacing of a paragraph that stands beside a table."""
    gap = styles.twips(style.table_gap_pt)
    sides = (f' w:before="{gap}"' if before else "") + (f' w:after="{gap}"' if after else "")
    return f"<w:spacing{sides}/>" if sides else ""


def _line(line: Paragraph, style: PageStyle, properties: str) -> str:
    text = run(line.text, style)
    if line.kind is Kind.NOTE:
        return paragraph(styles.NOTE, text, properties)
    if line.heading:
        return _heading(line, text, style, properties)
    return paragraph(styles.BODY, text, properties)


def _heading(line: Paragraph, rest: str, style: PageStyle, properties: str) -> str:
    """Return a heading, or a paragraph that begins with its heading."""
    font = style.heading_font(line.level)
    if not rest:
        return paragraph(styles.heading_style(line.level), run(line.heading, style, font), properties)
    heading = run(line.heading, style, font, character_style=styles.heading_character_style(line.level))
    return paragraph(styles.BODY, heading + rest, properties)


def signature(signer: str, date: str, style: PageStyle) -> Iterator[str]:
    """Yield the unit centred over the date, and the date."""
    layout = signature_layout(signer, date, style)
    chars = style.text_width_pt / style.body_pt - 2 * layout.axis
    left = f'<w:ind w:leftChars="{round(chars * 100)}" w:left="{styles.twips(chars * style.body_pt)}"/>'
    yield paragraph(styles.SIGNER, run("\n".join(layout.lines), style), left)
    inset = layout.inset(set_width(date))
    moved = inset > style.signature_chars + _NEAR
    right = f'<w:ind w:rightChars="{round(inset * 100)}" w:right="{styles.twips(inset * style.body_pt)}"/>'
    yield paragraph(styles.DATE, run(date, style), right if moved else "")


def _footer(style_id: str) -> str:
    # A field in several runs: viewers that compute no fields show its last result.
    parts = (
        '<w:t xml:space="preserve">— </w:t>', '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>', '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>', '<w:t xml:space="preserve"> —</w:t>',
    )  # fmt: skip
    runs = "".join(f"<w:r>{part}</w:r>" for part in parts)
    return f"<w:ftr {styles.WORD}>{paragraph(style_id, runs)}</w:ftr>"


def _page(style: PageStyle) -> str:
    width, height = _mm(style.page_width_mm), _mm(style.page_height_mm)
    top, bottom = _mm(style.margin_top_mm), _mm(style.margin_bottom_mm)
    left, right = _mm(style.margin_left_mm), _mm(style.margin_right_mm)
    pitch = styles.twips(style.line_pitch_pt)
    # The grid shows the lines of the standard in the page dialog; no style of ours is drawn by it. One of
    # characters as well would be obeyed by LibreOffice all the same, with a character less a line.
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
        f'<w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="851" w:footer="{_mm(style.footer_mm)}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{pitch}"/></w:sectPr>'
    )


def _mm(millimetres: float) -> int:
    return styles.twips(millimetres / MM_PER_POINT)
