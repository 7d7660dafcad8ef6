"""Reading a folder of reports: every file by itself, only what changed, and whose each one is."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import Report
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.imported_report import ImportedReport
from gia_desktop.importers.reader import MAX_FILE, read_file
from gia_desktop.importers.suffixes import SUFFIXES
from gia_desktop.rollup.collection import Collection, Matched, Stamp, Submission
from gia_desktop.rollup.matching import unit_of
from gia_desktop.rollup.roster import Roster

_BESIDE: Final = ("~$", ".~", ".", "._")
"""Beginnings of names that programs leave beside documents."""
_OF_ALL: Final = ("汇编", "汇总表")
"""How names end of what the program itself makes of all reports, behind area and year."""
_MOST_FILES: Final = 20_000


class FolderMissingError(GiaError):
    """There is no such folder to collect from."""

    code = "GIA-E-821"

    def __init__(self, folder: Path) -> None:
        """Name it."""
        super().__init__(f"找不到文件夹《{folder.name or folder}》。", "请核对文件夹的位置。", str(folder))


class TooManyFilesError(GiaError):
    """A folder holds far more files than any county collects."""

    code = "GIA-E-822"

    def __init__(self, folder: Path) -> None:
        """Name it."""
        super().__init__(
            f"文件夹《{folder.name or folder}》里的文件超过 {_MOST_FILES} 个。",
            "请指定只放年报的文件夹。",
            str(folder),
        )


class OtherPaperError(GiaError):
    """A file that is no report of one unit: a notice to it, or what was made of all of them."""

    code = "GIA-E-823"

    def __init__(self, path: Path, cause: str = "里没有年报的三张表，也没有写是哪个单位的年报") -> None:
        """Name it and say what it is."""
        super().__init__(
            f"《{path.name}》{cause}，没有算进去。",
            "通知、催报单、汇总表、汇编等请移到另外的文件夹；确是年报的，请单位重发带表格的文件。",
            str(path),
        )


@dataclass(frozen=True)
class FolderProgress:
    """How far the reading of a folder is: files done, files in all, the one just done."""

    done: int
    all: int
    file: str


@dataclass(frozen=True)
class Collected:
    """A collection after a run, and what the run did.

    Attributes:
        read: files that were read now; the others had not changed.
        stopped: the run was broken off; what was read by then is kept.
        others: files of kinds that are no reports.
    """

    collection: Collection
    read: int
    stopped: bool
    others: int


def collect(
    folder: Path,
    before: Collection,
    formats: Formats,
    progress: Callable[[FolderProgress], bool] = lambda _: True,
) -> Collected:
    """Read what is new or changed in a folder into a collection.

    Args:
        folder: searched with everything below it.
        before: the roster, the year and what was collected until now; decisions in it stay.
        formats: the official formats.
        progress: called after every file; an answer of False stops the run.

    Raises:
        FolderMissingError: there is no such folder.
        TooManyFilesError: it is no folder of reports.
    """
    files, others = _files(folder)
    known = {(one.file, one.stamp.digest): one for one in before.submissions}
    by_stamp = {(one.file, one.stamp.size, one.stamp.changed): one for one in before.submissions}
    now: dict[tuple[str, str], Submission] = {}
    read, stopped = 0, False
    for number, path in enumerate(files, 1):
        name = path.relative_to(folder).as_posix()
        found = _unchanged(path, name, by_stamp)
        if found is None:
            found = _submission(path, name, before, formats, known)
            read += (found.file, found.stamp.digest) not in known
        now[found.file, found.stamp.digest] = found
        if not progress(FolderProgress(number, len(files), name)) and number < len(files):
            stopped = True
            break
    kept = [replace(one, gone=not stopped) if key not in now else now.pop(key) for key, one in known.items()]
    collection = replace(before, submissions=(*kept, *now.values()))
    return Collected(collection, read, stopped, others)


def collect_previous(folder: Path, roster: Roster, year: int, formats: Formats) -> Mapping[str, Report]:
    """Return last year's reports of a folder by unit; files of other units and years are left out."""
    collected = collect(folder, Collection(roster, year), formats).collection
    return {unit.name: report for unit in roster.units if (report := collected.report(unit.name)) is not None}


def matched_again(collection: Collection) -> Collection:
    """Return a collection whose files are matched anew, after its list of units has changed."""
    return replace(
        collection,
        submissions=tuple(
            one if _stays(one, collection.roster) else _with_unit(one, collection.roster)
            for one in collection.submissions
        ),
    )


