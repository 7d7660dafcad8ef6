"""The collections of a data folder: named operations on them, without a window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.coverage import Tally, states, tally
from gia_desktop.rollup.kept.steps import CollectionStep
from gia_desktop.rollup.kept.store import (
    COLLECTIONS,
    CollectionChange,
    CollectionStore,
    ListedCollection,
)
from gia_desktop.rollup.roster import Roster
from gia_desktop.vault.backups import Backup, look_into
from gia_desktop.vault.saver import Saver
from gia_desktop.vault.store import Pending

if TYPE_CHECKING:
    from gia_desktop.app.rollup.session import CollectionSession
    from gia_desktop.core.report import Report
    from gia_desktop.rollup.collecting import Collected, FolderProgress
    from gia_desktop.rollup.sums import AreaSums

# Readers, rules and writers are imported when they are used: the window opens sooner without them.


PRACTICE_FILE: Final = "collection-2025.giac"
"""Made-up units with planted faults, among the samples."""
PRACTICE_AREA: Final = "示例县"


class OtherCollectionYearError(GiaError):
    """A collection of another year is given as last year's."""

    code = "GIA-E-852"

    def __init__(self, path: Path, found: int, wanted: int) -> None:
        """Name the file and both years."""
        super().__init__(
            f"《{path.name}》收集的是 {found} 年度的报告，不是上年（{wanted} 年度）的。",
            "请选上年的收集文件。",
        )


