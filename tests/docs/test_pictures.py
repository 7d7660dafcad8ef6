"""The pictures of the manual show the program as it is now.

A picture is compared with a fresh one by tiles of 16 × 16 pixels. A tile differs when its mean colour is off
by more than 20 of 255 in any part, which smoothing of letters never reaches. Too many such tiles, more than
0.5 % and at least three, mean that the window looks different: ``python3 dev.py screens --docs`` renews it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from dev import fonts
from gia_desktop.app.program.manual import manual_folder

TILE: Final = 16
OFF: Final = 20
SHARE: Final = 0.005
FEWEST: Final = 3
MOST_BYTES: Final = 1_500_000
PICTURES: Final = sorted((manual_folder() / "pictures").glob("*.png"))
_TAKE: Final = """
import sys
from pathlib import Path
from dev.doc_pictures import take_all
take_all(Path(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Take all pictures anew, in the fonts of those in the manual, and return their folder."""
    if not fonts.are_there("pictures"):
        pytest.skip("fonts of the pictures are not here; python3 dev.py test brings them")
    folder = tmp_path_factory.mktemp("pictures")
    env = {
        **os.environ,
        **fonts.only("pictures", fonts.SETS["pictures"]),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-c", _TAKE, str(folder)],
        env=env, capture_output=True, encoding="utf-8", check=False, timeout=110,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


def tiles(picture: QImage) -> QImage:
    """Return a picture in which every pixel is the mean colour of a tile."""
    return picture.convertToFormat(QImage.Format.Format_RGB32).scaled(
        max(1, picture.width() // TILE),
        max(1, picture.height() // TILE),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def differing(one: QImage, other: QImage) -> int:
    """Return how many tiles of two pictures of one size differ."""
    # Both are kept until the end: their bits are not copied and go with them.
    small, small_other = tiles(one), tiles(other)
    first, second = bytes(small.constBits()), bytes(small_other.constBits())
    off = [abs(a - b) > OFF for a, b in zip(first, second, strict=True)]
    return sum(any(off[place : place + 4]) for place in range(0, len(off), 4))


def looks_different(one: QImage, other: QImage) -> bool:
    if one.size() != other.size():
        return True
    small = tiles(one)
    return differing(one, other) >= max(FEWEST, SHARE * small.width() * small.height())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the pictures are taken with fonts of Linux")
@pytest.mark.parametrize("name", [path.stem for path in PICTURES])
def test_picture_shows_the_program_of_today(fresh: Path, name: str) -> None:
    now, stored = (QImage(str(path / f"{name}.png")) for path in (fresh, PICTURES[0].parent))
    assert not looks_different(now, stored), "renew with: python3 dev.py screens --docs"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the pictures are taken with fonts of Linux")
def test_every_picture_is_taken_anew(fresh: Path) -> None:
    assert sorted(path.name for path in fresh.iterdir()) == [path.name for path in PICTURES]


def test_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES) < MOST_BYTES


@pytest.mark.parametrize(
    ("change", "different"),
    [
        (QRect(), False),
        (QRect(200, 100, 1, 300), False),
        (QRect(200, 100, 120, 60), True),
        (QRect(0, 0, 1366, 34), True),
    ],
    ids=["nothing", "a hair line", "a new button", "another menu bar"],
)
def test_comparison_sees_new_things_and_no_hair_lines(change: QRect, different: bool) -> None:
    picture = QImage(1366, 768, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    changed = picture.copy()
    painter = QPainter(changed)
    painter.fillRect(change, QColor("#1f5fbf"))
    painter.end()
    assert looks_different(picture, changed) is different


def test_a_picture_of_another_size_is_different() -> None:
    assert looks_different(
        QImage(320, 160, QImage.Format.Format_RGB32), QImage(320, 170, QImage.Format.Format_RGB32)
    )
