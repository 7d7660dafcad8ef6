"""Files that hold another one as text: single-file web pages (MHT) and Word's flat XML packages."""

from __future__ import annotations

import base64
import binascii
import email
import email.policy
import re
from email.message import EmailMessage, Message
from typing import Final

from lxml import etree

from gia_desktop.importers.faults import DamagedFileError, ImportFault
from gia_desktop.importers.files.packages import Package, parse_xml
from gia_desktop.importers.files.text_reader import decode

_PACKAGE: Final = "http://schemas.microsoft.com/office/2006/xmlPackage"
_HEAD: Final = re.compile(
    rb"^(?:mime-version|from|content-type|subject|date|message-id|x-[\w-]+)\s*:", re.IGNORECASE
)
_DEPTH: Final = 20
_OTHERS: Final = {
    "http://schemas.microsoft.com/office/word/2003/wordml": "Word 2003 XML 文档",
    "urn:schemas-microsoft-com:office:spreadsheet": "Excel 2003 XML 表格",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "LibreOffice 的 XML 文档",
    "http://schemas.uof.org/cn/2009/uof": "标文通（UOF）文档",
    "http://schemas.uof.org/cn/2003/uof": "标文通（UOF）文档",
}


class OtherXmlError(ImportFault):
    """An XML file of another program, or of an older edition of one."""

    code = "GIA-E-513"

    def __init__(self, what: str) -> None:
        """Name it and tell the way out."""
        super().__init__(
            f"是{what}，不能直接读入",
            "请用 Word 或 WPS 打开它，选“另存为”，类型选 .docx（表格选 .xlsx），再读入。",
        )


class WebArchiveError(ImportFault):
    """A single-file web page without a page in it."""

    code = "GIA-E-514"

    def __init__(self) -> None:
        """Tell the way out."""
        super().__init__(
            "是单个文件网页，里面没有找到网页", "请用浏览器或 Word 打开它，另存为 .html 或 .docx 后再读入。"
        )


def is_web_archive(data: bytes) -> bool:
    """Tell whether a file is a message of parts, as browsers and Word save a page with its pictures."""
    start = data[:4096].lstrip()
    if not _HEAD.match(start):
        return False
    head = start.lower()
    return b"mime-version" in head or b"multipart/related" in head or b"content-type:" in head


def page_of(data: bytes) -> bytes:
    """Return the page in a single-file web page as UTF-8.

    Raises:
        WebArchiveError: it holds none.
    """
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    for part in _parts(message, 0):
        if part.get_content_type() not in {"text/html", "application/xhtml+xml"}:
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.strip():
            name = part.get_param("charset")
            if isinstance(name, str) and b"charset" not in content[:4096].lower():
                content = b"<meta charset='" + name.encode("ascii", "ignore") + b"'>" + content
            return decode(content).encode("utf-8")
    raise WebArchiveError


def _parts(message: Message | EmailMessage, depth: int) -> list[Message | EmailMessage]:
    if not message.is_multipart() or depth > _DEPTH:
        return [message]
    inner = message.get_payload()
    if not isinstance(inner, list):
        return [message]
    return [found for part in inner if isinstance(part, Message) for found in _parts(part, depth + 1)]


def is_xml(data: bytes) -> bool:
    """Tell whether a file is XML, in any encoding that has a mark; a web page may say so too."""
    start = data[:200]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace").lstrip("\ufeff \r\n\t").startswith("<?xml")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml")


def package_of(data: bytes) -> Package | None:
    """Return the package that an XML file is the flat form of; None for a web page that is XML too.

    Raises:
        OtherXmlError: it is XML of another kind.
        DamagedFileError: it is no XML.
    """
    try:
        root = parse_xml(data)
    except ImportFault:
        if b"<html" in data[:4096].lower():
            return None
        raise
    name = etree.QName(root)
    if name.localname.lower() == "html":
        return None
    if name.namespace != _PACKAGE:
        raise OtherXmlError(_OTHERS.get(name.namespace or "", "XML 数据文件"))
    parts: dict[str, bytes] = {}
    for part in root.iterchildren(f"{{{_PACKAGE}}}part"):
        xml = part.find(f"{{{_PACKAGE}}}xmlData")
        coded = part.find(f"{{{_PACKAGE}}}binaryData")
        if xml is not None and len(xml):
            parts[part.get(f"{{{_PACKAGE}}}name", "")] = etree.tostring(xml[0], encoding="utf-8")
        elif coded is not None:
            try:
                parts[part.get(f"{{{_PACKAGE}}}name", "")] = base64.b64decode(coded.text or "")
            except (binascii.Error, ValueError) as error:
                raise DamagedFileError(str(error)) from error
    return Package.of_parts(parts)
