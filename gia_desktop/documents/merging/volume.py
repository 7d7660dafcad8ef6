"""One docx of many (汇编): a front matter, then every document in its own styles, pages counted through."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from gia_desktop.documents.merging.body import EMPTY_HEADER, Body, Foot, Marks
from gia_desktop.documents.merging.parts import Parts, relationships
from gia_desktop.documents.merging.source import Element, Link, R, Source, W, parse, w
from gia_desktop.documents.merging.styles import Looks, SourceLooks
from gia_desktop.documents.writers.package import DECLARATION

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_IGNORABLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_HEADER: Final = "word/own/no-header.xml"
_NUMBERING: Final = "word/numbering.xml"
_STYLES, _SETTINGS, _TYPES = "word/styles.xml", "word/settings.xml", "[Content_Types].xml"
_AFTER_UPDATE: Final = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat")
"""Settings that stand after the one asking for page numbers."""
_PLACE: Final = "……"
"""Stands for the text where the parts around it are made."""
_PACKED: Final = frozenset({"png", "jpg", "jpeg", "gif", "zip", "docx", "xlsx"})
"""Endings of parts that are packed already."""


@dataclass(frozen=True)
class Piece:
    """One document of a volume: its bytes, and the bookmark by which the contents find it."""

    mark: str
    data: bytes


@dataclass(frozen=True)
class Joined:
    """A piece in the volume.

    Attributes:
        has_changes: it holds marked changes, which stay.
    """

    mark: str
    has_changes: bool


class Volume:
    """A volume being made; ``pack`` ends it."""

    def __init__(self, front: bytes) -> None:
        """Begin with the front matter: a docx of ours with odd and even page numbers."""
        self._front = Source(front)
        self._root = parse(self._front.parts[self._front.main])
        self._looks = Looks(parse(self._front.parts[_STYLES]))
        self._parts, self._marks = Parts(), Marks()
        self._texts: list[bytes] = []
        self._last: list[Element] = []
        self._spaces: dict[str | None, str] = dict(self._root.nsmap)
        self._ignorable: dict[str, None] = {}
        section = self._root.find(f"{w('body')}/{w('sectPr')}")
        feet = {each.get(w("type")): each.get(f"{{{R}}}id") for each in section.iter(w("footerReference"))}
        self._foot = Foot(feet["default"], feet["even"])

    def add(self, piece: Piece) -> Joined:
        """Add a document on a new page.

        Raises:
            MergeFault: it can't be joined; nothing of its text is in the volume.
        """
        source = Source(piece.data)
        body = Body(source, SourceLooks(source, self._looks), self._parts, self._marks)
        blocks = body.blocks(piece.mark, self._foot, first=not self._last)
        self._keep()
        self._last = blocks
        for prefix, space in body.root.nsmap.items():
            if prefix is not None:
                self._spaces.setdefault(prefix, space)
        known = (name for name in body.root.get(_IGNORABLE, "").split())
        self._ignorable |= {
            name: None for name in known if self._spaces.get(name) == body.root.nsmap.get(name)
        }
        return Joined(piece.mark, body.has_changes)

    def pack(self) -> bytes:
        """Return the volume: the same pieces always give the same bytes. Called once, at the end."""
        parts = dict(self._front.parts)
        parts[_STYLES] = _bytes(self._looks.styles)
        parts[_SETTINGS] = _bytes(_asking_for_numbers(parse(parts[_SETTINGS])))
        parts[_HEADER] = f'{DECLARATION}<w:hdr xmlns:w="{W}"><w:p/></w:hdr>'.encode()
        links = dict(self._front.links(self._front.main)) | self._parts.links
        links[EMPTY_HEADER] = Link(f"{_OFFICE}/header", _HEADER, external=False)
        types = self._parts.types | {_HEADER: f"{_WORD}.header+xml"}
        if self._looks.lists:
            parts[_NUMBERING] = _bytes(self._looks.numbering)
            links["rIdNumbering"] = Link(f"{_OFFICE}/numbering", _NUMBERING, external=False)
            types[_NUMBERING] = f"{_WORD}.numbering+xml"
        for notes in self._marks.notes.values():
            if notes.count:
                name = f"word/{notes.kind}s.xml"
                parts[name] = _bytes(notes.root)
                links[f"rId{notes.kind}s"] = Link(f"{_OFFICE}/{notes.kind}s", name, external=False)
                types[name] = f"{_WORD}.{notes.kind}s+xml"
        parts["word/_rels/document.xml.rels"] = relationships(links, "word")
        parts[_TYPES] = _bytes(_with_types(parse(parts[_TYPES]), types))
        del parts[self._front.main]
        return _zipped(parts | self._parts.data, self._front.main, self._document())

    def _keep(self) -> None:
        """Put the text of the piece that was added last away: packed it takes a twentieth of the memory."""
        if self._last:
            self._texts.append(zlib.compress(self._text(self._last)))
            self._last = []

    def _text(self, blocks: Sequence[Element]) -> bytes:
        """Return blocks as XML that stands below the root of the volume."""
        holder = etree.Element(w("body"), nsmap=self._spaces)
        holder.extend(blocks)
        made: bytes = etree.tostring(holder, encoding="UTF-8")
        return made[made.index(b">") + 1 : made.rindex(b"</")]

    def _document(self) -> Iterator[bytes]:
        """Yield the text of the volume; the section of its last piece is that of the whole."""
        front = list(self._root.find(w("body")))
        section = front.pop()
        if self._last:
            _count_in_roman(section)
            _set_section(front[-1], section)
            section = self._last[-1].find(f"{w('pPr')}/{w('sectPr')}")
            self._last.append(section)
        else:
            front.append(section)
        root = etree.Element(w("document"), nsmap=self._spaces)
        if self._ignorable:
            root.set(_IGNORABLE, " ".join(self._ignorable))
        etree.SubElement(root, w("body")).text = _PLACE
        before, after = _bytes(root).split(_PLACE.encode())
        yield before
        yield self._text(front)
        self._keep()
        yield from map(zlib.decompress, self._texts)
        yield after


def _set_section(line: Element, section: Element) -> None:
    properties = line.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        line.insert(0, properties)
    properties.append(section)


def _count_in_roman(section: Element) -> None:
    """Give the pages of the front matter Roman figures: the reports begin with 1."""
    number = etree.Element(w("pgNumType"))
    number.set(w("fmt"), "upperRoman")
    section.find(w("pgMar")).addnext(number)


def _asking_for_numbers(settings: Element) -> Element:
    """Let the program that opens the volume work out the page numbers of the contents."""
    update = etree.Element(w("updateFields"))
    update.set(w("val"), "true")
    for before in _AFTER_UPDATE:
        found = settings.find(w(before))
        if found is not None:
            found.addprevious(update)
            return settings
    settings.append(update)
    return settings


def _with_types(root: Element, types: dict[str, str]) -> Element:
    space = root.tag.rpartition("}")[0][1:]
    for name, kind in types.items():
        made = etree.SubElement(root, f"{{{space}}}Override")
        made.set("PartName", f"/{name}")
        made.set("ContentType", kind)
    return root


def _bytes(root: Element) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _zipped(parts: dict[str, bytes], main: str, text: Iterable[bytes]) -> bytes:
    """Return the package; the main part comes piece by piece."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(_entry(name), data)
        with archive.open(_entry(main), "w") as part:
            for piece in text:
                part.write(piece)
    return target.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    packed = name.rpartition(".")[2].lower() in _PACKED
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry
