"""Styles and lists of many documents in one: each keeps its look, equal ones are kept once."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Final

from lxml import etree

from gia_desktop.documents.merging.source import A, Element, MergeFault, Source, w

MOST_STYLES: Final = 4000
"""Word opens no document with more than 4,079 styles."""
_THEME_SLOTS: Final = {
    "ascii": "asciiTheme",
    "hAnsi": "hAnsiTheme",
    "eastAsia": "eastAsiaTheme",
    "cs": "cstheme",
}
_ABOUT_NAMES: Final = frozenset(
    w(name)
    for name in (
        "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden",
        "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid",
    )
)  # fmt: skip
"""What a style says about itself and not about looks."""
_PARAGRAPH_ORDER: Final = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid",
    "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
    "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
]  # fmt: skip
_RUN_ORDER: Final = [
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline",
    "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w",
    "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign",
    "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
]  # fmt: skip
"""Order of properties in the schema, which Word keeps to."""
_STYLE_ORDER: Final = [
    "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden",
    "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid",
    "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr",
]  # fmt: skip
_ORDERS: Final = {w("pPr"): _PARAGRAPH_ORDER, w("rPr"): _RUN_ORDER}
_BY_ATTRIBUTE: Final = frozenset(w(name) for name in ("rFonts", "spacing", "ind", "lang"))
"""Properties that a style may give in part, the rest coming from below it."""


class Looks:
    """All styles and lists of the volume."""

    def __init__(self, styles: Element) -> None:
        """Begin with the styles of the front matter, whose defaults give way: its styles say everything."""
        self.styles = styles
        self.numbering: Element = etree.Element(w("numbering"), nsmap=styles.nsmap)
        self.known: dict[str, str] = {}
        self.names = {each.get(w("val"), "").casefold() for each in styles.iter(w("name"))}
        self.lists = 0
        defaults = styles.find(w("docDefaults"))
        if defaults is not None:
            styles.remove(defaults)

    @property
    def count(self) -> int:
        """Number of styles."""
        return len(self.styles.findall(w("style")))


class SourceLooks:
    """The styles and lists of one document, taken over as its text uses them."""

    def __init__(self, source: Source, looks: Looks) -> None:
        """Read them; a document without a part of styles has Word's own."""
        root = source.related("styles")
        self._looks = looks
        self._styles: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        self._below: dict[str, Element] = {}
        self._setting: dict[str, bool] = {}
        self._taken: dict[tuple[str, bool], str] = {}
        self._fonts = _theme_fonts(source.related("theme"))
        self._numbering = source.related("numbering")
        self._numbers: dict[str, str] = {}
        if root is None:
            return
        for style in root.iter(w("style")):
            style_id, kind = style.get(w("styleId"), ""), style.get(w("type"), "paragraph")
            self._styles[style_id] = style
            if style.get(w("default")) in {"1", "true", "on"}:
                self._default[kind] = style_id
        for outer, inner in (("pPrDefault", "pPr"), ("rPrDefault", "rPr")):
            found = root.find(f"{w('docDefaults')}/{w(outer)}/{w(inner)}")
            if found is not None:
                self._below[w(inner)] = found

    def paragraph(self, style_id: str | None, *, table_style: str | None = None) -> str | None:
        """Return the style of a paragraph in the volume.

        What the document sets for all its text lies below its table styles, and those below the styles of
        paragraphs. So a paragraph in a table whose style sets letters or lines takes a form of its style
        without what is set for all.
        """
        wanted = style_id if style_id in self._styles else self._default.get("paragraph")
        bare = table_style is not None and self._sets_text(table_style)
        return None if wanted is None else self._take(wanted, bare=bare)

    def run(self, style_id: str) -> str | None:
        """Return the style of letters in the volume, none when the document doesn't have it."""
        return self._take(style_id, bare=True) if style_id in self._styles else None

    def table(self, style_id: str | None) -> tuple[str | None, str | None]:
        """Return the style of a table in its document and in the volume."""
        wanted = style_id if style_id in self._styles else self._default.get("table")
        if wanted is None:
            return None, None
        return wanted, self._take(wanted, bare=not self._sets_text(wanted))

    def number(self, num_id: str) -> str:
        """Return a list in the volume; 0 is none."""
        if num_id in self._numbers or num_id == "0" or self._numbering is None:
            return self._numbers.get(num_id, "0")
        num = _by(self._numbering, "num", "numId", num_id)
        abstract = self._abstract(num)
        if num is None or abstract is None:
            return "0"
        self._looks.lists += 1
        new = str(self._looks.lists)
        abstract, num = deepcopy(abstract), deepcopy(num)
        abstract.set(w("abstractNumId"), new)
        for name in ("nsid", "tmpl", "styleLink", "numStyleLink"):
            _drop(abstract, name)
        for level in abstract.iter(w("lvl")):
            _drop(level, "pStyle", "lvlPicBulletId")
        num.set(w("numId"), new)
        num.find(w("abstractNumId")).set(w("val"), new)
        for level in num.iter(w("lvl")):
            _drop(level, "pStyle", "lvlPicBulletId")
        for part in (abstract, num):
            self.resolve(part)
        # All lists in general stand before the lists that use them.
        self._looks.numbering.insert(self._looks.lists - 1, abstract)
        self._looks.numbering.append(num)
        self._numbers[num_id] = new
        return new

    def resolve(self, root: Element) -> None:
        """Write fonts and colours of the document's theme as what they are: the volume has one theme only."""
        for fonts in root.iter(w("rFonts")):
            for slot, theme in _THEME_SLOTS.items():
                named = fonts.attrib.pop(w(theme), None)
                if named and (font := self._fonts.get(named)):
                    fonts.set(w(slot), font)
        for each in root.iter(w("color"), w("shd"), w("u"), *_BORDERS):
            for name in _THEME_COLOURS:
                each.attrib.pop(name, None)

    def _abstract(self, num: Element | None) -> Element | None:
        """Return the list in general that a list uses, also when it is named by way of a style."""
        abstract = self._general(num)
        link = abstract.find(w("numStyleLink")) if abstract is not None else None
        style = self._styles.get(link.get(w("val"), "")) if link is not None else None
        number = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}") if style is not None else None
        if number is None:
            return abstract
        return self._general(_by(self._numbering, "num", "numId", number.get(w("val"))))

    def _general(self, num: Element | None) -> Element | None:
        general = None if num is None else num.find(w("abstractNumId"))
        return (
            None
            if general is None
            else _by(self._numbering, "abstractNum", "abstractNumId", general.get(w("val")))
        )

    def _sets_text(self, style_id: str) -> bool:
        """Tell whether a table style sets letters or lines."""
        if style_id not in self._setting:
            self._setting[style_id] = self._sets(style_id)
        return self._setting[style_id]

    def _sets(self, style_id: str) -> bool:
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            if any(len(found) for name in ("pPr", "rPr") for found in style.iter(w(name))):
                return True
            style_id = _based_on(style)
        return False

    def _take(self, style_id: str, *, bare: bool, above: frozenset[str] = frozenset()) -> str:
        if (style_id, bare) in self._taken:
            return self._taken[style_id, bare]
        style = deepcopy(self._styles[style_id])
        kind = style.get(w("type"), "paragraph")
        parent = _based_on(style)
        name = style.find(w("name"))
        outline = name.get(w("val"), style_id) if name is not None else style_id
        new_parent = ""
        if parent in self._styles and parent not in above | {style_id}:
            new_parent = self._take(parent, bare=bare, above=above | {style_id})
        elif not bare and kind in {"paragraph", "table"}:
            self._lay_below(style)
        for child in list(style):
            if child.tag in _ABOUT_NAMES or not isinstance(child.tag, str):
                style.remove(child)
        self.resolve(style)
        for number in style.iter(w("numId")):
            number.set(w("val"), self.number(number.get(w("val"), "0")))
        for attribute in list(style.attrib):
            del style.attrib[attribute]
        key = f"{kind}|{new_parent}|{etree.tostring(style, method='c14n').decode()}"
        if key not in self._looks.known:
            self._looks.known[key] = self._add(style, kind, new_parent, outline)
        self._taken[style_id, bare] = self._looks.known[key]
        return self._taken[style_id, bare]

    def _lay_below(self, style: Element) -> None:
        """Put what the document sets for all its text below a style that derives from nothing."""
        for tag, defaults in self._below.items():
            own = style.find(tag)
            if own is None:
                own = etree.SubElement(style, tag)
            for default in defaults:
                mine = own.find(default.tag)
                if mine is None:
                    own.append(deepcopy(default))
                elif default.tag in _BY_ATTRIBUTE:
                    _fill(mine, default)
            order = _ORDERS[tag]
            own[:] = sorted(own, key=lambda child: _place(child, order))
        style[:] = sorted(style, key=lambda child: _place(child, _STYLE_ORDER))

    def _add(self, style: Element, kind: str, parent: str, name: str) -> str:
        looks = self._looks
        if looks.count >= MOST_STYLES:
            cause = f"各单位的样式加起来超过 {MOST_STYLES} 种"
            raise MergeFault(cause, hint="请不写原文件的文件夹，按统一版式重排，或分成几册。")
        new_id = f"Own{len(looks.known) + 1}"
        number, unique = 1, name
        while unique.casefold() in looks.names:
            number += 1
            unique = f"{name} {number}"
        looks.names.add(unique.casefold())
        made = deepcopy(style)
        for key, value in (("type", kind), ("customStyle", "1"), ("styleId", new_id)):
            made.set(w(key), value)
        heads = [("name", unique), ("basedOn", parent), ("uiPriority", "99")]
        for place, (tag, value) in enumerate((tag, value) for tag, value in heads if value):
            head = etree.Element(w(tag))
            head.set(w("val"), value)
            made.insert(place, head)
        looks.styles.append(made)
        return new_id


