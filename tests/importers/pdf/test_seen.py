"""What is seen of a PDF page is read; what isn't seen is not, and what is struck or raised makes a doubt."""

from __future__ import annotations

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.imported_report import ImportedReport
from gia_desktop.importers.reader import read_bytes
from tests.support.files.painted import NARROW, PENALTY, Paper, document, say, table_two

X, Y = PENALTY
BESIDE = X + 16
KEY = CellKey("t2.penalty.decisions")
STAMP = f"q 0.765 0.644 -0.644 0.765 {X + 70} {Y - 40} cm {say('2026', 0, 0, 40, font=NARROW)} Q\n"
"""A word that runs across the table."""


def _read(*pages: Paper | str, formats: Formats, **more: object) -> ImportedReport:
    return read_bytes(document(*pages, **more), formats)  # type: ignore[arg-type]


def _is_sure(imported: ImportedReport) -> bool:
    return len(imported.sure) == 10 and imported.cells[KEY].value == 146


UNSEEN = {
    "render mode 3": say("9", BESIDE, Y, before="3 Tr"),
    "render mode 7": say("9", BESIDE, Y, before="7 Tr"),
    "white on the paper": f"1 g {say('9', BESIDE, Y)}",
    "white by red, green, blue": f"1 1 1 rg {say('9', BESIDE, Y)}",
    "white by inks": f"0 0 0 0 k {say('9', BESIDE, Y)}",
    "nearly white": f"0.97 g {say('9', BESIDE, Y)}",
    "white in a colour space": f"/DeviceRGB cs 1 1 1 sc {say('9', BESIDE, Y)}",
    "black on black": f"0 g {BESIDE - 1} {Y - 3} 12 14 re f {say('9', BESIDE, Y)}",
    "under white": f"{say('9', BESIDE, Y)} 1 g {BESIDE - 0.5} {Y - 3} 12 14 re f",
    "under grey": f"{say('9', BESIDE, Y)} 0.8 g {BESIDE - 0.5} {Y - 3} 12 14 re f",
    "under a thick line": f"{say('9', BESIDE, Y)} 1 G 14 w {BESIDE} {Y + 3} m {BESIDE + 12} {Y + 3} l S",
    "tiny": say("9", BESIDE, Y, 1),
    "tiny by its matrix": f"q 0.05 0 0 0.05 {BESIDE} {Y} cm {say('9', 0, 0)} Q",
    "cut off by a clip": f"q 0 0 50 50 re W n {say('9', BESIDE, Y)} Q",
    "cut off by an empty clip": f"q {BESIDE} {Y} 0 0 re W n {say('9', BESIDE, Y)} Q",
    "beyond the page": say("9", 900, 900),
    "slanted": STAMP,
    "slanted the other way": STAMP.replace("0.765 0.644 -0.644 0.765", "0.8 -0.6 0.6 0.8"),
    "drawn twice": say("146", X + 0.3, Y),
    "drawn three times": say("146", X + 0.3, Y) + say("146", X, Y + 0.2),
    "a shadow": f"0.6 g {say('146', X + 0.7, Y - 0.7)}",
    "artifact": f"/Artifact <</Type/Pagination/Subtype/Watermark>> BDC {say('9', BESIDE, Y)} EMC",
    "running head": f"/Artifact <</Subtype/Header/Type/Pagination>> BDC {say('9', BESIDE, Y)} EMC",
    "unknown instructions": "1 2 foo (a) bar << /A [1 2] >> baz",
}


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_is_not_seen_is_not_read(kind: str, formats: Formats) -> None:
    assert _is_sure(_read(table_two() + UNSEEN[kind], formats=formats))


GLASS = "/ExtGState<</G<</ca 0.01/CA 0.01>>/M<</BM/Multiply>>>>"


def test_what_is_transparent_is_not_read(formats: Formats) -> None:
    assert _is_sure(
        _read(Paper(f"{table_two()} /G gs {say('9', BESIDE, Y)}", resources=GLASS), formats=formats)
    )


