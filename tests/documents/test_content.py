"""What a finished document says, before any file type gives it a shape."""

from __future__ import annotations

import pytest

from gia_desktop.documents.content import Kind, Paragraph, make_content
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.formats.sheet import Sheet
from tests.documents.conftest import with_texts


def headings(city: Sheet, text: str) -> list[str]:
    parts = make_content(with_texts(city, {"section.5": text}), DocumentOptions())
    sections = [
        place for place, part in enumerate(parts) if isinstance(part, Paragraph) and part.kind is Kind.SECTION
    ]
    return [part.heading for part in parts[sections[4] + 1 : sections[5]] if isinstance(part, Paragraph)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.建机制。全年两次。\n2.强监督。全年一次。", ["1.建机制。", "2.强监督。"]),
        ("1.建机制。全年两次。\n2.强监督，抓落实。", ["", ""]),
        ("（一）问题\n1.建机制。全年两次。\n2.强监督，抓落实。\n（二）改进\n1.建机制。全年两次。",
         ["（一）问题", "", "", "（二）改进", "1.建机制。"]),
        ("（一）问题。有三个。\n（二）改进，再改进。", ["（一）问题。", "（二）改进，再改进。"]),
    ],
)  # fmt: skip
def test_numbered_lines_under_one_heading_look_alike(city: Sheet, text: str, expected: list[str]) -> None:
    assert headings(city, text) == expected
