"""What LibreOffice makes of the samples, as other offices would send them, is read without a wrong figure."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from itertools import cycle
from pathlib import Path

import pytest

from gia_desktop.formats.installed import Formats
from gia_desktop.importers.reader import read_file
from tests.support.files.layouts import SHAPES, WRITERS, Sample, sample, score

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here"),
]


@pytest.fixture(scope="module")
def samples() -> Mapping[str, Sample]:
    """Half of the layouts for one format, half for the other: LibreOffice takes a second for each."""
    formats = cycle(("2021", "2019"))
    return {f"{name}-{shape}": sample(name, shape) for name, shape in zip(formats, SHAPES, strict=False)}


@pytest.fixture(scope="module")
def converted(samples: Mapping[str, Sample], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the samples as web pages, as docx made of these, and as pdf made of those."""
    folder = tmp_path_factory.mktemp("converted")
    for name, made in samples.items():
        (folder / f"{name}.html").write_bytes(WRITERS["html"](made))
    _convert(folder, "docx:Office Open XML Text", [f"{name}.html" for name in samples])
    _convert(folder, "pdf", [f"{name}.docx" for name in samples])
    return folder


def _convert(folder: Path, target: str, names: list[str]) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", target, *names]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=110)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_what_libreoffice_writes_is_read_without_a_wrong_figure(
    suffix: str, samples: Mapping[str, Sample], converted: Path, formats: Formats
) -> None:
    if suffix == "pdf":
        pytest.importorskip("pypdf")
    for name, made in samples.items():
        found = score(read_file(converted / f"{name}.{suffix}", formats), made.truth)
        assert found.wrong == (), name
        if name.endswith("sound"):
            assert found.right == found.filled
