"""Letters of a PDF page put together: lines of text, and what a cell of a table says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from gia_desktop.importers.pdf.colours import alike
from gia_desktop.importers.pdf.printed_lines import is_letter
from gia_desktop.importers.pdf.visible import Letter
from gia_desktop.importers.shown.marks import lowered, raised, small, struck

_LINE_SHARE: Final = 0.5
"""Share of the size of letters by which base lines of one line may differ."""
_RAISED_SHARE: Final = 0.15
_SMALL_SHARE: Final = 0.78
_WORD_GAP: Final = 0.18
"""Ems between letters from which on they are two words."""
_FIGURE_GAP: Final = 0.55
_LEAST_SIZE: Final = 0.1
_LARGE: Final = 1.5
_OTHER_COLOUR: Final = 0.25
_UPON: Final = 0.45
"""Share of a letter's width that another letter may cover."""
_SLACK: Final = 0.6


@dataclass(frozen=True)
class Style:
    """What most figures of a table look like."""

    size: float
    letters: Counter[object]


@dataclass(frozen=True, eq=False)
class Line:
    """A line of text: its letters from left to right."""

    letters: tuple[Letter, ...]

    @property
    def x(self) -> float:
        """Where it begins."""
        return self.letters[0].x

    @property
    def end(self) -> float:
        """Where it ends."""
        return max(letter.end for letter in self.letters)

    @property
    def y(self) -> float:
        """Base line of its tallest letter."""
        return max(self.letters, key=lambda letter: letter.size).y

    @property
    def size(self) -> float:
        """Size of its tallest letter."""
        return max(letter.size for letter in self.letters)

    @property
    def fonts(self) -> frozenset[str]:
        """Fonts of its Chinese signs."""
        return frozenset(
            letter.font for letter in self.letters if letter.text.isalpha() and not letter.text.isascii()
        )

    @property
    def text(self) -> str:
        """What it says; struck, raised and small words stand between marks."""
        return spelled(self.letters)


def lines_of(letters: Iterable[Letter]) -> list[Line]:
    """Return the lines that letters stand in, from the top down; spaces at the ends are left out."""
    lines: list[list[Letter]] = []
    tallest: list[Letter] = []
    for letter in sorted(letters, key=lambda letter: (-letter.y, letter.x)):
        for place in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            base = tallest[place]
            if abs(base.y - letter.y) < _LINE_SHARE * max(base.size, letter.size):
                lines[place].append(letter)
                if letter.size > base.size and letter.text.strip():
                    tallest[place] = letter
                break
        else:
            lines.append([letter])
            tallest.append(letter)
    made = []
    for line in lines:
        line.sort(key=lambda letter: letter.x)
        filled = [place for place, letter in enumerate(line) if letter.text.strip()]
        if filled:
            made.append(Line(tuple(line[filled[0] : filled[-1] + 1])))
    return sorted(made, key=lambda line: -line.y)


def spelled(letters: Sequence[Letter]) -> str:
    """Return letters of a line as text: gaps part words, marks stand around what isn't simply to be read."""
    base = _base_of(letters)
    apart = _usual_gap(letters)
    pieces: list[tuple[str, str]] = []
    before: Letter | None = None
    for letter in letters:
        text = letter.text
        if not text.strip():
            text = " "
        elif before is not None and before.text.strip():
            text = _gap(before, letter, apart) + text
        kind = _kind(letter, base) if text.strip() else ""
        if pieces and (pieces[-1][0] == kind or text == " "):
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + text)
        else:
            pieces.append((kind, text))
        before = letter
    return "".join(_MARKS[kind](text) if kind else text for kind, text in pieces)


_MARKS: Final = {"struck": struck, "raised": raised, "lowered": lowered, "small": small}


def _base_of(letters: Sequence[Letter]) -> Letter | None:
    """Return a letter of the size and base line that most of a line has."""
    filled = [letter for letter in letters if letter.text.strip()]
    if not filled:
        return None
    counted = Counter((round(letter.size, 1), round(letter.y, 1)) for letter in filled)
    size, y = max(counted, key=lambda key: (key[0] * counted[key], key[0]))
    return next(letter for letter in filled if (round(letter.size, 1), round(letter.y, 1)) == (size, y))


def _kind(letter: Letter, base: Letter | None) -> str:
    if letter.is_struck:
        return "struck"
    if base is None or (
        letter.size >= base.size * _SMALL_SHARE and abs(letter.y - base.y) < _RAISED_SHARE * base.size
    ):
        return ""
    if letter.y - base.y >= _RAISED_SHARE * base.size:
        return "raised"
    if base.y - letter.y >= _RAISED_SHARE * base.size:
        return "lowered"
    return "small"


