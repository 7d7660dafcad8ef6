"""Pictures of every window and tab, for looking at and for the manual."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from dev.report_scenes import Poser, pose_all
from dev.window import SIZE, open_window, settle
from gia_desktop.app.program.manual import manual_folder, write_lists
from gia_desktop.ui.report import wishes
from gia_desktop.ui.shell.menus import key_lines

_CASES: Final = (
    ("light", "normal", 1.0, SIZE),
    ("light", "normal", 1.5, (911, 512)),
    ("dark", "normal", 1.0, SIZE),
    ("high_contrast", "large", 1.0, SIZE),
)
"""Colours, size of text, scale, and the size of the window in points: what the screen has at that scale."""


def photograph(widget: QWidget, path: Path) -> None:
    """Save a picture of a window at the sharpness of its screen.

    Raises:
        OSError: the picture could not be written.
    """
    settle()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not widget.grab().save(str(path)):
        raise OSError(f"图片写不进 {path}")


def photograph_sample(data: Path, path: Path) -> None:
    """Save a picture of table 三 of the bundled sample."""
    with open_window(data) as window:
        window.do(wishes.SAMPLE)
        if window.reports.page is not None:
            window.reports.page.going.show_section("3")
        photograph(window, path)


def photograph_all(folder: Path, theme: str, text_size: str, tag: str, size: tuple[int, int]) -> int:
    """Save pictures of every screen around a report; return how many."""
    taken: list[Path] = []

    def take(widget: QWidget, name: str) -> None:
        taken.append(folder / f"{tag}-{name}.png")
        photograph(widget, taken[-1])

    poser = Poser(take)
    with (
        tempfile.TemporaryDirectory(prefix="gia-screens-") as data,
        open_window(Path(data), theme, text_size, poser) as window,
    ):
        window.resize(*size)
        pose_all(window, poser, take, Path(data))
    return len(taken)


def _screen(folder: Path) -> dict[str, str]:
    """Return the settings by which Qt shows nothing, on a screen as large as that of many clerks."""
    width, height = SIZE
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "screen.json"
    settings.write_text(json.dumps({"screens": [screen]}), "utf-8")
    return {"QT_QPA_PLATFORM": f"offscreen:configfile={settings}"}


def renew_docs(folder: Path | None = None) -> int:
    """Take the pictures of the manual anew and write its lists of keys and rules."""
    from dev.doc_pictures import take_all

    folder = folder or manual_folder()
    with tempfile.TemporaryDirectory(prefix="gia-keys-") as data, open_window(Path(data)) as window:
        write_lists(folder, key_lines(window.menus.actions))
    taken = take_all(folder / "pictures")
    size = sum(path.stat().st_size for path in taken)
    print(f"手册：{len(taken)} 张图片，共 {size // 1024} KB")
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Take all pictures; each look in a process of its own, because scaling is fixed at start."""
    parser = argparse.ArgumentParser(prog="gia-screens", description="给每个窗口和标签拍照")
    parser.add_argument("--out", type=Path, default=Path("out/screens"), help="图片写到哪个文件夹")
    parser.add_argument("--docs", action="store_true", help="重拍手册和 README 里的图片，重写手册里的两张表")
    parser.add_argument("--one", nargs=4, metavar=("THEME", "TEXT", "W", "H"), help="只拍一种样子")
    parser.add_argument("--tag", default="screen", help="图片文件名的开头")
    wanted = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if wanted.one:
        theme, text_size, width, height = wanted.one
        size = (int(width), int(height))
        count = photograph_all(wanted.out, theme, text_size, wanted.tag, size)
        print(f"{wanted.tag}：{count} 张")
        return 0
    if wanted.docs:
        return renew_docs()
    failed = 0
    for theme, text_size, scale, (width, height) in _CASES:
        tag = f"{theme}-{text_size}-{round(scale * 100)}"
        command = [sys.executable, "-m", __name__ if __name__ != "__main__" else "dev.screens"]
        command += ["--out", str(wanted.out), "--tag", tag]
        command += ["--one", theme, text_size, str(width), str(height)]
        environment = {**os.environ, **_screen(wanted.out), "QT_SCALE_FACTOR": str(scale)}
        failed |= subprocess.run(command, env=environment, check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
