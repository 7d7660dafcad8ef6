"""A letter of the register written into a docx, in our own wording or in an office's template."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

from gia_desktop.documents.forms import letter as form
from gia_desktop.documents.forms.template import fill_template
from gia_desktop.documents.style import PageStyle
from gia_desktop.files.atomic import write_atomically
from gia_desktop.register.outside.letters import BLANK, NAMES, CaseLetter, needed_fields

_WHOLE: Final = "正文"
"""Field of a template that stands for all a letter says."""


def save_letter(letter: CaseLetter, path: Path, template: Path | None = None) -> list[str]:
    """Write a letter; return the Chinese names of what our wording says and a template lacks.

    Raises:
        GiaError: the file can't be written, or the template can't be read.
    """
    if template is None:
        date = f"{letter.date.year}年{letter.date.month}月{letter.date.day}日"
        text = form.Letter(
            f"{letter.signature}{letter.title}",
            letter.paragraphs,
            letter.signature,
            date,
            letter.number,
            letter.addressee,
        )
        write_atomically(path, form.write_letter(text, PageStyle()))
        return []
    texts = {key: letter.fields.get(key, "") or BLANK for key in NAMES}
    by_name = {NAMES[key]: text for key, text in texts.items()}
    data, found = fill_template(template, {**texts, **by_name, _WHOLE: "\n".join(letter.paragraphs)})
    write_atomically(path, data)
    return [NAMES[key] for key in _lacking(letter.kind, found) if letter.fields.get(key)]


def lacking_fields(kind: str, template: Path) -> list[str]:
    """Return the Chinese names of what our wording of a letter says and a template has no place for.

    Raises:
        GiaError: the template can't be read.
    """
    _, found = fill_template(template, {})
    return [NAMES[key] for key in _lacking(kind, found) if key in NAMES]


def _lacking(kind: str, found: Collection[str]) -> list[str]:
    keys = {name: key for key, name in NAMES.items()}
    there = {keys.get(name, name) for name in found}
    return [] if _WHOLE in there else sorted(needed_fields(kind) - there)
