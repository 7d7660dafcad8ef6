"""``gia collect assign|mark|practice``: what a person decides, and something to practise on."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Final

from gia_desktop.cli.arguments import UsageError
from gia_desktop.cli.result import Result
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value
from gia_desktop.formats.computing import all_values
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.among import area_findings
from gia_desktop.rollup.collection import (
    Collection,
    Mark,
    Submission,
    marked,
    moved_to_last_year,
    returned,
    with_unit,
)
from gia_desktop.rollup.coverage import state_of
from gia_desktop.rollup.findings import asked_of, unit_findings
from gia_desktop.rollup.giac import open_collection, save_collection
from gia_desktop.rollup.practice import LAST_YEAR, THIS_YEAR, UNITS, load_practice, write_folder
from gia_desktop.rollup.roster import Unit

_SHOWN: Final = 5


class NoSuchUnitError(GiaError):
    """A unit is asked for that the list doesn't have."""

    code = "GIA-E-832"

    def __init__(self, name: str, found: Sequence[Unit] = ()) -> None:
        """Name it, and whom it may mean when it means several."""
        if found:
            names = "、".join(unit.name for unit in found)
            super().__init__(f"“{name}”可能是{names}。", "请写单位全称。")
        else:
            super().__init__(f"单位名单里没有“{name}”。", "请写单位全称或别名。")


class NoSuchFileError(GiaError):
    """A file is named that the collection doesn't have."""

    code = "GIA-E-833"

    def __init__(self, name: str, near: Sequence[str]) -> None:
        """Name it and those that are still asked about."""
        asked = f"等着指定的有：{'、'.join(near[:_SHOWN])}" if near else "文件名见 gia collect status"
        super().__init__(f"收集文件里没有“{name}”。", f"{asked}。")


class NotLastYearError(GiaError):
    """A file can't be put beside this year's reports."""

    code = "GIA-E-834"

    def __init__(self, one: Submission, year: int) -> None:
        """Say why not."""
        if not one.unit:
            why = "还不知道是哪个单位的，请同时写 --unit"
        elif one.report is None:
            why = "没有读出来"
        else:
            why = f"是 {one.report.year} 年度的，不是 {year - 1} 年度的"
        super().__init__(f"《{one.file}》放不到上年一边：{why}。", "请核对文件。")


class NothingHandedInError(GiaError):
    """A unit that has handed in nothing is to be marked."""

    code = "GIA-E-835"

    def __init__(self, unit: Unit) -> None:
        """Name it."""
        super().__init__(f"“{unit.name}”还没有报送，记不了状态。", "请先收集它的报告。")


def run(args: Namespace, formats: Formats) -> Result:
    """Do one of the three."""
    return {"assign": _assign, "mark": _mark, "practice": _practice}[args.action](args, formats)


def unit_named(collection: Collection, name: str) -> Unit:
    """Return the unit of a name or an alias.

    Raises:
        NoSuchUnitError: nobody has it, or several do.
    """
    found = collection.roster.named(name)
    if len(found) != 1:
        raise NoSuchUnitError(name, found)
    return found[0]


def _assign(args: Namespace, formats: Formats) -> Result:
    if not args.unit and not args.last_year:
        raise UsageError("要写 --unit 或 --last-year。", "gia collect assign")
    collection = open_collection(args.file, formats)
    one = _file(collection, args.of)
    said = []
    if args.unit:
        unit = unit_named(collection, args.unit)
        collection = with_unit(collection, one.file, one.stamp.digest, unit)
        said.append(f"《{one.file}》记为“{unit.name}”的报告。")
    if args.last_year:
        one = _file(collection, args.of)
        try:
            collection = moved_to_last_year(collection, one.file, one.stamp.digest)
        except ValueError as error:
            raise NotLastYearError(one, collection.year) from error
        said.append(f"《{one.file}》放到了上年一边，今年的仍算未报。")
    save_collection(collection, args.file)
    return Result("\n".join(said))


def _file(collection: Collection, name: str) -> Submission:
    """Return the newest version of a file, by its path in the folder or, where that is clear, by its name."""
    plain = name.replace("\\", "/")
    named = [one for one in collection.submissions if one.file == plain]
    named = named or [one for one in collection.submissions if one.file.rpartition("/")[2] == plain]
    if not named or len({one.file for one in named}) > 1:
        raise NoSuchFileError(name, [one.file for one in collection.open_questions()])
    return named[-1]


def _mark(args: Namespace, formats: Formats) -> Result:
    collection = open_collection(args.file, formats)
    unit = unit_named(collection, args.unit)
    report = collection.report(unit.name)
    if report is None:
        raise NothingHandedInError(unit)
    if args.state == "returned":
        findings = [*unit_findings(collection, formats, unit.name)]
        findings += [one for one in area_findings(collection, formats) if one.unit == unit.name]
        figures: Mapping[CellKey, Value] = all_values(formats.get(report.format), report.values)
        day = args.on or dt.date.today()  # noqa: DTZ011 - the clerk's own day
        collection = returned(collection, unit.name, asked_of(findings, figures), day)
    else:
        collection = marked(collection, unit.name, Mark("" if args.state == "none" else args.state))
    save_collection(collection, args.file)
    return Result(f"“{unit.name}”：{state_of(collection, unit).words}。")


def _practice(args: Namespace, formats: Formats) -> Result:
    practice = load_practice(formats)
    write_folder(practice, args.output, formats)
    this, last, units = (args.output / name for name in (THIS_YEAR, LAST_YEAR, UNITS))
    year = practice.collection.year
    command = f'gia collect "{this}" --units "{units}" --year {year} --previous "{last}" -o 练习.giac'
    return Result(f"{practice.intro}\n已写到“{args.output}”。收集：\n  {command}")
