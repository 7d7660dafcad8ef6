"""Numbers that programs write before the lines of a list by themselves, in every form that reports use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_SIMPLE: Final = ("〇一二三四五六七八九", ("", "十", "百", "千"), "零")
_FORMAL: Final = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), "零")
_TRADITIONAL: Final = ("零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟"), "零")
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_LARGEST: Final = 9999


def chinese(number: int, style: tuple[str, tuple[str, ...], str] = _SIMPLE) -> str:
    """Return a number as it is counted in Chinese: 十, 十一, 二十, 一百零三."""
    digits, units, zero = style
    if not 0 < number <= _LARGEST:
        return str(number)
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            gap = gap or bool(text)
            continue
        text += (zero if gap else "") + digits[digit] + units[place]
        gap = False
    simple = style is _SIMPLE
    return text.removeprefix("一") if simple and 10 <= number < 20 else text  # noqa: PLR2004 - 十一, not 一十一


def chinese_digits(number: int) -> str:
    """Return a number digit by digit: 一〇, 二五."""
    return "".join(_SIMPLE[0][int(digit)] for digit in str(number)) if number >= 0 else str(number)


def roman(number: int) -> str:
    """Return a number in capital Roman signs."""
    if not 0 < number <= _LARGEST:
        return str(number)
    text = ""
    for value, signs in _ROMAN:
        count, number = divmod(number, value)
        text += signs * count
    return text


def letters(number: int) -> str:
    """Return a number as Word letters its lists: A … Z, AA, BB."""
    if not 0 < number <= _LARGEST:
        return str(number)
    times, place = divmod(number - 1, 26)
    return chr(ord("A") + place) * (times + 1)


def spreadsheet_letters(number: int) -> str:
    """Return a number as browsers letter their lists: A … Z, AA, AB."""
    if not 0 < number <= _LARGEST:
        return str(number)
    text = ""
    while number:
        number, place = divmod(number - 1, 26)
        text = chr(ord("A") + place) + text
    return text


def circled(number: int) -> str:
    """Return a number in a circle where there is such a sign: ① … ⑳."""
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)  # noqa: PLR2004


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _cycle(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number > 0 else str(number)


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "numberInDash": lambda number: f"-{number}-",
    "ordinal": lambda number: f"第{chinese(number)}",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": lambda number: f"（{number}）",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "ideographEnclosedCircle": lambda number: f"（{chinese(number)}）",
    "ideographDigital": chinese_digits,
    "japaneseDigitalTenThousand": chinese_digits,
    "taiwaneseDigital": chinese_digits,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
    "chineseLegalSimplified": lambda number: chinese(number, _FORMAL),
    "ideographLegalTraditional": lambda number: chinese(number, _TRADITIONAL),
    "japaneseLegal": lambda number: chinese(number, _TRADITIONAL),
    "hex": lambda number: f"{number:X}",
    "none": lambda _number: "",
    "bullet": lambda _number: "",
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand", "koreanCounting"),
        chinese,
    ),
}  # fmt: skip


def word_number(form: str, number: int) -> str | None:
    """Return a number in a form of ST_NumberFormat (ECMA-376 part 1, 17.18.59), None in one not known."""
    write = _FORMS.get(form)
    return None if write is None else write(number)


_WEB: Final[dict[str, tuple[Callable[[int], str], str]]] = {
    "decimal": (str, "."),
    "decimal-leading-zero": (lambda number: f"{number:02d}", "."),
    "cjk-decimal": (chinese_digits, "、"),
    "upper-roman": (roman, "."),
    "lower-roman": (lambda number: roman(number).lower(), "."),
    "upper-alpha": (spreadsheet_letters, "."),
    "lower-alpha": (lambda number: spreadsheet_letters(number).lower(), "."),
    "cjk-heavenly-stem": (_one_of(_STEMS), "、"),
    "cjk-earthly-branch": (_one_of(_BRANCHES), "、"),
    "simp-chinese-formal": (lambda number: chinese(number, _FORMAL), "、"),
    "trad-chinese-formal": (lambda number: chinese(number, _TRADITIONAL), "、"),
    **dict.fromkeys(
        ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "japanese-informal"),
        (chinese, "、"),
    ),
}
_WEB["upper-latin"], _WEB["lower-latin"] = _WEB["upper-alpha"], _WEB["lower-alpha"]
_TYPES: Final = {
    "1": "decimal", "A": "upper-alpha", "a": "lower-alpha", "I": "upper-roman", "i": "lower-roman"
}  # fmt: skip


def web_style(given: str) -> str:
    """Return the list style that the ``type`` of an element means, empty for one without a meaning."""
    return _TYPES.get(given.strip(), "")


def web_number(style: str, number: int) -> str:
    """Return the mark of a list item in a CSS list style with its end (1. or 一、), empty for a bullet."""
    write, end = _WEB.get(style, (None, ""))
    return "" if write is None else f"{write(number)}{end}"
