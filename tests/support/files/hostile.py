"""Files made to exhaust the machine, each read in a process of its own: time, memory and what is told.

``python -m tests.support.files.hostile [KIND …]`` prints a table; within 5 s of CPU and 500 MB all is well.
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from gia_desktop.core.errors import GiaError
from gia_desktop.documents.forms.template import fill_template
from gia_desktop.documents.style import load_style
from gia_desktop.files.toml_file import TomlFileError, read_toml
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.importers.reader import read_file
from gia_desktop.register.outside.file import open_register
from gia_desktop.rollup.giac import open_collection
from gia_desktop.rollup.units_file import read_units
from tests.support.files.layouts import docx_of, paragraph

SECONDS: Final = 5.0
MEGABYTES: Final = 500
_LONGEST: Final = 60
_MANY: Final = 15_000_000
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Outcome(NamedTuple):
    """What came of one file."""

    kilobytes: int
    seconds: float
    megabytes: int
    told: str

    @property
    def is_well(self) -> bool:
        """Tell whether a clerk's PC bears it."""
        return self.seconds <= SECONDS and self.megabytes <= MEGABYTES and self.told != "died"


# -- documents


def _cells(count: int, inside: str = "", properties: str = "") -> str:
    return f"<w:tr>{f'<w:tc>{properties}<w:p><w:r><w:t>{inside}</w:t></w:r></w:p></w:tc>' * count}</w:tr>"


def _merged_down(rows: int) -> bytes:
    first, on = (f"<w:tcPr><w:vMerge{value}/></w:tcPr>" for value in (' w:val="restart"', ""))
    return docx_of(f"<w:tbl>{_cells(1, '自然人' * 20, first)}{_cells(1, '自然人' * 20, on) * rows}</w:tbl>")


