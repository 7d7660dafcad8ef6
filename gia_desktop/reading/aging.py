"""Figures and years of a text that may be out of date when the text is used a year later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

FIGURE: Final = re.compile(r"\{[a-z0-9_.]+\}|[0-9０-９](?:[0-9０-９.,]*[0-9０-９])?[%％]?")
"""A live number, or digits with what belongs to them."""

DAY: Final = re.compile(
    r"(?<![\d年])(?!1月1日|12月31日)(?:1[0-2]|[1-9])月(?:(?:3[01]|[12]\d|[1-9])日|(?=[初底末中上下份]))"
)
"""A day or a part of a month without its year; the ends of the report year are none."""

_LASTING: Final = re.compile(r"\s*(?:号|个?工作日|日|月|时|届)")
"""What follows figures that stay the same for good reasons: document numbers, time limits, dates."""
_YEAR: Final = re.compile(r"20\d\d(?=\s*年)")
_QUOTED: Final = re.compile(r"《[^》\n]*》|〔[^〕\n]*〕")
_PHONE: Final = r"(?:1\d{10}|(?:[(（]?0\d{2,3}[)）]?[-－—–―\s]?)?\d{7,8}(?:[-－转]\d{1,5})?)(?!\d)"
_CONTACT: Final = re.compile(
    r"邮(?:编|政编码)[^\d，。；\n]{0,3}\d{6}(?!\d)"
    rf"|(?:电话|传真|手机|号码|联系方式)[^\d，。；、\n]{{0,8}}{_PHONE}(?:[、/，,]{_PHONE})*"
    r"|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,64}"
)
"""Postcodes, telephone numbers and addresses of mail; a count of calls has fewer digits."""
_NUMBERING: Final = re.compile(r"^\s*[（(]?[0-9０-９]{1,2}[)）.．、]", re.MULTILINE)


def aging_figures(text: str, year: int) -> Iterator[re.Match[str]]:
    """Yield the figures that the report of a year can't simply take over, and the two years before it.

    Live numbers follow their cells; numbering, titles, document numbers, time limits, postcodes and telephone
    numbers don't change; of a day the month is yielded.
    """
    spared = {
        place
        for pattern in (_QUOTED, _NUMBERING, _CONTACT)
        for match in pattern.finditer(text)
        for place in range(*match.span())
    }
    for figure in FIGURE.finditer(text):
        start = figure.start()
        if figure.group().startswith("{") or start in spared:
            continue
        if _YEAR.match(text, start):
            if year - 2 <= int(figure.group()) < year:
                yield figure
        elif DAY.match(text, start) or not _LASTING.match(text, figure.end()):
            yield figure
