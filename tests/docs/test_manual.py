"""The manual: lists equal the program, links and pictures are there, words are those of the window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gia_desktop.app.program.manual import (
    KEYS,
    PAGE_OF_SECTION,
    RULES,
    START,
    ManualText,
    manual_folder,
    pages,
    rules_page,
    search,
)
from gia_desktop.app.writing.own_phrases import load_reasons
from gia_desktop.documents.style import PageStyle, parse_style
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.rollup.papers.paper import KINDS, NEEDED
from gia_desktop.rollup.units_file import read_units
from tests.docs.blocks import blocks

ROOT = Path(__file__).resolve().parents[2]
PAGES = {page.name: page for page in pages()}
RENEW = "run: python3 dev.py screens --docs"

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]+)\)")
_PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
_BUTTON = re.compile(r"(?:点|选|勾)“([^”]+)”|“([^”]+)”菜单")


def sources() -> str:
    """Return all code and data that windows take their words from."""
    files = [*(ROOT / "gia_desktop").rglob("*.py"), *(ROOT / "resources").rglob("*.toml")]
    return "\n".join(path.read_text("utf-8") for path in files)


def test_list_of_rules_is_that_of_the_rules_there_are() -> None:
    assert PAGES[RULES].text == rules_page(), RENEW


def test_every_tab_has_its_page() -> None:
    sections = {section.id for fmt in bundled_formats() for section in fmt.sections}
    assert set(PAGE_OF_SECTION) == sections | {"0", "export"}
    assert {*PAGE_OF_SECTION.values(), START, KEYS, RULES} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_begins_with_its_only_title(page: ManualText) -> None:
    assert page.text.startswith("# ")
    assert len(re.findall(r"^# ", page.text, re.MULTILINE)) == 1


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_links_lead_to_pages_and_headings(page: ManualText) -> None:
    for link in _LINK.findall(page.text):
        name, _, heading = link.partition("#")
        goal = PAGES[name.removesuffix(".md")]
        assert not heading or heading in goal.headings, link


def test_pictures_shown_are_the_pictures_there() -> None:
    shown = {name for page in PAGES.values() for name in _PICTURE.findall(page.text)}
    there = {f"pictures/{path.name}" for path in (manual_folder() / "pictures").iterdir()}
    assert shown == there


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_buttons_and_menus_are_called_as_in_the_window(page: ManualText) -> None:
    program = sources()
    named = {name for pair in _BUTTON.findall(page.text) for name in pair if name}
    assert {name for name in named if name not in program} == set()


def test_search_finds_the_paragraph_with_all_words() -> None:
    hits = search(PAGES.values(), "空格补零 一次")
    assert hits[0].page.name == START
    assert all("补零" in hit.excerpt for hit in hits)


def test_search_names_the_heading_above() -> None:
    page = ManualText("a", "# 标题\n\n## 甲\n\n内容一\n\n## 乙\n\n**内容**二，见[别处](b.md)\n")
    (hit,) = search([page], "内容二")
    assert (hit.heading, hit.excerpt) == ("乙", "内容二，见别处")


@pytest.mark.parametrize("words", ["", "   ", "没有这样的话"])
def test_search_without_a_match_finds_nothing(words: str) -> None:
    assert search(PAGES.values(), words) == []


def test_examples_for_the_county_can_be_used(tmp_path: Path) -> None:
    texts = blocks(manual_folder() / "10-county.md", "")
    (style,) = (text for text in texts if "title_pt" in text)
    (reasons,) = (text for text in texts if "[[rules]]" in text)
    assert parse_style(style, "版式").body_font == "仿宋"
    path = tmp_path / "reasons.toml"
    path.write_text(reasons, "utf-8")
    assert len(load_reasons(path).by_code["GIA-YEAR-001"]) == 2


def test_the_list_of_units_of_the_county_page_is_read(tmp_path: Path) -> None:
    (text,) = (text for text in blocks(manual_folder() / "10-county.md", "") if "[[unit]]" in text)
    (tmp_path / "units.toml").write_text(text, "utf-8")
    units = read_units(tmp_path / "units.toml").units
    assert [(unit.kind, unit.scope) for unit in units] == [("township", "own"), ("county", "area")]


def test_fields_of_the_countys_templates_are_those_of_the_papers() -> None:
    rows = re.findall(r"^\| (\S+) \| (.*\{.*) \|$", PAGES["14-collect"].text, re.MULTILINE)
    told = {kind: set(re.findall(r"\{([^}]+)\}", names)) for kind, names in rows}
    assert set(told) == {"都可以", *KINDS}
    for kind, needed in NEEDED.items():
        assert set(needed) <= told[kind] | told["都可以"], kind


def test_page_style_of_the_county_page_is_the_one_in_force() -> None:
    rows = re.findall(r"^\| ([a-z0-9_、]+) \| [^|]+ \| ([^|]+) \|$", PAGES["10-county"].text, re.MULTILINE)
    told = {
        name: value
        for names, values in rows
        for name, value in zip(names.split("、"), values.split("、"), strict=True)
    }
    assert len(told) >= 10
    in_force = {name: getattr(PageStyle(), name) for name in told}
    shown = {
        name: str(value).lower() if isinstance(value, bool) else str(value) or "（空）"
        for name, value in in_force.items()
    }
    assert shown == told
