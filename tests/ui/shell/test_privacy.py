"""What stays behind after a whole session: no socket was opened, nothing of the report is in a log."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.window.session_child import FORMATS, SECRET_FIGURE, SECRET_TEXT

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Session:
    """A finished session and its folders."""

    seen: dict[str, list[str]]
    data: Path
    out: Path
    temporary: Path


MASK = 0o022


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("session")
    data, out, temporary = (folder / name for name in ("资 料", "out", "tmp"))
    for made in (out, temporary):
        made.mkdir()
    names = {name: str(temporary) for name in ("TMPDIR", "TEMP", "TMP")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.window.session_child", str(data), str(out)],
        cwd=ROOT, env={**os.environ, **names, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE, timeout=110, check=False, umask=MASK,
    )  # fmt: skip
    assert done.returncode == 0
    return Session(json.loads(done.stdout.splitlines()[-1]), data, out, temporary)


@pytest.mark.slow
def test_the_session_did_all_its_work(session: Session) -> None:
    assert sorted(path.suffix for path in session.out.iterdir()) == sorted(FORMATS)
    assert list((session.data / "logs").glob("crash-*.txt"))
    assert session.seen["told"] == []


@pytest.mark.slow
def test_no_socket_was_ever_opened(session: Session) -> None:
    assert session.seen["sockets"] == []
    assert session.seen["open"] == []


@pytest.mark.slow
def test_no_log_holds_a_figure_or_a_text(session: Session) -> None:
    logs = [path for path in (session.data / "logs").iterdir() if not path.name.startswith("crash-")]
    assert any(path.stat().st_size for path in logs)
    for path in logs:
        written = path.read_text("utf-8")
        assert SECRET_FIGURE not in written
        assert SECRET_TEXT not in written
        assert "云溪市" not in written


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Windows keeps others out by itself")
def test_nobody_else_may_read_anything_of_the_data_folder(session: Session) -> None:
    everything = [session.data, *session.data.rglob("*")]
    assert any(path.parent.name == "backups" for path in everything)
    open_to_others = [path for path in everything if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert open_to_others == []


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Windows has no mask")
def test_what_was_exported_is_for_whomever_the_users_mask_lets_in(session: Session) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in session.out.iterdir()}
    assert modes == {0o666 & ~MASK}


@pytest.mark.slow
def test_no_temporary_file_stays(session: Session) -> None:
    assert [path.name for path in session.temporary.rglob("*")] == []
    endings = (".tmp", ".part", ".ready", ".wish", "-wal", "-shm", "-journal")
    assert [path.name for path in session.data.rglob("*") if path.name.endswith(endings)] == []
    assert [path.name for path in session.out.iterdir() if path.name.endswith(endings)] == []
