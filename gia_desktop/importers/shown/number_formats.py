"""What a workbook's cell shows of the number in it: number formats (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

_DAY, _MONTH, _YEAR = 'm"月"d"日"', 'yyyy"年"m"月"', 'yyyy"年"m"月"d"日"'
_HOUR, _SECOND = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _MONTH, 28: _DAY, 29: _DAY,
    30: "m-d-yy", 31: _YEAR, 32: _HOUR, 33: _SECOND, 34: _HOUR, 35: _SECOND, 36: _MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '¥#,##0;-¥#,##0;¥"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '¥#,##0.00;-¥#,##0.00;¥"-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: _MONTH, 51: _DAY, 52: _MONTH, 53: _DAY, 54: _DAY, 55: _HOUR, 56: _SECOND, 57: _MONTH, 58: _DAY,
}  # fmt: skip
"""Formats without a code of their own, with the Chinese ones of 27 to 58; 0 and unknown ones are General."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式)|(?P<power>E[+-])"
    r"|(?P<date>[yYmMdDhHsSaAeEgGbB])(?P=date)*|(?P<digit>[0#?])|(?P<sign>[.,%@/])|(?P<other>.)",
    re.DOTALL,
)
_SIGNS: Final = {".": "point", ",": "comma", "%": "percent", "@": "text", "/": "slash"}
_MOST_SECTIONS: Final = 4
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_LONGEST: Final = 400
_DAY_ONE: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - days are counted without zones
_LAST_DAY: Final = 2_958_465
_WEEK: Final = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number as its cell shows it.

    Attributes:
        text: what stands in the cell; None when that can't be told.
        is_date: whether the number is shown as a date or a time.
    """

    text: str | None
    is_date: bool = False


@dataclass(frozen=True)
class _Section:
    """One of up to four parts of a format."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, kind: str) -> bool:
        """Tell whether it has a token of a kind."""
        return any(name == kind for name, _ in self.tokens)


def show_number(value: Decimal, code: str, *, from_1904: bool = False) -> ShownNumber:
    """Return a number as a format shows it."""
    sections = _sections(code)
    section, is_unsigned = _chosen(sections, value)
    if section is None:
        return ShownNumber(None)
    if section.has("date"):
        return ShownNumber(_date(section, value, from_1904=from_1904), is_date=True)
    if section.has("fraction") or section.has("power"):
        return ShownNumber(None)
    return ShownNumber(_number(section, abs(value) if is_unsigned else value))


def show_text(text: str, code: str) -> str:
    """Return a text as a format shows it: a fourth part may hide it or add to it."""
    sections = _sections(code)
    own = sections[3] if len(sections) > 3 else next((one for one in sections if one.has("text")), None)  # noqa: PLR2004
    if own is None:
        return text
    return "".join(
        text if kind == "text" else piece for kind, piece in own.tokens if kind in {"text", "word"}
    )


def number_in(text: str) -> Decimal | None:
    """Return the first number that stands in a text as shown."""
    found = _NUMBER.search(text)
    return None if found is None else Decimal(found.group().replace(",", ""))


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[tuple[str, str]]] = [[]]
    conditions: list[tuple[str, Decimal] | None] = [None]
    for found in _TOKEN.finditer(code[:_LONGEST]):
        condition = _CONDITION.fullmatch((found["bracket"] or "").strip())
        if found["other"] == ";":
            if len(parts) == _MOST_SECTIONS:
                break
            parts.append([])
            conditions.append(None)
        elif condition:
            conditions[-1] = (condition.group(1), Decimal(condition.group(2)))
        elif token := _token(found):
            parts[-1].append(token)
    return tuple(
        _Section(tuple(_strokes_settled(part)), condition)
        for part, condition in zip(parts, conditions, strict=True)
    )


def _token(found: re.Match[str]) -> tuple[str, str] | None:
    """Return kind and text of a piece of a format, None for one that shows nothing."""
    bracket = found["bracket"]
    if bracket is not None:
        if bracket.startswith("$"):
            return ("word", bracket[1:].partition("-")[0])
        return ("date", bracket.lower()) if _ELAPSED.fullmatch(bracket) else None
    for kind in ("half", "date"):
        if found[kind]:
            return ("date", found.group() if kind == "half" else found.group().lower())
    for kind in ("general", "power", "digit"):
        if found[kind]:
            return (kind, found[kind])
    if found["sign"]:
        return (_SIGNS[found["sign"]], found["sign"])
    word = next((found[name] for name in ("quoted", "escaped", "other") if found[name] is not None), None)
    return None if word is None else ("word", word)


