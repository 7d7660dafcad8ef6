"""Paragraphs and runs of a docx, with Chinese punctuation kept in the Chinese font."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from gia_desktop.documents.writers.docx_styles import fonts
from gia_desktop.documents.writers.package import escape


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """Return a paragraph of a style; ``properties`` come right after the style in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def run(text: str, font: str, *, character_style: str = "") -> str:
    """Return the runs of a text.

    Word takes quotation marks, dashes, dots and circled numbers for Latin or Chinese signs by what
    stands around them, and would show “” in Times New Roman. A text that holds such signs is split, and
    the Chinese stretches name the Chinese font ``font`` in every slot.
    """
    if not text:
        return ""
    styled = f'<w:rStyle w:val="{character_style}"/>' if character_style else ""
    if not any(_is_ambiguous(sign) for sign in text):
        return _run(text, styled)
    chinese = fonts(font, font, hint=True)
    return "".join(
        _run(piece, styled + (chinese if is_chinese else "")) for is_chinese, piece in stretches(text)
    )


def _run(text: str, properties: str) -> str:
    wrapped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{wrapped}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def stretches(text: str) -> Iterator[tuple[bool, str]]:
    """Yield stretches of a text with whether they take the Chinese font; spaces stay with the Latin ones."""
    marked = [(_is_chinese(text, place), sign) for place, sign in enumerate(text)]
    for is_chinese, signs in groupby(marked, key=lambda mark: mark[0]):
        yield is_chinese, "".join(sign for _, sign in signs)


def _is_chinese(text: str, place: int) -> bool:
    sign = text[place]
    if not _is_ambiguous(sign):
        return unicodedata.east_asian_width(sign) in "WF"
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return not (len(around) == 2 and around.isascii() and around.isalpha())  # noqa: PLR2004 - as in don’t


def _is_ambiguous(sign: str) -> bool:
    """Tell whether Unicode leaves it open if a sign is Latin or Chinese: “ ” ‘ ’ — … · ℃ ① and others."""
    return unicodedata.east_asian_width(sign) == "A" and not unicodedata.category(sign).startswith("L")
