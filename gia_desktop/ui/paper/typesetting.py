"""Lines of text for paper: Chinese and Latin in fonts of their own, broken and justified as Word does."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final

from PySide6.QtGui import QFont, QPainterPath, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers.docx_text import stretches
from gia_desktop.ui.paper.fonts import UNITS_PER_POINT, PaperFonts

_APART: Final = 0.25
"""Gap between Chinese and Latin text, of the type size, as Word and WPS set it."""
_HANGING: Final = frozenset("，。、；：！？")
"""Signs that may stand past the right edge, as in Word, instead of pulling a character down."""
_CLOSING: Final = _HANGING | frozenset("）》〉】〕”’」』)]")
_PAIRED: Final = frozenset("—…")
"""Signs that are written twice and stay together."""
_UNITS: Final = frozenset("㎡㎥㎞㎏℃%％‰°")
"""Signs that stay with the figure before them."""
_LINKING: Final = frozenset("/?&=.")
"""Signs behind which an address may be broken before a letter."""
_LOOSEST: Final = 2.5
"""Room at the end of a line, of the type size, from which on a number or address is rather broken."""
_WIDEST: Final = 0.5
"""Room between two signs, of the type size, from which on a line isn't spread."""
_NO_LIMIT: Final = 1_000_000
_LARGEST_SINGLE: Final = 0xFFFF


def units(points: float) -> int:
    """Return points in units of the page."""
    return round(points * UNITS_PER_POINT)


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style; ``font`` and ``latin`` are fonts that the page style names."""

    text: str
    font: str
    points: float
    bold: bool = False
    spacing: float = 0
    latin: str = ""
    """Font of digits and Latin letters when it isn't that of the whole document."""


@dataclass(frozen=True)
class TextLine:
    """One line, ready to paint; ``left`` is its place within the width it was set for.

    Attributes:
        layout: kept alive, because ``line`` is a view into it.
        heavy: outlines to paint over letters whose font has no bold.
    """

    line: QTextLine
    layout: QTextLayout
    text: str
    width: float
    left: float = 0
    heavy: QPainterPath | None = None


@dataclass(frozen=True)
class _Sign:
    """One character with its look; ``spacing`` follows it.

    Qt counts rare characters, beyond U+FFFF, as two: its places are not those of a Python text.
    """

    text: str
    font: QFont
    spacing: float
    heavy: bool

    @property
    def look(self) -> tuple[int, float, bool]:
        """What differs between stretches of a line; fonts are made once each."""
        return id(self.font), self.spacing, self.heavy


class Typesetter:
    """Sets runs of text into lines."""

    def __init__(self, fonts: PaperFonts, style: PageStyle) -> None:
        """Set in the fonts of a page style."""
        self._fonts = fonts
        self._latin = style.latin_font
        self._known: dict[tuple[Run, int], TextLine] = {}

    def justified(self, runs: Sequence[Run], width: int, indent: int) -> list[TextLine]:
        """Break text into lines that fill a width; the first one begins ``indent`` further in."""
        signs = self._signs(runs)
        ends = _breaks(signs, width, indent) if signs else []
        made = []
        for start, end in pairwise((0, *ends)):
            first = indent if start == 0 else 0
            room = None if end == len(signs) else width - first
            made.append(replace(_line(_spread(signs[start:end], room)), left=first))
        return made

    def ragged(self, run: Run, width: int, *, centred: bool = False) -> list[TextLine]:
        """Break text into lines of their natural width, at the left or centred."""
        signs = self._signs([run])
        lines = [
            _line(_spread(signs[start:end], None))
            for start, end in pairwise((0, *(_breaks(signs, width, hangs=False) if signs else ())))
        ]
        return [replace(line, left=(width - line.width) / 2) for line in lines] if centred else lines

    def single(self, run: Run, width: int) -> TextLine:
        """Set a text that must stay on one line, centred; smaller if it is too wide."""
        if (run, width) not in self._known:
            self._known[run, width] = self._single(run, width)
        return self._known[run, width]

    def _single(self, run: Run, width: int) -> TextLine:
        line = _line(_spread(self._signs([run]), None))
        if line.width > width:
            return self._single(replace(run, points=run.points * (width - 1) / line.width), width)
        return replace(line, left=(width - line.width) / 2)

    def _signs(self, runs: Sequence[Run]) -> list[_Sign]:
        """Return every character with its font and what separates it from the next."""
        made: list[_Sign] = []
        for run in runs:
            for is_chinese, piece in stretches(run.text):
                name = run.font if is_chinese else run.latin or self._latin
                heavy = run.bold and self._fonts.lacks_bold(name)
                font = self._fonts.font(name, run.points, bold=run.bold and not heavy)
                made += [_Sign(sign, font, run.spacing, heavy) for sign in piece]
        return [
            replace(sign, spacing=sign.spacing + sign.font.pixelSize() * _APART) if apart else sign
            for sign, apart in zip(made, _meets_other_script(made), strict=True)
        ]


