"""Footnotes and endnotes of many documents in one part each, with numbers of their own."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree

from gia_desktop.documents.merging.source import Element, R, W, w

KINDS: Final = ("footnote", "endnote")
_SEPARATORS: Final = (("separator", "-1"), ("continuationSeparator", "0"))
"""Notes that draw the line above notes; every file has them."""


class Notes:
    """All notes of one kind."""

    def __init__(self, kind: str) -> None:
        """Begin with none but the lines above them."""
        self.kind, self.count = kind, 0
        self.root: Element = etree.Element(w(f"{kind}s"), nsmap={"w": W})
        for name, own in _SEPARATORS:
            note = etree.SubElement(self.root, w(kind))
            note.set(w("type"), name)
            note.set(w("id"), own)
            run = etree.SubElement(etree.SubElement(note, w("p")), w("r"))
            etree.SubElement(run, w(name))

    def take(self, notes: Element | None, own: str) -> Element | None:
        """Copy a note of a document; None when there is no such note, its ``id`` is that in the volume."""
        found = [] if notes is None else [note for note in notes if note.get(w("id")) == own]
        if not found:
            return None
        self.count += 1
        note = deepcopy(found[0])
        note.set(w("id"), str(self.count))
        for each in note.iter():
            # What a note leads to stays words: its part has no links of its own.
            for name in [name for name in each.attrib if name.startswith(f"{{{R}}}")]:
                del each.attrib[name]
        self.root.append(note)
        return note
