"""Finding the six sections of a report by the wording and order of their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gia_desktop.core.keys import SECTION_IDS
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.matching.labels import Vocabulary, take_apart

_LONGEST_HEADING: Final = 46
_KEYWORDS: Final = (
    ("1", ("总体情况",)),
    ("4", ("行政复议", "行政诉讼")),
    ("3", ("收到和处理",)),
    ("3", ("申请", "处理情况")),
    ("5", ("问题", "改进")),
    ("5", ("问题", "措施")),
    ("2", ("主动公开", "信息", "情况")),
    ("6", ("其他", "报告")),
    ("6", ("其他", "事项")),
)
"""Words that mark a renamed heading, the more particular ones first."""
_FIRST_KEYWORDS: Final = frozenset(words[0] for _, words in _KEYWORDS)
_SENTENCE = re.compile(r"[。；;，,：:]")
_HEADING_END = re.compile(r"[。：:]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph that begins a section.

    Attributes:
        rest: text that runs on after the heading in the same paragraph.
        weight: how sure it is.
    """

    section: str
    place: int
    rest: str
    weight: int


def find_headings(paragraphs: Sequence[str], formats: Formats) -> list[Heading]:
    """Return the paragraphs that begin sections, in order; of several readings the most likely one.

    A table of contents, sub-headings that sound alike and wrong numbers don't mislead it: the chosen
    headings ascend from 一 to 六 and are together the most certain.
    """
    words = _vocabulary(tuple((section.id, section.heading) for fmt in formats for section in fmt.sections))
    found = [
        heading
        for place, paragraph in enumerate(paragraphs)
        if (heading := _heading(paragraph, place, words)) is not None
    ]
    # Of the chains that end in one section the best is enough: every later heading would choose it.
    best: dict[str, tuple[int, list[Heading]]] = {}
    for heading in found:
        before = [chain for section, chain in best.items() if section < heading.section]
        weight, chain = max(before, key=_merit, default=(0, []))
        longer = (weight + heading.weight, [*chain, heading])
        best[heading.section] = max(best.get(heading.section, longer), longer, key=_merit)
    return max(best.values(), key=_merit, default=(0, []))[1]


def _merit(item: tuple[int, list[Heading]]) -> tuple[int, int]:
    """Of equally certain chains the later one counts: the contents come before the text itself."""
    weight, chain = item
    return weight, chain[-1].place


def heading_of(paragraph: str, formats: Formats) -> str:
    """Return the section that a paragraph is the heading of, empty when it is none for certain."""
    found = find_headings([paragraph], formats)
    return found[0].section if found and found[0].weight >= _CERTAIN else ""


_CERTAIN: Final = 4


def _heading(paragraph: str, place: int, words: Vocabulary) -> Heading | None:
    line = paragraph.strip()
    head, rest = line, ""
    if len(line) > _LONGEST_HEADING:
        stop = _HEADING_END.search(line)
        if stop is None or stop.start() > _LONGEST_HEADING:
            return None
        head, rest = line[: stop.start()], line[stop.end() :].strip()
    found = words.find(head)
    if not found and not any(word in head for word in _FIRST_KEYWORDS):
        return None  # most lines
    taken = take_apart(head)
    if found:
        section, weight = found.id, 2 + int(found.likeness)
    else:
        section, weight = _by_keywords(head, taken.style), 2
    if not section:
        return None
    if taken.style == "chinese":
        weight += 1 + 2 * (str(taken.number) == section)
    elif rest or (not found and _SENTENCE.search(head)):
        return None
    return Heading(section, place, rest, weight)


def _by_keywords(head: str, style: str) -> str:
    """Return the section of a renamed heading; without a number only a short line counts."""
    if style != "chinese" and len(head) > _LONGEST_HEADING // 2:
        return ""
    return next((section for section, words in _KEYWORDS if all(word in head for word in words)), "")


@lru_cache(maxsize=8)
def _vocabulary(headings: tuple[tuple[str, str], ...]) -> Vocabulary:
    labels: dict[str, list[str]] = {section: [] for section in SECTION_IDS}
    for section, heading in headings:
        labels.setdefault(section, []).append(heading)
    return Vocabulary({section: wordings for section, wordings in labels.items() if wordings})
