"""The cipher AES against the examples of its standard."""

from __future__ import annotations

import pytest

from gia_desktop.files.aes import Aes

PLAIN = bytes.fromhex("00112233445566778899aabbccddeeff")
EXAMPLES = {  # FIPS 197, appendix C
    16: "69c4e0d86a7b0430d8cdb78070b4c55a",
    24: "dda97ca4864cdfe06eaf70a0ec0d7191",
    32: "8ea2b7ca516745bfeafc49904b496089",
}


@pytest.mark.parametrize("size", EXAMPLES)
def test_blocks_become_what_the_standard_says_and_come_back(size: int) -> None:
    cipher, made = Aes(bytes(range(size))), bytes.fromhex(EXAMPLES[size])
    assert cipher.encrypted(PLAIN, bytes(16)) == made
    assert cipher.decrypted(made) == PLAIN


def test_blocks_are_chained() -> None:  # NIST SP 800-38A, F.2.1
    cipher = Aes(bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c"))
    plain = bytes.fromhex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")
    made = bytes.fromhex("7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2")
    vector = bytes(range(16))
    assert cipher.encrypted(plain, vector) == made
    assert cipher.decrypted(made, vector) == plain


def test_long_work_can_be_stopped() -> None:
    def stop() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        Aes(bytes(16), stop).decrypted(bytes(64))
