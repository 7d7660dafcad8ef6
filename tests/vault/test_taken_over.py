"""A program whose folder somebody else has taken over leaves every file of it as she has it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from gia_desktop.core.errors import GiaError
from gia_desktop.vault.backups import list_backups
from gia_desktop.vault.copies import companion
from gia_desktop.vault.faults import EnvironmentFault
from gia_desktop.vault.holder import Holder, TakenOverFault
from gia_desktop.vault.saver import Saver
from tests.support.vault.kinds import Trial

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a share that gave her the lock has closed our files there"
)


class Sleeper:
    """A laptop that sleeps, with its folder on a share that knows no locks between PCs."""

    def __init__(self, trial: Trial, database: Path, scratch: Path) -> None:
        self._trial, self._database, self._scratch = trial, database, scratch
        self._other: Holder | None = None
        self.told: list[GiaError] = []
        self.saver = Saver(
            database, trial.kind, lambda _ticket: None, self.told.append,
            backups=database.parent / "backups", make_sure=self._check,
        )  # fmt: skip
        self.number = self.saver.read(trial.create)
        for state in range(3):
            self.saver.submit(self.number, trial.step(state, state + 1))
        assert self.saver.flush(10)

    def _check(self) -> None:
        if self._other is not None:
            raise TakenOverFault(self._database, self._other)

    def taken_over(self, *, still_open: bool) -> None:
        """Let her go on from what is there, to step 5; then her program is closed, or still at work."""
        hers = self._scratch / self._database.name
        for ending in ("", "-wal"):
            shutil.copy(companion(self._database, ending), companion(hers, ending))
        store = self._trial.kind.make(hers)
        for state in (3, 4):
            store.write(self.number, self._trial.step(state, state + 1))
        self._other = Holder("王芳", "PC-2")
        if not still_open:
            store.close()
        for ending in ("", "-wal"):
            mine, new = companion(self._database, ending), companion(hers, ending)
            if new.exists():
                mine.write_bytes(new.read_bytes())
            else:
                mine.unlink()
        if still_open:
            store.close()


@pytest.fixture
def sleeper(trial: Trial, database: Path, tmp_path: Path) -> Sleeper:
    scratch = tmp_path / "PC-2"
    scratch.mkdir()
    return Sleeper(trial, database, scratch)


def files_of(database: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in database.parent.glob(f"{database.name}*")}


def put_away(database: Path) -> None:
    database.rename(database.with_name("elsewhere"))


def put_another_there(database: Path) -> None:
    other = database.with_name("other")
    shutil.copy(database, other)
    other.replace(database)


def leave(_database: Path) -> None:
    pass


@pytest.mark.parametrize("still_open", [True, False])
@pytest.mark.parametrize("then", [leave, put_away, put_another_there])
def test_what_she_wrote_stays_as_she_wrote_it(
    trial: Trial, sleeper: Sleeper, database: Path, tmp_path: Path, still_open: bool,
    then: Callable[[Path], None],
) -> None:  # fmt: skip
    sleeper.taken_over(still_open=still_open)
    then(database)
    before, backups = files_of(database), list_backups(database.parent / "backups", database.stem)
    sleeper.saver.submit(sleeper.number, trial.step(3, 9))
    assert not sleeper.saver.flush(10)
    assert not sleeper.saver.stop(10)
    assert files_of(database) == before
    assert list_backups(database.parent / "backups", database.stem) == backups
    (fault,) = sleeper.told
    assert "王芳（电脑 PC-2）接手" in fault.sentence
    assert [ticket.step for ticket in sleeper.saver.unsaved] == [trial.step(3, 9)]
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)  # there it is not held by us any more
    if then is leave:
        with closing(trial.kind.make(tmp_path / database.name)) as store:
            assert trial.state(store, sleeper.number) == 5


def test_a_backup_is_not_put_in_the_place_of_what_she_has(sleeper: Sleeper, database: Path) -> None:
    sleeper.taken_over(still_open=True)
    before = files_of(database)
    with pytest.raises(EnvironmentFault):
        sleeper.saver.exchange(lambda path: path.write_bytes(b"backup"))
    assert sleeper.saver.stop(10)
    assert files_of(database) == before
