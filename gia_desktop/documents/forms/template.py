"""An office's own docx as a template: names in braces are replaced by what they stand for."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.files.reading import read_whole

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_MOST_BYTES: Final = 20 * 1024 * 1024
_MOST_UNPACKED: Final = 60 * 1024 * 1024
FIELD: Final = re.compile(r"\{([^{}]{1,60})\}")


class TemplateFault(GiaError):
    """A template can't be used."""

    code = "GIA-E-734"

    def __init__(self, path: Path, detail: str) -> None:
        """Name the file."""
        super().__init__(
            f"文书模板《{path.name}》打不开。", "请核对它是 docx 文件，并关闭正在用它的 Word 或 WPS。", detail
        )


def fill_template(path: Path, fields: Mapping[str, str]) -> tuple[bytes, frozenset[str]]:
    """Return a template with its fields filled, and the names it holds; names nobody knows stay as they are.

    Args:
        path: the docx; a name may be broken over several runs, as Word likes to do.
        fields: texts by name, several names may stand for the same.

    Raises:
        TemplateFault: it is no docx, or one that unpacks to far more than any letter.
        GiaError: it can't be read at all, see ``read_whole``.
    """
    from docx import Document

    data = read_whole(path, _MOST_BYTES, "文书模板")
    try:
        _refuse_bombs(data)
        document = Document(io.BytesIO(data))
    except Exception as error:  # any fault of a foreign package: zip, XML, missing parts
        raise TemplateFault(path, f"{type(error).__name__}: {error}") from error
    found: set[str] = set()
    for each in _paragraphs(document):
        text = each.text
        names = FIELD.findall(text)
        if not names:
            continue
        found.update(names)
        _set_text(each, FIELD.sub(lambda match: fields.get(match.group(1), match.group()), text))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue(), frozenset(found)


def _refuse_bombs(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(part.file_size for part in package.infolist()) > _MOST_UNPACKED:
            raise ValueError("unpacks to too much")


def _paragraphs(document: Any) -> Iterator[Paragraph]:
    """Yield the paragraphs of the text, of tables and of heads and feet."""
    yield from document.paragraphs
    for table in document.tables:
        yield from _in_table(table)
    for section in document.sections:
        for part in (section.header, section.footer):
            yield from part.paragraphs


def _in_table(table: Any) -> Iterator[Paragraph]:
    for row in table.rows:
        for cell in row.cells:
            yield from cell.paragraphs
            for inner in cell.tables:
                yield from _in_table(inner)


def _set_text(paragraph: Paragraph, text: str) -> None:
    """Put a text into the first run, which gives it its look; the other runs become empty, links words."""
    for link in paragraph.hyperlinks:
        for run in link.runs:
            run.text = ""
    first, *rest = paragraph.runs or [paragraph.add_run()]
    first.text = text
    for each in rest:
        each.text = ""
