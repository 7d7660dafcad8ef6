"""Lines of entries and keys in a format file."""

from __future__ import annotations

import pytest

from gia_desktop.files.positions import Positions

TEXT = '''# note
gia_format = 1
[source]
title = """
[[rows]]
id = "not a row"
"""
[[ rows ]]  # first
id = "a"
[[rows]]
id = "b"
label = """one line"""
sum = [
  "a",
]
'''


@pytest.mark.parametrize(
    ("name", "index", "key", "line"),
    [
        ("", 0, "gia_format", 2),
        ("source", 0, "title", 4),
        ("rows", 0, "", 8),
        ("rows", 0, "id", 9),
        ("rows", 1, "id", 11),
        ("rows", 1, "sum", 13),
        ("rows", 1, "short", 10),
        ("rows", 2, "id", 1),
        ("", 0, "name", 1),
    ],
)
def test_a_key_has_its_line_and_a_missing_one_the_line_of_its_entry(
    name: str, index: int, key: str, line: int
) -> None:
    assert Positions(TEXT).line(name, index, key) == line
