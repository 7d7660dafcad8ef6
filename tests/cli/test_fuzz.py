"""Whatever stands in a report file, ``gia`` answers or says one sentence."""

from __future__ import annotations

import contextlib
import copy
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gia_desktop.cli import main
from gia_desktop.files.resources import resource

SAMPLE: dict[str, Any] = json.loads(resource("samples", "sample-2025.gia").read_text("utf-8"))
Place = tuple[str, ...]

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["/", "", "１２", "1,234", "三", "{t3.new.total}", "{last.t3.new.total}", "\ud800"])
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


def places(data: dict[str, Any], before: Place = ()) -> Iterator[Place]:
    for key, value in data.items():
        yield (*before, key)
        if isinstance(value, dict):
            yield from places(value, (*before, key))


PLACES = list(places(SAMPLE))


@st.composite
def mutated_reports(draw: st.DrawFn) -> dict[str, Any]:
    data = copy.deepcopy(SAMPLE)
    for place in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4)):
        node: Any = data
        for key in place[:-1]:
            node = node.get(key) if isinstance(node, dict) else None
        if isinstance(node, dict):
            node[place[-1] if draw(st.booleans()) else draw(st.text(max_size=12))] = draw(anything)
    return data


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def answer(path: Path, content: bytes, *command: str) -> None:
    path.write_bytes(content)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([command[0], str(path), *command[1:]])
    assert code in {0, 1, 2}, err.getvalue()
    if code == 2:
        assert out.getvalue() == ""
        assert len(err.getvalue().splitlines()) == 1
    else:
        assert err.getvalue() == ""
        assert json.loads(out.getvalue()) is not None


@settings(deadline=None, max_examples=200)
@given(data=mutated_reports(), command=st.sampled_from(["check", "show"]))
def test_changed_report_is_answered_or_refused(folder: Path, data: dict[str, Any], command: str) -> None:
    answer(folder / "r.gia", json.dumps(data).encode("utf-8"), command, "--json")


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_damaged_bytes_are_answered_or_refused(folder: Path, data: st.DataObject) -> None:
    content = bytearray(json.dumps(SAMPLE, ensure_ascii=False).encode("utf-8"))
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(content)))
        content[start : start + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
    answer(folder / "r.gia", bytes(content), "check", "--json")
