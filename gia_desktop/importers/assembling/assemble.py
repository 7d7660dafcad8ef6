"""Putting a report together from the paragraphs and tables of any document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gia_desktop.core.keys import (
    PREAMBLE,
    SECTION_IDS,
    TITLE,
    UNIT_KIND,
    UNIT_NAME,
    UNIT_SHORT,
    CellKey,
    TextKey,
    section_key,
)
from gia_desktop.core.narrative import TABLE_MARK, clean_text
from gia_desktop.core.report import UNIT_KINDS, UNIT_SHORT_NAMES, Report
from gia_desktop.core.values import format_value, is_number, squeeze
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.schema import Format
from gia_desktop.importers.assembling.frame import is_fact_table, without_clutter, without_foot
from gia_desktop.importers.assembling.identity import IdentityRead, identify
from gia_desktop.importers.assembling.reports import of_one_year, one_report
from gia_desktop.importers.assembling.sections import Heading, find_headings
from gia_desktop.importers.assembling.take_tables import (
    FoundTable,
    fitted,
    is_place,
    merged,
    place_of,
    take_tables,
    texts_of,
    unwrapped,
)
from gia_desktop.importers.assembling.totals import read_totals
from gia_desktop.importers.assembling.unit_guess import guessed_kind, own_name
from gia_desktop.importers.assembling.wrapped_lines import joined_lines, wrap_width
from gia_desktop.importers.imported_report import ImportedReport
from gia_desktop.importers.matching.match import recognise_table
from gia_desktop.importers.matching.matched import Certainty, MatchedCell, TableMatch
from gia_desktop.importers.matching.text_tables import table_lines, text_table
from gia_desktop.importers.tables import Item, OtherReports, Pictures, RawTable, Remark

_MARKUP = re.compile(r"^\s*#{1,6}(?=\s|[一-龥])\s*|\*\*")
"""Signs of Markdown before headings and around bold words."""
_SHOWN = 3
_LONGEST_ANNOUNCEMENT = 40
"""Signs: a longer line that speaks of 表格 says something else as well."""
_PAGE_NUMBER = re.compile(r"[-—–－~\s]*\d{1,3}[-—–－~\s]*|第?\d{1,3}页(?:/?共\d{1,3}页)?")


@dataclass(frozen=True)
class _Text:
    """The narrative of a document."""

    identity: IdentityRead
    preamble: list[str]
    sections: dict[str, list[str]]
    left_out: list[str]
    """Lines of the page around the report, signature and date."""


def assemble(
    items: Sequence[Item], formats: Formats, year: int | None = None, *, assumed: int
) -> ImportedReport:
    """Recognise title, sections and tables in what a reader found.

    Args:
        items: paragraphs and tables in reading order.
        formats: the official formats.
        year: the report year when it is known from elsewhere; the text decides otherwise.
        assumed: the report year when the text doesn't tell it either.
    """
    of_year, year = of_one_year(items, year)
    laid_out = one_report(unwrapped(of_year, formats), formats, year)
    facts = [item for item in laid_out if isinstance(item, RawTable) and is_fact_table(item)]
    if facts:
        laid_out = [item for item in laid_out if item not in facts]
    paragraphs, found = take_tables(laid_out, formats)
    text = _read_text(paragraphs, [line for table in facts for line in texts_of(table)], formats)
    found += _tables_in_text(text, found, formats)
    known = year or text.identity.year
    guess = known or assumed
    fmt = _format_of(found, guess, formats)
    imported = _imported(text, found, fmt, guess, has_year=known is not None)
    is_whole = all(section.table in {"", *imported.table_formats} for section in fmt.sections)
    said = (
        item
        for item in laid_out
        if isinstance(item, Remark) and not (is_whole and isinstance(item, Pictures))
    )
    remarks = list(dict.fromkeys(item.text for item in said))
    beside = tuple(unit for item in laid_out if isinstance(item, OtherReports) for unit in item.units)
    return replace(imported, notes=(*imported.notes, *remarks), beside=beside) if remarks else imported


def _read_text(paragraphs: list[str], facts: list[str], formats: Formats) -> _Text:
    paragraphs = [_MARKUP.sub("", line) for line in paragraphs]
    headings = find_headings(paragraphs, formats)
    first = headings[0].place if headings else len(paragraphs)
    opening = [line for line in paragraphs[:first] if not is_place(line)]
    identity = identify([line for line in opening if line.strip()], paragraphs[first:])
    filled = [line for line in opening if line.strip()]
    if not identity.unit and facts:  # a page may name its report nowhere but in the table above it
        named = identify(facts, ())
        identity = replace(
            identity, title=named.title or identity.title, unit=named.unit, year=identity.year or named.year
        )
    above, preamble = filled[: identity.lines], without_clutter(filled[identity.lines :])
    title = squeeze(identity.title)
    left_out = [line for line in above if squeeze(_MARKUP.sub("", line)) not in title]
    sections = _sections(paragraphs, headings)
    for section, lines in sections.items():  # each sheet of a workbook repeats the title
        sections[section] = [line for line in lines if len(line) > 2 * len(title) or squeeze(line) != title]
    for section in _tabled(formats) & sections.keys():
        left_out += [line for line in sections[section] if _announces_table(line)]
        sections[section] = [line for line in sections[section] if not _announces_table(line)]
    left_out += [*facts, *preamble.left_out]
    if headings:
        foot = without_foot(sections[headings[-1].section], identity.unit)
        sections[headings[-1].section] = foot.lines
        left_out += foot.left_out
    return _Text(identity, preamble.lines, sections, left_out)


def _sections(paragraphs: list[str], headings: Sequence[Heading]) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    ends = [*(heading.place for heading in headings[1:]), len(paragraphs)]
    for heading, end in zip(headings, ends, strict=False):
        lines = paragraphs[heading.place + 1 : end]
        sections[heading.section] = [heading.rest, *lines] if heading.rest else lines
    return sections


def _tables_in_text(text: _Text, found: Sequence[FoundTable], formats: Formats) -> list[FoundTable]:
    """Read the tables of sections 二, 三 and 四 that stand in plain text; sentences around them stay."""
    have = {table.match.table for table in found}
    made = []
    tables = {section.id: section.table for fmt in formats for section in fmt.sections if section.table}
    for section, table in tables.items():
        lines = text.sections.get(section, [])
        if table in have or not any(line.strip() for line in lines):
            continue
        first, last = table_lines(lines)
        raw = text_table("\n".join(lines[first:last]))
        match = None if raw.is_blank else recognise_table(raw, formats)
        if match is not None and match.table == table:
            made.append(FoundTable(match, raw))
            lines[first:last] = [place_of(table)]
    return made


@lru_cache(maxsize=4)
def _tabled(formats: Formats) -> frozenset[str]:
    """Return the sections that have a table in any format."""
    return frozenset(section.id for fmt in formats for section in fmt.sections if section.table)


def _format_of(found: Sequence[FoundTable], year: int, formats: Formats) -> Format:
    """Return the format most figures are in; where tables tell nothing, that of the year."""
    weights: dict[str, int] = {}
    shared = _shared_tables(formats)
    for table in found:
        if table.match.table not in shared:
            cells = len(table.match.cells) + len(table.match.blank)
            weights[table.match.format] = weights.get(table.match.format, 0) + cells
    official = formats.find(next((fmt.id for fmt in formats if fmt.covers(year)), "")) or list(formats)[-1]
    if not weights or official.id in weights:
        return official
    return formats.get(max(weights, key=lambda name: weights[name]))


@lru_cache(maxsize=4)
def _shared_tables(formats: Formats) -> set[str]:
    """Return the tables that all formats print alike; they don't tell which format a report is in."""
    cells = [
        {table: {key for key in fmt.cells if fmt.cells[key].table == table} for table in fmt.tables}
        for fmt in formats
    ]
    return {table for table in cells[0] if all(other.get(table) == cells[0][table] for other in cells)}


