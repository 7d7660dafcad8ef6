"""The docx written and opened again, against docxtpl filling a ready-made template of the same tables."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from docxtpl import DocxTemplate
from lxml import etree

from gia_desktop.core.values import format_value
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.docx import prove_docx
from gia_desktop.documents.writers.docx import write_docx
from gia_desktop.exchange.objects import parse_report
from gia_desktop.formats.grid import make_grid
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet
from tests.bench.row import Row, alternate

_TIMES = 21
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def run() -> list[Row]:
    """Measure the city report."""
    formats = bundled_formats()
    data = (Path(__file__).parent.parent / "data" / "city-2024.gia").read_bytes()
    sheet = make_sheet(parse_report(data, formats), formats)
    options = DocumentOptions()
    template = _template(sheet)

    def ours() -> None:
        assert prove_docx(write_docx(sheet, options), sheet, options).holds

    def theirs() -> None:
        filled = DocxTemplate(BytesIO(template))
        filled.render({"v": {key.replace(".", "_"): format_value(value) for key, value in sheet.now.items()}})
        filled.save(BytesIO())

    mine, peer = alternate(ours, theirs, _TIMES)
    return [
        Row("写 docx 并重读核对 / docxtpl 填同样三张表的模板", mine / peer, "×", 1.0,
            f"{mine * 1000:.1f} ms / {peer * 1000:.1f} ms"),
    ]  # fmt: skip


def _template(sheet: Sheet) -> bytes:
    """Return our own docx with a placeholder of docxtpl in every value cell."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(write_docx(sheet, DocumentOptions()))) as source,
        zipfile.ZipFile(target, "w") as made,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = _with_placeholders(part, sheet)
            made.writestr(name, part)
    return target.getvalue()


def _with_placeholders(part: bytes, sheet: Sheet) -> bytes:
    root = etree.fromstring(part)
    for table, name in zip(root.iter(f"{_W}tbl"), ("t2", "t3", "t4"), strict=True):
        starts = [cell for cell in table.iter(f"{_W}tc") if not _continues(cell)]
        for cell, place in zip(starts, make_grid(sheet.format, name).cells, strict=True):
            if place.key is not None:
                text = cell.find(f".//{_W}t")
                assert text is not None
                text.text = f"{{{{ v.{place.key.replace('.', '_')} }}}}"
    return etree.tostring(root)


def _continues(cell: etree._Element) -> bool:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val") != "restart"
