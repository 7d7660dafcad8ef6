"""The databases of a data folder end together."""

from __future__ import annotations

import threading
from pathlib import Path

from gia_desktop.app.program.dirs import find_folders
from gia_desktop.app.program.vaults import Vaults


def test_one_that_takes_long_to_end_does_not_keep_the_others_open(tmp_path: Path) -> None:
    vaults = Vaults(find_folders(tmp_path), lambda _ticket: None, lambda _error: None)
    begun, go_on = threading.Event(), threading.Event()

    def hold(_store: object) -> None:
        begun.set()
        go_on.wait(10)

    vaults.register.read(lambda _store: None)
    ends = [threading.Thread(target=work) for work in (lambda: vaults.drafts.read(hold), vaults.stop)]
    ends[0].start()
    assert begun.wait(10)
    ends[1].start()
    vaults.register._thread.join(10)
    assert not vaults.register._thread.is_alive()
    assert vaults.drafts._thread.is_alive()
    go_on.set()
    for end in ends:
        end.join(10)
    assert vaults.stop(10)