def _imported(
    text: _Text, found: Sequence[FoundTable], fmt: Format, year: int, *, has_year: bool
) -> ImportedReport:
    notes: list[str] = []
    by_table: dict[str, list[TableMatch]] = {}
    for table in found:
        by_table.setdefault(table.match.table, []).append(fitted(table, fmt))
    cells: dict[CellKey, MatchedCell] = {}
    stated: dict[CellKey, MatchedCell] = {}
    blank: set[CellKey] = set()
    for section in fmt.sections:
        if not section.table:
            continue
        matches = _of_one_format(by_table.get(section.table, []), fmt)
        if not matches:
            notes.append(f"没有找到“{section.heading}”的表，这些数字请自行填写。")
            continue
        match = merged(matches, fmt, section.table)
        notes += _table_notes(match, fmt, section.heading)
        cells |= {cell.key: cell for cell in match.cells if cell.key in fmt.cells}
        stated |= {cell.key: cell for cell in match.stated if cell.key in fmt.cells}
        blank |= set(match.blank)
    notes += _text_notes(text, year, has_year=has_year)
    ordered = {key: cells[key] for key in fmt.entered if key in cells}
    values = {key: cell.value for key, cell in ordered.items() if cell.certainty is Certainty.SURE}
    totals = read_totals(fmt, ordered, stated, blank)
    return ImportedReport(
        Report(fmt.id, year, _texts(text, fmt), values, totals.told),
        ordered,
        tuple(key for key in fmt.entered if key not in ordered),
        totals.differing,
        {table: matches[0].format for table, matches in by_table.items()},
        totals.waiting,
        (*notes, *totals.notes),
        has_year,
    )