def _usual_gap(letters: Sequence[Letter]) -> float:
    """Return the ems that a line is spaced out by from sign to sign."""
    gaps = sorted(
        (after.x - before.end) / max(after.size, before.size, _LEAST_SIZE)
        for before, after in pairwise(letters)
        if before.text.strip() and after.text.strip()
    )
    return max(0.0, gaps[(len(gaps) - 1) // 2]) if gaps else 0.0


def _gap(before: Letter, letter: Letter, apart: float) -> str:
    gap = (letter.x - before.end) / max(letter.size, before.size, _LEAST_SIZE) - apart
    one, other = before.text[-1:], letter.text[:1]
    if is_letter(one) and is_letter(other):
        return " " if gap > _WORD_GAP else ""
    return " " if gap > _FIGURE_GAP and one.isascii() and other.isascii() else ""


# -- cells


@dataclass(frozen=True)
class CellText:
    """What a cell says.

    Attributes:
        doubt: why that isn't certain, a Chinese clause, or empty.
        is_full: whether its last line had no room for one more figure, so that a figure may go on below.
    """

    text: str
    doubt: str = ""
    is_full: bool = False


def figure_style(letters: Iterable[Letter]) -> Style:
    """Return what most figures of a table look like."""
    figures = [letter for letter in letters if letter.text.isdigit() and not letter.is_turned]
    sizes = Counter(round(letter.size, 1) for letter in figures)
    colours: Counter[object] = Counter(letter.colour for letter in figures)
    return Style(sizes.most_common(1)[0][0] if sizes else 0.0, colours)


def cell_text(letters: Sequence[Letter], width: float, style: Style, padding: float) -> CellText:
    """Return what a cell says.

    Args:
        letters: everything in it.
        width: of the cell in points.
        style: what most figures of the table look like.
        padding: least distance between text and sides in this table.
    """
    level = [letter for letter in letters if not letter.is_turned]
    turned = [letter for letter in letters if letter.is_turned and letter.text.strip()]
    if turned and not any(letter.text.strip() for letter in level):
        ordered = sorted(turned, key=lambda letter: (letter.order, -letter.y))
        return CellText("".join(letter.text for letter in ordered))
    own, doubts = _own(level, style)
    if turned:
        doubts.append(f"格里还有竖着的“{_shown(turned)}”，没有计入")
    lines = lines_of(own)
    if any(_lie_upon(line.letters) for line in lines):
        doubts.append("格里有叠印在一起的字")
    text = ""
    for before, line in zip((None, *lines), lines, strict=False):
        if before is not None and not _goes_on(before, line, width - 2 * padding):
            text += "\n"
        text += line.text
    is_full = bool(lines) and _is_full(lines[-1], width - 2 * padding)
    return CellText(text, "；".join(doubts), is_full)


def _own(letters: Sequence[Letter], style: Style) -> tuple[list[Letter], list[str]]:
    """Part a cell's letters from stamps and watermarks over it, and say what is left out."""
    filled = [letter for letter in letters if letter.text.strip()]
    figures = [letter for letter in filled if letter.text.isascii()]
    odd = [letter for letter in figures if _is_odd(letter, style)]
    if not odd or not style.size or len(figures) < len(filled):
        return list(letters), []
    if len(odd) == len(figures):
        large = [letter for letter in odd if letter.size >= _LARGE * style.size]
        return list(letters), [f"“{_shown(large)}”比表里其他数字大得多，可能是印章或水印"] if large else []
    left = set(map(id, odd))
    told = f"旁边的“{_shown(odd)}”颜色或大小与表里其他数字不同，没有计入"
    return [letter for letter in letters if id(letter) not in left], [told]


def _is_odd(letter: Letter, style: Style) -> bool:
    if letter.size >= _LARGE * style.size:
        return True
    usual = style.letters.most_common(1)[0][0] if style.letters else None
    return letter.colour is not None and usual is not None and not alike(letter.colour, usual, _OTHER_COLOUR)  # type: ignore[arg-type]


def _lie_upon(letters: Sequence[Letter]) -> bool:
    """Tell whether letters of a line are printed upon each other."""
    filled = [letter for letter in letters if letter.text.strip() and not letter.is_struck]
    return any(
        after.x < before.x + _UPON * before.width
        for before, after in pairwise(filled)
        if before.text.isascii() or after.text.isascii()
    )


def _goes_on(before: Line, line: Line, room: float) -> bool:
    """Tell whether a line is the rest of a figure that was too long for the line before."""
    last, first = before.letters[-1], line.letters[0]
    if not (last.text[-1:].isascii() and first.text[:1].isascii()):
        return False
    return before.end - before.x + first.width > room - _SLACK


def _is_full(line: Line, room: float) -> bool:
    last = line.letters[-1]
    return line.end - line.x + last.width > room - _SLACK


def _shown(letters: Iterable[Letter]) -> str:
    return "".join(letter.text for letter in letters).strip()[:12]
