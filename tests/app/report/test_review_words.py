from __future__ import annotations

import pytest

from gia_desktop.app.report.explaining import explanation, ignoring, settled_with_ignored
from gia_desktop.app.report.review_words import review_form
from gia_desktop.checks.engine import run_checks
from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.checks.reasons import Settled
from gia_desktop.core.keys import section_key
from gia_desktop.documents.forms.review_form import ReviewForm
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats, bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet

FORMATS: Formats = bundled_formats()
REASON = "本年清理历史文件，已报市政府备案。"


@pytest.fixture
def sheet() -> Sheet:
    """Return the practice report with its planted errors."""
    return make_sheet(open_report(resource("samples", "practice-2025.gia"), FORMATS), FORMATS)


HINT = Finding("GIA-WORD-999", Severity.HINT, "有两个空格。", "1", spans=(Span(section_key("1"), 0, 2),))


def settled(sheet: Sheet) -> list[Settled]:
    return settled_with_ignored(sheet, [*run_checks(sheet), HINT])


def first(sheet: Sheet, weight: Severity) -> Settled:
    return next(item for item in settled(sheet) if item.finding.severity is weight)


def counted(form: ReviewForm) -> dict[str, int]:
    return {word: sum(row.weight == word for row in form.findings) for word, _ in form.counts}


def test_form_holds_every_finding_and_identity(sheet: Sheet) -> None:
    form = review_form(sheet, settled(sheet))
    assert [row.code for row in form.findings] == [item.finding.code for item in settled(sheet)]
    assert dict(form.counts) == counted(form)
    assert sum("与上年衔接" not in identity.place for identity in form.identities) == 42
    assert any("与上年衔接" in identity.place for identity in form.identities)
    assert (form.unit, form.year) == (sheet.report.unit_name, 2025)


def test_explained_finding_carries_its_explanation(sheet: Sheet) -> None:
    doubt = first(sheet, Severity.EXPLAIN)
    after = make_sheet(explanation(sheet, doubt, REASON).apply(sheet.report), FORMATS)
    rows = review_form(after, settled(after)).findings
    assert [(row.code, row.status) for row in rows if row.explanation] == [(doubt.finding.code, "已说明")]


def test_ignored_hint_is_left_out_and_not_counted(sheet: Sheet) -> None:
    hint = settled(sheet)[-1]
    after = make_sheet(ignoring(sheet, hint).apply(sheet.report), FORMATS)
    form = review_form(after, settled(after))
    assert len(form.findings) == len(settled(sheet)) - 1
    assert HINT.message not in [row.message for row in form.findings]
    assert dict(form.counts) == counted(form)
