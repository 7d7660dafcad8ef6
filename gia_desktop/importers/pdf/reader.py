"""Reading PDF files that hold text: paragraphs and ruled tables, page by page."""

from __future__ import annotations

import importlib
import io
import logging
import time
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from typing import Any, Final

from gia_desktop.files.aes import BLOCK, Aes
from gia_desktop.files.patience import GivenUpError, stop_if_given_up
from gia_desktop.importers.faults import DamagedFileError, ImportFault, UnsafeFileError
from gia_desktop.importers.pdf.canvas import Canvas
from gia_desktop.importers.pdf.flow import PageText, flowing
from gia_desktop.importers.pdf.fonts import Font
from gia_desktop.importers.pdf.layers import Layers
from gia_desktop.importers.pdf.notes import paint_notes
from gia_desktop.importers.pdf.paths import Effort
from gia_desktop.importers.pdf.ruled import ruled_tables
from gia_desktop.importers.pdf.text_lines import lines_of
from gia_desktop.importers.pdf.visible import Seen, seen_on
from gia_desktop.importers.tables import Item, Pictures, Remark, TableTooLargeError

MAX_PAGES: Final = 300
_SECONDS: Final = 4.0
_SHOWN: Final = 20
_MOST_UNREAD: Final = 0.3


class PdfMissingError(ImportFault):
    """The library that reads PDF files is not installed."""

    code = "GIA-E-509"

    def __init__(self) -> None:
        """Tell another way."""
        super().__init__("是 PDF，本程序缺少读取它的组件", "请用 Word 或 WPS 打开它，另存为 .docx 后再读入。")


class PictureOnlyError(ImportFault):
    """A PDF of scanned pages."""

    code = "GIA-E-510"

    def __init__(self) -> None:
        """Say that there is no text in it."""
        super().__init__(
            "是扫描的图片，里面没有看得见的文字",
            "请找到原来的 Word 文件，或先做文字识别，另存为 .docx 后再读入。",
        )


class LockedPdfError(ImportFault):
    """A PDF that opens only with a password."""

    code = "GIA-E-515"

    def __init__(self) -> None:
        """Tell to take the password off."""
        super().__init__("设了打开密码", "请用原来的密码打开它，去掉密码或另存为 .docx 后再读入。")


class UncodedTextError(ImportFault):
    """A PDF whose fonts don't tell what their shapes mean."""

    code = "GIA-E-516"

    def __init__(self) -> None:
        """Tell another way."""
        super().__init__(
            "的字体没有说明每个字形是什么字，文字读不出来",
            "请找到原来的 Word 文件，或用 Word、WPS 打开它，核对后另存为 .docx 再读入。",
        )


def read_pdf(data: bytes) -> list[Item]:
    """Return the paragraphs and tables of a PDF in reading order.

    Raises:
        PdfMissingError: the library is not installed.
        PictureOnlyError: it has no text that is seen.
        LockedPdfError: it needs a password.
        UncodedTextError: its text can't be told.
        ImportFault: it is damaged or too large.
    """
    try:
        library = importlib.import_module("pypdf")
    except ImportError as error:
        raise PdfMissingError from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every oddity of a file
    try:
        items = _read(library, data)
    except (GivenUpError, ImportFault, TableTooLargeError):
        raise
    except Exception as error:  # damaged files make the library fail in every way there is
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error
    return items


def _read(library: Any, data: bytes) -> list[Item]:
    effort = Effort(time.thread_time() + _SECONDS)
    _lend_cipher(effort)
    reader = library.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise LockedPdfError
    if len(reader.pages) > MAX_PAGES:
        raise UnsafeFileError(f"超过 {MAX_PAGES} 页")
    layers = Layers(reader.trailer["/Root"])
    fonts: dict[object, Font] = {}
    seen = [_seen(page, effort, layers, fonts) for page in reader.pages]
    letters = [letter for page in seen for letter in page.letters if letter.text.strip()]
    if not letters:
        raise PictureOnlyError
    if sum("\ufffd" in letter.text for letter in letters) > _MOST_UNREAD * len(letters):
        raise UncodedTextError
    items: list[Item] = list(flowing([_page_text(page, effort) for page in seen]))
    return [*items, *_told(seen)]


