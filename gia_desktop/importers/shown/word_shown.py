"""Turning the tree of a Word document into what Word shows: nothing hidden, marks on struck or raised text.

The tree is changed in place. After it every text that is shown stands in a plain ``w:t``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from gia_desktop.importers.shown.marks import lowered, pale, raised, small, struck
from gia_desktop.importers.shown.word_fields import write_out
from gia_desktop.importers.shown.word_ground import lost_runs
from gia_desktop.importers.shown.word_names import COMPATIBILITY, WordNames, above
from gia_desktop.importers.shown.word_styles import WordStyles

_RARE: Final = (
    "del moveFrom rt vanish strike dstrike vertAlign position hidden cellDel cellMerge showingPlcHdr "
    "footnoteReference endnoteReference"
)
_TOGGLES: Final = ("vanish", "strike", "dstrike")
_SMALL_SHARE: Final = 0.72
"""Text of less than this share of the size beside it is a note; 小五 beside 小四 (0.75) is not."""
_UNSEEN_SIZE: Final = 4
"""Half points; smaller text is a speck."""
_MOST_RUNS: Final = 400
_SAMPLE: Final = 20

Mark = Callable[[str], str]


@dataclass
class Shown:
    """What was found while a tree was made plain.

    Attributes:
        run_on: paragraphs whose mark is deleted or hidden: the next one goes on in the same line.
        remarks: what was left out, as Chinese sentences.
    """

    run_on: set[etree._Element] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)


def make_plain(root: etree._Element, w: WordNames, styles: WordStyles) -> Shown:
    """Take out of a document's tree what Word doesn't show, and mark what isn't simply to be read."""
    shown = Shown()
    rare: dict[str, list[etree._Element]] = {}
    names = {w(name): name for name in _RARE.split()}
    for element in root.iter(*names, f"{COMPATIBILITY}Fallback"):
        rare.setdefault(names.get(str(element.tag), "Fallback"), []).append(element)
    _drop_second_copies(rare.get("Fallback", ()))
    _drop_changes(rare, w, shown)
    shown.remarks += write_out(root, w)
    for name in ("hidden", "rt"):
        for element in rare.get(name, ()):
            if name == "rt":
                _remove(element)
            elif w.is_on(element) and (row := above(element, w.trpr, w.tr)) is not None:
                _tell(shown, "表里隐藏的行", _text(row, w))
                _remove(row)
    _drop_placeholders(root, rare.get("showingPlcHdr", ()), w, styles)
    for element in (*rare.get("footnoteReference", ()), *rare.get("endnoteReference", ())):
        run = element.getparent()
        if run is not None and element.get(w("customMarkFollows")):
            _wrap(run, w, raised)
    _mark_runs(root, rare, w, styles, shown)
    _mark_sizes(root, w, styles)
    _mark_pale(root, w, styles)
    return shown


def _drop_second_copies(elements: Iterable[etree._Element]) -> None:
    """Drop what stands beside a choice for programs that don't know it."""
    for element in elements:
        choice = element.getprevious()
        if choice is not None and choice.tag == f"{COMPATIBILITY}Choice":
            _remove(element)


def _drop_changes(rare: dict[str, list[etree._Element]], w: WordNames, shown: Shown) -> None:
    """Drop what tracked changes take away: words, rows, cells and the marks of paragraphs."""
    told = False
    for element in (*rare.get("del", ()), *rare.get("moveFrom", ())):
        parent = element.getparent()
        if parent is None:
            continue
        told = True
        if parent.tag == w.trpr:
            if (row := parent.getparent()) is not None:
                _remove(row)
        elif parent.tag == w.rpr:
            paragraph = above(parent, w.ppr, w.p)
            if paragraph is not None:
                shown.run_on.add(paragraph)
        else:
            _remove(element)
    for element in rare.get("cellDel", ()):
        cell = above(element, w.tcpr, w.tc)
        if cell is not None:
            told = True
            for run in list(cell.iter(w.r)):
                _wrap(run, w, struck)
    if told:
        shown.remarks.append("文件带有修订记录，已按接受修订后的样子读入，请核对。")


def _drop_placeholders(
    root: etree._Element, flags: Iterable[etree._Element], w: WordNames, styles: WordStyles
) -> None:
    """Drop the text that stands in a content control until somebody fills it."""
    for flag in flags:
        control = above(flag, w("sdtPr"), w("sdt"))
        content = None if control is None else control.find(w("sdtContent"))
        if content is not None and w.is_on(flag):
            for run in list(content.iter(w.r)):
                _remove(run)
    if next(root.iter(w("sdt")), None) is None:
        return
    for style in list(root.iter(w("rStyle"))):
        of_style = above(style, w.rpr, w.r)
        if of_style is not None and styles.is_placeholder(w.value(style)):
            _remove(of_style)


def _mark_runs(
    root: etree._Element,
    rare: dict[str, list[etree._Element]],
    w: WordNames,
    styles: WordStyles,
    shown: Shown,
) -> None:
    """Hide, strike and raise the runs that say so themselves or by a style."""
    asked: dict[etree._Element, None] = {}
    for name in (*_TOGGLES, "vertAlign", "position"):
        for element in rare.get(name, ()):
            properties = element.getparent()
            owner = None if properties is None or properties.tag != w.rpr else properties.getparent()
            if owner is None:
                continue
            if etree.QName(owner).localname == "r":  # of text or of mathematics, not what a change keeps
                asked[owner] = None
            elif name == "vanish" and owner.tag == w.ppr and w.is_on(element):
                shown.run_on |= {one for one in (owner.getparent(),) if one is not None}
    telling = styles.telling(*_TOGGLES, "vertAlign", "position")
    if telling:
        for style in root.iter(w("rStyle"), w("pStyle")):
            if w.value(style) in telling:
                asked |= dict.fromkeys(_runs_of_style(style, w))
        if styles.default_paragraph in telling:
            asked |= dict.fromkeys(root.iter(w.r))
    for run in asked:
        _mark_run(run, w, styles, shown)


