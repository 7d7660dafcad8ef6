"""What a PDF says beside its looks: structure for screen readers, bookmarks, and the sign behind each shape.

Qt paints pages and embeds fonts, but marks nothing as a heading or a table. Its painter leaves a small mark
before each line of text; here the marks become the brackets of tagged content, and the tags the structure
tree (ISO 32000-1, 14.7 and 14.8). All else of PDF/A-1b (GB/T 23286.1—2009) is set right on the way.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    Fit,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

from gia_desktop.documents.writers.package import escape
from gia_desktop.documents.writers.pdf_parts import Piece, Tag

_COLOURS: Final = re.compile(rb"/(\w+) (?:cs|CS)\b")
_MARK: Final = re.compile(rb"/CSp cs\n[^\n]*\n/GSa gs\n-1 -9 1 1 re\nf\n")
"""The square of ``MARK_PLACE``, as Qt writes it."""
_PAINTED: Final = re.compile(rb"(/F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj")
_MEANING: Final = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})> (\[[^]]*\]|<[0-9A-Fa-f]+>)")
_HEX: Final = re.compile(rb"<([0-9A-Fa-f]+)>")
_BLOCK: Final = 100
"""Entries of one block of a table of meanings; the format allows no more."""


class PaintedOtherwiseError(RuntimeError):
    """The painter left other marks than lines of text were laid out; no user can mend that."""


def finish_pdf(
    data: bytes,
    title: str,
    pages: Sequence[Sequence[Piece]],
    structure: Iterable[Tag],
    size: tuple[float, float],
) -> bytes:
    """Return a painted PDF with its structure, bookmarks, title and language.

    Args:
        data: PDF of Qt with a mark before each line of text, and one before the page's drawn lines.
        title: of the document.
        pages: every line of text of each page, in the order of painting.
        structure: the parts of the document, in reading order.
        size: width and height of the pages in points, which Qt rounds.

    Raises:
        PaintedOtherwiseError: the marks aren't those of ``pages``.
    """
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    meanings = _Meanings()
    marked: dict[Tag, list[tuple[int, int]]] = defaultdict(list)
    owners: list[list[Tag]] = []
    for number, (page, pieces) in enumerate(zip(writer.pages, pages, strict=True)):
        content: Any = page.raw_get("/Contents").get_object()
        resources: Any = page["/Resources"]
        tagged = _TaggedPage(number, pieces, marked)
        painted = content.get_data()
        content.set_data(tagged.written(painted, resources["/Font"], meanings))
        _drop_unused(resources, painted)
        owners.append(tagged.owners)
        _prepare_page(page, number, size)
    meanings.write()
    _StructureTree(writer, marked, owners).write(structure)
    _add_bookmarks(writer, pages, size[1])
    _describe(writer, title)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


class _TaggedPage:
    """Turns the marks of one page into brackets around tagged content."""

    def __init__(
        self, number: int, pieces: Sequence[Piece], marked: dict[Tag, list[tuple[int, int]]]
    ) -> None:
        self._number = number
        self._pieces = pieces
        self._marked = marked
        self.owners: list[Tag] = []

    def written(self, content: bytes, fonts: DictionaryObject, meanings: _Meanings) -> bytes:
        """Return the page's content; what fonts say of the shapes is noted in ``meanings``."""
        before, lines, *texts = _MARK.split(content)
        if len(texts) != len(self._pieces):
            raise PaintedOtherwiseError(f"{len(texts)} marks, {len(self._pieces)} lines")
        made = [before, b"/Artifact BMC\n", lines, b"EMC\n"]
        for piece, painted in zip(self._pieces, texts, strict=True):
            spoken = meanings.note(piece.text, painted, fonts)
            # The last piece ends with the page's own closing brackets, which may stand inside of ours.
            made += [self._opening(piece, spoken), painted, b"\nEMC\n"]
        return b"".join(made)

    def _opening(self, piece: Piece, spoken: str) -> bytes:
        actual = (
            b" /ActualText <%s>" % ("\ufeff" + spoken).encode("utf-16-be").hex().encode() if spoken else b""
        )
        if piece.tag is None:
            return b"/Artifact <</Type /Pagination%s>> BDC\n" % actual
        mark = len(self.owners)
        self.owners.append(piece.tag)
        self._marked[piece.tag].append((self._number, mark))
        return b"/%s <</MCID %d%s>> BDC\n" % (piece.tag.role.encode(), mark, actual)


