from __future__ import annotations

import base64

import pytest

from gia_desktop.importers.faults import DamagedFileError
from gia_desktop.importers.files.wrapped import package_of, page_of

PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"


def flat(coded: str) -> bytes:
    part = f'<pkg:part pkg:name="/a.bin"><pkg:binaryData>{coded}</pkg:binaryData></pkg:part>'
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="{PACKAGE}">{part}</pkg:package>'.encode()


def test_binary_parts_of_a_flat_package_are_decoded() -> None:
    package = package_of(flat(base64.b64encode(b"abc").decode()))
    assert package is not None
    assert package.read("a.bin") == b"abc"


def test_a_binary_part_that_is_no_base64_is_damage() -> None:
    with pytest.raises(DamagedFileError):
        package_of(flat("a"))


def test_a_web_page_with_a_declaration_and_broken_xml_is_no_package() -> None:
    assert package_of(b'<?xml version="1.0"?><html><body><p>x<br></body></html>') is None


def test_a_page_in_an_archive_is_read_in_the_charset_of_its_part() -> None:
    page = "<p>一、总体情况</p>".encode("gbk")
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    empty = b"--x\nContent-Type: text/html\n\n\n"
    part = b"--x\nContent-Type: text/html; charset=gbk\nContent-Transfer-Encoding: base64\n\n"
    data = head + empty + part + base64.b64encode(page) + b"\n--x--\n"
    assert "一、总体情况" in page_of(data).decode()
