"""Made-up reports for property tests."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from gia_desktop.core.keys import SECTION_IDS, TEXT_KEYS, UNIT_KIND, CellKey
from gia_desktop.core.register_numbers import REGISTER_WORDS
from gia_desktop.core.report import UNIT_KINDS, Previous, Reason, Report
from gia_desktop.core.values import Value
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.schema import Format
from tests.support.reports.strategies import cell_values, clean_texts

formats = st.sampled_from(list(bundled_formats()))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | clean_texts()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(clean_texts(), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
# A capital first letter keeps them apart from every key that the program knows.
extras = st.dictionaries(clean_texts().map("X{}".format), json_values, max_size=3)


@st.composite
def figures(draw: st.DrawFn, fmt: Format, *, computed: bool) -> dict[CellKey, Value]:
    """Return some filled cells of a format, either entered or computed ones."""
    cells = [cell for cell in fmt.cells.values() if cell.computed == computed]
    chosen = draw(st.lists(st.sampled_from(cells), max_size=12, unique_by=lambda cell: cell.key))
    return {cell.key: draw(cell_values(cell.kind)) for cell in chosen}


@st.composite
def previous_reports(draw: st.DrawFn) -> Previous:
    fmt = draw(formats)
    values = {**draw(figures(fmt, computed=False)), **draw(figures(fmt, computed=True))}
    sections = draw(st.dictionaries(st.sampled_from(SECTION_IDS), clean_texts()))
    return Previous(fmt.id, draw(st.integers(2019, 2030)), values, sections, draw(extras))


@st.composite
def reasons(draw: st.DrawFn, fmt: Format) -> Reason:
    cells = tuple(draw(st.lists(st.sampled_from(list(fmt.cells)), max_size=3)))
    seen = draw(st.dictionaries(st.sampled_from(list(fmt.cells)), clean_texts(), max_size=2))
    return Reason("GIA-YEAR-001", cells, draw(clean_texts()), {str(key): text for key, text in seen.items()},
                  draw(extras))  # fmt: skip


@st.composite
def report_extras(draw: st.DrawFn) -> dict[str, Any]:
    """Return unknown keys of a file: at its top, in ``unit``, in ``unit.contact`` and in ``sections``."""
    contact, unit = draw(extras), draw(extras)
    inner = {"unit": unit | ({"contact": contact} if contact else {}), "sections": draw(extras)}
    return draw(extras) | {name: entries for name, entries in inner.items() if entries}


register_numbers = st.dictionaries(
    st.sampled_from(["t3.new.natural", *REGISTER_WORDS]), st.integers(0, 10**9) | clean_texts(), max_size=3
)


@st.composite
def reports(draw: st.DrawFn, fmt: Format | None = None) -> Report:
    """Return a report as an exchange file can carry it."""
    own = fmt or draw(formats)
    texts = draw(
        st.dictionaries(st.sampled_from([key for key in TEXT_KEYS if key != UNIT_KIND]), clean_texts())
    )
    return Report(
        own.id,
        draw(st.integers(2019, 2030)),
        {UNIT_KIND: draw(st.sampled_from(list(UNIT_KINDS))), **texts},
        draw(figures(own, computed=False)),
        draw(figures(own, computed=True)),
        draw(st.none() | previous_reports()),
        tuple(draw(st.lists(reasons(own), max_size=2))),
        draw(report_extras()),
        draw(register_numbers),
    )
