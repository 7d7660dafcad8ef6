"""Where the clerk was: kept while a document is open, forgotten when it is closed in the ordinary way."""

from __future__ import annotations

from gia_desktop.core.records import dataclass


@dataclass(frozen=True)
class LastPlace:
    """A kind of document, its number, and the place inside it as its page returns it.

    Written ``report/12/3/t3.new.natural``. Releases up to 0.1 knew reports alone and wrote no kind.
    """

    kind: str
    number: int
    inside: str = ""

    def __str__(self) -> str:
        return f"{self.kind}/{self.number}/{self.inside}"

    @classmethod
    def parse(cls, text: str) -> LastPlace | None:
        """Read what ``str`` wrote; None when nothing was kept, or it makes no sense."""
        kind, _, rest = text.partition("/")
        if kind.isdecimal():
            kind, rest = "report", text
        number, _, inside = rest.partition("/")
        return cls(kind, int(number), inside) if number.isdecimal() and inside else None
