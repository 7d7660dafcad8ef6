"""The text of one document as it stands in the volume: styles, lists, pictures and marks renamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from lxml import etree

from gia_desktop.documents.merging.notes import KINDS, Notes
from gia_desktop.documents.merging.parts import Parts
from gia_desktop.documents.merging.source import Element, Link, MergeFault, R, Source, parse, w
from gia_desktop.documents.merging.styles import SourceLooks

_PROPERTIES: Final = {w("p"): w("pPr"), w("r"): w("rPr"), w("tbl"): w("tblPr")}
_STYLE: Final = {w("p"): w("pStyle"), w("r"): w("rStyle"), w("tbl"): w("tblStyle")}
_DROPPED: Final = tuple(
    w(name)
    for name in (
        "commentRangeStart", "commentRangeEnd", "commentReference", "proofErr", "lastRenderedPageBreak",
        "permStart", "permEnd", "altChunk", "subDoc",
    )
)  # fmt: skip
_NOTES: Final = {w(f"{kind}Reference"): kind for kind in KINDS}
_LINKS: Final = f"{{{R}}}"
"""Beginning of the names of attributes that lead to other parts."""
_REFERENCES: Final = (w("headerReference"), w("footerReference"))
_CHANGES: Final = (w("ins"), w("del"), w("moveFrom"), w("moveTo"))
_FIELD_NAME: Final = re.compile(r"\b(PAGEREF|REF|NOTEREF|STYLEREF|HYPERLINK)(\s+(?:\\l\s+)?\"?)([^\s\"\\]+)")
_TOC: Final = re.compile(r"^\s*TOC\b")
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PARAGRAPH_IDS: Final = tuple(
    f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("paraId", "textId")
)
"""Numbers by which programs find paragraphs again; files made from one template have the same."""
_HEADER_KINDS: Final = ("default", "even", "first")


@dataclass
class Marks:
    """Numbers and names that may stand once in a volume."""

    ids: Iterator[int] = field(default_factory=lambda: count(1))
    documents: int = 0
    notes: dict[str, Notes] = field(default_factory=lambda: {kind: Notes(kind) for kind in KINDS})


@dataclass(frozen=True)
class Foot:
    """Ids of the volume's own page numbers, which every section shows."""

    default: str
    even: str


