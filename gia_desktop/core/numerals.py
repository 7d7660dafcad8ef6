"""Chinese numerals (零, 十二, 一百零三, 二〇) as whole numbers."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = {
    **{sign: number for number, sign in enumerate("〇一二三四五六七八九")},
    **{sign: number for number, sign in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "○": 0, "两": 2,
}  # fmt: skip
_UNITS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SKIPPABLE: Final = frozenset({100, 1000})
_GROUPS: Final = {"万": 10_000, "亿": 100_000_000}
_MAX_LENGTH: Final = 24
_LARGEST: Final = 100


def chinese_number(text: str) -> int | None:
    """Return the number a Chinese numeral stands for, or None when the text is not one.

    Both ways of writing are read: by place value with units (一百零三) and digit by digit (二〇二五).
    Spoken short forms (一百二 for 120) are not: nobody could tell them from a forgotten 零.
    """
    if not text or len(text) > _MAX_LENGTH:
        return None
    if all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    return _with_units(text)


def in_chinese(number: int) -> str:
    """Return a number as articles of laws are numbered, e.g. 三十七.

    Raises:
        ValueError: it is below 1 or above 99.
    """
    if not 0 < number < _LARGEST:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    signs = "〇一二三四五六七八九"
    return (signs[tens] if tens > 1 else "") + ("十" if tens else "") + (signs[ones] if ones else "")


def _with_units(text: str) -> int | None:
    total = 0
    for group, size in sorted(_GROUPS.items(), key=lambda item: -item[1]):
        head, found, tail = text.partition(group)
        if found:
            amount = _below_ten_thousand(head) if group == "万" else _with_units(head)
            if not amount:
                return None
            total += amount * size
            text = tail
            if not text:
                return total
            if _DIGITS.get(text):
                return None  # 一万五 is 15,000 when spoken and 10,005 when read by place
    rest = _below_ten_thousand(text)
    return None if rest is None else total + rest


def _below_ten_thousand(text: str) -> int | None:
    total, digit, last_unit = 0, None, 10_000
    for position, sign in enumerate(text):
        if sign in _UNITS:
            unit = _UNITS[sign]
            if unit >= last_unit or digit == 0:
                return None
            if digit is None and not (sign in "十拾" and position == 0):
                return None
            total += (1 if digit is None else digit) * unit
            digit, last_unit = None, unit
        elif sign in _DIGITS:
            if digit not in {None, 0}:
                return None
            digit = _DIGITS[sign]
        else:
            return None
    # 一百二 is spoken short for 120, not 102: too unsure to read.
    shortened = digit and last_unit in _SKIPPABLE and text[-2] in _UNITS
    return None if shortened or not text else total + (digit or 0)
