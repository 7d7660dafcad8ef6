"""Parts that a document brings along, such as pictures: copied once, under names of their own."""

from __future__ import annotations

import hashlib
import html
import posixpath
from collections.abc import Mapping
from typing import Final

from gia_desktop.documents.merging.source import Link, Source
from gia_desktop.documents.writers.package import DECLARATION

_DEFAULT_TYPE: Final = "application/octet-stream"
Rewritten = Mapping[str, bytes]
"""Parts of a source that were changed for the volume, by name."""


class Parts:
    """All parts of the volume beside those of the front matter, and the relationships of its text."""

    def __init__(self) -> None:
        """Begin with none."""
        self.data: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self.links: dict[str, Link] = {}
        self._by_content: dict[tuple[str, str], str] = {}
        self._ids: dict[Link, str] = {}

    def link(self, link: Link) -> str:
        """Return the id of a relationship of the volume's text, the same for the same target."""
        if link not in self._ids:
            made = self._ids[link] = f"rIdOwn{len(self.links) + 1}"
            self.links[made] = link
        return self._ids[link]

    def take(self, source: Source, part: str, rewritten: Rewritten) -> str:
        """Return the name of a part in the volume, with everything it needs."""
        return self._take(source, part, rewritten, {})

    def _take(self, source: Source, part: str, rewritten: Rewritten, taken: dict[str, str]) -> str:
        if part in taken:
            return taken[part]
        data = rewritten.get(part, source.parts[part])
        links = source.links(part)
        key = (hashlib.sha256(data).hexdigest(), part.rpartition(".")[2])
        if not links and key in self._by_content:
            return self._by_content[key]
        name = f"word/own/{len(self.data) + 1}-{posixpath.basename(part)}"
        taken[part] = name
        self.data[name] = data
        self.types[name] = source.content_type(part) or _DEFAULT_TYPE
        if not links:
            self._by_content[key] = name
            return name
        inner = {
            own: Link(link.kind, self._take(source, link.target, rewritten, taken), external=False)
            for own, link in links.items()
            if not link.external and link.target in source.parts
        }
        inner |= {own: link for own, link in links.items() if link.external and link.short == "hyperlink"}
        folder, _, base = name.rpartition("/")
        self.data[f"{folder}/_rels/{base}.rels"] = relationships(inner, folder)
        return name


def relationships(links: Mapping[str, Link], folder: str) -> bytes:
    """Return a part of relationships of a part in a folder."""
    made = "".join(
        f'<Relationship Id="{own}" Type="{html.escape(link.kind)}" Target="{_target(link, folder)}"'
        + (' TargetMode="External"/>' if link.external else "/>")
        for own, link in links.items()
    )
    start = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return f"{DECLARATION}{start}{made}</Relationships>".encode()


def _target(link: Link, folder: str) -> str:
    return html.escape(link.target if link.external else posixpath.relpath(link.target, folder))
