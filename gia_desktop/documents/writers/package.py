"""Writing an Office package: a zip whose bytes depend on its parts alone."""

from __future__ import annotations

import html
import zipfile
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Final

from gia_desktop.core.narrative import clean_text
from gia_desktop.files.resources import resource

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)


def pack(parts: Mapping[str, str]) -> bytes:
    """Return the package of the given parts: same parts, same bytes, whoever writes them and when."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, (DECLARATION + text).encode("utf-8"))
    return target.getvalue()


def escape(text: str) -> str:
    """Return a text as XML content or attribute value, without signs that XML can't carry."""
    return text if text.isalnum() else html.escape(clean_text(text), quote=True)


def core_properties(title: str) -> str:
    """Return the part with the document's title and language; author, dates and history are left out."""
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def content_types(overrides: Mapping[str, str]) -> str:
    """Return the part that names the type of every other part."""
    named = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    """Return a part of relationships: id → (type, target)."""
    made = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'


@cache
def theme() -> str:
    """Return the theme part, which Word and Excel expect although no style refers to it."""
    return resource("documents", "theme.xml").read_text("utf-8").rstrip()
