"""``gia register import|export|letter``: tables and letters."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace

from gia_desktop.app.register.library import row_words
from gia_desktop.app.register.tables import read_table_file, write_workbook
from gia_desktop.cli.new import refuse_existing
from gia_desktop.cli.result import Exit, Result, as_json
from gia_desktop.core.errors import GiaError
from gia_desktop.formats.installed import Formats
from gia_desktop.register.calendar.files import load_calendar
from gia_desktop.register.case import Case, Register, case_name
from gia_desktop.register.outside.file import open_register, save_register
from gia_desktop.register.outside.table import ReadTable


class NoSuchNumberError(GiaError):
    """There is no case of this number."""

    code = "GIA-E-713"

    def __init__(self, number: str) -> None:
        """Name the number."""
        super().__init__(f"登记里没有 {case_name(number)}。", "请核对 --case 后面的编号。")


def run(args: Namespace, formats: Formats) -> Result:
    """Do one of the three."""
    refuse_existing(args.output, force=args.force)
    return {"import": _import, "export": _export, "letter": _letter}[args.action](args, formats)


def _import(args: Namespace, _formats: Formats) -> Result:
    year = args.year or _today().year
    read = read_table_file(args.file, year)
    years = [case.received.year for case in read.cases if case.received]
    save_register(Register(args.unit, "other", max(years, default=year), read.cases), args.output)
    code = Exit.DOUBTFUL if read.doubts or not read.cases else Exit.DONE
    if args.json:
        return as_json(_read_object(read), code)
    lines = [f"已写《{args.output.name}》：{len(read.cases)} 件，有疑问 {len(read.doubts)} 处。"]
    lines += [f"认出的列：{'、'.join(read.columns.values())}"]
    lines += [f"没有认出的列：{'、'.join(read.ignored)}（内容留在每一件里）"] if read.ignored else []
    lines += [f"  第 {doubt.row} 行（{doubt.case}）：{doubt.sentence}" for doubt in read.doubts]
    return Result("\n".join(lines), code)


def _read_object(read: ReadTable) -> dict[str, object]:
    return {
        "cases": len(read.cases),
        "columns": dict(read.columns),
        "ignored": list(read.ignored),
        "skipped": read.skipped,
        "doubts": [
            {"row": doubt.row, "case": doubt.case, "field": doubt.field, "message": doubt.sentence}
            for doubt in read.doubts
        ],
    }


def _export(args: Namespace, formats: Formats) -> Result:
    register = open_register(args.file)
    calendar = load_calendar(args.calendar_dir)
    rows = row_words(formats, register.year)
    count = write_workbook(
        args.output, register.cases, calendar, args.on or _today(), rows, personal=args.personal
    )
    said = "含个人信息，请妥善保管" if args.personal else "不含个人信息"
    return Result(f"已写《{args.output.name}》：{count} 件，{said}。")


def _letter(args: Namespace, formats: Formats) -> Result:
    from gia_desktop.app.register.letters import save_letter
    from gia_desktop.register.outside.letters import Desk, Office, write_letter

    register = open_register(args.file)
    case = _case(register, args.case)
    office = Office(register.unit_name, args.review_body, args.court)
    year = case.received.year if case.received else register.year
    desk = Desk(office, load_calendar(args.calendar_dir), row_words(formats, year))
    letter = write_letter(case, args.kind, desk, args.on or _today(), register.cases)
    lacking = save_letter(letter, args.output, args.template)
    lines = [f"已写《{args.output.name}》：{letter.title}，{case.title}。"]
    lines += [f"登记里没有、文书里留空的：{'、'.join(letter.missing)}。"] if letter.missing else []
    lines += [f"模板里没有的内容：{'、'.join(lacking)}。"] if lacking else []
    return Result("\n".join(lines))


def _case(register: Register, number: str) -> Case:
    for case in register.cases:
        if case.number == number:
            return case
    raise NoSuchNumberError(number)


def _today() -> dt.date:
    return dt.date.today()  # noqa: DTZ011 - the clerk's own day
