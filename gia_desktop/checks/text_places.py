"""What the rules on texts share: which texts there are, where a finding lies, cached searching."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from typing import Final, NamedTuple, Protocol

from gia_desktop.checks.finding import Finding, Span
from gia_desktop.checks.rule import Probe, Reads, Rule
from gia_desktop.core.keys import INFO_SECTION, PREAMBLE, SECTION_KEYS, TITLE, TextKey
from gia_desktop.core.narrative import LIVE_NUMBER, resolve_live_numbers
from gia_desktop.core.records import dataclass
from gia_desktop.formats.sheet import Sheet
from gia_desktop.reading.plain_text import pieces
from gia_desktop.reading.vocabulary import vocabulary
from gia_desktop.reading.word_scanner import WordScanner

BODY_KEYS: Final = (PREAMBLE, *SECTION_KEYS)
"""Running text: the opening paragraph and the six sections."""

WRITTEN_KEYS: Final = (TITLE, *BODY_KEYS)
"""Everything that the clerk words herself."""

_EXCERPT: Final = 16
_LONGEST_QUOTE: Final = 40
_CLAUSE: Final = re.compile(r"[^，。；：、（）()\n]*\Z")
_SHORT: Final = 4000
"""Signs of a text whose matches are kept as a whole."""
_MOST: Final = 50
"""Findings of one rule in one text: nobody works on more at a time, and a text can hold thousands."""
_THERE_ARE_MORE: Final = "这样的还有，改好前面的以后再列出。"

Look = Callable[[TextKey, str, Rule, Sheet], Iterable[Finding]]
"""Looks at one text that is not empty."""


def text_probes(keys: Iterable[TextKey], look: Look, *also: Reads) -> Iterator[Probe]:
    """Plan one probe per text; ``also`` names what the rule reads besides the text."""
    for key in keys:
        yield Probe(frozenset((key, *also)), partial(_look, look, key))


def word_probes(keys: Iterable[TextKey], look: Look, *also: Reads) -> Iterator[Probe]:
    """Plan one probe per text for a rule on its words: what a live number reads is nothing to it."""
    return (replace(probe, words_only=True) for probe in text_probes(keys, look, *also))


def _look(look: Look, key: TextKey, rule: Rule, sheet: Sheet) -> Iterable[Finding]:
    text = sheet.report.text(key)
    return _first_ones(look(key, text, rule, sheet)) if text.strip() else ()


def _first_ones(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the first findings of a rule in one text; the last of them says when there are more."""
    last: Finding | None = None
    for number, finding in enumerate(findings):
        if last is not None:
            yield last if number < _MOST else replace(last, message=last.message + _THERE_ARE_MORE)
        if number == _MOST:
            return
        last = finding
    if last is not None:
        yield last


def section_of(key: TextKey) -> str:
    """Return the section a text belongs to, ``"0"`` for 基本信息."""
    return key.removeprefix("section.") if key.startswith("section.") else INFO_SECTION


class Hit(NamedTuple):
    """A match of a pattern at its place in a text."""

    match: re.Match[str]
    offset: int

    def group(self, number: int = 0) -> str:
        """Return the words of a group; empty when it took no part."""
        return self.match.group(number) or ""

    def groups(self) -> tuple[str, ...]:
        """Return the words of all groups."""
        return self.match.groups(default="")

    def start(self, number: int = 0) -> int:
        """Return where a group begins in the text."""
        return self.match.start(number) + self.offset

    def end(self, number: int = 0) -> int:
        """Return where a group ends in the text."""
        return self.match.end(number) + self.offset

    def span(self, number: int = 0) -> tuple[int, int]:
        """Return the place of a group in the text."""
        return self.start(number), self.end(number)


