"""A docx of another hand as its parts: bounded in size, read without entities and without network."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO
from typing import Any, Final

from lxml import etree

from gia_desktop.core.errors import GiaError

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
REL: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_MOST_PARTS: Final = 2000
_MOST_BYTES: Final = 200 * 1024 * 1024
_ROOT: Final = ""
_ZIP_FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, NotImplementedError,
    ValueError,
)  # fmt: skip
"""What the standard library raises at damaged zip files; a password is a RuntimeError."""

Element = Any
"""An element of lxml, which has no types of its own."""


class MergeFault(GiaError):
    """A docx can't be joined with others as it is."""

    code = "GIA-E-441"

    def __init__(self, cause: str, detail: str = "", hint: str = "") -> None:
        """Say why."""
        super().__init__(f"这个 docx 并不进来：{cause}。", hint or "可以用 Word 另存一次后再试。", detail)
        self.cause = cause


@dataclass(frozen=True)
class Link:
    """A relationship of a part; ``target`` is the name of a part, or an address outside when ``external``."""

    kind: str
    target: str
    external: bool

    @property
    def short(self) -> str:
        """The last word of the kind, such as ``image``."""
        return self.kind.rpartition("/")[2]


@cache
def w(name: str) -> str:
    """Return the name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def parse(data: bytes) -> Element:
    """Return the root of a part.

    Raises:
        MergeFault: it is no XML, or holds a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise MergeFault("里面有损坏的部分", str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise MergeFault("里面有不该有的文档类型声明")
    return root


class Source:
    """The parts of one docx, by name without a slash before it."""

    def __init__(self, data: bytes) -> None:
        """Read them.

        Raises:
            MergeFault: it is no docx, damaged, or far larger than any report.
        """
        try:
            with zipfile.ZipFile(BytesIO(data)) as package:
                entries = [entry for entry in package.infolist() if not entry.is_dir()]
                if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_BYTES:
                    raise MergeFault("它展开后太大")
                self.parts = {entry.filename.lstrip("/"): package.read(entry) for entry in entries}
        except _ZIP_FAULTS as error:
            raise MergeFault("它已损坏或加了密码", str(error)) from error
        main = next((link for link in self.links(_ROOT).values() if link.short == "officeDocument"), None)
        if main is None or main.target not in self.parts:
            raise MergeFault("里面没有正文")
        self.main = main.target

    @cached_property
    def _types(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        root = parse(self.parts.get("[Content_Types].xml", b"<Types/>"))
        named = {
            each.get("PartName", "").lstrip("/"): each.get("ContentType", "")
            for each in root.iter(f"{{{TYPES}}}Override")
        }
        by_ending = {
            each.get("Extension", "").lower(): each.get("ContentType", "")
            for each in root.iter(f"{{{TYPES}}}Default")
        }
        return named, by_ending

    def content_type(self, part: str) -> str:
        """Return the content type of a part, empty when the file doesn't say."""
        named, by_ending = self._types
        return named.get(part) or by_ending.get(part.rpartition(".")[2].lower(), "")

    def links(self, part: str) -> Mapping[str, Link]:
        """Return the relationships of a part by id; "" stands for the package."""
        folder, _, name = part.rpartition("/")
        data = self.parts.get(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        if data is None:
            return {}
        found = {}
        for each in parse(data).iter(f"{{{REL}}}Relationship"):
            external = each.get("TargetMode") == "External"
            target = each.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join(folder, target) if target[:1] != "/" else target)
            found[each.get("Id", "")] = Link(each.get("Type", ""), target.lstrip("/"), external)
        return found

    def related(self, short: str) -> Element | None:
        """Return the root of the part that the main part has under a kind such as ``styles``."""
        for link in self.links(self.main).values():
            if link.short == short and not link.external and link.target in self.parts:
                return parse(self.parts[link.target])
        return None