def test_a_highlight_hides_nothing(formats: Formats) -> None:
    highlight = f"/M gs 1 1 0 rg {X - 3} {Y - 4} 40 18 re f"
    assert _is_sure(_read(Paper(table_two() + highlight, resources=GLASS), formats=formats))


LAYER = "/OCProperties<</OCGs[1 0 R 2 0 R]/D<</OFF[1 0 R]>>>>"
LAYERS = (
    "/Properties<</P1 1 0 R/P2 2 0 R/P3<</Type/OCMD/OCGs[1 0 R]>>"
    "/P4<</Type/OCMD/OCGs[1 0 R 2 0 R]/P/AllOn>>>>"
)


@pytest.mark.parametrize("name", ["P1", "P3", "P4"])
def test_hidden_layers_are_not_read(name: str, formats: Formats) -> None:
    page = Paper(f"{table_two()} /OC /{name} BDC {say('9', BESIDE, Y)} EMC", resources=LAYERS)
    streams = [("/Type/OCG/Name(a)", ""), ("/Type/OCG/Name(b)", "")]
    assert _is_sure(_read(page, formats=formats, streams=streams, catalog=LAYER))


def test_shown_layers_are_read(formats: Formats) -> None:
    page = Paper(f"{table_two(None)} /OC /P2 BDC {say('146', X, Y)} EMC", resources=LAYERS)
    streams = [("/Type/OCG/Name(a)", ""), ("/Type/OCG/Name(b)", "")]
    assert _is_sure(_read(page, formats=formats, streams=streams, catalog=LAYER))


FORM = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]"


@pytest.mark.parametrize(
    ("entries", "inside"),
    [(FORM, say("9", BESIDE, Y, before="3 Tr")), (FORM + "/OC<</Type/OCMD/OCGs[]/P/AnyOn>>", ""),
     ("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", say("9", BESIDE, Y))],
)  # fmt: skip
def test_forms_are_followed_and_cut_to_their_box(entries: str, inside: str, formats: Formats) -> None:
    page = Paper(f"{table_two()} /F1 Do", resources="/XObject<</F1 1 0 R>>")
    assert _is_sure(_read(page, formats=formats, streams=[(entries, inside)]))


def test_a_table_inside_forms_is_read(formats: Formats) -> None:
    inner = ("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Matrix[1 0 0 1 10 -20]", table_two())
    outer = ("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F1 1 0 R>>>>", "q /F1 Do Q")
    page = Paper("/F2 Do", resources="/XObject<</F2 2 0 R>>")
    assert _is_sure(_read(page, formats=formats, streams=[inner, outer]))


DOUBTS = {
    "raised": (say("1", BESIDE, Y + 4, 6), "146", "角标"),
    "raised by rise": (say("1", BESIDE, Y, 6, before="4 Ts"), "146", "角标"),
    "raised in full size": (say("1", BESIDE, Y + 3), "146", "角标"),
    "lowered": (say("1", BESIDE, Y - 3, 6), "146", "角标"),
    "small": (say("1", BESIDE, Y, 6), "146", "小字"),
    "in another colour": (f"1 0 0 rg {say('2026', BESIDE + 2, Y)}", "146", "颜色或大小"),
    "pale": (f"0.8 g {say('2026', BESIDE + 2, Y)}", "146", "颜色或大小"),
    "large": (say("2026", X + 20, Y, 24), "146", "颜色或大小"),
    "upon it": (say("29", X + 1, Y), "", "叠印"),
    "far from it": (say("9", BESIDE + 30, Y), "1469", "空格"),
    "on the next line": (say("9", X, Y - 9), "1469", "空格或换行"),
    "at a right angle": (f"q 0 1 -1 0 {BESIDE + 20} {Y} cm {say('9', 0, 0)} Q", "146", "竖着"),
}  # fmt: skip


@pytest.mark.parametrize("kind", DOUBTS)
def test_what_stands_beside_a_figure_makes_it_doubtful(kind: str, formats: Formats) -> None:
    extra, value, reason = DOUBTS[kind]
    cell = _read(table_two() + extra, formats=formats).cells[KEY]
    assert reason in cell.reason
    assert not value or str(cell.value) == value


