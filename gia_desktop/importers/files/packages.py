"""Opening docx and xlsx files without trusting them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final

from lxml import etree

from gia_desktop.importers.faults import DamagedFileError, UnsafeFileError

MAX_PART: Final = 24 * 1024 * 1024
"""Bytes of one unpacked part; the text of the longest real report has less than two million."""
MAX_PARTS: Final = 2_000
_ZIP_FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, OSError, NotImplementedError,
    ValueError,
)  # fmt: skip
"""What the standard library raises at damaged zip files; a password is a RuntimeError."""
_MACROS: Final = "vbaProject.bin"


class Package:
    """A zip file whose parts are read one by one, each within bounds."""

    def __init__(self, data: bytes) -> None:
        """Open the file.

        Raises:
            DamagedFileError: it is no zip file.
            UnsafeFileError: it has absurdly many parts, or macros.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_FAULTS as error:
            raise DamagedFileError(str(error)) from error
        self._names = {info.filename: info for info in self._zip.infolist()}
        if len(self._zip.infolist()) > MAX_PARTS:
            raise UnsafeFileError(f"里有超过 {MAX_PARTS} 个部件")
        if any(name.endswith(_MACROS) for name in self._names):
            raise UnsafeFileError("带有宏程序")

    def __contains__(self, name: object) -> bool:
        """Tell whether the file has a part."""
        return name in self._names

    def read(self, name: str) -> bytes:
        """Return one part unpacked.

        Raises:
            DamagedFileError: it is missing or can't be unpacked.
            UnsafeFileError: it unpacks to more than any report has.
        """
        info = self._names.get(name)
        if info is None:
            raise DamagedFileError(name)
        if info.file_size > MAX_PART:
            raise UnsafeFileError("解压后大得不正常")
        try:
            with self._zip.open(info) as part:
                data = part.read(MAX_PART + 1)
        except _ZIP_FAULTS as error:
            raise DamagedFileError(str(error)) from error
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


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML that declares nothing and reaches nowhere.

    Raises:
        DamagedFileError: it is no XML, or nested beyond reason.
        UnsafeFileError: it has a document type; office files never have one, entity bombs do.
    """
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data[:8192]:
        raise UnsafeFileError("里有自定义的实体")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedFileError(str(error)) from error