def _of_one_format(matches: list[TableMatch], fmt: Format) -> list[TableMatch]:
    """Return the matches of one format: of the report's own where there are any."""
    own = [match for match in matches if match.format == fmt.id]
    return own or [match for match in matches if match.format == matches[0].format]


def _table_notes(match: TableMatch, fmt: Format, heading: str) -> list[str]:
    notes = [f"{heading}：{remark}。" for remark in match.unmatched]
    if not match.cells:
        notes.append(f"“{heading}”的表里没有数字，空白不当作 0。")
    if match.format == fmt.id:
        return notes
    foreign = [cell for cell in match.cells if cell.key not in fmt.cells]
    if foreign or any(key not in fmt.cells for key in match.blank):
        notes.append(f"“{heading}”用的是 {match.format} 年格式的表，与{fmt.name}不同。")
    dropped = [cell for cell in foreign if not is_number(cell.value) or cell.value]
    if dropped:
        shown = "、".join(f"{cell.key} = {format_value(cell.value)}" for cell in dropped[:5])
        notes.append(f"“{heading}”有 {len(dropped)} 格在{fmt.name}里没有位置，未读入：{shown}。")
    return notes


def _text_notes(text: _Text, year: int, *, has_year: bool) -> list[str]:
    notes = []
    missing = [section for section in SECTION_IDS if section not in text.sections]
    if missing:
        names = "、".join("一二三四五六"[int(section) - 1] for section in missing)
        notes.append(f"没有找到第{names}部分的标题。")
    unit = text.identity.unit
    if not unit:
        notes.append("没有认出单位名称。")
    elif (kind := guessed_kind(unit)) == "other":
        notes.append("从名称看不出单位类型，请在“基本信息”里选。")
    else:
        notes.append(f"单位类型按名称认作“{UNIT_KINDS[kind]}”，不对请在“基本信息”里改。")
    if not has_year:
        notes.append(f"没有认出报告年度，暂按 {year} 年。")
    elif text.identity.year not in {None, year}:
        notes.append(f"文件写的是 {text.identity.year} 年度，按要求读作 {year} 年度；表里仍是文件的数。")
    if text.left_out:
        shown = "、".join(f"“{line.strip()[:20]}”" for line in text.left_out[:_SHOWN])
        more = "等" if len(text.left_out) > _SHOWN else ""
        notes.append(f"报告以外的 {len(text.left_out)} 行没有当作正文：{shown}{more}。")
    return notes


def _texts(text: _Text, fmt: Format) -> dict[TextKey, str]:
    unit = text.identity.unit
    kind = guessed_kind(unit)
    tabled = {section.id for section in fmt.sections if section.table}
    prose = [line for section, lines in text.sections.items() if section not in tabled for line in lines]
    width = wrap_width([*text.preamble, *prose])
    told = "\n".join(line for lines in text.sections.values() for line in lines)
    texts = {
        UNIT_NAME: unit,
        UNIT_KIND: kind if unit else "",
        UNIT_SHORT: own_name(told, kind) or (UNIT_SHORT_NAMES[kind] if kind != "other" else ""),
        TITLE: text.identity.title,
        PREAMBLE: _narrative(text.preamble, width),
        **text.identity.contact,
    }
    tables = {section.id: section.table for section in fmt.sections}
    for section, lines in text.sections.items():
        place = place_of(tables[section]) if tables.get(section) else ""
        at = lines.index(place) if place in lines else 0
        above, below = (_narrative(part, width) for part in (lines[:at], lines[at:]))
        marked = (above, TABLE_MARK, below) if above else (below,)
        texts[section_key(section)] = "\n".join(part for part in marked if part)
    return {key: written for key, written in texts.items() if written}


def _announces_table(line: str) -> bool:
    return "表格" in line and len(line) < _LONGEST_ANNOUNCEMENT


def _narrative(lines: Sequence[str], width: int) -> str:
    whole = joined_lines([line for line in lines if not is_place(line)], width)
    stripped = (clean_text(line).strip(" \t\u3000\u00a0\n") for line in whole)
    return "\n".join(line for line in stripped if line and not _PAGE_NUMBER.fullmatch(line))
