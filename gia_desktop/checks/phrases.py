"""Words and phrases that the rules go by, read once from ``resources/phrases``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gia_desktop.files.resources import resource
from gia_desktop.reading.word_scanner import WordScanner


@dataclass(frozen=True)
class Aspect:
    """One of the five aspects of 总体情况, words that tell that it was spoken of, other headings for it."""

    name: str
    words: tuple[str, ...]
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Typo:
    """A fixed term spelled wrongly."""

    wrong: re.Pattern[str]
    right: str


@dataclass(frozen=True)
class OldDocument:
    """A document that reports from ``first_year`` on no longer cite; ``now`` is what they cite instead."""

    pattern: re.Pattern[str]
    first_year: int
    message: str
    now: str = ""


@dataclass(frozen=True)
class Wording:
    """What ``wording.toml`` holds; ``parts`` maps a section to words that name it in a list of parts.

    ``marks`` names the signs of documents that are not meant for the public.
    ``misspelt``, ``cited`` and ``marked`` find all typos, documents and marks at once, each by its number
    (``number_of``).
    """

    aspects: tuple[Aspect, ...]
    parts: Mapping[str, tuple[str, ...]]
    typos: tuple[Typo, ...]
    documents: tuple[OldDocument, ...]
    marks: tuple[str, ...]
    misspelt: WordScanner
    cited: WordScanner
    marked: WordScanner


def number_of(name: str) -> int:
    """Return the place in its list of what a scanner of ``Wording`` found."""
    return int(name.removeprefix("n"))


def _scanner(entries: Iterable[Mapping[str, str]], key: str) -> WordScanner:
    return WordScanner([(f"n{number}", entry[key]) for number, entry in enumerate(entries)])


@cache
def wording() -> Wording:
    """Return the bundled words of the wording rules."""
    data = tomllib.loads(resource("phrases", "wording.toml").read_text("utf-8"))
    return Wording(
        tuple(
            Aspect(entry["name"], tuple(entry["words"]), tuple(entry.get("headings", ())))
            for entry in data["aspects"]
        ),
        {section: tuple(words) for section, words in data["parts"].items()},
        tuple(Typo(re.compile(entry["wrong"]), entry["right"]) for entry in data["typos"]),
        tuple(
            OldDocument(
                re.compile(entry["pattern"]), entry["first_year"], entry["message"], entry.get("now", "")
            )
            for entry in data["documents"]
        ),
        tuple(entry["name"] for entry in data["marks"]),
        _scanner(data["typos"], "wrong"),
        _scanner(data["documents"], "pattern"),
        _scanner(data["marks"], "pattern"),
    )


@cache
def reason_phrases() -> Mapping[str, tuple[str, ...]]:
    """Return ready phrases for 审核说明 by code of the rule."""
    return {entry["code"]: tuple(entry["phrases"]) for entry in _reasons()["rules"]}


@cache
def general_phrases() -> tuple[str, ...]:
    """Return ready phrases for rules without phrases of their own."""
    return tuple(_reasons()["general"])


def _reasons() -> dict[str, Any]:
    return tomllib.loads(resource("phrases", "reasons.toml").read_text("utf-8"))