def matches(pattern: re.Pattern[str], text: str) -> tuple[Hit, ...]:
    """Return all matches of a pattern that looks at no more than a paragraph.

    A text is searched piece by piece, and a piece that did not change is not searched again.
    """
    found: list[Hit] = []
    number = id(pattern)
    for start, piece in _searched_by(text):
        known = _searched(piece)
        if number not in known:
            known[number] = pattern, tuple([Hit(match, 0) for match in pattern.finditer(piece)])
        if hits := known[number][1]:
            found += [Hit(hit.match, start) for hit in hits] if start else hits
    return tuple(found)


def _searched_by(text: str) -> tuple[tuple[int, str], ...]:
    """Return the parts by which a text is searched: a short one is searched as a whole."""
    return ((0, text),) if len(text) <= _SHORT else pieces(text)


def words_in(scanner: WordScanner, key: TextKey, text: str) -> dict[str, tuple[Span, ...]]:
    """Return the places in a text of what a scanner finds, by meanings, in the order of the scanner."""
    found: dict[str, tuple[Span, ...]] = {}
    for start, piece in _searched_by(text):
        for meaning, at, end in _words_in_piece(scanner, piece):
            found[meaning] = (*found.get(meaning, ()), Span(key, start + at, start + end))
    return {meaning: found[meaning] for meaning, _ in scanner.words if meaning in found} if found else found


@lru_cache(maxsize=8192)
def _words_in_piece(scanner: WordScanner, piece: str) -> tuple[tuple[str, int, int], ...]:
    return tuple(scanner.find(piece))


@lru_cache(maxsize=1024)
def _searched(_piece: str) -> dict[int, tuple[re.Pattern[str], tuple[Hit, ...]]]:
    """Return what was found in a piece, by the ids of the patterns, which are kept alive beside it.

    By ids, for the hash of a pattern is worked out anew each time, over all of it.
    """
    return {}


class HasSpan(Protocol):
    """Something found at a place of a text."""

    def span(self) -> tuple[int, int]:
        """Return the place."""


def spans(key: TextKey, found: Iterable[HasSpan]) -> tuple[Span, ...]:
    """Return the places of matches in a text."""
    return tuple(Span(key, *hit.span()) for hit in found)


@dataclass(frozen=True)
class TextPlace:
    """A place in a text that a finding quotes."""

    key: TextKey
    text: str
    start: int
    end: int

    @property
    def section(self) -> str:
        """The section it belongs to."""
        return section_of(self.key)

    @property
    def span(self) -> Span:
        """The place itself."""
        return Span(self.key, self.start, self.end)

    def quote(self, sheet: Sheet) -> str:
        """Return the words it stands in, as they are read: from the last stop on, whole words only."""
        return resolve_live_numbers(quoted(self.text, self.start, self.end), sheet.live)

    def lead(self, sheet: Sheet) -> str:
        """Return the words before it, from the last stop on."""
        return resolve_live_numbers(quoted(self.text, self.start, self.start), sheet.live)


def quoted(text: str, start: int, end: int) -> str:
    """Return a part of a text with the words before it, back to the last stop or the beginning of a word."""
    lead = _CLAUSE.search(text, max(0, start - _LONGEST_QUOTE), start)
    before = lead.group() if lead else ""
    if len(before) == _LONGEST_QUOTE:  # the clause begins further back
        word = next((at for _, at, _ in vocabulary().find(before) if at), len(before))
        before = "…" + before[word:]
    return " ".join((before + text[start:end]).split())


def whole(key: TextKey, text: str = "") -> tuple[Span, ...]:
    """Return the place of a text as a whole; an empty text is pointed at by its beginning."""
    return (Span(key, 0, len(text)),)


def mask_live_numbers(text: str) -> str:
    """Return a text of the same length whose live numbers hold nothing that a rule could dislike."""
    return LIVE_NUMBER.sub(lambda match: "数" * len(match.group()), text) if "{" in text else text


def excerpt(text: str) -> str:
    """Return the beginning of a text for a message."""
    flat = " ".join(text.split())
    if len(flat) <= _EXCERPT:
        return flat
    words = (start for _, start, end in vocabulary().find(flat) if start < _EXCERPT < end)
    return flat[: next(words, 0) or _EXCERPT] + "…"
