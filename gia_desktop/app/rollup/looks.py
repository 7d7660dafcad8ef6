"""How the county's papers look: its page style and its own templates, chosen once, kept as settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gia_desktop.app.rollup.papers import sender_of
from gia_desktop.documents.style import PageStyle, bundled_styles, load_style
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.papers.paper import SUMS, Paper, SetPaper, set_paper, templates_in
from gia_desktop.rollup.papers.tables import sum_tables, sum_template
from gia_desktop.rollup.sums import AreaSums


@dataclass(frozen=True)
class PaperLook:
    """A page style, and templates by kind of paper; kinds without a template take the style."""

    style: PageStyle
    templates: Mapping[str, Path]

    def set_paper(self, paper: Paper) -> SetPaper:
        """Return a paper as docx.

        Raises:
            GiaError: its template can't be read.
        """
        return set_paper(paper, self.style, self.templates.get(paper.kind))

    def set_sums(self, collection: Collection, sums: AreaSums, formats: Formats, today: dt.date) -> SetPaper:
        """Return the 汇总表 of a collection as docx.

        Raises:
            GiaError: its template can't be read.
        """
        sender = sender_of(collection)
        if SUMS in self.templates:
            return sum_template(collection, sums, self.templates[SUMS], today, sender)
        return sum_tables(collection, sums, formats, self.style, today, sender)


def read_style(chosen: str) -> PageStyle:
    """Return the page style of a setting: the name of one that comes with the program, else a file.

    Raises:
        GiaError: the file can't be read or says something impossible.
    """
    known = bundled_styles()
    if not chosen:
        return PageStyle()
    return known[chosen] if chosen in known else load_style(Path(chosen))


def read_look(style: str, templates: str) -> PaperLook:
    """Return the look that the settings name; both may be empty. Any thread may do it.

    Raises:
        GiaError: the style can't be read, or there are no templates any more.
    """
    return PaperLook(read_style(style), templates_in(Path(templates) if templates else None))
