"""What is unlikely about the facts of a person: telephone, number of identity, postcode, mail address.

Nothing is refused: an office writes down what the applicant gave. Sentences never repeat the numbers.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from gia_desktop.core.values import squeeze

_PHONE: Final = re.compile(r"[+＋]?[\d\-－—()（）转*#.]{7,30}", re.ASCII)
_BETWEEN: Final = re.compile(r"[、，,;；/／]")
_MOBILE: Final = re.compile(r"(?:\+?86)?1\d{10}")
_MOBILE_LIKE: Final = re.compile(r"1[3-9]\d{6,}")
_IDENTITY: Final = re.compile(r"\d{17}[\dX]")
_CREDIT_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_FEWEST: Final = 7


def phone_doubt(text: str) -> str:
    """Say why a text is hardly a telephone number, empty when it may be one; several may stand together."""
    for part in _BETWEEN.split(text):
        plain = squeeze(part)
        digits = re.sub(r"\D", "", plain)
        if plain and (_PHONE.fullmatch(plain) is None or len(digits) < _FEWEST):
            return "电话不像电话号码：手机是 11 位数字，固定电话写区号和号码，请核对。"
        if _MOBILE_LIKE.fullmatch(digits) and _MOBILE.fullmatch(digits) is None:
            return f"电话像手机号码，却有 {len(digits)} 位，应为 11 位，请核对。"
    return ""


def identity_doubt(text: str) -> str:
    """Say why a number of 18 signs is no resident identity number: its date or its check digit (GB 11643).

    Other numbers (passports, credit codes of organisations) are taken as they are.
    """
    plain = squeeze(text).upper()
    if _IDENTITY.fullmatch(plain) is None:
        return ""
    try:
        born = dt.date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        born = None
    total = sum(int(digit) * weight for digit, weight in zip(plain, _WEIGHTS, strict=False))
    if _CHECKS[total % 11] == plain[-1] and born is not None:
        return ""
    if _is_credit_code(plain):
        return ""  # that of an organisation may be all digits
    return "证件号码的出生日期或校验位不对，请核对。"


def _is_credit_code(plain: str) -> bool:
    """Tell whether 18 signs are a unified credit code, by its check sign (GB 32100)."""
    places = [_CREDIT_SIGNS.find(sign) for sign in plain]
    if -1 in places:
        return False
    total = sum(place * pow(3, power, 31) for power, place in enumerate(places[:-1]))
    return (31 - total % 31) % 31 == places[-1]


def joint_doubt(text: str) -> str:
    """Say that a number of applicants is none."""
    plain = squeeze(text)
    fits = not plain or (re.fullmatch(r"\d{1,5}", plain, re.ASCII) and int(plain) > 0)
    return "" if fits else "人数应是 1 或更大的整数，还没有记下。"


def postcode_doubt(text: str) -> str:
    """Say that a postcode has not six digits."""
    plain = squeeze(text)
    return "" if not plain or re.fullmatch(r"\d{6}", plain, re.ASCII) else "邮编应是 6 位数字，请核对。"


def email_doubt(text: str) -> str:
    """Say that a text is no mail address."""
    plain = squeeze(text)
    return "" if not plain or _MAIL.fullmatch(plain) else "电子邮箱应写成 名字@网址 的样子，请核对。"