class Body:
    """One document being taken over."""

    def __init__(self, source: Source, looks: SourceLooks, parts: Parts, marks: Marks) -> None:
        """Read its text.

        Raises:
            MergeFault: it can't be read.
        """
        self._source, self._looks, self._parts = source, looks, parts
        self._marks = marks
        self._ids: dict[str, str] = {}
        self._headers: dict[str, str] = {}
        self._notes = {kind: source.related(f"{kind}s") for kind in KINDS}
        self._links = source.links(source.main)
        settings = source.related("settings")
        self._even = settings is not None and settings.find(w("evenAndOddHeaders")) is not None
        marks.documents += 1
        self._number = marks.documents
        self.root = parse(source.parts[source.main])
        body = self.root.find(w("body"))
        if body is None:  # another program's, or the strict form that few write
            raise MergeFault("里面没有认得的正文")
        self.body: Element = body
        self.has_changes = next(self.body.iter(*_CHANGES), None) is not None

    def blocks(self, mark: str, foot: Foot, *, first: bool) -> list[Element]:
        """Return the paragraphs and tables for the volume, the last one with the section of the document.

        Args:
            mark: name of the bookmark at its beginning, for the contents.
            foot: the page numbers of the volume.
            first: pages are counted from here.
        """
        _without_contents_fields(self.body)
        _without_controls(self.body)
        self._rewrite(self.body)
        self._link(self.body)
        last = self.body.find(w("sectPr"))
        section = etree.Element(w("sectPr")) if last is None else last
        if last is not None:
            self.body.remove(last)
        self._close(section)
        for place, each in enumerate(self.body.iter(w("sectPr"))):
            self._section(each, foot, begins=place == 0, counts=first and place == 0)
        self._name(mark)
        return list(self.body)

    def _rewrite(self, root: Element) -> None:
        """Give every style, list, link and mark below an element its name in the volume."""
        for dropped in list(root.iter(*_DROPPED)):
            _remove(dropped)
        for reference in list(root.iter(*_NOTES)):
            self._note(reference)
        self._style(root)
        for each in root.iter(w("p"), w("tr")):
            for name in _PARAGRAPH_IDS:
                each.attrib.pop(name, None)
        for each in root.iter(w("numId")):
            each.set(w("val"), self._looks.number(each.get(w("val"), "0")))
        for each in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
            self._bookmark(each)
        for each in root.iter(_PICTURE):
            each.set("id", str(next(self._marks.ids)))
        for each in root.iter(w("instrText")):
            each.text = _FIELD_NAME.sub(self._renamed_field, each.text or "")
        for each in root.iter(w("hyperlink")):
            if each.get(w("anchor")):
                each.set(w("anchor"), self._renamed(each.get(w("anchor"))))
        self._looks.resolve(root)

    def _note(self, reference: Element) -> None:
        """Take a footnote or endnote over with its reference."""
        kind = _NOTES[reference.tag]
        note = self._marks.notes[kind].take(self._notes[kind], reference.get(w("id"), ""))
        if note is None:
            _remove(reference)
            return
        reference.set(w("id"), note.get(w("id")))
        for nested in list(note.iter(*_NOTES)):
            _remove(nested)  # Word has no notes of notes; one that named itself would never end
        self._rewrite(note)

    def _style(self, root: Element) -> None:
        tables: dict[Element, str | None] = {}
        for table in root.iter(w("tbl")):
            own = _named(table)
            in_document, in_volume = self._looks.table(own.get(w("val")) if own is not None else None)
            tables[table] = in_document
            _set_style(table, in_volume)
        for line in root.iter(w("p")):
            around = next(line.iterancestors(w("tbl")), None)
            own = _named(line)
            table_style = tables.get(around) if around is not None else None
            of = self._looks.paragraph(
                own.get(w("val")) if own is not None else None, table_style=table_style
            )
            _set_style(line, of)
        for letters in root.iter(w("rStyle")):
            new = self._looks.run(letters.get(w("val"), ""))
            if new is None:
                _remove(letters)
            else:
                letters.set(w("val"), new)

    def _link(self, root: Element) -> None:
        """Lead every link to its part in the volume; of what leads outside only hyperlinks stay."""
        for each in root.xpath(".//*[@r:*]", namespaces={"r": R}):
            if each.tag in _REFERENCES:
                continue
            for name in [name for name in each.attrib if name.startswith(_LINKS)]:
                link = self._links.get(each.attrib[name])
                target = self._target(link) if link is not None else None
                if target is None:
                    del each.attrib[name]
                else:
                    each.set(name, self._parts.link(target))

    def _target(self, link: Link) -> Link | None:
        if link.external:
            return link if link.short == "hyperlink" else None
        if link.target not in self._source.parts:
            return None
        return Link(link.kind, self._parts.take(self._source, link.target, {}), external=False)

    def _close(self, section: Element) -> None:
        """Put the section of the document into its last paragraph: the next document begins another."""
        last = self.body[-1] if len(self.body) else None
        if last is None or last.tag != w("p") or last.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            last = etree.SubElement(self.body, w("p"))
        properties = _properties(last)
        properties.append(section)
        # A change of paragraph properties stands after the section in the schema.
        for change in properties.findall(w("pPrChange")):
            properties.append(change)

    def _section(self, section: Element, foot: Foot, *, begins: bool, counts: bool) -> None:
        headers = {
            each.get(w("type"), "default"): each.get(f"{{{R}}}id", "")
            for each in section.findall(w("headerReference"))
        }
        for each in [*section.iter(*_REFERENCES), *(section.iter(w("type")) if begins else ())]:
            section.remove(each)
        if headers.get("default") and not self._even:
            headers["even"] = headers["default"]
        references = [
            ("headerReference", kind, self._header(headers.get(kind, ""))) for kind in _HEADER_KINDS
        ]
        references += [("footerReference", "default", foot.default), ("footerReference", "even", foot.even)]
        references.append(("footerReference", "first", foot.default))
        for place, (name, kind, own) in enumerate(references):
            made = etree.Element(w(name))
            made.set(w("type"), kind)
            made.set(f"{{{R}}}id", own)
            section.insert(place, made)
        if begins:
            start = etree.Element(w("type"))
            start.set(w("val"), "nextPage")
            section.insert(_after_notes(section, len(references)), start)
        for old in section.findall(w("pgNumType")):
            section.remove(old)
        if counts:
            number = etree.Element(w("pgNumType"))
            number.set(w("start"), "1")
            _insert_number(section, number)

    def _header(self, own: str) -> str:
        """Return the id of a header in the volume; an empty one where the document has none."""
        if own not in self._headers:
            self._headers[own] = self._taken_header(own)
        return self._headers[own]

    def _taken_header(self, own: str) -> str:
        link = self._links.get(own)
        if link is None or link.external or link.target not in self._source.parts:
            return EMPTY_HEADER
        root = parse(self._source.parts[link.target])
        _without_contents_fields(root)
        _without_controls(root)
        self._rewrite(root)
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        name = self._parts.take(self._source, link.target, {link.target: data})
        return self._parts.link(Link(link.kind, name, external=False))

    def _bookmark(self, each: Element) -> None:
        own = each.get(w("id"), "")
        if own not in self._ids:
            self._ids[own] = str(next(self._marks.ids))
        each.set(w("id"), self._ids[own])
        if each.get(w("name")):
            each.set(w("name"), self._renamed(each.get(w("name"))))

    def _renamed(self, name: str) -> str:
        return f"own{self._number}_{name}"[:40]

    def _renamed_field(self, found: re.Match[str]) -> str:
        if found.group(1) == "STYLEREF" or (found.group(1) == "HYPERLINK" and "\\l" not in found.group(2)):
            return found.group()
        return f"{found.group(1)}{found.group(2)}{self._renamed(found.group(3))}"

    def _name(self, mark: str) -> None:
        """Put the bookmark of the contents at the beginning."""
        start, end = etree.Element(w("bookmarkStart")), etree.Element(w("bookmarkEnd"))
        own = str(next(self._marks.ids))
        start.set(w("id"), own)
        start.set(w("name"), mark)
        end.set(w("id"), own)
        first = self.body[0]
        if first.tag == w("p"):
            place = 1 if first.find(w("pPr")) is not None else 0
            first.insert(place, end)
            first.insert(place, start)
        else:
            first.addprevious(start)
            first.addprevious(end)


