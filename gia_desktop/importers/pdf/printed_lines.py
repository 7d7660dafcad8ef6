"""Lines of printed text: which spaces are none, which lines begin a paragraph, how lines are joined."""

from __future__ import annotations

import re
from typing import Final

_CHINESE: Final = (
    r"\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
_LOOSE = re.compile(rf"(?<=[{_CHINESE}])[ \u00a0]+|[ \u00a0]+(?=[{_CHINESE}])")
_LONG_DASHES: Final = {ord("⸺"): "——", ord("⸻"): "———"}
"""Fonts join dashes into one sign."""
_NUMBERED = re.compile(r"（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、")
_FACT = re.compile(
    r"(?:通[信讯]|办公|联系)?地址[：:]|邮编|邮政编码|(?:联系|咨询)?电话[：:]|联系方式|电子邮[箱件]|传真[：:]|网址[：:]"
)
_HEADING = re.compile(r"[一二三四五六]、[^。；：，]{4,28}(?:情况|事项|措施)")


def tidied(line: str) -> str:
    """Return a line without the spaces that PDF files put between Chinese signs; words keep theirs."""
    return _LOOSE.sub("", line.strip().translate(_LONG_DASHES))


def joined(text: str, line: str) -> str:
    """Return a paragraph with its next line: words of letters stay apart, Chinese runs on."""
    return f"{text} {line}" if is_letter(text[-1:]) and is_letter(line[:1]) else text + line


def begins_paragraph(line: str, before: str) -> bool:
    """Tell whether a line begins a paragraph although it isn't indented."""
    if _HEADING.fullmatch(before) or _HEADING.fullmatch(line):
        return True
    if _NUMBERED.match(line):
        return before[-1:] in "。；：！？"
    return bool(_FACT.match(line)) and before[-1:] not in "，、；：（“"


def is_letter(sign: str) -> bool:
    """Tell whether a sign is a letter of a word that is written with spaces."""
    return sign.isascii() and sign.isalpha()