class _Meanings:
    """Which sign each shape of each font stands for, learnt from the lines that were painted."""

    def __init__(self) -> None:
        self._fonts: dict[IndirectObject, dict[int, str]] = {}

    def note(self, text: str, painted: bytes, fonts: DictionaryObject) -> str:
        """Learn from a painted line; return its text when the shapes alone can't say it.

        Shape 0 is the box of a sign that the font lacks: it never gets a meaning, so that a proof finds it.
        """
        shapes: list[tuple[dict[int, str], int]] = []
        font: dict[int, str] = {}
        for name, codes in _PAINTED.findall(painted):
            if name:
                font = self._fonts.setdefault(fonts.raw_get(name.decode()), {})
            shapes += [(font, int(codes[at : at + 4], 16)) for at in range(0, len(codes), 4)]
        if len(shapes) != len(text):
            return text
        clear = True
        for (known, code), sign in zip(shapes, text, strict=True):
            clear &= code != 0 and known.setdefault(code, sign) == sign
        return "" if clear else text

    def write(self) -> None:
        """Put what was learnt into the fonts.

        Qt asks the font which sign a shape belongs to. Where two signs share a shape it names the first,
        so that 人 becomes the radical ⼈ (U+2F08), which no search finds; signs beyond U+FFFF it can't name.
        """
        for reference, learnt in self._fonts.items():
            font: Any = reference.get_object()
            table = font["/ToUnicode"].get_object()
            known = dict(_meanings_in(table.get_data())) | learnt
            table.set_data(_table_of_meanings(known))
            _name_subset(font)


def _meanings_in(table: bytes) -> Iterator[tuple[int, str]]:
    """Yield what the codes of a font mean by the table that Qt wrote."""
    for first, last, target in _MEANING.findall(table):
        texts = [bytes.fromhex(code.decode()).decode("utf-16-be", "replace") for code in _HEX.findall(target)]
        codes = range(int(first, 16), int(last, 16) + 1)
        if not target.startswith(b"["):
            texts = [chr(ord(texts[0]) + step) for step in range(len(codes))]
        yield from ((code, text) for code, text in zip(codes, texts, strict=False) if code)


def _table_of_meanings(known: Mapping[int, str]) -> bytes:
    rows = [
        f"<{code:04X}> <{code:04X}> <{text.encode('utf-16-be').hex()}>"
        for code, text in sorted(known.items())
    ]
    blocks = [rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK)]
    mapped = "".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{mapped}"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _name_subset(font: Any) -> None:
    """Put six letters before a font's name, which tell that only some of its shapes are there."""
    inner = font["/DescendantFonts"][0].get_object()
    plain = str(font["/BaseFont"]).removeprefix("/")
    digest = hashlib.md5(plain.encode(), usedforsecurity=False).digest()
    name = NameObject("/" + "".join(chr(ord("A") + byte % 26) for byte in digest[:6]) + "+" + plain)
    for entry, place in ((font, "/BaseFont"), (inner, "/BaseFont"), (inner["/FontDescriptor"], "/FontName")):
        entry[NameObject(place)] = name


def _prepare_page(page: Any, number: int, size: tuple[float, float]) -> None:
    """Set what belongs to a page: its exact size and its place in the structure."""
    width, height = size
    top = float(page["/MediaBox"][3])
    box = (0, max(0.0, top - height), width, top)
    page[NameObject("/MediaBox")] = ArrayObject(FloatObject(round(edge, 3)) for edge in box)
    page[NameObject("/StructParents")] = NumberObject(number)


def _drop_unused(resources: Any, painted: bytes) -> None:
    """Drop what Qt lists for every page, used or not: colours of printing, patterns, empty lists.

    PDF/A allows no colours of printing beside those of screens, and checkers can't approve what they don't
    know, used or not.
    """
    used = set(_COLOURS.findall(painted))
    colours = resources.get("/ColorSpace", {})
    for name in [name for name in colours if name.removeprefix("/").encode() not in used]:
        del colours[name]
    for kind in [kind for kind in ("/Pattern", "/XObject") if not resources.get(kind, True)]:
        del resources[kind]