def _stays(one: Submission, roster: Roster) -> bool:
    """Tell whether nothing was read, it is asked whose it is, or somebody said so and the unit is there."""
    return (
        one.report is None
        or one.matched is Matched.BOUND
        or (one.matched is Matched.SET and one.unit in roster.by_name)
    )


def _files(folder: Path) -> tuple[list[Path], int]:
    if not folder.is_dir():
        raise FolderMissingError(folder)
    found: list[Path] = []
    others = 0
    for path in _walk(folder):
        if path.suffix.lower() not in SUFFIXES:
            others += 1
            continue
        found.append(path)
        if len(found) + others > _MOST_FILES:
            raise TooManyFilesError(folder)
    return sorted(found), others


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in names if not name.startswith(_BESIDE))


def _unchanged(
    path: Path, name: str, by_stamp: Mapping[tuple[str, int, int], Submission]
) -> Submission | None:
    try:
        status = path.stat()
    except OSError:
        return None  # what keeps it from being read is told where it is read
    found = by_stamp.get((name, status.st_size, status.st_mtime_ns))
    return replace(found, gone=False) if found is not None and found.stamp.digest else None


def _submission(
    path: Path,
    name: str,
    before: Collection,
    formats: Formats,
    known: Mapping[tuple[str, str], Submission],
) -> Submission:
    """Read one file; whatever is wrong with it stays with it."""
    try:
        status = path.stat()
        received = dt.datetime.fromtimestamp(status.st_mtime, tz=dt.UTC).astimezone().date()
        if not stat.S_ISREG(status.st_mode):
            return _broken(name, Stamp(0, 0, ""), received, f"《{path.name}》不是普通文件，没有读。")
        stamp = Stamp(status.st_size, status.st_mtime_ns, _digest(path))
    except OSError:
        gone = f"《{path.name}》在读取时不见了或不让读，请检查后再收集一次。"
        return _broken(name, Stamp(0, 0, ""), dt.datetime.now(dt.UTC).astimezone().date(), gone)
    if (old := known.get((name, stamp.digest))) is not None:
        return replace(old, stamp=stamp, gone=False)
    if path.stem.startswith(f"{before.area}{before.year}年") and path.stem.endswith(_OF_ALL):
        return _broken(name, stamp, received, OtherPaperError(path, "是全县的，不是一个单位的年报").sentence)
    try:
        imported = read_file(path, formats)
    except GiaError as error:
        return _broken(name, stamp, received, error.sentence)
    one = _with_unit(_read(name, stamp, received, imported), before.roster)
    if bound := _bound(imported, before.roster):
        return replace(one, unit="", matched=Matched.BOUND, candidates=bound)
    if one.matched is not Matched.TITLE and _has_no_table(imported, formats):
        # A notice to a unit bears its name, too: taken for a report, it would put blanks in place of figures.
        return _broken(name, stamp, received, OtherPaperError(path).sentence)
    return one


def _bound(imported: ImportedReport, roster: Roster) -> tuple[str, ...]:
    """Return the units whose reports are in one file, as the list calls them; nothing when it is one."""
    if not imported.beside:
        return ()
    found: dict[str, None] = {}
    for name in (imported.report.unit_name, *imported.beside):
        known = roster.named(name)
        found[known[0].name if len(known) == 1 else name] = None
    return tuple(found) if len(found) > 1 else ()


def _has_no_table(imported: ImportedReport, formats: Formats) -> bool:
    """Tell whether not one cell of the official tables was found in a file."""
    report = imported.report
    return not report.values and len(imported.not_found) == len(formats.get(report.format).entered)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        if path.stat().st_size <= MAX_FILE:
            return hashlib.file_digest(file, "sha256").hexdigest()
        return f"size-{path.stat().st_size}"


def _broken(name: str, stamp: Stamp, received: dt.date, fault: str) -> Submission:
    return Submission(name, stamp, received, fault=fault)


def _read(name: str, stamp: Stamp, received: dt.date, imported: ImportedReport) -> Submission:
    doubtful = {cell.key: cell.reason for cell in imported.doubtful}
    return Submission(
        name,
        stamp,
        received,
        report=imported.report,
        has_year=imported.has_year,
        doubtful=doubtful,
        not_found=imported.not_found,
        notes=imported.notes,
    )


def _with_unit(one: Submission, roster: Roster) -> Submission:
    assert one.report is not None  # noqa: S101 - callers look before
    match = unit_of(one.report, one.file, roster)
    notes = [note for note in one.notes if note != match.note]
    if match.note:
        notes.append(match.note)
    return replace(one, unit=match.unit, matched=match.how, candidates=match.candidates, notes=tuple(notes))