_present_effort: Final[ContextVar[Effort]] = ContextVar("_present_effort")


class _Cipher:
    """AES as the library asks for it: a vector, whole blocks, padding."""

    def __init__(self, key: bytes) -> None:
        self._aes = _aes(key)

    def decrypt(self, data: bytes, *, strict: bool = False) -> bytes:  # noqa: ARG002 - the library's signature
        plain = self._aes.decrypted(data[BLOCK:], data[:BLOCK])
        return plain[: -plain[-1]] if plain and plain[-1] <= BLOCK else plain


def _aes(key: bytes) -> Aes:
    effort = _present_effort.get()
    return Aes(key, lambda: effort.take(0))


def _lend_cipher(effort: Effort) -> None:
    """Let the library open files that are locked against changes only.

    WORKAROUND: it has no AES of its own, but takes one from packages of several megabytes.
    """
    _present_effort.set(effort)
    lock = importlib.import_module("pypdf._encryption")
    for name, work in (
        ("CryptAES", _Cipher),
        ("aes_cbc_encrypt", lambda key, vector, data: _aes(key).encrypted(data, vector)),
        ("aes_cbc_decrypt", lambda key, vector, data: _aes(key).decrypted(data, vector)),
        ("aes_ecb_decrypt", lambda key, data: _aes(key).decrypted(data)),
    ):
        setattr(lock, name, work)


def _seen(page: Any, effort: Effort, layers: Layers, fonts: dict[object, Font]) -> Seen:
    """Return what is seen of a page and of the notes on it."""
    stop_if_given_up()
    unit = float(page.get("/UserUnit", 1.0))
    box, crop = page.mediabox, page.cropbox
    sides = (
        max(float(box.left), float(crop.left)) * unit, max(float(box.bottom), float(crop.bottom)) * unit,
        min(float(box.right), float(crop.right)) * unit, min(float(box.top), float(crop.top)) * unit,
    )  # fmt: skip
    canvas = Canvas(effort, layers, fonts, sides, unit)
    resources = page.get("/Resources")
    canvas.run(_content(page), resources.get_object() if resources is not None else {})
    paint_notes(page, canvas, layers, unit)
    return seen_on(canvas.ink, sides, effort)


def _content(page: Any) -> bytes:
    content = page.get("/Contents")
    if content is None:
        return b""
    content = content.get_object()
    if isinstance(content, list):
        parts = [part.get_object() for part in content]
        return b"\n".join(part.get_data() for part in parts if hasattr(part, "get_data"))
    return bytes(content.get_data()) if hasattr(content, "get_data") else b""


def _page_text(page: Seen, effort: Effort) -> PageText:
    tables, outside = ruled_tables(page.edges, page.letters, effort)
    lines = tuple(lines_of(letter for letter in outside if not letter.is_turned and not letter.is_off))
    return PageText(lines, tuple(tables), page.left, page.right)


def _told(seen: Sequence[Seen]) -> Iterator[Remark]:
    """Tell what of the pages was left out."""
    for number, page in enumerate(seen, 1):
        if page.stamped:
            yield Remark(f"第 {number} 页的印章、水印或斜排文字“{_shown(page.stamped)}”没有读入。")
        if page.is_picture:
            yield Remark(f"第 {number} 页是图片，上面的内容没有读入，请自行填写。")
        elif page.hidden:
            yield Remark(f"第 {number} 页有看不见的文字“{_shown(page.hidden)}”，没有读入。")
    if any(page.has_picture and not page.is_picture for page in seen):
        yield Pictures()


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
