"""Style sheets of web pages as far as they hide, strike, raise, shrink or number text (CSS 2.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from gia_desktop.importers.faults import UnsafeFileError

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_BLOCK = re.compile(r"([^{};]*)\{|\}|[^{};]*;")
_DECLARED = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_COMPOUND = re.compile(r"([\w*-]*)((?:[.#][\w\u0080-\uffff-]+|\[hidden\])*)")
_PART = re.compile(r"[.#][\w\u0080-\uffff-]+|\[hidden\]")
_PSEUDO = re.compile(r"::?(before|after)$")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
_LONGEST_VALUE: Final = 1_000
_DEEPEST: Final = 8
"""Variables that stand for variables; a longer chain is a circle."""
_CONTENT = re.compile(r"\"([^\"]*)\"|'([^']*)'|attr\(\s*([\w-]+)\s*\)")
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?|\\(.)", re.DOTALL)
_MOST_RULES: Final = 3_000
_MOST_TRIED: Final = 1_000_000
"""Rules tried on elements; a page of a large site with all its sheets inside needs a tenth."""
_LONGEST_SHEET: Final = 1_000_000
_TELLING: Final = frozenset(
    {"display", "visibility", "mso-hide", "font-size", "font", "opacity", "color", "background",
     "background-color", "background-image", "text-decoration", "text-decoration-line", "vertical-align",
     "mso-text-raise", "position", "top", "left", "text-indent", "list-style", "list-style-type",
     "white-space", "mso-ignore", "mso-element", "clip", "clip-path", "overflow", "width", "height",
     "max-width", "max-height", "transform", "content"}
)  # fmt: skip
"""Properties that decide what of a text is seen, and how."""


@dataclass(frozen=True, slots=True)
class _Compound:
    """What one element must be: a tag, classes, ids."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]
    hidden: bool
    child: bool
    """Whether it must be the parent of the next one, not any ancestor."""

    def fits(self, element: etree._Element) -> bool:
        """Tell whether an element is it."""
        if self.tag and self.tag != element.tag:
            return False
        if self.ids and element.get("id", "") not in self.ids:
            return False
        if self.hidden and element.get("hidden") is None:
            return False
        return not self.classes or self.classes <= set(element.get("class", "").lower().split())


@dataclass(frozen=True, slots=True)
class _Rule:
    """Declarations for the elements that a selector means."""

    chain: tuple[_Compound, ...]
    weight: tuple[int, int, int]
    declared: tuple[tuple[str, str, bool], ...]
    part: str = ""
    """``before`` or ``after`` for what is written there and stands in no element."""


class StyleSheets:
    """The style sheets inside a page; those in other files are not at hand."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Read the texts of style elements."""
        self._by_key: dict[tuple[str, str], list[_Rule]] = {}
        self._parts: set[str] = set()
        self._variables: dict[etree._Element, dict[str, str]] = {}
        self._tried = 0
        count = 0
        for text in dict.fromkeys(texts):
            for rule in _rules(text[:_LONGEST_SHEET], count):
                count += 1
                if count > _MOST_RULES:
                    return
                last = rule.chain[-1]
                key = next(iter(last.ids | last.classes), "") or last.tag
                self._by_key.setdefault((rule.part, key), []).append(rule)
                if any(name == "content" for name, _, _ in rule.declared):
                    self._parts.add(rule.part)

    def declared(self, element: etree._Element, part: str = "") -> dict[str, str]:
        """Return what an element's style says, its own before those of the sheets.

        Args:
            element: the element.
            part: ``before`` or ``after`` for what the sheets write before or after its own text.

        Raises:
            UnsafeFileError: rules and elements are so many that trying them would take minutes.
        """
        said = self._written(element, part)
        if any("var(" in value for value in said.values()):
            known = self._variables_of(element, None if part else said)
            filled = ((name, _filled(value, known)) for name, value in said.items())
            said = {name: value for name, value in filled if value is not None}
        return {name: value for name, value in said.items() if not name.startswith("--")}

    def writes(self, part: str) -> bool:
        """Tell whether any sheet writes something before or after elements."""
        return part in self._parts

    def _variables_of(self, element: etree._Element, written: dict[str, str] | None) -> dict[str, str]:
        """Return the variables that hold in an element: its own before those of what it stands in.

        Args:
            element: the element.
            written: what is declared for it, when that is known already.
        """
        known: dict[str, str] = {}
        for here in (*reversed(list(element.iterancestors())), element):
            if here not in self._variables:
                said = written if here is element and written is not None else self._written(here)
                own = {name: value for name, value in said.items() if name.startswith("--")}
                self._variables[here] = known | own if own else known
            known = self._variables[here]
        return known

    def _written(self, element: etree._Element, part: str = "") -> dict[str, str]:
        """Return what is declared for an element, variables and all.

        Raises:
            UnsafeFileError: rules and elements are so many that trying them would take minutes.
        """
        own = "" if part else element.get("style")
        said: dict[str, tuple[tuple[int, ...], str]] = {}
        if self._by_key:
            for rule in self._fitting(element, part):
                for name, value, important in rule.declared:
                    weight = (int(important), 0, *rule.weight)
                    if name not in said or said[name][0] <= weight:
                        said[name] = (weight, value)
        if own:
            for name, value, important in _declarations(own):
                weight = (int(important), 1, 0, 0, 0)
                if name not in said or said[name][0] <= weight:
                    said[name] = (weight, value)
        return {name: value for name, (_, value) in said.items()}

    def _fitting(self, element: etree._Element, part: str) -> Iterator[_Rule]:
        keys = [str(element.tag), ""]
        if name := element.get("class"):
            keys += name.lower().split()
        if name := element.get("id"):
            keys.append(name)
        for key in dict.fromkeys(keys):
            rules = self._by_key.get((part, key), ())
            self._tried += len(rules)
            if self._tried > _MOST_TRIED:
                raise UnsafeFileError("复杂得读不完")
            for rule in rules:
                if _means(rule.chain, element):
                    yield rule


