"""All official formats that are installed, by id and by report year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from threading import RLock

from gia_desktop.core.errors import GiaError
from gia_desktop.files.resources import resource
from gia_desktop.formats.loader import load_format
from gia_desktop.formats.schema import Format


class UnknownFormatError(GiaError):
    """A report names a format, or a year, that no format file describes."""

    code = "GIA-E-111"

    def __init__(self, wanted: str, known: Iterable[str]) -> None:
        """Name what was asked for and what there is."""
        super().__init__(
            f"没有“{wanted}”的年报格式，本程序现有：{'、'.join(known)}。",
            "请核对年度或格式编号，或请县（区）办提供新格式文件。",
        )


class Formats:
    """The formats found in one or more folders; a later folder replaces a format of the same id.

    Any thread may ask: what is checked in the background reads formats while the window does.
    """

    def __init__(self, formats: Iterable[Format] = (), files: Iterable[Path] = ()) -> None:
        """Keep formats, and files whose formats are read when they are needed.

        Args:
            formats: later ones replace earlier ones of the same id.
            files: each named after the id of its format.
        """
        self._formats = {fmt.id: fmt for fmt in formats}
        self._unread = {path.stem: path for path in files}
        self._reading = RLock()

    def __iter__(self) -> Iterator[Format]:
        """Yield the formats, oldest first."""
        return iter(sorted(self._all().values(), key=lambda fmt: fmt.first_year))

    def _all(self) -> Mapping[str, Format]:
        for format_id in list(self._unread):
            self._read(format_id)
        return self._formats

    def _read(self, format_id: str) -> None:
        with self._reading:
            path = self._unread.get(format_id)
            if path is not None:
                fmt = load_format(path)
                self._formats[fmt.id] = fmt
                del self._unread[format_id]

    def find(self, format_id: str) -> Format | None:
        """Return a format by id, or None; reads no other format."""
        if format_id in self._unread:
            self._read(format_id)
        return self._formats.get(format_id)

    def get(self, format_id: str) -> Format:
        """Return a format by id.

        Raises:
            UnknownFormatError: there is none.
        """
        found = self.find(format_id)
        if found is None:
            raise UnknownFormatError(format_id, (fmt.id for fmt in self))
        return found

    def for_year(self, year: int) -> Format:
        """Return the format of a report year, the newest one when several cover it.

        Raises:
            UnknownFormatError: no format covers the year.
        """
        for fmt in reversed(list(self)):
            if fmt.covers(year):
                return fmt
        raise UnknownFormatError(f"{year} 年度", (f"{fmt.name}（{span(fmt)}）" for fmt in self))


def span(fmt: Format) -> str:
    """Return the report years of a format in words."""
    if fmt.last_year is None:
        return f"{fmt.first_year} 年度起"
    return f"{fmt.first_year}—{fmt.last_year} 年度"


def load_formats(*folders: Path) -> Formats:
    """Load every format file of the given folders; bundled ones, when none is given, as they are needed.

    Raises:
        FormatFileError: a file is faulty; the message names file, line and cause.
    """
    if not folders:
        return Formats(files=resource("formats").glob("*.toml"))
    return Formats(load_format(path) for folder in folders for path in sorted(folder.glob("*.toml")))


@cache
def bundled_formats() -> Formats:
    """Return the formats that come with the program; they never change while it runs."""
    return load_formats()
