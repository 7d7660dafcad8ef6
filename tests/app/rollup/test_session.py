"""An open collection: states, sums and findings follow every step, and every step goes to be kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from gia_desktop.app.rollup.session import Answer, CollectionEvent, CollectionSession
from gia_desktop.core.keys import CellKey
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.collecting import Collected
from gia_desktop.rollup.collection import Collection, Correction, Mark, Matched
from gia_desktop.rollup.coverage import Stand, Tally
from gia_desktop.rollup.kept.steps import CollectionStep
from gia_desktop.rollup.roster import RosterError
from tests.support.reports.areas import DAY, report_of, roster, submission, town

NEW = CellKey("t3.new.natural")
GRANTED = CellKey("t3.granted.natural")
HANDLED = CellKey("t3.handled_total.natural")
TODAY = DAY + dt.timedelta(days=7)


def area(*values: dict[CellKey, int | Decimal] | None) -> Collection:
    """Return a collection of as many towns; None for one that has handed nothing in."""
    files = tuple(
        submission(report_of(town(place), made)) for place, made in enumerate(values) if made is not None
    )
    return Collection(replace(roster(len(values)), due=DAY), 2025, files)


class Kept:
    """A session, what it recorded and what it told."""

    def __init__(self, collection: Collection, formats: Formats) -> None:
        self.steps: list[tuple[CollectionStep, Tally]] = []
        self.events: list[CollectionEvent] = []
        self.session = CollectionSession(
            1, collection, formats, lambda step, counts: self.steps.append((step, counts)), TODAY
        )
        self.session.listen(self.events.append)

    def check(self) -> None:
        found = self.session.checker.check(self.session.collection)
        assert found is not None
        self.session.take_checked(found)


@pytest.fixture
def kept(formats: Formats) -> Kept:
    return Kept(area({NEW: 60, GRANTED: 61}, {NEW: 5, GRANTED: 5}, None), formats)


def messages(found: Sequence[object]) -> list[str]:
    return [str(getattr(one, "code", "")) for one in found]


def test_every_unit_is_in_one_of_four_groups(kept: Kept) -> None:
    assert [kept.session.stand(town(place)) for place in range(3)] == [
        Stand.WAITING,
        Stand.WAITING,
        Stand.MISSING,
    ]
    assert kept.session.tally == Tally(3, 1, 2, 0, 0)


def test_a_return_keeps_what_was_asked_and_goes_to_the_store_with_the_counts(kept: Kept) -> None:
    kept.check()
    step = kept.session.return_step(town(0))
    kept.session.apply(step)
    assert kept.session.stand(town(0)) is Stand.RETURNED
    assert kept.steps == [(step, Tally(3, 1, 1, 1, 0))]
    assert kept.events[-1] == CollectionEvent(frozenset({town(0)}), figures=False)
    asked = kept.session.collection.standing(town(0)).rounds[0].asked
    assert asked
    assert [one.is_mended for one in kept.session.mended(town(0))] == [False] * len(asked)


def test_the_next_version_shows_figure_by_figure_what_was_mended(kept: Kept) -> None:
    kept.check()
    kept.session.apply(kept.session.return_step(town(0)))
    before = kept.session.collection
    better = submission(report_of(town(0), {NEW: 60, GRANTED: 60}), "改.gia", DAY + dt.timedelta(days=3))
    done = Collected(replace(before, submissions=(*before.submissions, better)), 1, False, 0)
    kept.session.apply(kept.session.collected_step(before, done))
    assert kept.session.state(town(0)).words == "已重报"
    balance = [one for one in kept.session.mended(town(0)) if HANDLED in one.changed]
    assert [(one.is_mended, one.changed[HANDLED]) for one in balance] == [(True, ("61", "60"))]


def test_what_was_read_is_taken_in_without_undoing_what_was_decided_meanwhile(kept: Kept) -> None:
    snapshot = kept.session.collection
    kept.session.apply(kept.session.mark_step(town(1), Mark.PASSED))
    late = submission(report_of(town(2), {NEW: 1}), "迟.gia", TODAY)
    done = Collected(replace(snapshot, submissions=(*snapshot.submissions, late)), 1, False, 0)
    kept.session.apply(kept.session.collected_step(snapshot, done))
    assert [kept.session.stand(town(place)) for place in range(3)] == [
        Stand.WAITING,
        Stand.PASSED,
        Stand.WAITING,
    ]
    assert kept.session.state(town(2)).late_by == 7


def test_taking_back_what_was_read_keeps_what_was_said_meanwhile(formats: Formats) -> None:
    lost = submission(report_of("不知道", {NEW: 7}), "谁.gia", unit="", matched=Matched.UNKNOWN)
    kept = Kept(replace(area(None, None), submissions=(lost,)), formats)
    snapshot = kept.session.collection
    kept.session.apply(kept.session.files_step([Answer(lost, kept.session.roster.get(town(0)))]))
    done = Collected(replace(snapshot, submissions=(replace(lost, gone=True),)), 0, False, 0)
    step = kept.session.collected_step(snapshot, done)
    kept.session.apply(step)
    kept.session.apply(step.inverse())
    assert [one.unit for one in kept.session.collection.submissions] == [town(0)]


def test_a_file_that_was_taken_back_while_the_folder_was_read_stays_away(kept: Kept) -> None:
    before = kept.session.collection
    late = submission(report_of(town(2), {NEW: 1}), "迟.gia", TODAY)
    taking_in = kept.session.collected_step(
        before, Collected(replace(before, submissions=(*before.submissions, late)), 1, False, 0)
    )
    kept.session.apply(taking_in)
    snapshot = kept.session.collection
    kept.session.apply(taking_in.inverse())
    gone = tuple(replace(one, gone=True) for one in snapshot.submissions)
    done = Collected(replace(snapshot, submissions=gone), 0, False, 0)
    kept.session.apply(kept.session.collected_step(snapshot, done))
    assert [one.gone for one in kept.session.collection.submissions] == [True, True]
    assert kept.session.stand(town(2)) is Stand.MISSING


def test_a_settled_file_is_no_longer_doubtful_anywhere(formats: Formats) -> None:
    doubtful = submission(report_of(town(0), {NEW: 60}), doubtful={NEW: "看不清"})
    kept = Kept(replace(area(None, None), submissions=(doubtful,)), formats)
    kept.check()
    settled = report_of(town(0), {NEW: 66})
    kept.session.apply(kept.session.compared_step(replace(doubtful), settled))
    newest = kept.session.state(town(0)).newest
    assert newest is not None
    assert (newest.report, newest.doubtful) == (settled, {})
    assert kept.events[-1] == CollectionEvent(frozenset({town(0)}), figures=True)


def test_sums_follow_a_correction_which_stays_a_line_of_its_own(kept: Kept) -> None:
    assert kept.session.sums.cells[NEW].sum == 65
    kept.session.apply(kept.session.correct_step(Correction(town(0), NEW, -1, "填错列", "李四", TODAY)))
    assert kept.session.sums.cells[NEW].parts == {town(0): 60, town(1): 5, f"更正：{town(0)}": -1}
    assert kept.events[-1] == CollectionEvent(frozenset({town(0)}), figures=True)
    kept.session.apply(kept.session.uncorrect_step(kept.session.collection.corrections[0]))
    assert kept.session.sums.cells[NEW].sum == 65


def test_the_sums_are_the_same_as_those_worked_out_anew(kept: Kept, formats: Formats) -> None:
    _ = kept.session.sums
    kept.session.apply(kept.session.correct_step(Correction(town(1), NEW, 4, "漏报")))
    fresh = Kept(kept.session.collection, formats).session.sums
    assert kept.session.sums.cells == fresh.cells


def test_a_file_whose_unit_was_said_counts_at_once(formats: Formats) -> None:
    base = area(None, {NEW: 2})
    lost = submission(report_of("不知道", {NEW: 7}), "谁.gia", unit="", matched=Matched.UNKNOWN)
    kept = Kept(replace(base, submissions=(*base.submissions, lost)), formats)
    assert kept.session.tally.questions == 1
    kept.session.apply(kept.session.files_step([Answer(lost, kept.session.roster.get(town(0)))]))
    assert kept.session.tally == Tally(2, 0, 2, 0, 0, 0)
    assert kept.session.sums.cells[NEW].sum == 9


def test_a_step_taken_back_leaves_everything_as_it_was(kept: Kept) -> None:
    before = kept.session.collection
    step = kept.session.mark_step(town(0), Mark.PASSED)
    kept.session.apply(step)
    kept.session.apply(step.inverse())
    assert kept.session.collection == before
    assert kept.session.stand(town(0)) is Stand.WAITING


def test_last_year_stands_beside_every_figure(formats: Formats) -> None:
    made = replace(area({NEW: 60}, {NEW: 5}), previous={town(0): report_of(town(0), {NEW: 21}, 2024)})
    session = Kept(made, formats).session
    assert session.last_figures(town(0))[NEW] == 21
    assert session.last_figures(town(1)) == {}
    assert session.last_sum(NEW) == (21, 1)
    assert session.last_sum(GRANTED) == (None, 0)


def test_a_report_is_checked_again_only_when_it_is_another_one(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.check()
    asked: list[str] = []

    def spy(collection: Collection, unit: object, *_rest: object) -> list[object]:
        asked.append(getattr(unit, "name", ""))
        return []

    monkeypatch.setattr("gia_desktop.app.rollup.checking.findings_of", spy)
    before = kept.session.collection
    other = submission(report_of(town(1), {NEW: 6, GRANTED: 6}), "改.gia", DAY + dt.timedelta(days=1))
    done = Collected(replace(before, submissions=(*before.submissions, other)), 1, False, 0)
    kept.session.apply(kept.session.collected_step(before, done))
    kept.check()
    assert asked == [town(1)]


def test_a_doubt_is_said_once_after_a_step_and_no_more_once_it_is_settled(formats: Formats) -> None:
    doubted = submission(report_of(town(0), {GRANTED: 3}), doubtful={NEW: "各项相加是 3，表上总计写的是 4"})
    kept = Kept(replace(area({}), submissions=(doubted,)), formats)
    kept.check()
    said = [one.code for one in kept.session.findings(town(0))]
    kept.session.apply(kept.session.return_step(town(0)))
    assert [one.code for one in kept.session.findings(town(0))] == said
    assert said.count("GIA-READ-001") == 1
    settled = replace(kept.session.collection, submissions=(replace(doubted, doubtful={}),))
    (unit,) = settled.roster.units
    assert "GIA-READ-001" not in [one.code for one in kept.session.checker.own(settled, unit)]


def test_checking_ends_when_nobody_wants_it_any_more(kept: Kept) -> None:
    assert kept.session.checker.check(kept.session.collection, lambda: False) is None


def test_findings_of_another_state_are_shown_but_said_to_be_old(kept: Kept) -> None:
    found = kept.session.checker.check(kept.session.collection)
    assert found is not None
    kept.session.apply(kept.session.mark_step(town(0), Mark.PASSED))
    assert kept.session.take_checked(found)
    kept.session.apply(kept.session.roster_step(replace(kept.session.roster, due=None), "改截止日"))
    assert not kept.session.take_checked(found)
    assert "GIA-SUM" in " ".join(messages(kept.session.findings(town(0))))


def test_a_list_of_units_that_contradicts_itself_is_refused(kept: Kept) -> None:
    units = kept.session.roster.units
    with pytest.raises(RosterError):
        kept.session.roster_step(replace(kept.session.roster, units=(*units, units[0])), "换名单")


def test_a_new_list_matches_the_files_anew(kept: Kept) -> None:
    kept.session.apply(
        kept.session.roster_step(replace(kept.session.roster, units=kept.session.roster.units[1:]), "换名单")
    )
    assert [one.unit for one in kept.session.collection.submissions] == ["", town(1)]
    assert [state.unit.name for state in kept.session.states] == [town(1), town(2)]


def test_lateness_is_read_on_the_clerks_day(kept: Kept) -> None:
    assert kept.session.state(town(2)).late_by == 7
    kept.session.become(DAY)
    assert kept.session.state(town(2)).late_by == 0
