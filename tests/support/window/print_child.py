"""Prints a report in the fonts that this process sees, and tells what came of it: REPORT.gia OUT.pdf."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication, QImage, QPainter, QRawFont

from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.pdf import prove_pdf
from gia_desktop.exchange.objects import parse_report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.ui.kit.theme import load_bundled_fonts
from gia_desktop.ui.paper.layout import lay_out_report
from gia_desktop.ui.paper.page import Ink, PaperPage
from gia_desktop.ui.paper.pdf import write_pdf
from gia_desktop.ui.paper.typesetting import Run, TextLine, Typesetter

HEADING = "加强组织领导"
PLAIN = ("仿宋_GB2312", "宋体", "黑体", "Times New Roman")


def darkness(line: TextLine) -> int:
    """Return how much ink a line takes, in grey levels of all pixels."""
    image = QImage(round(line.width) + 200, 800, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    page = PaperPage(1, texts=[Ink(line, 100, 500)])
    painter = QPainter(image)
    page.paint(painter, 1)
    painter.end()
    return sum(255 - level for level in bytes(image.constBits()))


def main(report: Path, out: Path) -> None:
    application = QGuiApplication(["print"])
    load_bundled_fonts()
    formats = bundled_formats()
    sheet = make_sheet(parse_report(report.read_bytes(), formats), formats)
    options = DocumentOptions()
    paper = lay_out_report(sheet, options)
    data = write_pdf(paper)
    out.write_bytes(data)
    style = paper.style
    setter = Typesetter(paper.fonts, style)
    plain, bold = (
        setter.single(Run(HEADING, style.heading3_font, style.body_pt, bold), 1_000_000)
        for bold in (False, True)
    )
    told = {
        "proof": prove_pdf(data, sheet, options).sentence,
        "bold": darkness(bold) / darkness(plain),
        "faces": [QRawFont.fromFont(paper.fonts.font(name, 16)).styleName() for name in PLAIN],
        "missing": [wanted for wanted, _ in paper.fonts.missing()],
        "families": QFontDatabase.families(),
    }
    sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False).encode())
    del application


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
