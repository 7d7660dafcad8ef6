"""Title and texts that follow another unit name, short name or year, on request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gia_desktop.app.report.following import Identity, follow, identity, left_behind, told_by_title
from gia_desktop.core.keys import PREAMBLE, TITLE, UNIT_NAME, UNIT_SHORT, TextKey, section_key
from gia_desktop.core.report import Report, default_title, new_report

OLD, NEW = "示例县清河镇人民政府", "示例县北河乡人民政府"


def renamed(texts: Mapping[TextKey, str], year: int = 2025) -> Report:
    report = new_report("2021", 2025, OLD, "township")
    named = {UNIT_NAME: NEW, UNIT_SHORT: "我乡", **texts}
    return replace(report, year=year, texts={**report.texts, **named})


def test_title_opening_and_texts_take_the_new_names() -> None:
    report = renamed({PREAMBLE: f"请与{OLD}联系。", section_key("1"): "我镇重视公开，我镇主动公开。"})
    was = Identity(OLD, "我镇", 2025)
    assert left_behind(report, was) == 4
    after = follow(report, was).apply(report)
    assert after.title == default_title(NEW, 2025)
    assert after.text(PREAMBLE) == f"请与{NEW}联系。"
    assert after.section("1") == "我乡重视公开，我乡主动公开。"
    assert left_behind(after, was) == 0


def test_years_move_on_together_but_not_those_of_quoted_documents() -> None:
    words = "2024年新收9件，2023年7件；《2024年工作要点》（国办公开办函〔2021〕30号）。"
    report = replace(new_report("2021", 2024, OLD, "township"), year=2025)
    report = replace(report, texts={**report.texts, section_key("1"): words})
    after = follow(report, Identity(OLD, "我镇", 2024)).apply(report)
    assert after.section("1") == "2025年新收9件，2024年7件；《2024年工作要点》（国办公开办函〔2021〕30号）。"
    assert after.text(TITLE) == default_title(OLD, 2025)


def test_the_title_remembers_whose_report_it_was() -> None:
    report = renamed({}, year=2026)
    assert told_by_title(report) == Identity(OLD, "我乡", 2025)
    own = replace(report, texts={**report.texts, TITLE: "年度工作情况"})
    assert told_by_title(own) == identity(own)


def test_a_name_that_only_grew_is_not_replaced_inside_itself() -> None:
    report = new_report("2021", 2025, "示例县清河镇", "township")
    longer = replace(report, texts={**report.texts, UNIT_NAME: "示例县清河镇人民政府"})
    assert left_behind(longer, Identity("示例县清河镇", "我镇", 2025)) == 0
