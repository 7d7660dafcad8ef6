"""The scanner finds what one long alternation would find."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.reading.plain_text import sentences
from gia_desktop.reading.vocabulary import vocabulary
from gia_desktop.reading.word_scanner import WordScanner, first_signs, split_branches

SENTENCES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "checks" / "data" / "sentences.toml").read_text("utf-8")
)["sentence"]


@pytest.mark.parametrize(
    ("wording", "signs"),
    [
        ("收到", "收"),
        ("新?收到", "新收"),
        (r"(?:近|约)?\d+件", "近约0123456789"),
        ("(?<!行)政(?!府)复", "政"),
        ("(?:甲|乙?)丙", "甲乙丙"),
        ("(?:(?:甲)?(?=丁)乙*)丙", "甲乙丙"),
        ("[甲乙]{0,2}丙+", "甲乙丙"),
        ("[0-9]{1,2}月", "0123456789"),
        (r"\{\d", "{"),
        (r"[〕\])]\d", "〕])"),
        ("(20)+年", "2"),
    ],
)
def test_first_signs_of_a_wording(wording: str, signs: str) -> None:
    assert first_signs(wording) == frozenset(signs)


def test_wordings_are_split_only_at_their_outermost_bars() -> None:
    assert split_branches(r"甲|(?:乙|丙)丁|[戊|己]|\|") == ["甲", "(?:乙|丙)丁", "[戊|己]", r"\|"]


@pytest.mark.parametrize("wording", ["(甲", "[甲"])
def test_group_that_never_closes_is_refused(wording: str) -> None:
    with pytest.raises(ValueError, match="甲"):
        first_signs(wording)


def test_first_entry_wins_and_empty_matches_are_passed_over() -> None:
    scanner = WordScanner([("long", "上年结转"), ("short", "上年|结转"), ("none", "件?(?=数)")])
    assert list(scanner.find("本上年结转上年数件数")) == [
        ("long", 1, 5), ("short", 5, 7), ("none", 8, 9),
    ]  # fmt: skip


def test_scanner_finds_what_one_long_alternation_finds() -> None:
    scanner = vocabulary()
    pairs: list[tuple[str, str]] = scanner.words
    whole = re.compile("|".join(f"(?P<w{number}>{wording})" for number, (_, wording) in enumerate(pairs)))
    for entry in SENTENCES:
        for sentence in sentences(entry["text"]):
            expected = [
                (pairs[int((match.lastgroup or "w0")[1:])][0], *match.span())
                for match in whole.finditer(sentence.text)
            ]
            assert list(scanner.find(sentence.text)) == expected
