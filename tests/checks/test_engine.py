"""The engine asks again only what a change touches, and forgets nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gia_desktop.checks.engine import Engine, all_rules, dependents, plan, plan_for, rules_for, run_checks
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.rule import PREVIOUS, Probe, Reads, Rule, check
from gia_desktop.core.keys import CONTACT_KEYS, PREAMBLE, SECTION_KEYS, TITLE, UNIT_NAME, CellKey, TextKey
from gia_desktop.core.report import Previous, Report
from gia_desktop.core.values import NA, Value
from gia_desktop.formats.installed import Formats, bundled_formats
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet, make_sheet
from tests.support.formats.strategies import figures, reports
from tests.support.reports.examples import EXAMPLES, Example
from tests.support.reports.strategies import cell_values

NEW, GRANTED, FEES = CellKey("t3.new.natural"), CellKey("t3.granted.natural"), CellKey("t2.fees.amount")
SECTION = SECTION_KEYS[0]
K = TypeVar("K")
V = TypeVar("V")

SENTENCES = (
    "全年新收政府信息公开申请{t3.new.total}件，上年结转{last.t3.carried_out.total}件，全部办结。",
    "上年收到{last.t3.new.total}件，同比增长20%。",
    "（一）主动公开。制发行政规范性文件4件，废止1件。",
    "全年未收到政府信息公开申请，未发生行政复议、行政诉讼。",
    "行政复议3件，均获维持；行政诉讼1件。",
    "存在的问题：一是公开不及时；二是培训不够。改进措施：加强学习。",
    "无",
    "我局收取信息处理费12000元。",
)
WRITTEN = (*SECTION_KEYS, TITLE, PREAMBLE, UNIT_NAME, *CONTACT_KEYS)
narratives = st.lists(st.sampled_from(SENTENCES), max_size=3).map("\n".join)


@dataclass
class Counting:
    """A rule with one probe for each cell and text it is given; counts how often each is asked."""

    names: tuple[Reads, ...]
    asked: Counter[Reads] = field(default_factory=Counter)

    def rule(self) -> Rule:
        return Rule("GIA-TEST-001", Severity.HINT, "", "", (), self.plan)

    def plan(self, fmt: Format) -> Iterable[Probe]:
        for name in self.names:
            yield Probe(frozenset({name}), partial(self.ask, name))

    def ask(self, name: Reads, rule: Rule, _sheet: Sheet) -> Iterator[Finding]:
        self.asked[name] += 1
        yield rule.finding(name, "1")


@pytest.fixture
def counting(fmt_2021: Format, monkeypatch: pytest.MonkeyPatch) -> Counting:
    made = Counting((*fmt_2021.cells, *SECTION_KEYS, TITLE, PREAMBLE, PREVIOUS))
    monkeypatch.setattr("gia_desktop.checks.engine.plan_for", partial(plan, [made.rule()]))
    return made


def asked_after(counting: Counting, report: Report, changed: Iterable[Reads]) -> set[Reads]:
    """Return the names whose probes are asked by an update, each of them once."""
    sheet = make_sheet(report, bundled_formats())
    engine = Engine(sheet.format)
    engine.run(sheet)
    counting.asked.clear()
    engine.update(sheet, changed)
    assert set(counting.asked.values()) <= {1}
    return set(counting.asked)


def test_a_run_asks_every_probe_once(counting: Counting, fmt_2021: Format) -> None:
    found = Engine(fmt_2021).run(make_sheet(Report("2021", 2025), bundled_formats()))
    assert counting.asked == Counter(counting.names)
    assert [finding.message for finding in found] == list(counting.names)


@pytest.mark.parametrize(
    ("changed", "touched"),
    [
        ([], set()),
        ([FEES], {FEES}),
        ([NEW], {NEW, "t3.new.total"}),
        (["t4.review.upheld"], {"t4.review.upheld", "t4.review.total"}),
        (
            [GRANTED],
            {GRANTED, "t3.granted.total", "t3.handled_total.natural", "t3.handled_total.total"},
        ),
        ([SECTION, FEES], {SECTION, FEES}),
        ([PREVIOUS], {PREVIOUS}),
    ],
)
def test_only_the_probes_that_read_what_changed_are_asked_again(
    counting: Counting, changed: list[Reads], touched: set[str]
) -> None:
    assert asked_after(counting, Report("2021", 2025), changed) == touched


@pytest.mark.parametrize("key", [*SECTION_KEYS, TITLE, PREAMBLE])
def test_a_text_is_read_again_when_a_number_shown_in_it_changes(counting: Counting, key: TextKey) -> None:
    report = Report("2021", 2025, {key: "收到{t3.new.total}件，上年{last.t3.carried_out.total}件"})
    assert asked_after(counting, report, [NEW]) == {NEW, "t3.new.total", key}
    assert asked_after(counting, report, [PREVIOUS]) == {PREVIOUS, key}
    assert asked_after(counting, report, [FEES]) == {FEES}


def test_a_number_of_last_year_does_not_follow_this_years_cell(counting: Counting) -> None:
    report = Report("2021", 2025, {SECTION: "上年{last.t3.new.total}件"})
    assert asked_after(counting, report, [NEW]) == {NEW, "t3.new.total"}


@pytest.mark.parametrize("changed", [NEW, PREVIOUS])
def test_a_comparison_follows_the_cell_and_last_years_report(counting: Counting, changed: Reads) -> None:
    report = Report("2021", 2025, {SECTION: "收到申请，{trend.t3.new.total}"})
    assert SECTION in asked_after(counting, report, [changed])


@pytest.mark.parametrize(
    ("changed", "count"), [(NEW, 3), (GRANTED, 6), (CellKey("t4.direct.pending"), 1), (FEES, 0)]
)
def test_a_keystroke_asks_few_of_the_42_identities(
    fmt_2021: Format, monkeypatch: pytest.MonkeyPatch, changed: CellKey, count: int
) -> None:
    sums = [rule for rule in all_rules() if rule.code.startswith("GIA-SUM-")]
    probes = [probe for rule in sums for probe in rule.plan(fmt_2021)]
    asked: list[Probe] = []

    def ask(probe: Probe, rule: Rule, sheet: Sheet) -> Iterable[Finding]:
        asked.append(probe)
        return probe.run(rule, sheet)

    watched = replace(sums[0], plan=lambda fmt: [replace(probe, run=partial(ask, probe)) for probe in probes])
    monkeypatch.setattr("gia_desktop.checks.engine.plan_for", partial(plan, [watched]))
    sheet = make_sheet(Report("2021", 2025), bundled_formats())
    engine = Engine(fmt_2021)
    engine.run(sheet)
    assert asked == probes
    assert len(asked) == 42
    asked.clear()
    engine.update(sheet, [changed])
    assert len(asked) == count


@st.composite
def edits(draw: st.DrawFn, report: Report) -> tuple[Report, set[Reads]]:
    """Return a report after some editing, with the names of what was changed."""
    fmt = bundled_formats().get(report.format)
    entered = [cell for cell in fmt.cells.values() if not cell.computed]
    values, texts, stated = dict(report.values), dict(report.texts), dict(report.stated)
    changed: set[Reads] = set()
    for cell in draw(st.lists(st.sampled_from(entered), max_size=4)):
        small: st.SearchStrategy[Value] = st.integers(0, 9) | st.just(NA) | st.none()
        value = draw(small | cell_values(cell.kind))
        values.pop(cell.key, None)
        values |= {} if value is None else {cell.key: value}
        changed.add(cell.key)
    for text in draw(st.lists(st.sampled_from(WRITTEN), max_size=2)):
        texts[text] = draw(narratives)
        changed.add(text)
    totals = draw(figures(fmt, computed=True))
    stated |= totals
    changed |= totals.keys()
    previous = report.previous
    if draw(st.booleans()):
        sections = draw(st.dictionaries(st.sampled_from("1256"), narratives))
        previous = Previous(fmt.id, report.year - 1, draw(figures(fmt, computed=False)), sections)
        changed.add(PREVIOUS)
    return replace(report, values=values, texts=texts, stated=stated, previous=previous), changed


@pytest.mark.slow
@settings(max_examples=40)
@given(st.data())
def test_updating_finds_the_same_as_asking_everything(data: st.DataObject) -> None:
    report = data.draw(reports())
    sheet = make_sheet(report, bundled_formats())
    engine, fresh = Engine(sheet.format), Engine(sheet.format)
    engine.run(sheet)
    for _ in range(data.draw(st.integers(1, 3))):
        report, changed = data.draw(edits(report))
        sheet = make_sheet(report, bundled_formats())
        engine.update(sheet, changed)
        assert engine.findings == fresh.run(sheet)


class Recorder(Mapping[K, V]):
    """A mapping that notes which of its keys are looked at; walking over it looks at all."""

    def __init__(self, inner: Mapping[K, V]) -> None:
        self.inner = inner
        self.seen: set[K] = set()

    def __getitem__(self, key: K) -> V:
        self.seen.add(key)
        return self.inner[key]

    def __iter__(self) -> Iterator[K]:
        self.seen.update(self.inner)
        return iter(self.inner)

    def __len__(self) -> int:
        return len(self.inner)


@pytest.mark.parametrize("format_id", ["2019", "2021"])
@settings(max_examples=15)
@given(data=st.data())
def test_every_probe_names_all_that_it_reads(format_id: str, data: st.DataObject) -> None:
    fmt = bundled_formats().get(format_id)
    texts = {key: data.draw(narratives).replace("{", "").replace("}", "") for key in SECTION_KEYS}
    report = replace(data.draw(reports(fmt)), texts=texts)
    plain = make_sheet(report, bundled_formats())
    for rule in rules_for(fmt):
        for probe in rule.plan(fmt):
            now, last, words = Recorder(plain.now), Recorder(plain.last), Recorder(report.texts)
            stated = Recorder(report.stated)
            sheet = Sheet(fmt, replace(report, texts=words, stated=stated), plain.last_format)
            sheet.__dict__.update(now=now, last=last)
            list(probe.run(rule, sheet))
            assert now.seen | words.seen | stated.seen <= probe.reads, rule.code
            assert not last.seen or PREVIOUS in probe.reads, rule.code


class Unreadable(Sheet):
    """A sheet whose live numbers nobody may read."""

    def live(self, name: str) -> str | None:
        raise AssertionError(name)

    def figure(self, key: CellKey, *, last: bool = False) -> Value:
        raise AssertionError(key)


_ON_WORDS = {
    rule.code for fmt in bundled_formats() for rule, probe in plan_for(fmt).probes if probe.words_only
}


@pytest.mark.parametrize("example", [one for one in EXAMPLES if one.code in _ON_WORDS])
def test_rules_on_words_read_no_live_number(example: Example) -> None:
    for format_id in example.formats:
        made = example.edit.apply(format_id)
        texts = {key: f"{text}{{t3.new.total}}件。" for key, text in made.report.texts.items()}
        sheet = Unreadable(made.format, replace(made.report, texts=texts), made.last_format)
        for rule, probe in plan_for(made.format).probes:
            if probe.words_only and rule.code == example.code:
                list(probe.run(rule, sheet))


def test_totals_depend_on_their_parts_through_other_totals(fmt_2021: Format) -> None:
    found = dependents(fmt_2021)
    assert found[GRANTED] == {"t3.granted.total", "t3.handled_total.natural", "t3.handled_total.total"}
    assert FEES not in found


def test_a_code_can_not_be_used_twice() -> None:
    code = all_rules()[0].code
    with pytest.raises(ValueError, match=code):
        check(code, Severity.HINT, "")(lambda fmt: ())


def test_a_rule_of_one_format_is_left_out_of_the_others(
    fmt_2019: Format, fmt_2021: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = Rule("GIA-TEST-001", Severity.HINT, "", "", ("2019",), lambda fmt: ())
    monkeypatch.setattr("gia_desktop.checks.engine.all_rules", lambda: (rule,))
    assert rules_for(fmt_2019) == [rule]
    assert rules_for(fmt_2021) == []


def test_findings_come_by_weight_then_section(formats: Formats) -> None:
    found = run_checks(make_sheet(Report("2021", 2025, values={NEW: 3}), formats))
    order = [(finding.severity.rank, finding.section) for finding in found]
    assert len(order) > 2
    assert order == sorted(order)


def test_a_finding_is_told_to_the_command_line_with_all_that_the_design_names(formats: Formats) -> None:
    found = run_checks(make_sheet(Report("2021", 2025, values={NEW: 3, GRANTED: 0}), formats))
    finding = next(finding for finding in found if finding.code == "GIA-SUM-003")
    made = finding.to_object()
    assert set(made) == {
        "code", "severity", "message", "cells", "section", "left", "right", "difference", "basis",
    }  # fmt: skip
    assert (made["severity"], made["section"], made["difference"]) == ("must_fix", "3", -3)
    assert made["cells"] == list(finding.cells)


@pytest.mark.parametrize(
    ("severity", "word"),
    [(Severity.MUST_FIX, "必须改"), (Severity.EXPLAIN, "可说明"), (Severity.HINT, "提示")],
)
def test_each_weight_has_its_own_word_and_mark(severity: Severity, word: str) -> None:
    assert severity.word == word
    assert len({other.mark for other in Severity}) == len(Severity)
