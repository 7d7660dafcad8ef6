"""PDF files that are locked: against changes only, or against reading."""

from __future__ import annotations

import io

import pytest

from gia_desktop.files.aes import Aes
from gia_desktop.importers.faults import UnsafeFileError
from gia_desktop.importers.pdf import reader
from gia_desktop.importers.pdf.reader import LockedPdfError, read_pdf
from tests.support.files.painted import document, say

pypdf = pytest.importorskip("pypdf")


class _Cipher:
    def __init__(self, key: bytes) -> None:
        self._aes = Aes(key)

    def encrypt(self, data: bytes) -> bytes:
        padding = 16 - len(data) % 16
        return bytes(16) + self._aes.encrypted(data + bytes([padding]) * padding, bytes(16))


def _locked(monkeypatch: pytest.MonkeyPatch, algorithm: str, password: str = "") -> bytes:
    """Return a page locked with an owner's password and perhaps one for reading."""
    lock = pypdf._encryption
    monkeypatch.setattr(lock, "CryptAES", _Cipher)
    monkeypatch.setattr(lock, "aes_cbc_encrypt", lambda key, vector, data: Aes(key).encrypted(data, vector))
    monkeypatch.setattr(lock, "aes_ecb_encrypt", lambda key, data: Aes(key).encrypted(data, bytes(16)))
    for name in ("aes_cbc_decrypt", "aes_ecb_decrypt"):
        monkeypatch.setattr(lock, name, getattr(lock, name))  # put back afterwards
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(document(say("文字", 80, 700))))
    writer.encrypt(password, "the owner's", algorithm=algorithm)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256-R5"])
def test_a_file_locked_against_changes_is_read(algorithm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_pdf(_locked(monkeypatch, algorithm)) == ["文字"]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256-R5"])
def test_a_file_locked_against_reading_is_refused(algorithm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LockedPdfError, match="打开密码"):
        read_pdf(_locked(monkeypatch, algorithm, "secret"))


def test_unlocking_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    data = _locked(monkeypatch, "AES-128")
    monkeypatch.setattr(reader, "_SECONDS", -1.0)
    with pytest.raises(UnsafeFileError, match="读不完"):
        read_pdf(data)
