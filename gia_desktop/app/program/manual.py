"""The manual: its pages in order, what fits a tab, search, and the two lists made from the program itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gia_desktop.checks.engine import all_rules
from gia_desktop.core.keys import INFO_SECTION
from gia_desktop.files.resources import resource

START: Final = "01-start"
KEYS: Final = "11-keys"
RULES: Final = "12-rules"

PAGE_OF_SECTION: Final = {
    INFO_SECTION: START,
    "1": "03-texts",
    "2": "02-tables",
    "3": "02-tables",
    "4": "02-tables",
    "5": "03-texts",
    "6": "03-texts",
    "export": "05-export",
}
"""Tab of the report window → page that opens on F1."""

_HEADING: Final = re.compile(r"^(#{1,3}) (.+)$", re.MULTILINE)
_MARKS: Final = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|[*`\[#|]|^- |^> ", re.MULTILINE)
_AROUND: Final = 24


@dataclass(frozen=True)
class ManualText:
    """One page, Markdown with a title line; ``name`` is its file name without the suffix."""

    name: str
    text: str

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.headings[0]

    @property
    def headings(self) -> list[str]:
        """Title and headings, in order."""
        return [found.group(2) for found in _HEADING.finditer(self.text)]


@dataclass(frozen=True)
class ManualHit:
    """Where a search found its words: the heading above and some of the text around."""

    page: ManualText
    heading: str
    excerpt: str


def manual_folder() -> Path:
    """Return the folder of the pages and, in it, of the pictures."""
    return resource("help", "manual")


def pages() -> list[ManualText]:
    """Return all pages, in reading order."""
    return [ManualText(path.stem, path.read_text("utf-8")) for path in sorted(manual_folder().glob("*.md"))]


def search(all_pages: Iterable[ManualText], words: str) -> list[ManualHit]:
    """Return the places that hold all words (parted by spaces) in one paragraph."""
    wanted = [word.lower() for word in words.split()]
    if not wanted:
        return []
    hits = []
    for page in all_pages:
        heading = page.title
        for line in page.text.splitlines():
            if found := _HEADING.match(line):
                heading = found.group(2)
            plain = _MARKS.sub("", line).strip()
            if all(word in plain.lower() for word in wanted):
                hits.append(ManualHit(page, heading, _excerpt(plain, wanted[0])))
    return hits


def _excerpt(plain: str, word: str) -> str:
    at = plain.lower().index(word)
    first, last = max(0, at - _AROUND), at + len(word) + _AROUND
    return ("…" if first else "") + plain[first:last] + ("…" if last < len(plain) else "")


def key_list(of_wishes: Sequence[tuple[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the groups of keys: heading, then key and what it does.

    Args:
        of_wishes: keys of the menus and what they do; the windows know them.
    """
    data = tomllib.loads(resource("help", "keys.toml").read_text("utf-8"))
    groups = [(group["title"], [(key, does) for key, does in group["keys"]]) for group in data["groups"]]
    title, keys = groups[-1]
    return [*groups[:-1], (title, [*keys, *of_wishes])]


def keys_page(of_wishes: Sequence[tuple[str, str]]) -> str:
    """Return the page of all keys as it must stand in the manual."""
    parts = ["# 全部按键\n"]
    for title, keys in key_list(of_wishes):
        rows = "\n".join(f"| {_cell(key)} | {_cell(does)} |" for key, does in keys)
        parts.append(f"## {title}\n\n| 按键 | 作用 |\n|---|---|\n{rows}\n")
    return "\n".join(parts)


def rules_page() -> str:
    """Return the page of all rules, by weight, as it must stand in the manual."""
    rules = sorted(all_rules(), key=lambda rule: (rule.severity.rank, rule.code))
    parts = [
        "# 检查规则一览\n",
        f"共 {len(rules)} 条，问题后面的代号（如 GIA-SUM-003）都能在这里查到。\n",
        "怎样处理，见[检查](04-checks.md)。\n",
    ]
    for severity in sorted({rule.severity for rule in rules}, key=lambda severity: severity.rank):
        rows = "\n".join(
            f"| {rule.code} | {_cell(rule.title)} | {_cell(rule.basis)} |"
            for rule in rules
            if rule.severity is severity
        )
        parts.append(
            f"## {severity.mark} {severity.word}\n\n| 代号 | 查什么 | 依据 |\n|---|---|---|\n{rows}\n"
        )
    return "\n".join(parts)


def _cell(text: str) -> str:
    """Return a text for a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("*", "\\*").replace("\n", " ")


def write_lists(folder: Path, of_wishes: Sequence[tuple[str, str]]) -> None:
    """Write the two pages that are made from the program itself."""
    (folder / f"{KEYS}.md").write_text(keys_page(of_wishes), "utf-8", newline="\n")
    (folder / f"{RULES}.md").write_text(rules_page(), "utf-8", newline="\n")
