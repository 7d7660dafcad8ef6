"""Signs that look like others or like nothing: put right once, before anything is compared or kept."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Unicode Standard, EquivalentUnifiedIdeograph.txt: radicals and strokes, and the character each of them looks
# like. The Kangxi radicals (2F00–2FD5) and the compatibility ideographs decompose by themselves.
_RADICALS: Final = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫"
    "⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺶羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足"
    "⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿"
    "⻯竜⻰龙⻱龜⻲亀⻳龟㇐一㇑丨㇒丿㇔丶㇖乛㇟乚㇠乙"
)
_EQUIVALENT: Final = dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))

_UNSEEN: Final = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
"""Soft hyphens, joiners, marks of writing direction, choices of glyphs: no sign of a text."""

_ODD = re.compile(
    f"[{_UNSEEN}\U000e0100-\U000e01ef]|[\u2e80-\u2fdf\u31c0-\u31ef\ue5e5\uf900-\ufaff"
    "\U0001d7ce-\U0001d7ff\U0002f800-\U0002fa1f]"
)
_WIDE_SPACE: Final = {"\ue5e5": "\u3000"}
"""GBK A3A0 has no sign of its own in Unicode; editors show the wide space that was typed."""


def plain_signs(text: str) -> str:
    """Return a text with lookalikes as the characters they look like, and without signs that nobody sees.

    ``⼈⺠政府`` becomes 人民政府; compatibility ideographs, mathematical digits, soft hyphens, marks of
    writing direction and the private sign that stands for GBK A3A0 are put right likewise.
    """
    return _ODD.sub(_plain, text) if _ODD.search(text) else text


def has_lookalikes(text: str) -> bool:
    """Tell whether ``plain_signs`` would change a text."""
    return _ODD.search(text) is not None


def _plain(found: re.Match[str]) -> str:
    sign = found.group()
    if known := _EQUIVALENT.get(sign) or _WIDE_SPACE.get(sign):
        return known
    # What decomposes is a lookalike; radicals and strokes without an equal stay, all else is never seen.
    plain = unicodedata.normalize("NFKC", sign)
    return plain if plain != sign or unicodedata.category(sign)[0] in "LSN" else ""
