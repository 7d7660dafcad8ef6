"""What the clerk chooses about a finished document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from gia_desktop.documents.style import PageStyle


@dataclass(frozen=True)
class DocumentOptions:
    """Choices of one export; the defaults are what most published reports look like.

    Attributes:
        preamble: print the opening paragraphs.
        contact: print a sentence with address and telephone, unless the preamble already has them.
        signature: print unit and date at the end.
        signed_on: the date of the signature; only year, month and day blanks when unknown.
        blank_as_zero: print 0 in cells that are not filled.
        last_year: Excel only: further sheets with last year's figures.
    """

    style: PageStyle = field(default_factory=PageStyle)
    preamble: bool = True
    contact: bool = True
    signature: bool = False
    signed_on: dt.date | None = None
    blank_as_zero: bool = False
    last_year: bool = False
