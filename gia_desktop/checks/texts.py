"""What the rules on texts share: which texts there are, where a finding lies, cached searching."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import Final

from gia_desktop.checks.finding import Finding, Span
from gia_desktop.checks.rule import Probe, Reads
from gia_desktop.core.keys import PREAMBLE, SECTION_KEYS, TITLE, TextKey
from gia_desktop.core.narrative import LIVE_NUMBER
from gia_desktop.formats.sheet import Sheet

BODY_KEYS: Final = (PREAMBLE, *SECTION_KEYS)
"""Running text: the opening paragraph and the six sections."""

WRITTEN_KEYS: Final = (TITLE, *BODY_KEYS)
"""Everything that the clerk words herself."""

_EXCERPT: Final = 16

Look = Callable[[TextKey, str, Sheet], Iterable[Finding]]
"""Looks at one text that is not empty."""


def text_probes(keys: Iterable[TextKey], look: Look, *also: Reads) -> Iterator[Probe]:
    """Plan one probe per text; ``also`` names what the rule reads besides the text."""
    for key in keys:
        yield Probe(frozenset((key, *also)), partial(_look, look, key))


def _look(look: Look, key: TextKey, sheet: Sheet) -> Iterable[Finding]:
    text = sheet.report.text(key)
    return look(key, text, sheet) if text.strip() else ()


def section_of(key: TextKey) -> str:
    """Return the section a text belongs to, ``"0"`` for 基本信息."""
    return key.removeprefix("section.") if key.startswith("section.") else "0"


@lru_cache(maxsize=2048)
def matches(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str], ...]:
    """Return all matches of a pattern; a text that did not change is not searched again."""
    return tuple(pattern.finditer(text))


def spans(key: TextKey, found: Iterable[re.Match[str]]) -> tuple[Span, ...]:
    """Return the places of matches in a text."""
    return tuple(Span(key, *match.span()) for match in found)


def whole(key: TextKey, text: str = "") -> tuple[Span, ...]:
    """Return the place of a text as a whole; an empty text is pointed at by its beginning."""
    return (Span(key, 0, len(text)),)


def mask_live_numbers(text: str) -> str:
    """Return a text of the same length whose live numbers hold nothing that a rule could dislike."""
    return LIVE_NUMBER.sub(lambda match: "数" * len(match.group()), text) if "{" in text else text


def excerpt(text: str) -> str:
    """Return the beginning of a text for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _EXCERPT else flat[:_EXCERPT] + "…"
