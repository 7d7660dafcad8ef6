"""Paragraphs and runs of a docx; signs that could be Latin or Chinese say which they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers.docx_styles import MARK, mark_fonts, size
from gia_desktop.documents.writers.package import escape

_BREAK: Final = re.compile("([\t\n\u2011])")
_BREAKS: Final = {"\t": "<w:tab/>", "\n": "<w:br/>", "\u2011": "<w:noBreakHyphen/>"}


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """Return a paragraph of a style; ``properties`` come right after the style in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def run(text: str, style: PageStyle, font: str = "", *, character_style: str = "", points: float = 0) -> str:
    """Return the runs of a text.

    Word takes quotation marks, dashes, dots and circled numbers for Latin or Chinese signs by what
    stands around them, and would show “” in Times New Roman. These signs alone become runs of their own
    that say they are Chinese; all else takes the fonts of the paragraph's style.

    Args:
        text: tabs, line ends and hyphens that never end a line become those of Word.
        style: the page style.
        font: Chinese font of the paragraph when it isn't that of the body.
        character_style: id of the style of the whole text.
        points: size of the text when it isn't that of the paragraph.
    """
    sized = size(points) if points else ""
    styled = f'<w:rStyle w:val="{character_style}"/>' if character_style else ""
    if text.isascii() or not any(map(_is_ambiguous, text)):
        return _run(text, styled + sized) if text else ""
    if font in {"", style.body_font} and not character_style:
        marked = f'<w:rStyle w:val="{MARK}"/>{mark_fonts()}'
    else:
        marked = styled + mark_fonts(font or style.body_font)
    signs = [(_is_ambiguous(sign) and _is_chinese(text, place), sign) for place, sign in enumerate(text)]
    return "".join(
        _run("".join(sign for _, sign in group), (marked if is_mark else styled) + sized)
        for is_mark, group in groupby(signs, key=lambda pair: pair[0])
    )


def _run(text: str, properties: str) -> str:
    wrapped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    if text.isalnum():
        return f"<w:r>{wrapped}{_shown(text)}</w:r>"
    shown = "".join([_BREAKS.get(piece) or _shown(piece) for piece in _BREAK.split(text) if piece])
    return f"<w:r>{wrapped}{shown}</w:r>"


def _shown(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


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


@lru_cache(maxsize=4096)
def _is_ambiguous(sign: str) -> bool:
    """Tell whether Unicode leaves it open if a sign is Latin or Chinese: “ ” ‘ ’ — … · ℃ ① and others."""
    return unicodedata.east_asian_width(sign) == "A" and not unicodedata.category(sign).startswith("L")
