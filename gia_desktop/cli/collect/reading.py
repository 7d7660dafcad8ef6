"""``gia collect FOLDER``: read a folder of reports into a collection file."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Final

from gia_desktop.cli.arguments import UsageError
from gia_desktop.cli.result import Exit, Result, as_json
from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import Report
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.collecting import Collected, FolderProgress, collect, collect_previous, matched_again
from gia_desktop.rollup.collection import Collection, Matched, Submission
from gia_desktop.rollup.coverage import missing
from gia_desktop.rollup.giac import open_collection, save_collection
from gia_desktop.rollup.roster import Roster
from gia_desktop.rollup.units_file import read_units

_STEP: Final = 20
"""Files between two lines of progress."""


class CollectionYearError(GiaError):
    """A collection of another year is to be gone on with."""

    code = "GIA-E-831"

    def __init__(self, path: Path, found: int, wanted: int) -> None:
        """Name the file and both years."""
        super().__init__(
            f"《{path.name}》收集的是 {found} 年度的报告，不是 {wanted} 年度。", "请在 -o 后面换一个文件名。"
        )


def run(args: Namespace, formats: Formats) -> Result:
    """Read what is new in a folder; decisions made before stay."""
    before = _before(args, formats)
    if args.previous is not None:
        before = replace(before, previous=_previous(args.previous, before, formats))
    done = collect(args.folder, before, formats, _told)
    save_collection(done.collection, args.output)
    code = _exit(done)
    return as_json(_as_object(done), code) if args.json else Result(_words(done, args.output), code)


def _before(args: Namespace, formats: Formats) -> Collection:
    """Return the collection to go on with, or an empty one."""
    roster = _roster(args.units, formats) if args.units is not None else None
    if args.output.exists():
        old = open_collection(args.output, formats)
        if old.year != args.year:
            raise CollectionYearError(args.output, old.year, args.year)
        return old if roster is None else matched_again(replace(old, roster=roster))
    if roster is None:
        raise UsageError("第一次收集要写 --units。", "gia collect")
    return Collection(roster, args.year)


def _roster(path: Path, formats: Formats) -> Roster:
    return open_collection(path, formats).roster if path.suffix.lower() == ".giac" else read_units(path)


def _previous(path: Path, before: Collection, formats: Formats) -> dict[str, Report]:
    if path.suffix.lower() == ".giac":
        last = open_collection(path, formats)
        if last.year != before.year - 1:
            raise CollectionYearError(path, last.year, before.year - 1)
        found = {unit.name: last.report(unit.name) for unit in last.roster.units}
        return {name: report for name, report in found.items() if report is not None}
    return dict(collect_previous(path, before.roster, before.year - 1, formats))


def _told(progress: FolderProgress) -> bool:
    if progress.done % _STEP == 0 or progress.done == progress.all:
        sys.stderr.write(f"已读 {progress.done}/{progress.all}\n")
    return True


def _exit(done: Collected) -> Exit:
    collection = done.collection
    there = [one for one in collection.submissions if not one.gone]
    if done.others and not collection.submissions:
        return Exit.DOUBTFUL
    if there and all(one.fault for one in there):
        return Exit.BAD_INPUT
    doubtful = any(one.fault or one.doubtful or not one.unit for one in there)
    others = next(collection.of_other_years(), None) is not None
    return Exit.DOUBTFUL if doubtful or others else Exit.DONE


def asks(collection: Collection, one: Submission) -> str:
    """Return what has to be settled about a file, empty when nothing."""
    if one.fault or not one.unit:
        # What was taken away again counts nowhere and can't be read again.
        return "" if one.gone else one.fault or _whose(one)
    if one.as_last_year:
        return ""
    if not collection.fits_year(one) and one.report is not None:
        said = f"交来的是 {one.report.year} 年度的报告，没有算作今年的。"
        moved = "要放到上年一边，用 gia collect assign --last-year。"
        return said + (moved if one.report.year == collection.year - 1 else "")
    return f"有 {len(one.doubtful)} 格存疑，没有计入。" if one.doubtful else ""


def _whose(one: Submission) -> str:
    """Say why a file has no unit, and how it gets one."""
    if one.matched is Matched.BOUND and one.report is not None:
        return (
            f"{one.matched.words}（{'、'.join(one.candidates)}），只读到“{one.report.unit_name}”的，没有算进去。"
            "请拆成一家一个文件再收集一次；只要读到的这一份，用 gia collect assign 指定。"
        )
    of = f"，可能是{'、'.join(one.candidates)}" if one.candidates else ""
    name = one.report.unit_name if one.report is not None else ""
    if not name:
        return f"{one.matched.words}{of}。请用 gia collect assign 指定，或把单位全称写进文件名，再收集一次。"
    return (
        f"文件里写的是“{name}”，{one.matched.words}{of}。"
        "请用 gia collect assign 指定，或在单位名单里给该单位加上这个别名，再收集一次。"
    )


def _words(done: Collected, output: Path) -> str:
    collection = done.collection
    of = f"{collection.area} {collection.year} 年度"
    counts = f"文件 {len(collection.submissions)} 个，本次读入 {done.read} 个"
    lines = [f"已写《{output.name}》：{of}，{counts}。"]
    for one in collection.submissions:
        words = asks(collection, one)
        lines += [f"  {one.file}：{words}"] if words else []
        lines += [f"  {one.file}：{note}" for note in one.notes if one.unit and note.startswith("标题写的是")]
    if done.others and not collection.submissions:
        lines.append("这个文件夹里没有一份年报，请核对文件夹。")
    absent = missing(collection)
    if absent:
        lines.append(f"未报 {len(absent)} 个：{'、'.join(unit.name for unit in absent)}")
    if done.others:
        lines.append(f"有 {done.others} 个文件不是年报的格式，没有读。")
    return "\n".join(lines)


def _as_object(done: Collected) -> dict[str, object]:
    collection = done.collection
    return {
        "area": collection.area,
        "year": collection.year,
        "read": done.read,
        "files": [
            {
                "file": one.file, "unit": one.unit, "matched": one.matched.value,
                "candidates": list(one.candidates), "received": one.received.isoformat(),
                "year": one.report.year if one.report else None, "doubtful": len(one.doubtful),
                "not_found": len(one.not_found), "notes": list(one.notes), "fault": one.fault,
                "ask": asks(collection, one),
            }
            for one in collection.submissions
        ],
        "missing": [unit.name for unit in missing(collection)],
        "others": done.others,
    }  # fmt: skip
