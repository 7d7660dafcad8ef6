"""All colours and measures of the windows in one place: light, dark and high contrast, three text sizes."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from gia_desktop.core.records import dataclass
from gia_desktop.files.resources import resource

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from gia_desktop.checks.finding import Severity


@dataclass(frozen=True)
class Tokens:
    """Colours by meaning, as ``#rrggbb``."""

    window: str
    sheet: str
    grid: str
    head: str
    head_now: str
    ink: str
    quiet: str
    past: str
    accent: str
    on_accent: str
    computed: str
    computed_ink: str
    cross: str
    selection: str
    must_fix: str
    must_fix_sheet: str
    explain: str
    explain_sheet: str
    good: str
    good_sheet: str
    to_check: str


THEMES: Final = {
    "light": Tokens(
        window="#eef0f3", sheet="#ffffff", grid="#c9d0d9", head="#f4f6f8", head_now="#e3ecfa",
        ink="#1d2530", quiet="#5a6573", past="#646e7c", accent="#1f5fbf", on_accent="#ffffff",
        computed="#e9f1fc", computed_ink="#12408f", cross="#f6f9fe", selection="#cfe0f8",
        must_fix="#c62828", must_fix_sheet="#fdecec", explain="#945700", explain_sheet="#fffaf0",
        good="#29712d", good_sheet="#eaf5ea", to_check="#ffe9b3",
    ),
    "dark": Tokens(
        window="#1b1f25", sheet="#232830", grid="#454d58", head="#2b313a", head_now="#2b3c55",
        ink="#e8ebef", quiet="#acb5c1", past="#9aa5b4", accent="#6ea8fe", on_accent="#0d1b30",
        computed="#22334d", computed_ink="#b5d1ff", cross="#28303b", selection="#35507a",
        must_fix="#ff8a80", must_fix_sheet="#452a2c", explain="#ffc46b", explain_sheet="#3d3323",
        good="#81c784", good_sheet="#26382a", to_check="#57431c",
    ),
    "high_contrast": Tokens(
        window="#000000", sheet="#000000", grid="#ffffff", head="#000000", head_now="#003a8c",
        ink="#ffffff", quiet="#ffffff", past="#c4c4c4", accent="#ffff00", on_accent="#000000",
        computed="#00204d", computed_ink="#8be9ff", cross="#101010", selection="#005fcc",
        must_fix="#ff9b9b", must_fix_sheet="#5a0000", explain="#ffd54f", explain_sheet="#4d3800",
        good="#7CFC8A", good_sheet="#003d0c", to_check="#5c4400",
    ),
}  # fmt: skip

TEXT_SIZES: Final = {"small": 12, "normal": 13, "large": 17}
"""Height of ordinary text in device-independent pixels."""

_SCALES: Final = {"tiny": 0.85, "base": 1.0, "big": 1.15, "huge": 1.4}
_TOKEN: Final = re.compile(r"@(\w+)")

FONT_FAMILIES: Final = (
    "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC",
    "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "SimHei",
)  # fmt: skip
MARKS_FAMILY: Final = "GIA Marks"
"""Bundled: ✓, ✗ and the other marks that the fonts of Windows lack."""


@dataclass(frozen=True)
class Theme:
    """The look in force: tokens, name and text size."""

    name: str
    tokens: Tokens
    text_px: int

    def color(self, token: str) -> QColor:
        """Return a token as a colour."""
        return QColor(getattr(self.tokens, token))

    def severity_color(self, severity: Severity) -> QColor:
        """Return the ink of a severity."""
        return self.color({"must_fix": "must_fix", "explain": "explain", "hint": "quiet"}[severity.value])

    def font(self, scale: float = 1.0, *, bold: bool = False) -> QFont:
        """Return the interface font at a multiple of the text size."""
        font = QFont(QApplication.font())
        font.setPixelSize(max(9, round(self.text_px * scale)))
        font.setBold(bold)
        return font


def make_theme(name: str, text_size: str) -> Theme:
    """Return a theme by its setting; ``system`` follows the desktop."""
    if name == "system":
        name = "dark" if _is_desktop_dark() else "light"
    return Theme(name, THEMES[name], TEXT_SIZES[text_size])


def _is_desktop_dark() -> bool:
    app = QApplication.instance()
    if isinstance(app, QApplication) and app.styleSheet():
        return QApplication.styleHints().colorScheme().name == "Dark"
    # Until the first theme is applied, the palette is that of the desktop. It is looked at because the answer
    # of the hints lives in a namespace for which PySide makes 95 enumerations, and no window is there yet.
    return QPalette().color(QPalette.ColorRole.Window).lightness() < 128


def load_bundled_fonts() -> None:
    """Make fonts shipped in ``resources/fonts`` known, for PCs without a Chinese font."""
    for path in sorted(resource("fonts").glob("*.[ot]t[fc]")):
        QFontDatabase.addApplicationFont(str(path))


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole program one look over the style Fusion: own font, palette and style sheet."""
    font = QFont()
    known = set(QFontDatabase.families())
    families: list[str] = [family for family in FONT_FAMILIES if family in known] or [QFont().family()]
    font.setFamilies([*families, MARKS_FAMILY])
    font.setPixelSize(theme.text_px)
    app.setFont(font)
    app.setPalette(_palette(theme))
    app.setStyleSheet(_style_sheet(theme))


def make_primary(button: QPushButton) -> QPushButton:
    """Let a button stand out as the main one of its window; also one that was styled before."""
    restyle(button, "primary")
    return button


def restyle(widget: QWidget, name: str) -> None:
    """Give a widget another name in the style sheet, and the look that goes with it."""
    if widget.objectName() != name:
        widget.setObjectName(name)
        _polish_anew(widget)


def set_style_flag(widget: QWidget, name: str, *, on: bool) -> None:
    """Switch a property that the style sheet asks for, and the look that goes with it."""
    if bool(widget.property(name)) != on:
        widget.setProperty(name, on)
        _polish_anew(widget)


def _polish_anew(widget: QWidget) -> None:
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.Base: "sheet",
        QPalette.ColorRole.AlternateBase: "head",
        QPalette.ColorRole.Button: "sheet",
        QPalette.ColorRole.ToolTipBase: "sheet",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.ToolTipText: "ink",
        QPalette.ColorRole.PlaceholderText: "quiet",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on_accent",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.Mid: "grid",
    }
    for role, token in roles.items():
        palette.setColor(role, theme.color(token))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("quiet"))
    return palette


def _style_sheet(theme: Theme) -> str:
    """Return the style sheet with the theme's tokens and text sizes put in."""
    names = {field.name: str(getattr(theme.tokens, field.name)) for field in fields(Tokens)}
    names |= {f"px_{name}": f"{round(theme.text_px * scale)}px" for name, scale in _SCALES.items()}
    names["ui"] = resource("ui").as_posix()
    names["tick"] = "tick-white.png" if theme.tokens.on_accent == "#ffffff" else "tick-black.png"
    return _TOKEN.sub(lambda match: names[match.group(1)], resource("ui", "style.qss").read_text("utf-8"))