LINE = f"{X} {Y + 3.5} m {X + 15} {Y + 3.5} l S\n"
STRIKES = {
    "a line": LINE,
    "a thin box": f"{X} {Y + 3} 15 0.6 re f\n",
    "two lines": f"{X} {Y + 2.6} m {X + 15} {Y + 2.6} l S {X} {Y + 4.6} m {X + 15} {Y + 4.6} l S\n",
    "a red line": f"1 0 0 RG {LINE}",
    "a slanted line": f"{X} {Y + 1.5} m {X + 15} {Y + 5.5} l S\n",
    "a line for each sign": "".join(
        f"{X + 5 * at} {Y + 3.5} m {X + 5 * at + 5} {Y + 3.5} l S\n" for at in range(3)
    ),
}


@pytest.mark.parametrize("kind", STRIKES)
def test_a_struck_figure_is_not_read(kind: str, formats: Formats) -> None:
    page = table_two("145") + STRIKES[kind] + say("146", BESIDE, Y)
    cell = _read(page, formats=formats).cells[KEY]
    assert (cell.value, "“145”已划去" in cell.reason) == (146, True)


def test_a_figure_struck_as_a_whole_is_unknown(formats: Formats) -> None:
    imported = _read(table_two() + LINE, formats=formats)
    assert KEY not in {cell.key for cell in imported.sure}
    assert KEY not in imported.report.values


@pytest.mark.parametrize(
    "line", [f"{X} {Y - 1.5} m {X + 15} {Y - 1.5} l S", f"1 G {LINE}", f"{X} {Y - 1.5} 15 0.5 re f"]
)
def test_lines_below_a_figure_and_white_ones_leave_it_sure(line: str, formats: Formats) -> None:
    assert _is_sure(_read(table_two() + line, formats=formats))


def _note(kind: str, entries: str = "") -> str:
    return f"<</Type/Annot/Subtype/{kind}/Rect[{X} {Y - 4} {X + 60} {Y + 16}]{entries}>>"


LOOK = ("/Type/XObject/Subtype/Form/BBox[0 0 60 20]", "BT /H 10 Tf 20 4 Td (99) Tj ET")


@pytest.mark.parametrize(
    "note",
    [
        *(_note(kind, "/AP<</N 1 0 R>>") for kind in ("Stamp", "Watermark", "Highlight")),
        _note("Widget", "/F 2/AP<</N 1 0 R>>"),
        _note("Popup"),
        _note("FreeText"),
    ],
)
def test_stamps_and_hidden_notes_are_not_read(note: str, formats: Formats) -> None:
    assert _is_sure(_read(Paper(table_two(), notes=[note]), formats=formats, streams=[LOOK]))


@pytest.mark.parametrize("look", ["/AP<</N 1 0 R>>", "/AS/On/AP<</N<</On 1 0 R/Off 9 0 R>>>>"])
def test_what_is_typed_into_a_form_is_read(look: str, formats: Formats) -> None:
    page = Paper(table_two(None), notes=[_note("Widget", look)])
    assert _read(page, formats=formats, streams=[LOOK]).cells[KEY].value == 99


def test_a_note_that_strikes_out_makes_a_doubt(formats: Formats) -> None:
    quad = f"/QuadPoints[{X} {Y + 9} {X + 15} {Y + 9} {X} {Y - 2} {X + 15} {Y - 2}]"
    page = Paper(table_two("145") + say("146", BESIDE, Y), notes=[_note("StrikeOut", quad)])
    assert "已划去" in _read(page, formats=formats).cells[KEY].reason


def test_what_is_left_out_is_told(formats: Formats) -> None:
    notes = _read(table_two() + STAMP + UNSEEN["render mode 3"], formats=formats).notes
    assert "第 1 页的印章、水印或斜排文字“2026”没有读入。" in notes
    assert "第 1 页有看不见的文字“9”，没有读入。" in notes
