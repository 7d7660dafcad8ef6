"""Differences of texts as rich text: marked by line and brackets, never by colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from gia_desktop.app.report.differences import Piece, TextFate
from gia_desktop.ui.kit.theme import Theme


def pieces_html(pieces: Iterable[Piece], theme: Theme) -> str:
    """Return pieces of text with what was removed struck through and what was added underlined."""
    tokens = theme.tokens
    gone = f"color:{tokens.must_fix};background:{tokens.must_fix_sheet}"
    looks = {
        TextFate.SAME: "<span>{text}</span>",
        TextFate.REMOVED: f"<s style='{gone}'>〔{{text}}〕</s>",
        TextFate.ADDED: f"<u style='color:{tokens.good};background:{tokens.good_sheet}'>{{text}}</u>",
    }
    return "".join(
        looks[piece.mark].format(text=escape(piece.text).replace("\n", "<br>")) for piece in pieces
    )
