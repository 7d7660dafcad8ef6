"""Word documents written sign by sign, in any edition, with any prefix, in any encoding."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

USUAL: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES: Final = (
    f'xmlns:r="{_RELATED}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"'
)


def run(text: str, *properties: str) -> str:
    """Return a run with properties, ``vanish`` or a whole element."""
    said = "".join(one if one.startswith("<") else f"<w:{one}/>" for one in properties)
    return f'<w:r>{f"<w:rPr>{said}</w:rPr>" if said else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str, properties: str = "") -> str:
    """Return a paragraph."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    """Return a cell; bare runs get a paragraph."""
    inner = "".join(content)
    inner = inner if inner.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else para(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a row."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def docx(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    prefix: str = "w",
    namespace: str = USUAL,
    encoding: str = "utf-8",
    main: str = "word/document.xml",
    parts: Mapping[str, bytes] | None = None,
    relations: str = "",
) -> bytes:
    """Return a document; ``prefix`` empty makes its namespace the default one."""
    related = "".join(
        f'<Relationship Id="{name}" Type="{_RELATED}/{name}" Target="{name}.xml"/>'
        for name, content in (("styles", styles), ("numbering", numbering))
        if content
    )
    folder, _, file = main.rpartition("/")
    packed: dict[str, bytes] = {
        "_rels/.rels": _relations(f'<Relationship Id="a" Type="{_RELATED}/officeDocument" Target="{main}"/>'),
        f"{folder}/_rels/{file}.rels": _relations(related + relations),
        main: _part("document", f"<w:body>{body}</w:body>", prefix, namespace, encoding),
    }
    if styles:
        packed[f"{folder}/styles.xml"] = _part("styles", styles, prefix, namespace, encoding)
    if numbering:
        packed[f"{folder}/numbering.xml"] = _part("numbering", numbering, prefix, namespace, encoding)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, data in (packed | dict(parts or {})).items():
            package.writestr(name, data)
    return made.getvalue()


def _relations(inner: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inner}</Relationships>'.encode()


def _part(name: str, inner: str, prefix: str, namespace: str, encoding: str) -> bytes:
    text = f'<w:{name} xmlns:w="{namespace}" {_SPACES}>{inner}</w:{name}>'
    if prefix != "w":
        bare = f"{prefix}:" if prefix else ""
        declared = f"xmlns:{prefix}=" if prefix else "xmlns="
        text = text.replace("<w:", f"<{bare}").replace("</w:", f"</{bare}").replace("xmlns:w=", declared)
        # An attribute without prefix is in no namespace: the default one doesn't reach it.
        text = text.replace(" w:", f" {bare}") if prefix else text.replace(">", f' xmlns:w="{namespace}">', 1)
    return f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