_BORDERS: Final = tuple(
    w(name) for name in ("top", "left", "bottom", "right", "insideH", "insideV", "bdr", "between")
)
_THEME_COLOURS: Final = tuple(
    w(name)
    for name in ("themeColor", "themeTint", "themeShade", "themeFill", "themeFillTint", "themeFillShade")
)


def _theme_fonts(theme: Element | None) -> Mapping[str, str]:
    """Return the fonts of a theme by the names that text calls them."""
    found: dict[str, str] = {}
    if theme is None:
        return found
    for which in ("major", "minor"):
        scheme = theme.find(f".//{{{A}}}{which}Font")
        if scheme is None:
            continue
        latin = _typeface(scheme, "latin")
        fonts = [font for font in scheme.iter(f"{{{A}}}font") if font.get("script") == "Hans"]
        chinese = _typeface(scheme, "ea") or next((font.get("typeface", "") for font in fonts), "")
        found |= dict.fromkeys((f"{which}Ascii", f"{which}HAnsi", f"{which}Bidi"), latin)
        found[f"{which}EastAsia"] = chinese
    return found


def _typeface(scheme: Element, name: str) -> str:
    font = scheme.find(f"{{{A}}}{name}")
    return "" if font is None else str(font.get("typeface", ""))


def _based_on(style: Element) -> str:
    found = style.find(w("basedOn"))
    return "" if found is None else str(found.get(w("val"), ""))


def _by(root: Element, tag: str, attribute: str, value: str | None) -> Element | None:
    return next((each for each in root.iter(w(tag)) if each.get(w(attribute)) == value), None)


def _drop(parent: Element, *names: str) -> None:
    for name in names:
        for child in parent.findall(w(name)):
            parent.remove(child)


def _fill(own: Element, default: Element) -> None:
    """Add the attributes that a property lacks; a font of the theme and a named one fill the same slot."""
    skipped: set[str] = set()
    if own.tag == w("rFonts"):
        for slot, theme in _THEME_SLOTS.items():
            if own.get(w(slot)) is not None or own.get(w(theme)) is not None:
                skipped |= {w(slot), w(theme)}
    for name, value in default.attrib.items():
        if name not in own.attrib and name not in skipped:
            own.set(name, value)


def _place(child: Element, order: list[str]) -> int:
    name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
    return order.index(name) if name in order else len(order)
