"""Opening docx and xlsx files without trusting them."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote

from lxml import etree

from gia_desktop.importers.faults import DamagedFileError, UnsafeFileError

MAX_PART: Final = 24 * 1024 * 1024
"""Bytes of one unpacked part; the text of the longest real report has less than two million."""
MAX_PARTS: Final = 2_000
_LARGEST_SHARED: Final = 64 * 1024
"""Bytes of references that are kept for the next file."""
_ZIP_FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, OSError, NotImplementedError,
    ValueError,
)  # fmt: skip
"""What the standard library raises at damaged zip files; a password is a RuntimeError."""
_ENCODED = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")
_MACROS: Final = "vbaproject.bin"
_MAX_TAGS: Final = 2_000_000
"""Angle brackets of one part; counting them is quicker than building a tree that fills the memory."""
_MAIN: Final = "/officeDocument"
"""End of the relationship type of the main part, in both editions (ECMA-376 part 2 and part 1, 15.2)."""
_USUAL: Final = ("word/document.xml", "xl/workbook.xml")


class Relation(NamedTuple):
    """A reference from one part to another."""

    kind: str
    """Last word of its type: ``styles``, ``worksheet``."""
    target: str
    """Name of the other part; empty for one outside the file."""


class Package:
    """A zip file whose parts are read one by one, each within bounds."""

    def __init__(self, data: bytes) -> None:
        """Open the file.

        Raises:
            DamagedFileError: it is no zip file.
            UnsafeFileError: it has absurdly many parts, or macros.
        """
        try:
            zipped = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_FAULTS as error:
            raise DamagedFileError(str(error)) from error
        infos = zipped.infolist()
        self._read: Callable[[str], bytes] = lambda name: _unpacked(zipped, name)
        self._take([(info.filename, info.file_size) for info in infos])

    @classmethod
    def of_parts(cls, parts: Mapping[str, bytes]) -> Package:
        """Return a package whose parts are known already.

        Raises:
            UnsafeFileError: it has absurdly many parts, or macros.
        """
        made = cls.__new__(cls)
        made._read = parts.__getitem__
        made._take([(name, len(data)) for name, data in parts.items()])
        return made

    def _take(self, parts: list[tuple[str, int]]) -> None:
        if len(parts) > MAX_PARTS:
            raise UnsafeFileError(f"里有超过 {MAX_PARTS} 个部件")
        # Names of parts don't depend on case; some programs write them with backslashes.
        self._names = {_plain(name): (name, size) for name, size in parts}
        self._relations: dict[str, Mapping[str, Relation]] = {}
        self._main: tuple[str, etree._Element] | None = None
        if any(name.endswith(_MACROS) for name in self._names):
            raise UnsafeFileError("带有宏程序")

    def __contains__(self, name: object) -> bool:
        """Tell whether the file has a part."""
        return isinstance(name, str) and _plain(name) in self._names

    @property
    def has_pictures(self) -> bool:
        """Tell whether any part is a picture."""
        return any("/media/" in name for name in self._names)

    def read(self, name: str) -> bytes:
        """Return one part unpacked.

        Raises:
            DamagedFileError: it is missing or can't be unpacked.
            UnsafeFileError: it unpacks to more than any report has.
        """
        known = self._names.get(_plain(name))
        if known is None:
            raise DamagedFileError(name)
        if known[1] > MAX_PART:
            raise UnsafeFileError("解压后大得不正常")
        data = self._read(known[0])
        if len(data) > MAX_PART:
            raise UnsafeFileError("解压后大得不正常")
        return data

    def tree(self, name: str) -> etree._Element:
        """Return one part as XML.

        Raises:
            DamagedFileError: it is missing or no XML.
            UnsafeFileError: it declares entities or is too large.
        """
        return parse_xml(self.read(name))

    def main(self) -> tuple[str, etree._Element]:
        """Return name and tree of the part that everything begins with; it is parsed once.

        Raises:
            DamagedFileError: the file has none, or it is no XML.
        """
        if self._main is None:
            name = self.main_part()
            self._main = (name, self.tree(name))
        return self._main

    def main_part(self) -> str:
        """Return the name of the part that everything begins with, empty when the file has none.

        Raises:
            DamagedFileError: the references are no XML.
        """
        for relation in self._relations_of("").values():
            if relation.kind == _MAIN[1:] and relation.target in self:
                return relation.target
        return next((name for name in _USUAL if name in self), "")

    def related(self, part: str, kind: str) -> str:
        """Return the part that another one refers to as its styles, numbering …; empty without."""
        found = [one.target for one in self._relations_of(part).values() if one.kind == kind]
        found.append(f"{part.rpartition('/')[0]}/{kind}.xml")  # where it stands if nothing refers to it
        return next((target for target in found if target in self), "")

    def target(self, part: str, relation: str) -> str:
        """Return the part that a reference of another one leads to, empty when it leads nowhere."""
        found = self._relations_of(part).get(relation)
        return found.target if found is not None and found.target in self else ""

    def _relations_of(self, part: str) -> Mapping[str, Relation]:
        if part not in self._relations:
            folder, _, name = part.rpartition("/")
            where = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
            self._relations[part] = _relations_in(self.read(where), folder) if where in self else {}
        return self._relations[part]


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML that declares nothing and reaches nowhere.

    Raises:
        DamagedFileError: it is no XML, or nested beyond reason.
        UnsafeFileError: it has a document type; office files never have one, entity bombs do.
    """
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data[:8192]:
        raise UnsafeFileError("里有自定义的实体")
    if data.count(b"<") > _MAX_TAGS:
        raise UnsafeFileError("解压后大得不正常")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedFileError(str(error)) from error
    if root.getroottree().docinfo.doctype:  # in an encoding whose bytes don't spell it as above
        raise UnsafeFileError("里有自定义的实体")
    return root


def may_tell(data: bytes, words: tuple[bytes, ...]) -> bool:
    """Tell whether a part can have an element of some names, without parsing it.

    Only in UTF-8 a name is spelled in its own bytes; a part in any other encoding may have them.
    """
    declared = _ENCODED.search(data[:200])
    is_plain = data.removeprefix(b"\xef\xbb\xbf").startswith(b"<") and b"\x00" not in data[:200]
    if not is_plain or (declared and declared.group(1).lower() != b"utf-8"):
        return True
    return any(word in data for word in words)


def _unpacked(zipped: zipfile.ZipFile, name: str) -> bytes:
    try:
        with zipped.open(name) as part:
            return part.read(MAX_PART + 1)
    except (*_ZIP_FAULTS, KeyError) as error:
        raise DamagedFileError(str(error)) from error


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _relations_in(data: bytes, folder: str) -> Mapping[str, Relation]:
    return _known_relations(data, folder) if len(data) <= _LARGEST_SHARED else _relations(data, folder)


def _relations(data: bytes, folder: str) -> Mapping[str, Relation]:
    found: dict[str, Relation] = {}
    for element in parse_xml(data):
        kind = element.get("Type", "").rpartition("/")[2]
        target = element.get("Target", "").replace("\\", "/")
        target = unquote(target) if "%" in target else target
        if element.get("TargetMode", "") == "External" or not target:
            target = ""
        elif target.startswith("/"):
            target = posixpath.normpath(target[1:])
        else:
            target = posixpath.normpath(f"{folder}/{target}" if folder else target)
        found[element.get("Id", "")] = Relation(kind, target)
    return found


_known_relations = lru_cache(maxsize=64)(_relations)
"""The files of one program refer to their parts in the same words."""
