"""PDF files painted sign by sign: small pages with any instruction, font, turn, layer or note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

WIDE: Final = "C"
"""A font of Chinese signs that isn't in the file."""
NARROW: Final = "H"

_FONTS: Final = {
    WIDE: "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType2/BaseFont/SimSun/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
    "/Supplement 2>>>>]>>",
    NARROW: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
}


def say(text: str, x: float, y: float, size: float = 10, *, font: str = WIDE, before: str = "") -> str:
    """Return the instructions that write a text; ``before`` goes in front of it, inside of BT."""
    shown = f"<{text.encode('utf-16-be').hex()}>" if font != NARROW else f"({text})"
    return f"BT {before} /{font} {size} Tf {x} {y} Td {shown} Tj ET\n"


def rule(*boxes: tuple[float, float, float, float]) -> str:
    """Return the instructions that draw boxes: left, low, width, height."""
    return "".join(f"{left} {low} {wide} {high} re S\n" for left, low, wide, high in boxes)


@dataclass(frozen=True)
class Paper:
    """A page: what it paints and entries of its dictionary and of its resources."""

    content: str
    entries: str = ""
    resources: str = ""
    fonts: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[str] = ()


@dataclass
class _Objects:
    bodies: list[bytes] = field(default_factory=list)

    def add(self, body: str | bytes) -> int:
        self.bodies.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(self.bodies)

    def stream(self, content: str | bytes, entries: str = "") -> int:
        data = content if isinstance(content, bytes) else content.encode("latin-1")
        return self.add(f"<<{entries}/Length {len(data)}>>stream\n".encode("latin-1") + data + b"\nendstream")


def document(*pages: Paper | str, streams: Sequence[tuple[str, str]] = (), catalog: str = "") -> bytes:
    """Return a PDF.

    Args:
        pages: what stands on them.
        streams: entries and content of further streams; the first is object 1, the next object 2.
        catalog: further entries of the catalog.
    """
    objects = _Objects()
    for entries, inside in streams:
        objects.stream(inside, entries)
    papers = [page if isinstance(page, Paper) else Paper(page) for page in pages]
    kids = []
    tree = len(objects.bodies) + 2 * len(papers) + 1
    for paper in papers:
        content = objects.stream(paper.content)
        fonts = "".join(f"/{name} {font}" for name, font in {**_FONTS, **paper.fonts}.items())
        box = "" if "/MediaBox" in paper.entries else "/MediaBox[0 0 595 842]"
        notes = f"/Annots[{' '.join(paper.notes)}]" if paper.notes else ""
        kids.append(
            objects.add(
                f"<</Type/Page/Parent {tree} 0 R{box}{paper.entries}{notes}/Contents {content} 0 R"
                f"/Resources<</Font<<{fonts}>>{paper.resources}>>>>"
            )
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects.add(f"<</Type/Pages/Count {len(kids)}/Kids[{listed}]>>")
    root = objects.add(f"<</Type/Catalog/Pages {tree} 0 R{catalog}>>")
    made = b"%PDF-1.7\n"
    places = []
    for number, whole in enumerate(objects.bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + whole + b"\nendobj\n"
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(places) + 1,
        root,
        start,
    )


# -- table two of the 2021 format, a row every 30 points

_ROWS: Final[tuple[tuple[str, ...], ...]] = (
    ("第二十条第（一）项",), ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("规章", "0", "0", "0"), ("行政规范性文件", "12", "3", "58"), ("第二十条第（五）项",),
    ("信息内容", "本年处理决定数量"), ("行政许可", "1312"), ("第二十条第（六）项",),
    ("信息内容", "本年处理决定数量"), ("行政处罚", "146"), ("行政强制", "13"), ("第二十条第（八）项",),
    ("信息内容", "本年收费金额（单位：万元）"), ("行政事业性收费", "29.0506"),
)  # fmt: skip
LEFT: Final = 60.0
WIDTH: Final = 120.0
PITCH: Final = 30.0
PENALTY: Final = (186.0, 410.0)
"""Where the figure 146 of 行政处罚 is written."""


def table_two(penalty: str | None = "146", *, size: float = 10, font: str = WIDE) -> str:
    """Return the instructions that paint table two; ``penalty`` is written in the row 行政处罚."""
    made = ["0.5 w\n"]
    for place, row in enumerate(_ROWS):
        low = 670 - place * PITCH
        ends = (4,) if len(row) == 1 else (1, 4) if len(row) == 2 else (1, 2, 3, 4)
        begins = (0, *ends[:-1])
        made.append(
            rule(
                *((LEFT + b * WIDTH, low, (e - b) * WIDTH, PITCH) for b, e in zip(begins, ends, strict=True))
            )
        )
        for begin, text in zip(begins, row, strict=True):
            shown = penalty if row[0] == "行政处罚" and begin else text
            if shown:
                plain = font if shown.isascii() else WIDE
                made.append(say(shown, LEFT + begin * WIDTH + 6, low + 10, size, font=plain))
    return "".join(made)