def _breaks(signs: Sequence[_Sign], width: int, indent: int = 0, *, hangs: bool = True) -> list[int]:
    """Return where lines end; a comma or full stop may hang over the edge."""
    layout = _layout(signs)
    places = {place: index for index, (place, _) in enumerate(_placed(signs))}
    places[sum(_length(sign) for sign in signs)] = len(signs)
    ends: list[int] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        room = width if ends else width - indent
        line.setLineWidth(room)
        end = places[line.textStart() + line.textLength()]
        if hangs and _can_hang(signs[end : end + 3], room - line.naturalTextWidth()):
            line.setNumColumns(line.textLength() + _length(signs[end]) + 1)
            end = places[line.textStart() + line.textLength()]
        end = _broken_word(signs, end, room - line.naturalTextWidth()) if end < len(signs) else end
        if line.textLength() != sum(_length(sign) for sign in signs[ends[-1] if ends else 0 : end]):
            line.setNumColumns(sum(_length(sign) for sign in signs[ends[-1] if ends else 0 : end]))
        if (kept := _held(signs, ends[-1] if ends else 0, end)) != end:
            line.setNumColumns(sum(_length(sign) for sign in signs[ends[-1] if ends else 0 : kept]))
            end = kept
        ends.append(end)
    layout.endLayout()
    return ends


def _held(signs: Sequence[_Sign], start: int, end: int) -> int:
    """Return where a line must end so that no pair of signs is parted, and no figure from its unit."""
    place = end
    if place < len(signs) and _is_pair(signs[place - 1], signs[place]):
        place -= 1
    elif place < len(signs) and signs[place].text in _UNITS:
        while place > start and _is_latin(signs[place - 1]):
            place -= 1
    return place if place > start else end


def _broken_word(signs: Sequence[_Sign], end: int, spare: float) -> int:
    """Return where a line may end within a number or an address that would else leave it half empty.

    A telephone number kept whole would pull the line before it apart; Word breaks it behind the hyphen. An
    address of a web page is broken behind the last of its strokes that has room.
    """
    if spare < _LOOSEST * signs[end].font.pixelSize():
        return end
    found = end
    for place in range(end, len(signs) - 1):
        if not _is_latin(signs[place]) or _line(_spread(signs[end : place + 1], None)).width > spare:
            break
        if _may_end(signs[place - 1].text, signs[place].text, signs[place + 1].text):
            found = place + 1
    return found


def _may_end(before: str, sign: str, following: str) -> bool:
    """Tell whether a line may end behind a sign within a word: not in https:// and not in 3.5 or 1/2."""
    if sign == "-":
        return following.isdigit()
    return sign in _LINKING and before != "/" and following.isascii() and following.isalpha()


def _is_pair(left: _Sign, right: _Sign) -> bool:
    return left.text == right.text and left.text in _PAIRED


def _length(sign: _Sign) -> int:
    """Return how many places Qt counts for a character."""
    return 2 if ord(sign.text) > _LARGEST_SINGLE else 1


