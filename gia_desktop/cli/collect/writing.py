"""``gia collect notes|merge``: what the county writes to its units, and all their reports in one volume."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

from gia_desktop.cli.arguments import UsageError
from gia_desktop.cli.collect.settling import unit_named
from gia_desktop.cli.new import refuse_existing
from gia_desktop.cli.result import Exit, Result
from gia_desktop.documents.style import PageStyle, load_style
from gia_desktop.files.atomic import ensure_folder, write_atomically
from gia_desktop.files.names import as_file_name
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.among import area_findings
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.findings import unit_findings
from gia_desktop.rollup.giac import open_collection
from gia_desktop.rollup.likenesses import twins
from gia_desktop.rollup.papers.compilation import make_book
from gia_desktop.rollup.papers.lists import reminders, summary
from gia_desktop.rollup.papers.paper import SUMS, Paper, Sender, SetPaper, set_paper, templates_in
from gia_desktop.rollup.papers.returns import note_of_round, return_notes
from gia_desktop.rollup.papers.tables import sum_tables, sum_template
from gia_desktop.rollup.sums import sum_up


def run(args: Namespace, formats: Formats) -> Result:
    """Do one of the two."""
    return {"notes": _notes, "merge": _merge}[args.action](args, formats)


def _notes(args: Namespace, formats: Formats) -> Result:
    if args.round and not args.unit:
        raise UsageError("--round 要和 --unit 一起写。", "gia collect notes")
    collection = open_collection(args.file, formats)
    style = _style(args)
    templates = templates_in(args.templates)
    sender = Sender(args.office, args.contact, args.due)
    papers = list(_papers(args, collection, formats, sender))
    ensure_folder(args.output)
    lines = []
    for paper in papers:
        done = set_paper(paper, style, templates.get(paper.kind))
        name = as_file_name(paper.name)
        write_atomically(args.output / f"{name}.docx", done.data)
        write_atomically(args.output / f"{name}.txt", paper.text.encode("utf-8"))
        lines.append(_line(paper.name, done))
    if not args.unit:
        done = _sums(args, collection, formats, style, sender, templates)
        write_atomically(args.output / f"{SUMS}.docx", done.data)
        lines.append(_line(SUMS, done))
    if not lines:
        return Result(f"“{args.unit}”没有要改或要说明的问题，没有写通知。")
    return Result("\n".join([f"已写到“{args.output}”：", *lines]))


def _papers(args: Namespace, collection: Collection, formats: Formats, sender: Sender) -> Iterator[Paper]:
    today = _day(args)
    only = unit_named(collection, args.unit) if args.unit else None
    if only is not None and args.round:
        yield note_of_round(collection, only, args.round, formats, sender)
        return
    among = area_findings(collection, formats)
    if only is not None:
        own = [
            *unit_findings(collection, formats, only.name),
            *(one for one in among if one.unit == only.name),
        ]
        yield from return_notes(collection, own, formats, today, sender, only.name)
        return
    findings = [*unit_findings(collection, formats), *among]
    yield from return_notes(collection, findings, formats, today, sender)
    if (reminder := reminders(collection, today, sender)) is not None:
        yield reminder
    yield summary(collection, findings, twins(collection, formats), today, sender)


def _sums(
    args: Namespace,
    collection: Collection,
    formats: Formats,
    style: PageStyle,
    sender: Sender,
    templates: Mapping[str, Path],
) -> SetPaper:
    sums, today = sum_up(collection, formats), _day(args)
    if SUMS in templates:
        return sum_template(collection, sums, templates[SUMS], today, sender)
    return sum_tables(collection, sums, formats, style, today, sender)


def _merge(args: Namespace, formats: Formats) -> Result:
    refuse_existing(args.output, force=args.force)
    collection = open_collection(args.file, formats)
    book = make_book(collection, formats, _style(args), args.folder)
    write_atomically(args.output, book.data)
    lines = [f"已写《{args.output.name}》：{len(book.units)} 个单位，{book.words}。"]
    lines += [f"没有报告，没有收入：{'、'.join(book.missing)}。"] if book.missing else []
    lines += [f"  {note}" for note in book.notes]
    lines.append("目录的页码由打开它的程序计算：Word 问要不要更新时点“是”；WPS 里按 Ctrl+A，再按 F9。")
    return Result("\n".join(lines), Exit.DOUBTFUL if book.missing or book.notes else Exit.DONE)


def _line(name: str, done: SetPaper) -> str:
    return "".join([f"  {name}", *(f"  {note}" for note in done.notes)])


def _style(args: Namespace) -> PageStyle:
    return PageStyle() if args.style is None else load_style(args.style)


def _day(args: Namespace) -> dt.date:
    return args.on or dt.date.today()  # noqa: DTZ011 - the clerk's own day
