"""Whole reports written in many layouts by other means than our own writers; run it to print the table.

``python -m tests.support.files.layouts`` says for every layout how many cells are read right, read with a
doubt, not found, and (never) silently wrong.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.schema import Format
from gia_desktop.importers.imported_report import ImportedReport
from gia_desktop.importers.reader import read_bytes
from gia_desktop.importers.tables import RawTable
from tests.support.files import noise

UNIT: Final = "示例县清河镇人民政府"
SECTION_TEXTS: Final = {
    "1": "（一）主动公开情况。全年通过县政府网站公开信息 39 条。\n（二）依申请公开情况。全年收到申请 12 件。",
    "5": "一是公开内容不够全面。二是业务培训不够经常。下一步将定期培训，及时更新。",
    "6": "本年度未收取信息处理费。",
}
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Sample:
    """A report to be written: its tables as drawn and the truth about their cells."""

    format: Format
    year: int
    tables: Mapping[str, RawTable]
    truth: Mapping[CellKey, Value]

    @property
    def title(self) -> str:
        """The title on one line."""
        return f"{UNIT}{self.year}年政府信息公开工作年度报告"

    @property
    def preamble(self) -> str:
        """The paragraph before the first section."""
        period = f"{self.year}年1月1日起至{self.year}年12月31日止"
        return f"本报告所列数据的统计期限自{period}。联系电话：0000-1234567。"


Writer = Callable[[Sample], bytes]


def sample(format_id: str, shape: str, seed: int = 7) -> Sample:
    """Return a report whose tables are damaged in one way."""
    fmt = bundled_formats().get(format_id)
    tables: dict[str, RawTable] = {}
    truth: dict[CellKey, Value] = {}
    for table_id in fmt.tables:
        draft = noise.sound_draft(fmt, table_id, seed)
        for harm in SHAPES[shape]:
            harm(draft)
        tables[table_id] = draft.raw()
        truth |= draft.truth
    return Sample(fmt, fmt.first_year, tables, truth)


# -- docx, written sign by sign


def docx_of(body: str) -> bytes:
    """Return the smallest docx with a body."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<w:body>{body}<w:sectPr/></w:body></w:document>"
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("word/document.xml", document)
    return made.getvalue()


def paragraph(text: str) -> str:
    """Return a Word paragraph; every line one of its own."""
    return "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))


def spelled(text: str) -> str:
    """Return a paragraph with a run per character, as WPS leaves after checking the spelling."""
    runs = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{escape(sign)}</w:t></w:r>" for sign in text)
    return f"<w:p><w:pPr><w:jc/></w:pPr>{runs}</w:p>"


def docx_table(raw: RawTable, write: Callable[[str], str] = paragraph) -> str:
    """Return a Word table with gridSpan and vMerge."""
    rows = []
    for row in range(raw.rows):
        cells = []
        for cell in raw.line(row):
            merge = (
                ""
                if cell.row_span == 1
                else "<w:vMerge/>"
                if row > cell.row
                else '<w:vMerge w:val="restart"/>'
            )
            span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
            text = cell.text if row == cell.row else ""
            cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{write(text)}</w:tc>")
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def _docx(
    sample_: Sample, table: Callable[[RawTable], str], write: Callable[[str], str] = paragraph
) -> bytes:
    parts = [write(sample_.title), write(sample_.preamble)]
    for section in sample_.format.sections:
        parts.append(write(section.heading))
        if section.table:
            parts.append(table(sample_.tables[section.table]) + paragraph(""))
        else:
            parts.append(paragraph(SECTION_TEXTS[section.id]))
    return docx_of("".join(parts))


def _docx_plain(sample_: Sample) -> bytes:
    return _docx(sample_, docx_table)


def _docx_spelled(sample_: Sample) -> bytes:
    return _docx(sample_, lambda raw: docx_table(raw, spelled), spelled)