class _StructureTree:
    """Writes the tree of parts and, the other way round, the part of each marked content."""

    def __init__(
        self,
        writer: PdfWriter,
        marked: Mapping[Tag, Sequence[tuple[int, int]]],
        owners: Sequence[Sequence[Tag]],
    ) -> None:
        self._writer = writer
        self._marked = marked
        self._owners = owners
        self._pages = [page.indirect_reference for page in writer.pages]
        self._made: dict[Tag, IndirectObject] = {}

    def write(self, structure: Iterable[Tag]) -> None:
        root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        place = self._writer._add_object(root)
        document = self._element(Tag("Document", children=list(structure)), place)
        root[NameObject("/K")] = document
        numbers = ArrayObject()
        for number, owners in enumerate(self._owners):
            found = ArrayObject(self._made[tag] for tag in owners)
            numbers += [NumberObject(number), self._writer._add_object(found)]
        tree = DictionaryObject({NameObject("/Nums"): numbers})
        root[NameObject("/ParentTree")] = self._writer._add_object(tree)
        root[NameObject("/ParentTreeNextKey")] = NumberObject(len(self._owners))
        self._writer.root_object[NameObject("/StructTreeRoot")] = place

    def _element(self, tag: Tag, parent: IndirectObject) -> IndirectObject:
        element = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/StructElem"),
                NameObject("/S"): NameObject("/" + tag.role),
                NameObject("/P"): parent,
            }
        )
        place = self._writer._add_object(element)
        self._made[tag] = place
        kids = ArrayObject(self._element(child, place) for child in tag.children)
        kids += [self._content(page, mark) for page, mark in self._marked.get(tag, ())]
        if kids:
            element[NameObject("/K")] = kids
        if attributes := _attributes(tag):
            element[NameObject("/A")] = attributes
        return place

    def _content(self, page: int, mark: int) -> DictionaryObject:
        return DictionaryObject(
            {
                NameObject("/Type"): NameObject("/MCR"),
                NameObject("/Pg"): self._pages[page] or NullObject(),
                NameObject("/MCID"): NumberObject(mark),
            }
        )


def _attributes(tag: Tag) -> DictionaryObject:
    made = DictionaryObject()
    if tag.scope:
        made[NameObject("/Scope")] = NameObject("/" + tag.scope)
    for name, span in zip(("/RowSpan", "/ColSpan"), tag.spans, strict=True):
        if span > 1:
            made[NameObject(name)] = NumberObject(span)
    if made:
        made[NameObject("/O")] = NameObject("/Table")
    return made


def _add_bookmarks(writer: PdfWriter, pages: Sequence[Sequence[Piece]], height: float) -> None:
    """Add a bookmark for each heading, the lower ones inside the higher."""
    open_above: list[tuple[int, IndirectObject]] = []
    seen: set[Tag] = set()
    for number, pieces in enumerate(pages):
        for piece in pieces:
            if piece.tag is None or piece.tag.bookmark is None or piece.tag in seen:
                continue
            seen.add(piece.tag)
            level, text = piece.tag.bookmark
            while open_above and open_above[-1][0] >= level:
                open_above.pop()
            parent = open_above[-1][1] if open_above else None
            fit = Fit.xyz(left=0, top=height - piece.top)
            open_above.append(
                (level, writer.add_outline_item(title=text, page_number=number, parent=parent, fit=fit))
            )


def _describe(writer: PdfWriter, title: str) -> None:
    """Set language and title, in the dictionary for old readers and alike in XMP, as archives want it."""
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject("zh-CN")
    root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    root[NameObject("/ViewerPreferences")] = shown
    info: Mapping[str, Any] = writer.metadata or {}
    made_by, made_on = str(info.get("/Producer", "")), str(info.get("/CreationDate", ""))
    writer.metadata = {
        "/Title": title, "/Producer": made_by, "/CreationDate": made_on, "/ModDate": made_on
    }  # fmt: skip
    described = DecodedStreamObject()
    described.set_data(_xmp(title, made_by, made_on).encode())
    described[NameObject("/Type")] = NameObject("/Metadata")
    described[NameObject("/Subtype")] = NameObject("/XML")
    root[NameObject("/Metadata")] = writer._add_object(described)
    digest = ByteStringObject(hashlib.md5((title + made_on).encode(), usedforsecurity=False).digest())
    writer._ID = ArrayObject([digest, digest])


def _xmp(title: str, made_by: str, made_on: str) -> str:
    digits = re.sub(r"\D", "", made_on)[:14]
    moment = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}Z"
    spaces = {
        "dc": "http://purl.org/dc/elements/1.1/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "pdf": "http://ns.adobe.com/pdf/1.3/",
        "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    }
    named = f'<rdf:li xml:lang="x-default">{escape(title)}</rdf:li>'
    said = {
        "dc": f"<dc:title><rdf:Alt>{named}</rdf:Alt></dc:title>",
        "xmp": f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>",
        "pdf": f"<pdf:Producer>{escape(made_by)}</pdf:Producer>",
        "pdfaid": "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
    }
    parts = "".join(
        f'<rdf:Description rdf:about="" xmlns:{name}="{spaces[name]}">{text}</rdf:Description>'
        for name, text in said.items()
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{parts}</rdf:RDF></x:xmpmeta>\n'
        '<?xpacket end="w"?>'
    )