def _placed(signs: Sequence[_Sign]) -> Iterator[tuple[int, _Sign]]:
    """Yield characters with their places as Qt counts them."""
    place = 0
    for sign in signs:
        yield place, sign
        place += _length(sign)


def _can_hang(following: Sequence[_Sign], spare: float) -> bool:
    """Tell whether a line has room for one character more whose punctuation sticks out."""
    if len(following) < 2 or following[1].text not in _HANGING or following[0].text in _CLOSING:
        return False
    alone = len(following) < 3 or following[2].text not in _CLOSING
    return alone and following[0].font.pixelSize() <= spare + 1


def _spread(signs: Sequence[_Sign], room: float | None) -> list[_Sign]:
    """Return a line's signs with what is left of the room shared out.

    Numbers, words and pairs of dashes or dots stay as they are.
    """
    last = replace(signs[-1], spacing=0)
    made = [*signs[:-1], last]
    if room is None:
        return made
    hanging = last.text in _HANGING and _line(made).width > room
    filling = made[:-1] if hanging else made
    places = [
        place
        for place, (a, b) in enumerate(pairwise(filling))
        if not (_is_latin(a) and _is_latin(b)) and not _is_pair(a, b)
    ]
    if not places:
        return made
    whole = _line([*filling[:-1], replace(filling[-1], spacing=0)]).width
    extra = (room - whole) / len(places)
    if extra > _WIDEST * last.font.pixelSize():
        return made
    for place in places:
        made[place] = replace(made[place], spacing=made[place].spacing + extra)
    return made


def _line(signs: Sequence[_Sign]) -> TextLine:
    """Set signs on one line."""
    layout = _layout(signs)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(_NO_LIMIT)
    layout.endLayout()
    heavy = QPainterPath()
    for start, length, sign in _alike(signs):
        for run in line.glyphRuns(start, length) if sign.heavy else ():
            for index, place in zip(run.glyphIndexes(), run.positions(), strict=True):
                heavy.addPath(run.rawFont().pathForGlyph(index).translated(place))
    text = "".join(sign.text for sign in signs)
    return TextLine(line, layout, text, line.naturalTextWidth(), 0, None if heavy.isEmpty() else heavy)


def _layout(signs: Sequence[_Sign]) -> QTextLayout:
    layout = QTextLayout("".join(sign.text for sign in signs), signs[0].font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    layout.setFormats([_format(start, length, sign) for start, length, sign in _alike(signs)])
    return layout


def _alike(signs: Sequence[_Sign]) -> Iterator[tuple[int, int, _Sign]]:
    """Yield start and length of stretches that look alike, as Qt counts places."""
    for _, group in groupby(_placed(signs), key=lambda placed: placed[1].look):
        stretch = list(group)
        start, first = stretch[0]
        end, last = stretch[-1]
        yield start, end + _length(last) - start, first


def _format(start: int, length: int, sign: _Sign) -> QTextLayout.FormatRange:
    font = QFont(sign.font)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, sign.spacing)
    made = QTextLayout.FormatRange()
    # The three attributes exist; the types that come with PySide6 leave them out.
    made.start, made.length = start, length  # type: ignore[attr-defined]
    look = QTextCharFormat()
    look.setFont(font)
    made.format = look  # type: ignore[attr-defined]
    return made


def _meets_other_script(signs: Sequence[_Sign]) -> Iterator[bool]:
    """Yield for every sign whether Chinese and Latin meet between it and the next."""
    for left, right in pairwise(signs):
        yield {_script(left), _script(right)} == {"chinese", "latin"}
    if signs:
        yield False


def _script(sign: _Sign) -> str:
    if _is_latin(sign):
        return "latin" if sign.text.isalnum() else ""
    return "chinese" if unicodedata.category(sign.text) == "Lo" else ""


def _is_latin(sign: _Sign) -> bool:
    return sign.text.isascii() and sign.text != " "
