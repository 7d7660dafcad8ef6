"""A page of figures that was not written is sound by itself: the history tells that they are older."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from gia_desktop.core.values import Value
from gia_desktop.drafts import agreement
from gia_desktop.drafts.kind import open_drafts
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault.connection import put
from tests.support.reports.stored import NATURAL, OTHER, full_report, setting


@pytest.fixture
def number(database: Path) -> int:
    """Write a report whose figure went from 12 to 99 and 7."""
    store = DraftStore(database)
    number = store.create(full_report())
    store.write(number, setting(NATURAL, 12, 99))
    store.write(number, setting(NATURAL, 99, 7))
    store.write(number, setting(OTHER, full_report().values[OTHER], 5))
    store.close()
    return number


def put_older(database: Path, number: int, value: str = "12") -> None:
    """Put a figure in place as an older page would: with its own sound seal."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        put(connection, "cells", (number, NATURAL, "count", value))


def test_older_figures_are_replaced_by_those_of_the_history_and_told_once(
    database: Path, number: int
) -> None:
    put_older(database, number)
    opened = open_drafts(database)
    value = opened.store.load(number).values[NATURAL]
    opened.store.close()
    assert (value, "drafts.db" in opened.report.notice) == (7, True)
    again = open_drafts(database)
    again.store.close()
    assert again.report.notice == ""


def test_a_history_that_cannot_be_followed_says_nothing(
    database: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_older(database, number)
    monkeypatch.setattr(agreement, "replay_report", lambda *_: None)
    assert value_found(database, number) == 12


def test_a_figure_newer_than_the_history_stays(database: Path, number: int) -> None:
    put_older(database, number, "4711")
    assert value_found(database, number) == 4711


def value_found(database: Path, number: int) -> Value:
    opened = open_drafts(database)
    value = opened.store.load(number).values[NATURAL]
    opened.store.close()
    return value


def test_reports_of_every_kind_of_value_agree_with_their_history(database: Path) -> None:
    report = full_report()
    store = DraftStore(database)
    store.create(report)
    store.create(replace(report, year=report.year - 1))
    store.close()
    again = DraftStore(database)
    assert not again.has_older_figures()
    again.close()
