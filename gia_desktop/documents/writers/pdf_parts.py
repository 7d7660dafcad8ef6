"""The parts of a document that a PDF names for readers who don't see its pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

MARK_PLACE: Final = (-1, -9, 1, 1)
"""Left, top, width and height of the square, outside the page, that parts painted lines from each other."""


@dataclass(eq=False)
class Tag:
    """A part of the document's structure, such as a paragraph, a table or a cell.

    Attributes:
        role: standard structure type: H1 to H6, P, Table, TR, TH, TD.
        scope: of a TH: Column or Row.
        spans: rows and columns of a cell.
        children: parts inside; empty for one that text is painted for.
        bookmark: level from 1 and text of a heading that readers shall find in the side bar.
    """

    role: str
    scope: str = ""
    spans: tuple[int, int] = (1, 1)
    children: list[Tag] = field(default_factory=list)
    bookmark: tuple[int, str] | None = None


@dataclass(frozen=True)
class Piece:
    """A painted line of text: the part it belongs to (None for page numbers), and where it begins.

    ``top`` is in points from the head of the page.
    """

    tag: Tag | None
    text: str
    top: float
