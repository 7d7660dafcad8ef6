"""Where drafts, settings, logs and backups lie."""

from __future__ import annotations

import logging
import os
from dataclasses import field
from pathlib import Path
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.core.records import dataclass
from gia_desktop.files.privacy import close_to_others, is_shared, keep_to_oneself
from gia_desktop.files.reading import is_there

APP_NAME: Final = "gia-desktop"

_log = logging.getLogger(__name__)


class FolderFault(GiaError):
    """A folder of the program can't be made or written."""

    code = "GIA-E-320"

    def __init__(self, folder: Path, detail: str) -> None:
        """Name the folder."""
        super().__init__(
            f"程序需要在文件夹“{folder}”里存放草稿和设置，但无法写入。",
            "请检查磁盘是否已满、该文件夹是否只读；也可以请管理员给予写入权限，"
            "或在启动命令后加上“--data-dir 文件夹”换一个位置。",
            detail,
        )


@dataclass(frozen=True)
class Folders:
    """The folders of one user.

    Attributes:
        private: they lie where the system keeps what belongs to her alone; nothing there is open to others.
    """

    data: Path
    config: Path
    logs: Path
    backups: Path
    private: bool = field(default=False, compare=False)


def find_folders(data_dir: Path | None = None, *, to_write: bool = True) -> Folders:
    """Return the folders, made where missing.

    Args:
        data_dir: put everything under this folder instead of where the system wants it.
        to_write: make them and try them; otherwise they are only named.

    Raises:
        FolderFault: one of them can't be written.
    """
    folders = _usual_folders() if data_dir is None else _folders_under(data_dir.expanduser().absolute())
    if to_write:
        make_writable(folders)
    return folders


def make_writable(folders: Folders) -> None:
    """Make the folders where missing, and try each; decide who may read what is made there.

    All of it is hers alone, but where she chose a folder into which others may write: it is meant for two.

    Raises:
        FolderFault: one of them can't be written.
    """
    keep_to_oneself(alone=folders.private or not _is_meant_for_two(folders.data))
    for folder in (folders.data, folders.config, folders.logs, folders.backups):
        _make_writable(folder)
    if folders.private:
        for folder in (folders.data, folders.config, folders.logs):
            _keep_private(folder)


def _folders_under(folder: Path) -> Folders:
    return Folders(folder, folder / "config", folder / "logs", folder / "backups")


def _usual_folders() -> Folders:
    # Imported late: the command line does without.
    import platformdirs

    data = platformdirs.user_data_path(APP_NAME, appauthor=False)
    return Folders(
        data,
        platformdirs.user_config_path(APP_NAME, appauthor=False),
        platformdirs.user_log_path(APP_NAME, appauthor=False),
        data / "backups",
        private=True,
    )


def _keep_private(folder: Path) -> None:
    try:
        close_to_others(folder)
    except OSError as error:
        _log.warning("folder stays open to others: %s", type(error).__name__)


def _is_meant_for_two(folder: Path) -> bool:
    try:
        return is_there(folder) and is_shared(folder)
    except OSError:
        return False


def _make_writable(folder: Path) -> None:
    """Make a folder and try it: on Windows and on network drives permissions tell only half."""
    trial = folder / f".{os.urandom(4).hex()}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            trial.write_bytes(b"1")
        finally:
            trial.unlink(missing_ok=True)
    except OSError as error:
        raise FolderFault(folder, f"{type(error).__name__}: {error}") from error
