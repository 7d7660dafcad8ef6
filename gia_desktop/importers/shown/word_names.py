"""Names of the elements of Word documents, in whichever edition of the standard a document is written."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lxml import etree

_EDITIONS: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_RELATIONS: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
MATH: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF: Final = frozenset({"0", "false", "off", "none"})


class WordNames:
    """Qualified names in one edition (ECMA-376 transitional or strict)."""

    def __init__(self, namespace: str) -> None:
        """Take the namespace of the edition."""
        self.prefix = f"{{{namespace}}}"
        self.val = self("val")
        self.p, self.r, self.t = self("p"), self("r"), self("t")
        self.tbl, self.tr, self.tc = self("tbl"), self("tr"), self("tc")
        self.box = self("txbxContent")
        self.ppr, self.rpr, self.tcpr, self.trpr = self("pPr"), self("rPr"), self("tcPr"), self("trPr")

    def __call__(self, name: str) -> str:
        """Return the qualified form of a name."""
        return self.prefix + name

    def some(self, names: str) -> tuple[str, ...]:
        """Return the qualified forms of names that spaces part."""
        return tuple(self.prefix + name for name in names.split())

    def value(self, element: etree._Element | None, default: str = "") -> str:
        """Return the value that an element carries."""
        return default if element is None else element.get(self.val, default)

    def is_on(self, element: etree._Element) -> bool:
        """Tell whether a property that is on by standing there isn't switched off."""
        return element.get(self.val, "true").lower() not in _OFF


@lru_cache(maxsize=2)
def _edition(namespace: str) -> WordNames:
    return WordNames(namespace)


def names_of(root: etree._Element) -> WordNames:
    """Return the names in the edition that a part is written in; in the usual one when it is neither."""
    namespace = etree.QName(root).namespace
    return _edition(namespace if namespace in _EDITIONS else _EDITIONS[0])


def relation_id(element: etree._Element) -> str:
    """Return the relationship that an element names, empty when it names none."""
    return next((found for prefix in _RELATIONS if (found := element.get(f"{prefix}id"))), "")


def above(element: etree._Element, holder: str, owner: str) -> etree._Element | None:
    """Return the owner of a property when it stands in the holder of its present properties."""
    properties = element if element.tag == holder else element.getparent()
    if properties is None or properties.tag != holder:
        return None
    found = properties.getparent()
    return found if found is not None and found.tag == owner else None
