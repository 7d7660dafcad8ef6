"""The 汇编: the reports of all units in one docx with contents, each as its unit made it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gia_desktop.documents.merging.source import MergeFault
from gia_desktop.documents.merging.volume import Joined, Piece, Volume
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers import docx_styles as styles
from gia_desktop.documents.writers.docx import pack_docx, title_paragraph, write_docx
from gia_desktop.documents.writers.docx_text import paragraph, run
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.rollup.collecting import FolderMissingError
from gia_desktop.rollup.collection import Collection, Submission
from gia_desktop.rollup.coverage import missing

BOOK: Final = "汇编"
_CONTENTS: Final = "目　录"


@dataclass(frozen=True)
class Compilation:
    """A 汇编.

    Attributes:
        units: those whose report is in it, in the order of the list.
        as_made: how many of them stand as the unit made them; the others are set in the page style.
        missing: units that were asked for a report and have none.
        notes: sentences about reports that are not quite as they were handed in.
    """

    data: bytes
    units: tuple[str, ...]
    as_made: int
    missing: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def words(self) -> str:
        """How the reports stand in it."""
        anew = len(self.units) - self.as_made
        parts = [f"{self.as_made} 份按原文件并入"] if self.as_made else []
        parts += [f"{anew} 份按统一版式重排"] if anew or not parts else []
        return "，".join(parts)


def make_book(
    collection: Collection,
    formats: Formats,
    style: PageStyle,
    folder: Path | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Compilation:
    """Return the 汇编 of a collection: title and contents, then every unit's newest report on a new page.

    A docx that lies in ``folder`` as it was collected goes in as it is: its styles, lists, pictures, heads
    and page sizes stay, page numbers run through the volume. Every other report (PDF, Excel, a file that
    was changed since or is gone) is set in the page style from what was read.

    Args:
        collection: what was collected.
        formats: the official formats.
        style: of the front matter and of reports that are set anew.
        folder: where the files were collected from; None sets all of them anew.
        progress: told after every report how many are done of how many; may raise to break off.

    Raises:
        MergeFault: the reports have more styles than Word opens.
        FolderMissingError: there is no such folder.
    """
    if folder is not None and not folder.is_dir():
        raise FolderMissingError(folder)
    there = [
        (unit, newest)
        for unit in collection.roster.units
        if (newest := collection.newest(unit.name)) is not None
    ]
    marks = {unit.name: f"unit{place}" for place, (unit, _) in enumerate(there, 1)}
    volume = Volume(_front(collection, marks, style))
    notes: list[str] = []
    as_made = 0
    for done, (unit, newest) in enumerate(there, 1):
        joined = None
        if folder is not None:
            data, why = _original(folder, newest)
            if data is not None:
                joined, why = _added(volume, Piece(marks[unit.name], data))
            notes += [f"{unit.name}：{why}"] if why else []
        if joined is None:
            volume.add(Piece(marks[unit.name], _set(newest, formats, style)))
            notes += [f"{unit.name}：有 {len(newest.doubtful)} 格存疑，空着。"] if newest.doubtful else []
        as_made += joined is not None
        progress(done, len(there))
    absent = tuple(unit.name for unit in missing(collection))
    return Compilation(volume.pack(), tuple(marks), as_made, absent, tuple(notes))


def _added(volume: Volume, piece: Piece) -> tuple[Joined | None, str]:
    """Add a document as its unit made it; the second is what has to be said of it."""
    try:
        joined = volume.add(piece)
    except MergeFault as fault:
        return None, f"原文件并不进来（{fault.cause}），按统一版式重排。"
    return joined, "有没接受的修订，原样留着。" if joined.has_changes else ""


def _original(folder: Path, newest: Submission) -> tuple[bytes | None, str]:
    """Return a docx as it was collected, or None and why it isn't there; other kinds need no reason."""
    path = folder / newest.file
    if path.suffix.lower() != ".docx" or not path.resolve().is_relative_to(folder.resolve()):
        return None, ""
    try:
        data = path.read_bytes()
    except OSError:
        return None, f"原文件《{newest.file}》不在文件夹里，按统一版式重排。"
    if hashlib.sha256(data).hexdigest() != newest.stamp.digest:
        return None, f"原文件《{newest.file}》收集以后变了，按收集时读到的重排。"
    return data, ""


def _set(newest: Submission, formats: Formats, style: PageStyle) -> bytes:
    assert newest.report is not None  # noqa: S101 - a newest version has been read
    return write_docx(make_sheet(newest.report, formats), DocumentOptions(style))


def _front(collection: Collection, marks: dict[str, str], style: PageStyle) -> bytes:
    """Return title and contents; page numbers are fields that the program opening it works out."""
    title = f"{collection.area}{collection.year}年政府信息公开工作年度报告{BOOK}"
    centred = '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
    heading = paragraph(styles.BODY, run(_CONTENTS, style, style.heading_font(1)), centred)
    edge = styles.twips(style.text_width_pt)
    line = (
        f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{edge}"/></w:tabs>'
        '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>'
    )
    entries = [
        paragraph(
            styles.BODY,
            f'<w:hyperlink w:anchor="{mark}" w:history="1">{run(name, style)}<w:r><w:tab/></w:r>'
            f"{_page_field(mark)}</w:hyperlink>",
            line,
        )
        for name, mark in marks.items()
    ]
    body = "".join([title_paragraph(title, collection.area, style), heading, *entries])
    return pack_docx(title, body, style)


def _page_field(mark: str) -> str:
    parts = (
        '<w:fldChar w:fldCharType="begin" w:dirty="true"/>',
        f'<w:instrText xml:space="preserve"> PAGEREF {mark} \\h </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t></w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{part}</w:r>" for part in parts)