def _packed(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return made.getvalue()


def _workbook(sheets: int, content: str, shared: str = "", *, same: bool = True) -> bytes:
    named = "".join(
        f'<sheet name="{n}" sheetId="{n}" r:id="r{0 if same else n}"/>' for n in range(1, sheets + 1)
    )
    targets = [0] if same else range(1, sheets + 1)
    links = "".join(f'<Relationship Id="r{n}" Target="sheet{n}.xml"/>' for n in targets)
    links += '<Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/>'
    page = f'<worksheet xmlns="{_MAIN}"><sheetData>{content}</sheetData></worksheet>'
    return _packed(
        {
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
            f"<sheets>{named}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
            "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}"><si><t>{shared}</t></si></sst>',
            **{f"xl/sheet{n}.xml": page for n in targets},
        }
    )


def _rows(rows: int, columns: int, value: str, kind: str = "") -> str:
    cell = f"<c{kind}><v>{value}</v></c>"
    return f"<row>{cell * columns}</row>" * rows


# -- texts and pages


def _page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def _charset(name: str, size: int) -> bytes:
    return f'<html><meta charset="{name}"><body>'.encode() + b"a-+AGE" * (size // 6)


def _pdf(content: bytes, pages: int = 1) -> bytes:
    """Return a PDF whose pages all show the same content, packed."""
    packed = zlib.compress(content)
    kids = " ".join(f"{n} 0 R" for n in range(4, 4 + pages))
    font = b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode(),
        f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream",
        *[
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font "
            + font
            + b" >> >>"
        ]
        * pages,
    ]
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    size = len(objects) + 1
    return (
        made
        + f"xref\n0 {size}\n0000000000 65535 f \n".encode()
        + table
        + f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF".encode()
    )


def _doubled_keys(count: int) -> bytes:
    keys = ",".join(f'"k{n}": 1' for n in range(count))
    return f'{{"gia": 1, "format": "2021", "year": 2025, {keys}, "k{count - 1}": 2}}'.encode()


def _deep(opening: str, closing: str, depth: int) -> bytes:
    return ('{"gia": 1, "x": ' + opening * depth + closing * depth + "}").encode()


Maker = Callable[[], bytes]

REPORTS: Final[Mapping[str, tuple[str, Maker]]] = {
    # the kinds of which many readers were quadratic
    "docx，纵向合并 2 万行": ("docx", lambda: _merged_down(20_000)),
    "docx，“一、总体情况”1 万遍": ("docx", lambda: docx_of(paragraph("一、总体情况") * 10_000)),
    "docx，段落 20 万个": ("docx", lambda: docx_of(paragraph("字") * 200_000)),
    "docx，一段 1500 万字": ("docx", lambda: docx_of(paragraph("字" * 5_000_000))),
    "docx，表 2 万个": ("docx", lambda: docx_of(f"<w:tbl>{_cells(2, '1')}</w:tbl>" * 20_000)),
    "docx，表套表 100 层": (
        "docx",
        lambda: docx_of("<w:tbl><w:tr><w:tc>" * 40 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 40),
    ),
    "docx，属性 10 万个": (
        "docx",
        lambda: docx_of("<w:p " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>"),
    ),
    "xlsx，同一张表 1000 次": ("xlsx", lambda: _workbook(1000, _rows(300, 40, "1"))),
    "xlsx，60 张表各 2 万格": ("xlsx", lambda: _workbook(60, _rows(500, 40, "1"), same=False)),
    "xlsx，长字符串重复 2 万次": (
        "xlsx",
        lambda: _workbook(1, _rows(500, 40, "0", ' t="s"'), "自然人" * 300),
    ),
    "xlsx，单元格编号“²”": ("xlsx", lambda: _workbook(1, _rows(1, 1, "²", ' t="s"'))),
    "xlsx，编号 5000 位": ("xlsx", lambda: _workbook(1, _rows(1, 1, "9" * 5000, ' t="s"'))),
    "txt，“一、总体情况”10 万遍": ("txt", lambda: "一、总体情况\n".encode() * 90_000),
    "txt，“[bookmark:”20 万遍": ("txt", lambda: b"[bookmark:" * 200_000),
    "txt，左括号 100 万个": ("txt", lambda: "（一）".encode() * 300_000),
    "txt，1500 万字一行": ("txt", lambda: b"x" * _MANY),
    "txt，每行一字 10 万行": ("txt", lambda: b"1\n" * 99_000),
    "txt，竖线 1500 万": ("txt", lambda: b"|" * _MANY),
    "txt，制表符 1500 万": ("txt", lambda: b"\t" * _MANY),
    "txt，空格 1500 万": ("txt", lambda: b"a " + b" " * _MANY + b"b"),
    "txt，年份 100 万个": ("txt", lambda: "2025年".encode() * 1_000_000),
    "txt，竖线 9 万行": ("txt", lambda: b"|1|2|3|4|5|6|7|8|\n" * 90_000),
    "txt，逗号 9 万行": ("csv", lambda: b"1,2,3,4,5,6,7,8\n" * 90_000),
    "html，punycode 400 KB": ("html", lambda: _charset("punycode", 400_000)),
    "html，utf-7 400 KB": ("html", lambda: _charset("utf-7", 400_000)),
    "html，undefined": ("html", lambda: _charset("undefined", 600)),
    "html，一个标记 100 万个属性": (
        "html",
        lambda: b"<html><p " + b" ".join(b"a%d=1" % n for n in range(1_000_000)) + b">",
    ),
    "html，各标记许多属性": ("html", lambda: _page(f"<p {'a=1 ' * 500}>x</p>" * 5_000)),
    "html，<br> 19 万个": ("html", lambda: _page("字<br>" * 190_000)),
    "html，<p> 19 万个": ("html", lambda: _page("<p>字" * 190_000)),
    "html，表 9 万个": ("html", lambda: _page("<table><tr><td>1" * 60_000)),
    "html，一张表 19 万格": ("html", lambda: _page("<table>" + "<tr><td>1<td>2" * 60_000)),
    "html，样式 1 万条": (
        "html",
        lambda: _page("<p class=a>字</p>" * 5000, f"<style>{'.a .b{{display:none}} ' * 10_000}</style>"),
    ),
    "html，注释 1500 万": ("html", lambda: _page(f"<!--{'-' * _MANY}")),
    "pdf，内容 50 MB": ("pdf", lambda: _pdf(b"BT /F1 9 Tf (1) Tj ET " * 2_300_000)),
    "pdf，线条 100 万": ("pdf", lambda: _pdf(b"1 1 m 9 9 l S " * 1_000_000)),
    "pdf，格线 30 万": ("pdf", lambda: _pdf(b"".join(b"%d 0 m %d 9 l S " % (n, n) for n in range(300_000)))),
    "pdf，裁切 30 万": ("pdf", lambda: _pdf(b"0 0 500 500 re W n " * 300_000)),
    "pdf，q 100 万": ("pdf", lambda: _pdf(b"q " * 1_000_000)),
    "pdf，300 页": ("pdf", lambda: _pdf(b"BT /F1 9 Tf 9 9 Td (12 345) Tj ET " * 500, 300)),
    "gia，重复的键 40 万": ("gia", lambda: _doubled_keys(400_000)),
    "gia，括号 10 万层": ("gia", lambda: _deep("[", "]", 100_000)),
    "gia，数字 100 万位": ("gia", lambda: b'{"gia": 1, "year": ' + b"9" * 1_000_000 + b"}"),
    "gia，数组 500 万项": ("gia", lambda: b'{"gia": 1, "reasons": [' + b"1," * 5_000_000 + b"1]}"),
    "doc，OLE 加乱码": ("doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(300_000)),
}
"""Files that are taken for reports, with the ending they bear."""


class _PhrasesError(TomlFileError):
    code = "GIA-E-999"
    kind = "短语文件"


_TOMLS: Final[Mapping[str, Maker]] = {
    "括号 900 层": lambda: b"a = " + b"[" * 900 + b"]" * 900,
    "数字 5000 位": lambda: b"a = " + b"9" * 5000,
    "点 10 万个": lambda: b"a" + b".a" * 100_000 + b" = 1",
    "1 MB 注释": lambda: b"#" * 1_000_000,
    "5 万个表": lambda: b"[[unit]]\n" * 50_000,
}
_OTHER: Final[Mapping[str, tuple[str, Maker, str]]] = {
    **{
        f"{what}，{name}": ("toml", make, reader)
        for what, reader in (("短语", "toml"), ("版式", "style"), ("单位名单", "units"))
        for name, make in _TOMLS.items()
    },
    "单位名单，xlsx 同一张表 1000 次": ("xlsx", lambda: _workbook(1000, _rows(300, 40, "1")), "units"),
    "登记文件，括号 10 万层": ("giar", lambda: _deep("[", "]", 100_000), "register"),
    "登记文件，重复的键 40 万": ("giar", lambda: _doubled_keys(400_000), "register"),
    "登记文件，数字 100 万位": ("giar", lambda: b'{"gia_register": ' + b"9" * 1_000_000 + b"}", "register"),
    "汇总文件，括号 10 万层": ("giac", lambda: _deep("[", "]", 100_000), "collection"),
    "汇总文件，重复的键 40 万": ("giac", lambda: _doubled_keys(400_000), "collection"),
    "汇总文件，数字 100 万位": ("giac", lambda: b'{"year": ' + b"9" * 1_000_000 + b"}", "collection"),
    "文书模板，解开 1 GB": ("docx", lambda: _packed({"word/document.xml": b" " * 1_000_000_000}), "template"),
    "文书模板，段落 20 万个": ("docx", lambda: docx_of(paragraph("{单位}") * 200_000), "template"),
}
"""Files of the other kinds, with the reader they go to."""

READERS: Final[Mapping[str, Callable[[Path], object]]] = {
    "report": lambda path: read_file(path, bundled_formats()),
    "toml": lambda path: read_toml(path, _PhrasesError),
    "style": load_style,
    "units": read_units,
    "register": open_register,
    "collection": lambda path: open_collection(path, bundled_formats()),
    "template": lambda path: fill_template(path, {"单位": "示例县"}),
}

KINDS: Final[Mapping[str, tuple[str, Maker, str]]] = {
    **{name: (ending, make, "report") for name, (ending, make) in REPORTS.items()},
    **_OTHER,
}


def outcome(kind: str, folder: Path) -> Outcome:
    """Read one kind of file in a process of its own."""
    ending, make, _ = KINDS[kind]
    path = folder / f"hostile.{ending}"
    path.write_bytes(make())

    command = [sys.executable, "-m", "tests.support.files.hostile", "--read", kind, str(path)]
    with suppress(subprocess.TimeoutExpired):
        done = subprocess.run(command, stdout=subprocess.PIPE, timeout=5 * _LONGEST, check=False)
        if not done.returncode:
            return Outcome(path.stat().st_size // 1024, *json.loads(done.stdout))
    return Outcome(path.stat().st_size // 1024, float(_LONGEST), 0, "died")


def read_here(kind: str, path: Path) -> tuple[float, int, str]:
    """Read a file here; return seconds of CPU, the most memory in MB, and the code of what is told."""
    resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST, _LONGEST))
    resource.setrlimit(resource.RLIMIT_AS, (4 * 1024**3, 4 * 1024**3))
    bundled_formats()
    start, told = time.process_time(), "read"
    try:
        READERS[KINDS[kind][2]](path)
    except GiaError as error:
        told = error.code
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = time.process_time() - start + children.ru_utime + children.ru_stime
    return round(seconds, 2), _most_memory(), told


def _most_memory() -> int:
    """Return the most memory of this process in MB; its usage as such would begin with that of its parent."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def table(kinds: list[str]) -> Iterator[tuple[str, Outcome]]:
    """Read every kind of file and tell what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            yield kind, outcome(kind, Path(folder))


def main(arguments: list[str]) -> int:
    """Print the table; 1 when a kind is not borne."""
    if arguments[:1] == ["--read"]:
        found: tuple[Any, ...] = read_here(arguments[1], Path(arguments[2]))
        sys.stdout.write(json.dumps(found))
        return 0
    bad = 0
    for kind, came in table(arguments or list(KINDS)):
        bad += not came.is_well
        mark = "" if came.is_well else "  ✗"
        figures = f"{came.kilobytes:,} KB | {came.seconds:.1f} s | {came.megabytes} MB | {came.told}"
        sys.stdout.write(f"| {kind} | {figures} |{mark}\n")
        sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
