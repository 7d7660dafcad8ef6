"""``gia calendar``: days off and at work, ends of periods, a notice read into a year file."""

from __future__ import annotations

import re
from argparse import Namespace
from pathlib import Path
from typing import Final

from gia_desktop.cli.arguments import UsageError
from gia_desktop.cli.columns import aligned
from gia_desktop.cli.new import refuse_existing
from gia_desktop.cli.result import Exit, Result, as_json
from gia_desktop.core.errors import GiaError
from gia_desktop.files.atomic import write_atomically
from gia_desktop.files.reading import refuse_special
from gia_desktop.formats.installed import Formats
from gia_desktop.register.calendar.files import load_calendar, year_text
from gia_desktop.register.calendar.notices import read_notice
from gia_desktop.register.calendar.periods import natural_period, why_provisional, working_period
from gia_desktop.register.calendar.workdays import WEEKDAYS, Calendar

_MOST_BYTES: Final = 1024 * 1024


class UnreadableNoticeError(GiaError):
    """The file of a notice can't be read as text."""

    code = "GIA-E-704"

    def __init__(self, path: Path, cause: str) -> None:
        """Name the file and the cause."""
        super().__init__(
            f"通知文件《{path.name or path}》打不开：{cause}。", "请把通知全文存成 UTF-8 的文本文件。"
        )


def run(args: Namespace, _formats: Formats) -> Result:
    """List a year, tell the end of a period, or read a notice."""
    if args.action == "read":
        return _read(args)
    calendar = load_calendar(args.calendar_dir)
    if args.action == "due":
        return _due(args, calendar)
    if args.year is None:
        raise UsageError("缺少 --year 或事项（due、read）。", "gia calendar")
    return _year(args.year, calendar, json=args.json)


def _year(year: int, calendar: Calendar, *, json: bool) -> Result:
    found = calendar.years.get(year)
    if found is None:
        said = (
            f"{year} 年的放假通知还没有录入；日期按星期一至五计算，都是暂定。"
            "通知印发后用 gia calendar read 读入。"
        )
        if json:
            unknown = {"year": year, "known": False, "documents": [], "days": []}
            return as_json({**unknown, "message": said}, Exit.DOUBTFUL)
        return Result(said, Exit.DOUBTFUL)
    days = sorted(found.days, key=lambda day: day.date)
    if json:
        return as_json(
            {
                "year": year,
                "known": True,
                "documents": list(found.documents),
                "workdays": calendar.workdays_in(year),
                "days": [
                    {
                        "date": day.date.isoformat(),
                        "kind": "work" if day.works else "off",
                        "name": day.name,
                        "document": day.document,
                    }
                    for day in days
                ],
            }
        )
    rows = [
        [
            day.date.isoformat(),
            f"星期{WEEKDAYS[day.date.weekday()]}",
            "上班" if day.works else "放假",
            day.name,
            day.document,
        ]
        for day in days
    ]
    head = f"{year} 年　{calendar.workdays_in(year)} 个工作日　{'、'.join(found.documents)}"
    return Result("\n".join([head, *aligned(rows, figures=False)]))


def _due(args: Namespace, calendar: Calendar) -> Result:
    make = natural_period if args.natural else working_period
    period = make(calendar, args.date, args.days)
    if args.json:
        return as_json(
            {
                "due": period.due.isoformat(),
                "provisional": period.provisional,
                "strip": [day.to_object() for day in period.strip],
            }
        )
    unit = "日" if args.natural else "个工作日"
    weekday = WEEKDAYS[period.due.weekday()]
    lines = [f"{args.date.isoformat()} 起 {args.days} {unit}：{period.due.isoformat()} 星期{weekday}"]
    skipped = [f"{day.date.isoformat()}　{day.why}" for day in period.strip if day.why and day.document]
    lines += ["其中："] * bool(skipped) + skipped
    return Result(
        "\n".join([*lines, *([why_provisional(period.unknown_years)] if period.provisional else [])])
    )


def _read(args: Namespace) -> Result:
    refuse_existing(args.output, force=args.force)
    stem = re.fullmatch(r"(20\d\d)", args.output.stem)
    read = read_notice(_text_of(args.file), int(stem.group(1)) if stem else None)
    write_atomically(args.output, year_text(read.year).encode("utf-8"))
    off = sum(not day.works for day in read.year.days)
    at_work = len(read.year.days) - off
    done = f"已写《{args.output.name}》：{read.year.year} 年，放假 {off} 天，调休上班 {at_work} 天。"
    if not read.doubts:
        return Result(done)
    return Result("\n".join([done, "请核对：", *(f"  {doubt}" for doubt in read.doubts)]), Exit.DOUBTFUL)


def _text_of(path: Path) -> str:
    try:
        refuse_special(path)
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        cause = "这是文件夹" if path.is_dir() else "找不到这个文件" if not path.exists() else "系统不让读取"
        raise UnreadableNoticeError(path, cause) from error
    if len(data) > _MOST_BYTES:
        raise UnreadableNoticeError(path, "比任何通知都长得多")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableNoticeError(path, "不是文本文件")