def _runs_of_style(style: etree._Element, w: WordNames) -> list[etree._Element]:
    properties = style.getparent()
    owner = None if properties is None else properties.getparent()
    if owner is None:
        return []
    return [owner] if owner.tag == w.r else list(owner.iter(w.r)) if owner.tag == w.p else []


def _mark_run(run: etree._Element, w: WordNames, styles: WordStyles, shown: Shown) -> None:
    said = _properties(run, w, styles)
    if said.get("vanish") == "on":
        text = _text(run, w)
        if text.strip():
            _tell(shown, "隐藏的文字", text)
        _clear(run, w)
        return
    if "on" in {said.get("strike"), said.get("dstrike")}:
        _wrap(run, w, struck)
    height = said.get("position", "0")
    in_cell = _enclosing(run, w.tc) is not None
    is_high = said.get("vertAlign") == "superscript"
    is_low = said.get("vertAlign") == "subscript"
    if is_high or (in_cell and height.isdigit() and height != "0"):
        _wrap(run, w, raised)
    elif is_low or (in_cell and height.startswith("-")):
        _wrap(run, w, lowered)


def _properties(run: etree._Element, w: WordNames, styles: WordStyles) -> dict[str, str]:
    """Return what holds for a run: its own properties before those of its style and of its paragraph.

    Toggles of a character style and of a paragraph style cancel each other (ECMA-376 part 1, 17.7.3).
    """
    own = run.find(w.rpr)
    paragraph = _enclosing(run, w.p)
    of_paragraph = None if paragraph is None else paragraph.find(w.ppr)
    style = styles.default_paragraph
    if of_paragraph is not None:
        style = w.value(of_paragraph.find(w("pStyle")), style)
    by_paragraph = styles.run_properties(style)
    by_run = {} if own is None else styles.run_properties(w.value(own.find(w("rStyle"))))
    said = by_paragraph | by_run
    for name in _TOGGLES:
        if "on" in {by_paragraph.get(name), by_run.get(name)}:
            said[name] = "on" if by_paragraph.get(name) != by_run.get(name) else "off"
    for element in () if own is None else own:
        name = etree.QName(element).localname
        if element.tag == w(name):
            said[name] = ("on" if w.is_on(element) else "off") if name in _TOGGLES else w.value(element)
    return said


def _mark_sizes(root: etree._Element, w: WordNames, styles: WordStyles) -> None:
    """Mark text that is much smaller than the text beside it in the same paragraph of a cell."""
    paragraphs: dict[etree._Element, None] = {}
    for size in root.iter(w("sz")):
        run = above(size, w.rpr, w.r)
        paragraph = None if run is None else run.getparent()
        if paragraph is not None and paragraph.tag == w.p and len(paragraph) > 1:
            paragraphs[paragraph] = None
    for paragraph in paragraphs:
        runs = [run for run in paragraph.iter(w.r) if _text(run, w).strip()]
        if not 1 < len(runs) <= _MOST_RUNS or _enclosing(paragraph, w.tc) is None:
            continue
        sizes = {run: _size(_properties(run, w, styles), styles) for run in runs}
        largest = max(sizes.values())
        for run, own in sizes.items():
            if own < _SMALL_SHARE * largest:
                _wrap(run, w, small)


def _size(said: dict[str, str], styles: WordStyles) -> int:
    written = said.get("sz", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 5 else styles.size  # noqa: PLR2004


def _mark_pale(root: etree._Element, w: WordNames, styles: WordStyles) -> None:
    """Mark text in the colour of its ground, and specks and lines that nobody can read."""
    unseen = lost_runs(root, w, styles)
    specks = [size for size in root.iter(w("sz")) if _is_speck(w.value(size))]
    specks += [scale for scale in root.iter(w("w")) if len(w.value(scale).rstrip("%")) == 1]
    unseen |= dict.fromkeys(run for one in specks if (run := above(one, w.rpr, w.r)) is not None)
    for run in unseen:
        _wrap(run, w, pale)


def _is_speck(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) == 1 and int(written) <= _UNSEEN_SIZE


# -- the tree


def _enclosing(element: etree._Element, tag: str) -> etree._Element | None:
    return next(element.iterancestors(tag), None)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _text(element: etree._Element, w: WordNames) -> str:
    return "".join(element.itertext(w.t))


def _clear(run: etree._Element, w: WordNames) -> None:
    for child in list(run):
        if child.tag in {w.t, w("tab"), w("br"), w("cr"), w("noBreakHyphen")}:
            run.remove(child)


def _wrap(run: etree._Element, w: WordNames, mark: Mark) -> None:
    for text in run.iterchildren(w.t):
        text.text = mark(text.text or "")


def _tell(shown: Shown, what: str, text: str) -> None:
    line = " ".join(text.split())
    sample = line if len(line) <= _SAMPLE else line[:_SAMPLE] + "…"
    beginning = f"{what}没有读入"
    if not any(remark.startswith(beginning) for remark in shown.remarks):
        shown.remarks.append(f"{beginning}，如“{sample}”。" if sample else f"{beginning}。")