def _strokes_settled(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Tell strokes of fractions, which stand before digits, from those that are written as they are."""
    settled = []
    for place, (kind, piece) in enumerate(tokens):
        if kind == "slash":
            after = tokens[place + 1][0] if place + 1 < len(tokens) else ""
            settled.append(("fraction" if after == "digit" else "word", piece))
        else:
            settled.append((kind, piece))
    return settled


def _chosen(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section | None, bool]:
    """Return the part that holds for a number, and whether it says the sign itself."""
    if any(section.condition for section in sections):
        for section in sections[:3]:
            if section.condition is None or _holds(section.condition, value):
                return section, False
        return None, False
    if len(sections) == 1:
        return sections[0], False
    if len(sections) > 2 and value == 0:  # noqa: PLR2004
        return sections[2], False
    return (sections[1], True) if value < 0 else (sections[0], False)


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, limit = condition
    return {
        "<": value < limit, ">": value > limit, "<=": value <= limit,
        ">=": value >= limit, "=": value == limit, "<>": value != limit,
    }[sign]  # fmt: skip


def _number(section: _Section, value: Decimal) -> str | None:
    tokens = list(section.tokens)
    if section.has("general"):
        shown = format(value.normalize(), "f")
        return "".join(
            shown if kind == "general" else piece for kind, piece in tokens if kind in {"general", "word"}
        )
    if not section.has("digit"):
        if section.has("text"):
            return format(value.normalize(), "f")
        return "".join(piece for kind, piece in tokens if kind in {"word", "percent"})
    point = next((place for place, token in enumerate(tokens) if token[0] == "point"), len(tokens))
    whole, rest = tokens[:point], tokens[point + 1 :]
    scale = _commas_at_end(whole) + _commas_at_end(rest)
    grouped = any(kind == "comma" for kind, _ in whole)
    decimals = sum(1 for kind, _ in rest if kind == "digit")
    percents = sum(1 for kind, _ in tokens if kind == "percent")
    try:
        amount = value.scaleb(2 * percents - 3 * scale).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    except InvalidOperation:
        return None
    before, _, after = format(abs(amount), "f").partition(".")
    text = _whole(whole, before, grouped=grouped) + _rest(rest, after, has_point=point < len(tokens))
    return f"-{text}" if amount < 0 else text


def _commas_at_end(tokens: list[tuple[str, str]]) -> int:
    """Take away the commas right behind the last place; each stands for a thousand."""
    last = max((place for place, token in enumerate(tokens) if token[0] == "digit"), default=-1)
    commas = 0
    while last >= 0 and last + 1 < len(tokens) and tokens[last + 1][0] == "comma":
        del tokens[last + 1]
        commas += 1
    return commas


def _whole(tokens: list[tuple[str, str]], digits: str, *, grouped: bool) -> str:
    """Fill the places before the point from the right; the first place takes all digits that are left."""
    digits = "" if digits == "0" else digits
    places = [place for place, token in enumerate(tokens) if token[0] == "digit"]
    written: dict[int, str] = {}
    left, count = digits, 0
    for place in reversed(places):
        taken = left if place == places[0] else left[-1:]
        left = left[: len(left) - len(taken)]
        if not taken:
            taken = {"0": "0", "?": " ", "#": ""}[tokens[place][1]]
        pieces = []
        for digit in reversed(taken):
            if grouped and count and count % 3 == 0 and digit.isdigit():
                pieces.append(",")
            pieces.append(digit)
            count += 1
        written[place] = "".join(reversed(pieces))
    return "".join(
        written.get(place, piece if kind in {"word", "percent"} else "")
        for place, (kind, piece) in enumerate(tokens)
    )


def _rest(tokens: list[tuple[str, str]], digits: str, *, has_point: bool) -> str:
    """Fill the places behind the point; # leaves out the zeros at the end."""
    needed = len(digits.rstrip("0"))
    text, at = "", 0
    for kind, piece in tokens:
        if kind == "digit":
            if piece == "0" or at < needed:
                text += digits[at]
            elif piece == "?":
                text += " "
            at += 1
        elif kind in {"word", "percent"}:
            text += piece
    return f".{text}" if has_point else text


def _date(section: _Section, value: Decimal, *, from_1904: bool) -> str | None:
    if not 0 <= value <= _LAST_DAY:
        return None
    days = float(value) + (1462 if from_1904 else 0)
    moment = _DAY_ONE + dt.timedelta(days=days + (1 if 0 < days < 60 else 0))  # noqa: PLR2004 - 29 February 1900
    tokens = section.tokens
    texts = []
    for place, (kind, piece) in enumerate(tokens):
        if kind != "date":
            texts.append(piece if kind in {"word", "point", "comma", "slash", "text"} else "")
            continue
        is_minute = piece[0] == "m" and len(piece) <= 2 and _is_minute(tokens, place)  # noqa: PLR2004
        texts.append(f"{moment.minute:0{len(piece)}d}" if is_minute else _date_piece(piece, moment))
    return "".join(texts)


def _is_minute(tokens: tuple[tuple[str, str], ...], place: int) -> bool:
    dates = [at for at, token in enumerate(tokens) if token[0] == "date"]
    at = dates.index(place)
    before = tokens[dates[at - 1]][1] if at else ""
    after = tokens[dates[at + 1]][1] if at + 1 < len(dates) else ""
    return before.startswith("h") or after.startswith("s")


def _date_piece(piece: str, moment: dt.datetime) -> str:
    letter, length = piece[0], len(piece)
    if piece in {"AM/PM", "A/P", "上午/下午"}:
        return piece.split("/")[moment.hour >= 12]  # noqa: PLR2004
    if letter in "ye":
        return f"{moment.year % 100:02d}" if letter == "y" and length <= 2 else str(moment.year)  # noqa: PLR2004
    if letter == "a":
        return ("星期" if length > 3 else "") + _WEEK[moment.weekday()]  # noqa: PLR2004
    numbers = {"m": moment.month, "d": moment.day, "h": moment.hour, "s": moment.second}
    if letter not in numbers:
        return ""
    return f"{numbers[letter]:0{min(length, 2)}d}"