def _docx_nested(sample_: Sample) -> bytes:
    """Each table stands in the only cell of a layout table."""
    return _docx(
        sample_, lambda raw: f"<w:tbl><w:tr><w:tc>{docx_table(raw)}{paragraph('')}</w:tc></w:tr></w:tbl>"
    )


def _docx_text_box(sample_: Sample) -> bytes:
    """Each table stands in a text box, once for new and once for old programs."""

    def boxed(raw: RawTable) -> str:
        inner = docx_table(raw) + paragraph("")
        return (
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
            f"{inner}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
            f"<w:txbxContent>{inner}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )

    return _docx(sample_, boxed)


def _docx_two_pages(sample_: Sample) -> bytes:
    """Long tables go on as a new table on the next page, without heads."""

    def broken(raw: RawTable) -> str:
        half = raw.rows // 2
        if raw.rows < 20:
            return docx_table(raw)
        return docx_table(raw.part(0, half)) + paragraph("— 3 —") + docx_table(raw.part(half, raw.rows))

    return _docx(sample_, broken)


def _docx_wrapped(sample_: Sample) -> bytes:
    """The whole report is one layout table; its rows hold titles, texts and tables in turn."""
    rows = [paragraph(sample_.title), paragraph(sample_.preamble)]
    for section in sample_.format.sections:
        rows.append(paragraph(section.heading))
        inner = docx_table(sample_.tables[section.table]) if section.table else ""
        rows.append(inner + paragraph(SECTION_TEXTS.get(section.id, "")))
    cells = "".join(f"<w:tr><w:tc>{row}</w:tc></w:tr>" for row in rows)
    return docx_of(f"<w:tbl>{cells}</w:tbl>")


def _docx_revised(sample_: Sample) -> bytes:
    """Tracked changes: every paragraph has a deleted and an inserted run."""

    def revised(text: str) -> str:
        return (
            "<w:p><w:del><w:r><w:delText>99</w:delText></w:r></w:del><w:ins><w:r>"
            f"<w:t>{escape(text)}</w:t></w:r></w:ins></w:p>"
        )

    return _docx(sample_, lambda raw: docx_table(raw, revised), revised)


def _docx_misnumbered(sample_: Sample) -> bytes:
    """Headings have wrong numbers and changed words."""
    renamed = {
        "一、总体情况": "（一）总体情况",
        "二、主动公开政府信息情况": "一、主动公开政府信息的工作情况",
        "三、收到和处理政府信息公开申请情况": "二、收到和处理政府信息公开的申请情况",
        "四、政府信息公开行政复议、行政诉讼情况": "三、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "五、存在的主要问题及改进情况": "四、存在问题及改进措施",
        "六、其他需要报告的事项": "五、其他报告的事项",
    }
    return _docx(sample_, docx_table, lambda text: paragraph(renamed.get(text, text)))


# -- web pages


def html_table(raw: RawTable, cell_tag: str = "td", per_sign: bool = False) -> str:
    """Return an HTML table."""

    def shown(text: str) -> str:
        if per_sign:
            return "".join(f"<span>{escape(sign)}</span>" for sign in text) or "&nbsp;"
        return escape(text).replace("\n", "<br>")

    rows = []
    for row in range(raw.rows):
        cells = "".join(
            f"<{cell_tag} rowspan={cell.row_span} colspan={cell.column_span}>"
            f"<p>{shown(cell.text)}</p></{cell_tag}>"
            for cell in raw.line(row)
            if cell.row == row
        )
        rows.append(f"<tr>{cells}</tr>")
    return f"<table border=1>{''.join(rows)}</table>"


def _page(sample_: Sample, table: Callable[[RawTable], str], charset: str = "utf-8") -> bytes:
    parts = [f"<h1>{sample_.title}</h1><p>{sample_.preamble}</p>"]
    for section in sample_.format.sections:
        parts.append(f"<p><strong>{section.heading}</strong></p>")
        parts.append(
            table(sample_.tables[section.table])
            if section.table
            else "".join(f"<p>{line}</p>" for line in SECTION_TEXTS[section.id].split("\n"))
        )
    page = (
        f'<html><head><meta charset="{charset}"><title>年报</title><style>td{{}}</style></head><body>'
        f'<div class="nav">首页 &gt; 政府信息公开</div>{"".join(parts)}'
        "<script>var x = 1;</script></body></html>"
    )
    return page.encode(charset, "xmlcharrefreplace")


def _page_plain(sample_: Sample) -> bytes:
    return _page(sample_, html_table)


def _page_gbk(sample_: Sample) -> bytes:
    return _page(sample_, html_table, "gbk")


def _page_utf16(sample_: Sample) -> bytes:
    return _page(sample_, html_table, "utf-16")


def _page_spans(sample_: Sample) -> bytes:
    return _page(sample_, lambda raw: html_table(raw, "th", per_sign=True))


def _page_wrapped(sample_: Sample) -> bytes:
    """All of it inside a layout table, each official table nested in a cell."""
    inner = _page(sample_, lambda raw: f"<table><tr><td>{html_table(raw)}</td></tr></table>").decode()
    start, end = inner.index("<h1>"), inner.index("<script>")
    return f"<html><body><table><tr><td>{inner[start:end]}</td></tr></table></body></html>".encode()


# -- plain text


def _lines(sample_: Sample, table: Callable[[RawTable], str]) -> bytes:
    parts = [sample_.title, "", sample_.preamble]
    for section in sample_.format.sections:
        parts += [
            section.heading,
            table(sample_.tables[section.table]) if section.table else SECTION_TEXTS[section.id],
        ]
    return "\n".join(parts).encode("utf-8-sig")


def _places(raw: RawTable) -> list[list[str]]:
    return [
        [
            " ".join(cell.text.split("\n")) if cell and (cell.row, cell.column) == (row, column) else ""
            for column, cell in enumerate(line)
        ]
        for row, line in enumerate(raw.matrix)
    ]


def _text_tabs(sample_: Sample) -> bytes:
    return _lines(sample_, lambda raw: "\n".join("\t".join(line) for line in _places(raw)))


def _text_bars(sample_: Sample) -> bytes:
    return _lines(sample_, lambda raw: "\n".join("| " + " | ".join(line) + " |" for line in _places(raw)))


def _text_records(sample_: Sample) -> bytes:
    """One cell a line behind a tab, a blank line after each row."""

    def table(raw: RawTable) -> str:
        rows = []
        for row in range(raw.rows):
            cells = (cell.text.replace("\n", " ") if cell.row == row else "" for cell in raw.line(row))
            rows.append("\n".join("\t" + text for text in cells))
        return "\n\n".join(rows) + "\n"

    return _lines(sample_, table)


def _text_words(sample_: Sample) -> bytes:
    """One filled cell a line, nothing else."""

    def table(raw: RawTable) -> str:
        cells = sorted(raw.cells, key=lambda cell: (cell.row, cell.column))
        return "\n".join(" ".join(cell.text.split()) for cell in cells if not cell.is_blank)

    return _lines(sample_, table)


# -- workbooks


def _book(sample_: Sample, *, one_sheet: bool) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet, row = book.create_sheet("年报"), 1
    for line in (sample_.title, sample_.preamble):
        sheet.cell(row, 1, line)
        row += 1
    for section in sample_.format.sections:
        if section.table and not one_sheet:
            sheet, row = book.create_sheet(section.short), 1
        for line in (section.heading, *SECTION_TEXTS.get(section.id, "").split("\n")):
            sheet.cell(row, 1, line)
            row += 1
        if section.table:
            row = _put(sheet, sample_.tables[section.table], row) + 1
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _put(sheet: Worksheet, raw: RawTable, top: int) -> int:
    """Write a table with real numbers and merged cells; return the row below it."""
    for cell in raw.cells:
        row, column = top + cell.row, 1 + cell.column
        text = cell.text
        sheet.cell(row, column, int(text) if text.isascii() and text.isdigit() else text or None)
        if cell.row_span > 1 or cell.column_span > 1:
            sheet.merge_cells(
                start_row=row,
                start_column=column,
                end_row=row + cell.row_span - 1,
                end_column=column + cell.column_span - 1,
            )
    return top + raw.rows


def _book_one(sample_: Sample) -> bytes:
    return _book(sample_, one_sheet=True)


def _book_many(sample_: Sample) -> bytes:
    return _book(sample_, one_sheet=False)


SHAPES: Final[Mapping[str, Sequence[Callable[[noise.Draft], None]]]] = {
    "sound": (),
    "spaced": (noise.space_out,),
    "punctuated": (noise.punctuate, noise.group_digits),
    "unmerged": (noise.unmerge,),
    "extra row": (noise.add_row,),
    "extra column": (noise.add_column,),
    "rows missing": (noise.drop_rows,),
    "mistyped": (noise.mistype,),
    "annotated": (noise.annotate,),
    "split heads": (noise.split_heads,),
}
WRITERS: Final[Mapping[str, Writer]] = {
    "docx": _docx_plain,
    "docx, run per sign": _docx_spelled,
    "docx, nested": _docx_nested,
    "docx, text boxes": _docx_text_box,
    "docx, page breaks": _docx_two_pages,
    "docx, layout table": _docx_wrapped,
    "docx, tracked changes": _docx_revised,
    "docx, misnumbered": _docx_misnumbered,
    "html": _page_plain,
    "html, gbk": _page_gbk,
    "html, utf-16": _page_utf16,
    "html, span per sign": _page_spans,
    "html, layout table": _page_wrapped,
    "txt, tabs": _text_tabs,
    "txt, bars": _text_bars,
    "txt, cell a line": _text_records,
    "txt, words": _text_words,
    "xlsx, one sheet": _book_one,
    "xlsx, sheets": _book_many,
}


@dataclass(frozen=True)
class Score:
    """What became of the filled cells of a report."""

    filled: int
    right: int
    doubtful: int
    missing: int
    wrong: tuple[str, ...]


def score(imported: ImportedReport, truth: Mapping[CellKey, Value]) -> Score:
    """Compare an import with the truth; only cells taken without a doubt can be wrong."""
    entered = [key for key in truth if not bundled_formats().get(imported.report.format).cells[key].computed]
    filled = [key for key in entered if truth[key] is not None]
    wrong = [
        f"{cell.key}: {cell.text!r} read as {cell.value!r}, is {truth.get(cell.key)!r}"
        for cell in imported.sure
        if cell.value != truth.get(cell.key)
    ]
    sure = {cell.key for cell in imported.sure}
    doubtful = {cell.key for cell in imported.doubtful}
    return Score(
        len(filled),
        len([key for key in filled if key in sure]) - len(wrong),
        len([key for key in filled if key in doubtful]),
        len([key for key in filled if key not in sure and key not in doubtful]),
        tuple(wrong),
    )


def main() -> int:
    """Print the table of all layouts; the exit code tells whether any cell is silently wrong."""
    lines = [
        "| layout | shape | format | filled | right | doubtful | not found | silently wrong |",
        "|---" * 8 + "|",
    ]
    total = 0
    for writer_name, writer in WRITERS.items():
        for shape in SHAPES:
            for format_id in ("2019", "2021"):
                made = sample(format_id, shape)
                found = score(read_bytes(writer(made), bundled_formats()), made.truth)
                total += len(found.wrong)
                figures = (found.filled, found.right, found.doubtful, found.missing, len(found.wrong))
                lines.append(f"| {writer_name} | {shape} | {format_id} | {' | '.join(map(str, figures))} |")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
