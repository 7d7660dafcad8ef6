"""Letters in the page style: reply letters, notes of return, notices, with tables where they need them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gia_desktop.core.narrative import paragraph_level, split_heading
from gia_desktop.documents.content import Kind, Paragraph
from gia_desktop.documents.forms.plain_table import PlainTable, plain_table
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers import docx_styles as styles
from gia_desktop.documents.writers.docx import Body, line_paragraph, pack_docx, signature, title_paragraph
from gia_desktop.documents.writers.docx_text import paragraph, run

BLANK: Final = "【　　】"
"""Stands where a person must still write something."""


@dataclass(frozen=True)
class Letter:
    """One letter.

    Attributes:
        title: 政府信息公开申请答复书 and the like.
        number: 文号, centred under the title; empty for none.
        addressee: who it is for, without the colon; empty for none.
        content: paragraphs with their own numbering, and tables, in order.
        signer: the organ, centred over the date.
        date: as it is printed; see ``BLANK`` where it isn't known.
        remarks: small print after the signature, such as the contact.
        annex: what begins a page of its own after all that, its heading first.
    """

    title: str
    content: tuple[str | PlainTable, ...]
    signer: str
    date: str
    number: str = ""
    addressee: str = ""
    remarks: tuple[str, ...] = ()
    annex: tuple[str | PlainTable, ...] = ()


def write_letter(letter: Letter, style: PageStyle) -> bytes:
    """Return a letter as docx."""
    body = letter_body(letter, style)
    return pack_docx(letter.title, body.content, style, body.table_sizes)


def letter_body(letter: Letter, style: PageStyle, *, new_page: bool = False) -> Body:
    """Return a letter without its document, to stand among others; see ``docx.joined``."""
    tables = [part for part in (*letter.content, *letter.annex) if isinstance(part, PlainTable)]
    sizes = frozenset(table.text_pt for table in tables if table.text_pt is not None)
    return Body("".join(_parts(letter, style, new_page=new_page)), sizes)


def _parts(letter: Letter, style: PageStyle, *, new_page: bool) -> Iterator[str]:
    yield title_paragraph(letter.title, letter.signer, style, new_page=new_page)
    if letter.number:
        centred = f'<w:spacing w:after="{styles.twips(style.line_pitch_pt)}"/>{_FLUSH}<w:jc w:val="center"/>'
        yield paragraph(styles.BODY, run(letter.number, style), centred)
    if letter.addressee:
        yield paragraph(styles.BODY, run(f"{letter.addressee}：", style), _FLUSH)
    yield from _content(letter.content, style, signed=True)
    yield from signature(letter.signer, letter.date, style)
    for number, remark in enumerate(letter.remarks):
        gap = f'<w:spacing w:before="{styles.twips(style.line_pitch_pt)}"/>' if number == 0 else ""
        yield paragraph(styles.NOTE, run(remark, style), gap)
    yield from _content(letter.annex, style, signed=False)


def _content(content: Sequence[str | PlainTable], style: PageStyle, *, signed: bool) -> Iterator[str]:
    """Yield paragraphs and tables; without a signature after them they begin a page."""
    for place, part in enumerate(content):
        if isinstance(part, PlainTable):
            yield plain_table(part, style)
            continue
        beside = [isinstance(other, PlainTable) for other in (None, *content, None)]
        yield line_paragraph(
            _line(part), style, before=beside[place], after=beside[place + 2],
            own_page=not signed and place == 0, last=signed and place + 1 == len(content),
        )  # fmt: skip


_FLUSH: Final = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def _line(text: str) -> Paragraph:
    heading, rest = split_heading(text)
    return Paragraph(Kind.TEXT, heading, rest, paragraph_level(text))
