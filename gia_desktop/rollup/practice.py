"""The practice collection: 30 made-up units, the faults planted in them, a folder to collect them from."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import Report
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.writers.docx import write_docx
from gia_desktop.documents.writers.html import write_html
from gia_desktop.exchange.objects import dump_report
from gia_desktop.files.atomic import ensure_folder, write_atomically
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.findings import UnitFinding
from gia_desktop.rollup.giac import open_collection
from gia_desktop.rollup.units_file import write_units

MARK: Final = "practice"
"""Key in ``Collection.extra`` by which a collection says that it is the practice."""
BUNDLED: Final = "collection-2025"
THIS_YEAR, LAST_YEAR, UNITS = "今年", "上年", "units.toml"
"""What a folder for practising holds: this year's files as handed in, last year's reports, the units."""


class FilledFolderError(GiaError):
    """The practice is to be written among other files."""

    code = "GIA-E-843"

    def __init__(self, folder: Path) -> None:
        """Name it."""
        super().__init__(f"文件夹《{folder.name or folder}》里已有文件，没有写练习。", "请换一个空文件夹。")


@dataclass(frozen=True)
class PlantedFault:
    """One planted fault.

    Attributes:
        is_finding: the rules find it; else it lies in the handing in (missing, late, whose a file is).
        unit: whose it is, "" where nobody knows.
        codes: rules that find it; each must.
        cells: a finding of it is about one of these; any when there are none.
        also: further findings it draws after it, at other units: unit, code, cell ("" for any).
        state: where the unit stands, "" when that doesn't matter.
        late_by: days late.
        versions: how many files the unit handed in for this year.
        asks: words of what has to be settled about a file.
        where: its place, the name of the fault.
        what: what is wrong.
        hint: what the county does about it.
    """

    id: str
    is_finding: bool
    unit: str
    codes: frozenset[str]
    cells: frozenset[str]
    also: tuple[tuple[str, str, str], ...]
    state: str
    late_by: int
    versions: int
    asks: str
    where: str
    what: str
    hint: str

    def is_about(self, one: UnitFinding) -> bool:
        """Tell whether a finding is of this fault."""
        finding = one.finding
        if one.unit == self.unit and finding.code in self.codes:
            return not self.cells or not self.cells.isdisjoint(finding.cells)
        return any(
            (one.unit, finding.code) == (unit, code) and (not cell or cell in finding.cells)
            for unit, code, cell in self.also
        )


@dataclass(frozen=True)
class AreaPractice:
    """The practice: its words, its faults and the collection as it is at the start."""

    title: str
    intro: str
    faults: tuple[PlantedFault, ...]
    collection: Collection

    def found(self, findings: Iterable[UnitFinding]) -> frozenset[str]:
        """Return the ids of the faults that these findings show; those of handing in are never among them."""
        every = list(findings)
        return frozenset(fault.id for fault in self.faults if any(map(fault.is_about, every)))

    def unplanted(self, findings: Iterable[UnitFinding]) -> list[UnitFinding]:
        """Return findings that are of no planted fault; of the practice as shipped there are none."""
        return [one for one in findings if not any(fault.is_about(one) for fault in self.faults)]


def is_practice(collection: Collection) -> bool:
    """Tell whether a collection is the one with planted faults."""
    return collection.extra.get(MARK) == BUNDLED


def load_practice(formats: Formats) -> AreaPractice:
    """Return the practice that comes with the program.

    Raises:
        GiaError: the collection can't be read.
    """
    data = tomllib.loads(resource("samples", f"{BUNDLED}.toml").read_text("utf-8"))
    collection = open_collection(resource("samples", data["collection"]), formats)
    return AreaPractice(data["title"], data["intro"], tuple(map(_fault, data["faults"])), collection)


def write_folder(practice: AreaPractice, folder: Path, formats: Formats) -> None:
    """Write the files as their units sent them, last year's reports and the list of units, to collect them.

    Raises:
        FilledFolderError: the folder holds something.
        GiaError: a file can't be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FilledFolderError(folder)
    for inner in ("", THIS_YEAR, LAST_YEAR):
        ensure_folder(folder / inner)
    collection = practice.collection
    write_atomically(folder / UNITS, write_units(collection.roster))
    for one in collection.submissions:
        path = folder / THIS_YEAR / one.file
        write_atomically(path, _bytes(one.report, path.suffix, formats))
        moment = dt.datetime.combine(one.received, dt.time(12)).timestamp()
        os.utime(path, (moment, moment))
    for name, report in collection.previous.items():
        write_atomically(folder / LAST_YEAR / f"{name}.gia", dump_report(report))


def _bytes(report: Report | None, suffix: str, formats: Formats) -> bytes:
    if report is None:
        return scan()
    if suffix == ".gia":
        return dump_report(report)
    write = write_docx if suffix == ".docx" else write_html
    return write(make_sheet(report, formats), DocumentOptions())


def scan() -> bytes:
    """Return a PDF of one page without a word, as a copier makes it."""
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )
    made, starts = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        starts.append(len(made))
        made += f"{number} 0 obj{text}endobj\n"
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF\n"
    return f"{made}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("ascii")


def _fault(entry: Mapping[str, Any]) -> PlantedFault:
    return PlantedFault(
        entry["id"],
        entry["kind"] == "finding",
        entry["unit"],
        frozenset(entry.get("codes", ())),
        frozenset(entry.get("cells", ())),
        tuple((one["unit"], one["code"], one.get("cell", "")) for one in entry.get("also", ())),
        entry.get("state", ""),
        entry.get("late_by", 0),
        entry.get("versions", 0),
        entry.get("asks", ""),
        entry["where"],
        entry["what"],
        entry["hint"],
    )