EMPTY_HEADER: Final = "rIdNoHeader"
"""Id of the volume's header that says nothing: a section without any would show that of the one before."""


def _without_contents_fields(root: Element) -> None:
    """Turn contents lists into plain text: brought up to date they would list the whole volume."""
    stack: list[list[Element]] = []
    contents: list[bool] = []
    gone: list[Element] = []
    for each in root.iter(w("fldChar"), w("instrText")):
        if each.tag == w("instrText"):
            if stack:
                stack[-1].append(each)
                contents[-1] |= bool(_TOC.match(each.text or ""))
            continue
        kind = each.get(w("fldCharType"))
        if kind == "begin":
            stack.append([each])
            contents.append(False)
        elif stack:
            stack[-1].append(each)
            if kind == "end":
                parts, is_contents = stack.pop(), contents.pop()
                gone += parts if is_contents else []
    for each in gone:
        _remove(each)


def _without_controls(root: Element) -> None:
    """Turn content controls into what they show: the data they are tied to stays behind."""
    for control in list(root.iter(w("sdt"))):
        content = control.find(w("sdtContent"))
        for child in [] if content is None else list(content):
            control.addprevious(child)
        _remove(control)


def _named(element: Element) -> Element | None:
    properties = element.find(_PROPERTIES[element.tag])
    return None if properties is None else properties.find(_STYLE[element.tag])


def _properties(element: Element) -> Element:
    tag = _PROPERTIES[element.tag]
    found = element.find(tag)
    if found is None:
        found = etree.Element(tag)
        element.insert(0, found)
    return found


def _set_style(element: Element, style: str | None) -> None:
    own = _named(element)
    if style is None:
        if own is not None:
            _remove(own)
        return
    if own is None:
        own = etree.Element(_STYLE[element.tag])
        _properties(element).insert(0, own)
    own.set(w("val"), style)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        if element.tail and element.tail.strip():
            parent.text = (parent.text or "") + element.tail
        parent.remove(element)


def _after_notes(section: Element, place: int) -> int:
    """Return where the kind of a section stands: after its notes, before everything else."""
    while place < len(section) and section[place].tag in {w("footnotePr"), w("endnotePr")}:
        place += 1
    return place


_BEFORE_NUMBERS: Final = frozenset(
    w(name)
    for name in (
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
        "pgBorders", "lnNumType",
    )
)  # fmt: skip


def _insert_number(section: Element, number: Element) -> None:
    place = 0
    while place < len(section) and section[place].tag in _BEFORE_NUMBERS:
        place += 1
    section.insert(place, number)