class CollectionLibrary:
    """The collections of a data folder. Everything waits for the saver's thread and raises what it raises.

    Attributes:
        formats: the official formats.
        saver: keeps the collections; another one after the program has moved to another folder.
        today: returns the clerk's own day.
    """

    def __init__(
        self, formats: Formats, saver: Saver[CollectionStore], today: Callable[[], dt.date] = dt.date.today
    ) -> None:
        """Work with the collections that a saver keeps."""
        self.formats = formats
        self.saver = saver
        self.today = today

    # -- the list

    def list(self, *, deleted: bool = False) -> Sequence[ListedCollection]:
        """Return all collections, the newest year first, or those in the waste bin."""
        return self.saver.read(lambda store: store.list(deleted=deleted))

    def has(self, number: int) -> bool:
        """Tell whether there is a collection of a number, the waste bin left out."""
        return any(line.id == number for line in self.list())

    def summary(self, number: int) -> ListedCollection:
        """Return the line of the list for one collection.

        Raises:
            UnknownCollectionError: there is none.
        """
        return self.saver.read(lambda store: store.summary(number))

    def create(self, collection: Collection, label: str = "新建", origin: str = "created") -> int:
        """Store a new collection and return its number."""
        counts = tally(collection, states(collection, self.today()))
        return self.saver.read(
            lambda store: store.create(collection, label=label, origin=origin, tally=counts)
        )

    def open(self, number: int) -> CollectionSession:
        """Return a collection, ready to be edited; every step goes to the saver.

        Raises:
            UnknownCollectionError: there is none.
        """
        from gia_desktop.app.rollup.session import CollectionSession

        collection = self.saver.read(lambda store: store.load(number))

        def record(step: CollectionStep, counts: Tally) -> int:
            return self.saver.submit(number, step, counts)

        return CollectionSession(number, collection, self.formats, record, self.today())

    def delete(self, number: int) -> None:
        """Put a collection into the waste bin; nothing is removed."""
        self.saver.read(lambda store: store.delete(number))

    def restore(self, number: int) -> None:
        """Take a collection out of the waste bin."""
        self.saver.read(lambda store: store.restore(number))

    def history(self, number: int, *keys: str) -> Sequence[CollectionChange]:
        """Return the steps of a collection, oldest first; see ``CollectionStore.history``."""
        return self.saver.read(lambda store: store.history(number, *keys))

    def set_folder(self, number: int, folder: Path) -> None:
        """Remember where the files of a collection lie."""
        self.saver.read(lambda store: store.set_folder(number, str(folder)))

    def half_typed(self, number: int) -> Sequence[Pending]:
        """Return what was being typed when the program ended without a commit."""
        return self.saver.read(lambda store: store.pending(number))

    def forget_half_typed(self, number: int) -> None:
        """Forget what was half typed in a collection."""
        self.saver.read(lambda store: store.clear_pending(number))

    def take_from_backup(self, backup: Backup, number: int) -> int:
        """Store a collection of a backup as a new one; return its number.

        Raises:
            EnvironmentFault: the backup can't be read, or is damaged.
        """
        collection = look_into(backup, COLLECTIONS, lambda store: store.load(number))
        return self.create(collection, "取自备份", "imported")

    # -- units

    def read_roster(self, path: Path) -> Roster:
        """Read a list of units from toml, Excel or another collection.

        Raises:
            GiaError: it can't be read or contradicts itself.
        """
        if path.suffix.lower() == ".giac":
            from gia_desktop.rollup.giac import open_collection

            return open_collection(path, self.formats).roster
        from gia_desktop.rollup.units_file import read_units

        return read_units(path)

    def collect(
        self,
        collection: Collection,
        folder: Path,
        progress: Callable[[FolderProgress], bool] = lambda _: True,
    ) -> Collected:
        """Read what is new in a folder; touches nothing that is stored, so any thread may do it.

        A collection without a list of units gets the one that its reports make up: every unit that one of
        them names.

        Raises:
            GiaError: there is no such folder, or it is no folder of reports.
        """
        from gia_desktop.rollup.collecting import collect, matched_again
        from gia_desktop.rollup.units_file import units_from_names

        done = collect(folder, collection, self.formats, progress)
        if collection.roster.units:
            return done
        named = [
            (one.report.unit_name, one.report.unit_kind)
            for one in done.collection.submissions
            if one.report is not None and done.collection.fits_year(one)
        ]
        made = units_from_names(collection.area, named)
        roster = replace(collection.roster, units=made.units)
        return replace(done, collection=matched_again(replace(done.collection, roster=roster)))

    # -- last year

    def last_year(self, area: str, year: int) -> Mapping[str, Report]:
        """Return the reports of the area's collection of the year before, by unit; empty without one."""
        line = next((line for line in self.list() if (line.area, line.year) == (area, year - 1)), None)
        return {} if line is None else reports_of(self.saver.read(lambda store: store.load(line.id)))

    def read_last_year(self, path: Path, year: int) -> Mapping[str, Report]:
        """Return the reports of a collection file of the year before, by unit.

        Raises:
            GiaError: it can't be read, or is of another year.
        """
        from gia_desktop.rollup.giac import open_collection

        last = open_collection(path, self.formats)
        if last.year != year - 1:
            raise OtherCollectionYearError(path, last.year, year - 1)
        return reports_of(last)

    def collect_last_year(self, collection: Collection, folder: Path) -> Mapping[str, Report]:
        """Return the reports of the year before that lie in a folder, by unit; any thread may do it.

        Raises:
            GiaError: there is no such folder, or it is no folder of reports.
        """
        from gia_desktop.rollup.collecting import collect_previous

        return collect_previous(folder, collection.roster, collection.year - 1, self.formats)

    # -- files

    def read_file(self, path: Path) -> Collection:
        """Read a collection file; nothing is stored yet.

        Raises:
            GiaError: it can't be read.
        """
        from gia_desktop.rollup.giac import open_collection

        return open_collection(path, self.formats)

    def take_in(self, collection: Collection, name: str) -> int:
        """Store a collection that was read from a file of this name as a new one; return its number."""
        return self.create(collection, f"打开《{name}》", "imported")

    def practice(self) -> int:
        """Return the number of the practice collection: the one that was begun, else a fresh one."""
        from gia_desktop.rollup.giac import open_collection

        made = open_collection(resource("samples", PRACTICE_FILE), self.formats)
        begun = (line.id for line in self.list() if (line.area, line.year) == (made.area, made.year))
        return next(begun, 0) or self.create(made, "练习", "imported")

    def real(self) -> Sequence[ListedCollection]:
        """Return the collections of real units: the made-up list of the practice is no example."""
        return [line for line in self.list() if self.has_to_be_done(line)]

    def has_to_be_done(self, line: ListedCollection) -> bool:
        """Tell whether anybody waits for a collection: for the practice nobody does."""
        return line.area != PRACTICE_AREA or bool(line.folder)

    def save_file(self, session: CollectionSession, path: Path) -> None:
        """Write a collection into a file, for another computer or the command line.

        Raises:
            GiaError: the file can't be written.
        """
        from gia_desktop.rollup.giac import save_collection

        save_collection(session.collection, path)

    def write_sums(self, collection: Collection, sums: AreaSums, path: Path) -> None:
        """Write the sums as a workbook: one sheet a table, one of the parts by unit, one of corrections.

        Raises:
            GiaError: the file can't be written.
        """
        from gia_desktop.files.atomic import write_atomically
        from gia_desktop.rollup.sums_book import write_sums

        write_atomically(path, write_sums(collection, sums, self.formats))


def reports_of(collection: Collection) -> dict[str, Report]:
    """Return the reports that count, by unit."""
    found = {unit.name: collection.report(unit.name) for unit in collection.roster.units}
    return {name: report for name, report in found.items() if report is not None}
