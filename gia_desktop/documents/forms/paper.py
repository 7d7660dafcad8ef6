"""Papers of one title, some paragraphs and one table, in the page style: returns, reminders, notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gia_desktop.documents.forms.plain_table import PlainTable, plain_table
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers import docx_styles as styles
from gia_desktop.documents.writers.docx import pack_docx, title_paragraph
from gia_desktop.documents.writers.docx_text import paragraph, run


@dataclass(frozen=True)
class Paper:
    """A paper with a title, whom it addresses, paragraphs and one table.

    Attributes:
        name: name of its file without ending.
        head: heads of the table, empty for none.
        weights: relative widths of its columns.
        left: columns whose texts stand at the left.
        ending: paragraphs below the table.
    """

    name: str
    title: str
    addressee: str = ""
    paragraphs: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    weights: tuple[int, ...] = ()
    left: frozenset[int] = frozenset()
    ending: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The paper as plain text, for a message to the unit."""
        lines = [self.title, ""]
        if self.addressee:
            lines.append(f"{self.addressee}：")
        lines += self.paragraphs
        lines += [_line(place, row) for place, row in enumerate(self.rows, 1)]
        return "\n".join([*lines, *self.ending]) + "\n"


def write_paper(paper: Paper, style: PageStyle) -> bytes:
    """Return a paper as docx."""
    body = [title_paragraph(paper.title, "", style)]
    if paper.addressee:
        body.append(paragraph(styles.BODY, run(f"{paper.addressee}：", style), '<w:ind w:firstLine="0"/>'))
    body += [paragraph(styles.BODY, run(text, style)) for text in paper.paragraphs]
    if paper.rows:
        body.append(plain_table(PlainTable(paper.weights, paper.head, paper.rows, paper.left), style))
    body += [paragraph(styles.BODY, run(text, style)) for text in paper.ending]
    if paper.rows and not paper.ending:
        body.append(paragraph(styles.BODY, ""))  # a document ends with a paragraph, not with a table
    return pack_docx(paper.title, "".join(body), style)


def _line(place: int, row: Sequence[str]) -> str:
    rest = [text for text in row[1:] if text]
    return f"{place}. " + "；".join(rest)
