"""Exporting a report by the suffix of the file name: render, write, open again, compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.compare import Proof
from gia_desktop.documents.proofs.docx import prove_docx
from gia_desktop.documents.proofs.gia import prove_gia
from gia_desktop.documents.proofs.html import prove_html
from gia_desktop.documents.proofs.tidy_csv import prove_csv
from gia_desktop.documents.writers.docx import write_docx
from gia_desktop.documents.writers.html import write_html
from gia_desktop.documents.writers.tidy_csv import write_csv
from gia_desktop.documents.writers.xlsx import write_xlsx
from gia_desktop.exchange.objects import dump_report
from gia_desktop.files.atomic import FileStamp, write_atomically
from gia_desktop.formats.sheet import Sheet

Renderer = Callable[[Sheet, DocumentOptions], bytes]
Prover = Callable[[bytes, Sheet, DocumentOptions], Proof]


@dataclass(frozen=True)
class FileKind:
    """How one kind of file is written and opened again."""

    render: Renderer
    prove: Prover


def _write_gia(sheet: Sheet, _options: DocumentOptions) -> bytes:
    return dump_report(sheet.report)


def _prove_xlsx(data: bytes, sheet: Sheet, options: DocumentOptions) -> Proof:
    # openpyxl takes a tenth of a second to import, and only this kind of file needs it.
    from gia_desktop.documents.proofs.xlsx import prove_xlsx

    return prove_xlsx(data, sheet, options)


FILE_KINDS: Final[Mapping[str, FileKind]] = MappingProxyType(
    {
        ".docx": FileKind(write_docx, prove_docx),
        ".html": FileKind(write_html, prove_html),
        ".xlsx": FileKind(write_xlsx, _prove_xlsx),
        ".csv": FileKind(write_csv, prove_csv),
        ".gia": FileKind(_write_gia, prove_gia),
    }
)
"""Every kind of file that is written without a window; the window adds PDF."""


class UnknownSuffixError(GiaError):
    """A file name ends in a way that no writer knows."""

    code = "GIA-E-421"

    def __init__(self, suffix: str, known: Iterable[str]) -> None:
        """Name the suffix and the possible ones."""
        what = f"“{suffix}”文件" if suffix else "没有后缀的文件"
        super().__init__(
            f"不能导出为{what}，可以导出的是：{'、'.join(known)}。", "请把文件名改成其中一种后缀。"
        )


@dataclass(frozen=True)
class ExportResult:
    """A file that was written and opened again.

    Attributes:
        proof: the comparison of what now lies on the disk with the report.
        stamp: what the file looks like, to notice later that somebody changed it.
    """

    path: Path
    proof: Proof
    size: int
    stamp: FileStamp

    @property
    def sentence(self) -> str:
        """Return one line about the file: its name and what agrees."""
        return f"《{self.path.name}》{self.proof.sentence}"


def file_kind(suffix: str, kinds: Mapping[str, FileKind] = FILE_KINDS) -> FileKind:
    """Return the kind of file of a suffix such as ``.docx``.

    Raises:
        UnknownSuffixError: there is none.
    """
    found = kinds.get(suffix.lower())
    if found is None:
        raise UnknownSuffixError(suffix, kinds)
    return found


def render(sheet: Sheet, suffix: str, options: DocumentOptions) -> bytes:
    """Return the bytes of a file of that suffix.

    Raises:
        UnknownSuffixError: no writer knows the suffix.
    """
    return file_kind(suffix).render(sheet, options)


def export_file(
    sheet: Sheet, path: Path, options: DocumentOptions, kinds: Mapping[str, FileKind] = FILE_KINDS
) -> ExportResult:
    """Write a report, read the file back from the disk and compare it with the report.

    A difference doesn't stop the export, it is told: the clerk must be able to hand in something.

    Raises:
        UnknownSuffixError: no writer knows the suffix.
        WriteFault: the file can't be written; the old one is untouched.
    """
    kind = file_kind(path.suffix, kinds)
    data = kind.render(sheet, options)
    write_atomically(path, data)
    found = path.read_bytes()
    return ExportResult(path, kind.prove(found, sheet, options), len(data), FileStamp.of(data))
