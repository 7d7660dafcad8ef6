"""The base of every error that is told to the user."""

from __future__ import annotations


class GiaError(Exception):
    """A situation the user can understand and act on.

    Attributes:
        user_text: what happened and to which file or cell, one Chinese sentence.
        hint: what to do now, one Chinese sentence; may be empty.
        detail: technical detail for the log only.
        code: short stable code shown at the end of the message, e.g. ``GIA-E-101``.
    """

    code = "GIA-E-000"

    def __init__(self, user_text: str, hint: str = "", detail: str = "") -> None:
        """Keep the three texts; the message of the exception is the full sentence."""
        self.user_text = user_text
        self.hint = hint
        self.detail = detail
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """Return the whole message as it is shown: text, hint and code on one line."""
        return f"{self.user_text}{self.hint}（{self.code}）"