def _means(chain: tuple[_Compound, ...], element: etree._Element) -> bool:
    if not chain[-1].fits(element):
        return False
    here = element.getparent()
    for compound in reversed(chain[:-1]):
        while here is not None and not compound.fits(here):
            if compound.child:
                return False
            here = here.getparent()
        if here is None:
            return False
        here = here.getparent()
    return True


def _rules(text: str, first: int) -> Iterator[_Rule]:
    """Yield the rules that tell anything, in order; sheets for print and for odd sizes are left out."""
    text = _COMMENT.sub(" ", text)
    place, order = 0, first
    while found := _BLOCK.match(text, place) or _BLOCK.search(text, place):
        place = found.end()
        head = found.group(1)
        if head is None:
            continue
        head = head.strip().lower()
        if head.startswith("@"):
            # One that bounds the size from above is for telephones.
            if "max-" in head or not re.fullmatch(r"@media\s+(?:all|screen)(?:\s+and.*)?", head):
                place = _end_of(text, place)
            continue
        end = text.find("}", place)
        body = text[place : end if end >= 0 else len(text)]
        place = len(text) if end < 0 else end + 1
        declared = tuple(_declarations(body))
        if not declared:
            continue
        for selector in head.split(","):
            pseudo = _PSEUDO.search(selector.strip())
            part = pseudo.group(1) if pseudo else ""
            chain = _chain(_PSEUDO.sub("", selector.strip()) or "*" if pseudo else selector)
            if chain:
                order += 1
                names, tags = _weight(chain)
                yield _Rule(chain, (names, tags, order), declared, part)


def content_of(element: etree._Element, written: str) -> str:
    """Return the words of a ``content``; icons, which fonts of their own draw, are none."""
    words = []
    for double, single, name in _CONTENT.findall(written):
        word = element.get(name, "") if name else _ESCAPE.sub(_unescaped, double or single)
        words += [sign for sign in word if not "\ue000" <= sign <= "\uf8ff"]
    return "".join(words)


def _unescaped(found: re.Match[str]) -> str:
    if found.group(2):
        return found.group(2)
    number = int(found.group(1), 16)
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFDD0 else ""  # noqa: PLR2004


def _filled(value: str, known: dict[str, str]) -> str | None:
    """Return a value with its variables filled in; None where one is not declared: it counts as unsaid."""
    for _ in range(_DEEPEST):
        found = _VARIABLE.search(value)
        if found is None:
            return None if "var(" in value else value.strip()
        fallback: str | None = found.group(2)
        other = known.get(found.group(1), fallback)
        if other is None:
            return None
        value = value[: found.start()] + other + value[found.end() :]
        if len(value) > _LONGEST_VALUE:
            return None
    return None


def _end_of(text: str, place: int) -> int:
    """Return where a block ends whose beginning was read."""
    depth = 1
    for found in re.finditer(r"[{}]", text[place:]):
        depth += 1 if found.group() == "{" else -1
        if not depth:
            return place + found.end()
    return len(text)


def _chain(selector: str) -> tuple[_Compound, ...]:
    """Return the compounds of a selector from the outermost in; nothing for one that isn't understood."""
    chain: list[_Compound] = []
    words = selector.replace(":root", "html").replace(">", " > ").split()
    for place, word in enumerate(words):
        if word == ">":
            continue
        found = _COMPOUND.fullmatch(word)
        if found is None or len(chain) > 8:  # noqa: PLR2004
            return ()
        parts = _PART.findall(found.group(2))
        chain.append(
            _Compound(
                found.group(1).strip("*"),
                frozenset(part[1:] for part in parts if part[0] == "."),
                frozenset(part[1:] for part in parts if part[0] == "#"),
                "[hidden]" in parts,
                place + 1 < len(words) and words[place + 1] == ">",
            )
        )
    return tuple(chain)


def _weight(chain: tuple[_Compound, ...]) -> tuple[int, int]:
    ids = sum(len(one.ids) for one in chain)
    classes = sum(len(one.classes) + one.hidden for one in chain)
    return ids * 100 + classes, sum(1 for one in chain if one.tag)


def _declarations(body: str) -> Iterator[tuple[str, str, bool]]:
    for found in _DECLARED.finditer(body):
        name = found.group(1).lower()
        if name in _TELLING or name.startswith("--"):
            value, mark, _ = found.group(2).lower().partition("!important")
            yield name, value.strip(), bool(mark)
