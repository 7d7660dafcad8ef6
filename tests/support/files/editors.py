"""What editors and sanitizers of government sites leave of pasted HTML: rules recorded from the real ones.

TinyMCE 6.8 (paste without its paid plug-in), wangEditor 5.1 (setHtml, how a form loads stored text) and the
default allowlist of ammonia/nh3 0.3 were run on our fragment in a browser; these filters do what they did.
UEditor 1.4.3 keeps what its published configuration lists (whitList, with input and output filter on).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

_BLOCKS = frozenset({"h1", "h2", "h3", "h4", "h5", "p", "strong", "br"})
_TABLE = frozenset({"table", "tbody", "thead", "tr", "td", "th", "col", "colgroup", "caption"})
_VOID = frozenset({"br", "col"})


@dataclass(frozen=True)
class Rules:
    """Tags that stay, and for each tag the attributes that stay (``*`` for all tags)."""

    tags: frozenset[str]
    attributes: Mapping[str, frozenset[str]]
    loses_framed_tables: bool = False


TINYMCE = Rules(
    _BLOCKS | _TABLE | {"div"},
    {
        "*": frozenset(
            {
                "align",
                "valign",
                "width",
                "border",
                "cellspacing",
                "cellpadding",
                "rowspan",
                "colspan",
                "scope",
            }
        )
    },
)
WANGEDITOR = Rules(
    _BLOCKS | frozenset({"table", "tbody", "tr", "td", "th"}),
    {"*": frozenset({"rowspan", "colspan", "width"})},
    loses_framed_tables=True,
)
SANITIZER = Rules(
    _BLOCKS | _TABLE | {"div"},
    {
        "table": frozenset({"align", "summary"}),
        "td": frozenset({"align", "colspan", "rowspan"}),
        "th": frozenset({"align", "colspan", "rowspan", "scope"}),
        "col": frozenset({"align", "span"}),
    },
)


_LOOKS = frozenset({"class", "style"})
_UEDITOR_PARTS = {tag: frozenset({"align", "valign", *_LOOKS}) for tag in ("tbody", "thead", "tr")}
_UEDITOR_CELL = frozenset({"width", "rowspan", "colspan", "align", "valign", *_LOOKS})
UEDITOR = Rules(
    _BLOCKS | _TABLE | {"div"},
    {
        **dict.fromkeys((*(_BLOCKS - {"br"}), "div", "caption"), _LOOKS),
        **_UEDITOR_PARTS,
        "table": frozenset({"width", "border", "align", "valign", *_LOOKS}),
        "td": _UEDITOR_CELL,
        "th": _UEDITOR_CELL,
        "col": frozenset({"align", "valign", "span", "width", *_LOOKS}),
        "colgroup": frozenset({"align", "valign", "span", "width", *_LOOKS}),
    },
)


def filtered(text: str, rules: Rules) -> str:
    """Return what is left of HTML."""
    reader = _Filter(rules)
    reader.feed(text)
    reader.close()
    return "".join(reader.made)


class _Filter(HTMLParser):
    def __init__(self, rules: Rules) -> None:
        super().__init__(convert_charrefs=True)
        self.made: list[str] = []
        self._rules = rules
        self._frames = 0
        self._lost = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._frames += tag == "div"
        if tag == "table" and self._frames and self._rules.loses_framed_tables:
            self._lost += 1
        if self._lost or tag not in self._rules.tags:
            return
        kept = self._rules.attributes.get("*", frozenset()) | self._rules.attributes.get(tag, frozenset())
        shown = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs if name in kept)
        self.made.append(f"<{tag}{shown}>")

    def handle_endtag(self, tag: str) -> None:
        self._frames -= tag == "div"
        if tag in self._rules.tags and tag not in _VOID and not self._lost:
            self.made.append(f"</{tag}>")
        self._lost -= tag == "table" and self._lost > 0

    def handle_data(self, data: str) -> None:
        if not self._lost:
            self.made.append(escape(data))
