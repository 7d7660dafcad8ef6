"""Fields, form fields, single signs and mathematics of Word documents as the plain text they show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from gia_desktop.importers.shown.marks import lowered, raised
from gia_desktop.importers.shown.word_names import MATH, WordNames

_PICTURES: Final = ("wingdings", "webdings", "zapf", "marlett", "mt extra", "bookshelf symbol", "dingbats")
"""Fonts whose letters are pictures."""
_UNKNOWN: Final = "□"
_CIRCLED: Final = {0x80: "⓪", **{0x81 + place: chr(0x2460 + place) for place in range(10)}}
_TICKED: Final = {0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xA8: "□", 0x6F: "□", 0x52: "☑", 0x51: "☒"}
_SHOWING: Final = ("t", "tab", "br", "cr", "sym", "noBreakHyphen")


def write_out(root: etree._Element, w: WordNames) -> list[str]:
    """Turn fields, form fields, signs and mathematics of a tree into plain text elements, in place.

    Returns:
        What can't be shown as text, as Chinese sentences.
    """
    remarks: list[str] = []
    if next(root.iter(w("fldChar")), None) is not None:
        _follow_fields(root, w)
    for sign in list(root.iter(w("sym"))):
        _become(sign, w, _sign(sign.get(w("font"), ""), sign.get(w("char"), "")))
    for prefix in MATH:
        for formula in list(root.iter(f"{prefix}oMath")):
            _write_formula(formula, prefix, w)
    if next(root.iter("{urn:schemas-microsoft-com:office:office}OLEObject"), None) is not None:
        remarks.append("文件里嵌有其他程序的对象（如 Excel 表格），里面的内容没有读入，请核对。")
    return remarks


@dataclass(eq=False)
class _Field:
    """A field that has begun: before its result stands its instruction, which nobody sees."""

    begin: etree._Element
    in_result: bool = False
    hidden: list[etree._Element] = field(default_factory=list)
    has_result: bool = False


def _follow_fields(root: etree._Element, w: WordNames) -> None:
    """Drop the texts that stand in instructions; a field that never ends hides nothing."""
    char, told = w("fldChar"), w("instrText")
    opened: list[_Field] = []
    gone: list[etree._Element] = []
    made: list[tuple[etree._Element, str]] = []
    for element in root.iter(char, told, *(w(name) for name in _SHOWING)):
        kind = element.get(w("fldCharType"), "") if element.tag == char else ""
        if kind == "begin":
            opened.append(_Field(element))
        elif not opened or element.tag == told:
            continue
        elif kind == "separate":
            opened[-1].in_result = True
        elif kind == "end":
            closed = opened.pop()
            gone += closed.hidden
            shown = "" if closed.has_result else _form(closed, w)
            if shown and all(one.in_result for one in opened):
                made.append((element, shown))
        elif element.tag != char:
            _take(element, opened)
    for element in gone:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for end, text in made:
        run = end.getparent()
        if run is not None:
            etree.SubElement(run, w.t).text = text


def _take(element: etree._Element, opened: list[_Field]) -> None:
    """Take a text to the outermost field that hides it, or else to the result it stands in."""
    hiding = next((one for one in opened if not one.in_result), None)
    if hiding is not None:
        hiding.hidden.append(element)
    elif (element.text or "").strip():
        opened[-1].has_result = True


def _form(closed: _Field, w: WordNames) -> str:
    """Return what a form field shows that has no result of its own: the chosen entry of a list, a tick."""
    data = closed.begin.find(w("ffData"))
    if data is None:
        return ""
    choices = data.find(w("ddList"))
    if choices is not None:
        entries = [w.value(entry) for entry in choices.iterchildren(w("listEntry"))]
        chosen = w.value(choices.find(w("result"))) or w.value(choices.find(w("default"))) or "0"
        place = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 4 else 0  # noqa: PLR2004
        return entries[place] if place < len(entries) else ""
    box = data.find(w("checkBox"))
    if box is None:
        return ""
    ticked = box.find(w("checked"))
    ticked = box.find(w("default")) if ticked is None else ticked
    return "☑" if ticked is not None and w.is_on(ticked) else "□"


def _sign(font: str, code: str) -> str:
    """Return the sign that a font has at a place; symbol fonts count from F000 (ECMA-376 17.3.3.30)."""
    try:
        place = int(code, 16)
    except ValueError:
        return _UNKNOWN
    if not 0x20 <= place <= 0xFFFD or 0xD800 <= place < 0xE000:  # noqa: PLR2004
        return _UNKNOWN
    low = place - 0xF000 if 0xF000 <= place <= 0xF0FF else place  # noqa: PLR2004
    name = font.lower()
    if any(name.startswith(known) for known in _PICTURES):
        return _CIRCLED.get(low) or _TICKED.get(low) or _UNKNOWN
    if name == "symbol" and not (0x20 <= low <= 0x3F):  # noqa: PLR2004 - digits and points are where they are in ASCII
        return _UNKNOWN
    return chr(low)


def _write_formula(formula: etree._Element, prefix: str, w: WordNames) -> None:
    """Write a formula in one line: fractions with a stroke, exponents raised."""
    for fraction in formula.iter(f"{prefix}f"):
        first = next(fraction.iterfind(f"{prefix}den//{prefix}t"), None)
        if first is not None:
            first.text = f"/{first.text or ''}"
    for name, mark in (("sup", raised), ("sub", lowered), ("deg", raised)):
        for part in formula.iter(f"{prefix}{name}"):
            for text in part.iter(f"{prefix}t"):
                text.text = mark(text.text or "")
    for text in list(formula.iter(f"{prefix}t")):
        text.tag = w.t


def _become(element: etree._Element, w: WordNames, text: str) -> None:
    for name in list(element.attrib):
        del element.attrib[name]
    element.tag = w.t
    element.text = text
