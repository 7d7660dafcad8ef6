"""The cipher AES (FIPS 197), for files that are locked but open without a password."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import Final

BLOCK: Final = 16
_WATCHED: Final = 256
"""Blocks between two calls of ``watch``."""
_Words = tuple[int, int, int, int]


def _double(byte: int) -> int:
    """Multiply by x in the field of the cipher (FIPS 197, 4.2.1)."""
    return (byte << 1) ^ (0x11B if byte & 0x80 else 0)


def _times(byte: int, factor: int) -> int:
    made = 0
    while factor:
        if factor & 1:
            made ^= byte
        byte, factor = _double(byte), factor >> 1
    return made


def _boxes() -> tuple[bytes, bytes]:
    """Return the S-box and its inverse (FIPS 197, 5.1.1)."""
    box, inverse = bytearray(256), bytearray(256)
    here = back = 1
    while True:
        here ^= _double(here) & 0xFF
        back ^= back << 1
        back ^= back << 2
        back ^= back << 4
        back &= 0xFF
        if back & 0x80:
            back ^= 0x09
        turned = back
        for by in (1, 2, 3, 4):
            turned ^= (back << by | back >> (8 - by)) & 0xFF
        box[here] = turned ^ 0x63
        if here == 1:
            break
    box[0] = 0x63
    for place, byte in enumerate(box):
        inverse[byte] = place
    return bytes(box), bytes(inverse)


_BOX, _INVERSE = _boxes()


def _rounds(box: bytes, factors: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Return what a byte at each of the four places of a column becomes in one round."""
    first = [int.from_bytes(bytes(_times(byte, factor) for factor in factors), "big") for byte in box]
    return tuple(
        tuple(word >> by | (word << (32 - by)) & 0xFFFFFFFF for word in first) for by in (0, 8, 16, 24)
    )


_MIX: Final = _rounds(_BOX, (2, 1, 1, 3))
_UNMIX: Final = _rounds(_INVERSE, (14, 9, 13, 11))


class Aes:
    """The cipher with a key of 16, 24 or 32 bytes."""

    def __init__(self, key: bytes, watch: Callable[[], None] = lambda: None) -> None:
        """Make the keys of the rounds.

        Args:
            key: the key.
            watch: called now and then; may raise to stop the work.
        """
        self._watch = watch
        self._keys = _expanded(key)
        self._backwards = [
            keys if place in {0, len(self._keys) - 1} else _unmixed(keys)
            for place, keys in enumerate(self._keys)
        ][::-1]

    def encrypted(self, data: bytes, vector: bytes) -> bytes:
        """Return whole blocks encrypted, chained from a vector (CBC)."""
        made: list[int] = []
        chain = struct.unpack(">4I", vector)
        for place, block in enumerate(struct.iter_unpack(">4I", data)):
            if place % _WATCHED == 0:
                self._watch()
            chain = self._forwards([word ^ before for word, before in zip(block, chain, strict=True)])
            made += chain
        return struct.pack(f">{len(made)}I", *made)

    def decrypted(self, data: bytes, vector: bytes | None = None) -> bytes:
        """Return whole blocks decrypted, chained from a vector (CBC) or each by itself (ECB)."""
        made: list[int] = []
        chain = struct.unpack(">4I", vector) if vector is not None else (0, 0, 0, 0)
        for place, block in enumerate(struct.iter_unpack(">4I", data[: len(data) // BLOCK * BLOCK])):
            if place % _WATCHED == 0:
                self._watch()
            made += [word ^ before for word, before in zip(self._back(block), chain, strict=True)]
            if vector is not None:
                chain = block
        return struct.pack(f">{len(made)}I", *made)

    def _forwards(self, block: Sequence[int]) -> _Words:
        one, two, three, four = _MIX
        first, *middle, last = self._keys
        a, b, c, d = (word ^ key for word, key in zip(block, first, strict=True))
        for k, m, n, o in middle:
            a, b, c, d = (
                one[a >> 24] ^ two[b >> 16 & 255] ^ three[c >> 8 & 255] ^ four[d & 255] ^ k,
                one[b >> 24] ^ two[c >> 16 & 255] ^ three[d >> 8 & 255] ^ four[a & 255] ^ m,
                one[c >> 24] ^ two[d >> 16 & 255] ^ three[a >> 8 & 255] ^ four[b & 255] ^ n,
                one[d >> 24] ^ two[a >> 16 & 255] ^ three[b >> 8 & 255] ^ four[c & 255] ^ o,
            )
        return (
            _swapped(_BOX, a, b, c, d) ^ last[0],
            _swapped(_BOX, b, c, d, a) ^ last[1],
            _swapped(_BOX, c, d, a, b) ^ last[2],
            _swapped(_BOX, d, a, b, c) ^ last[3],
        )

    def _back(self, block: Sequence[int]) -> _Words:
        one, two, three, four = _UNMIX
        first, *middle, last = self._backwards
        a, b, c, d = (word ^ key for word, key in zip(block, first, strict=True))
        for k, m, n, o in middle:
            a, b, c, d = (
                one[a >> 24] ^ two[d >> 16 & 255] ^ three[c >> 8 & 255] ^ four[b & 255] ^ k,
                one[b >> 24] ^ two[a >> 16 & 255] ^ three[d >> 8 & 255] ^ four[c & 255] ^ m,
                one[c >> 24] ^ two[b >> 16 & 255] ^ three[a >> 8 & 255] ^ four[d & 255] ^ n,
                one[d >> 24] ^ two[c >> 16 & 255] ^ three[b >> 8 & 255] ^ four[a & 255] ^ o,
            )
        return (
            _swapped(_INVERSE, a, d, c, b) ^ last[0],
            _swapped(_INVERSE, b, a, d, c) ^ last[1],
            _swapped(_INVERSE, c, b, a, d) ^ last[2],
            _swapped(_INVERSE, d, c, b, a) ^ last[3],
        )


def _swapped(box: bytes, a: int, b: int, c: int, d: int) -> int:
    return box[a >> 24] << 24 | box[b >> 16 & 255] << 16 | box[c >> 8 & 255] << 8 | box[d & 255]


def _expanded(key: bytes) -> list[_Words]:
    """Return the keys of all rounds (FIPS 197, 5.2)."""
    size = len(key) // 4
    words = list(struct.unpack(f">{size}I", key))
    constant = 1
    while len(words) < 4 * (size + 7):
        word = words[-1]
        if len(words) % size == 0:
            word = (word << 8 | word >> 24) & 0xFFFFFFFF
            word = _swapped(_BOX, word, word, word, word) ^ constant << 24
            constant = _double(constant)
        elif size > 6 and len(words) % size == 4:  # noqa: PLR2004
            word = _swapped(_BOX, word, word, word, word)
        words.append(words[-size] ^ word)
    return [(words[at], words[at + 1], words[at + 2], words[at + 3]) for at in range(0, len(words), 4)]


def _unmixed(keys: _Words) -> _Words:
    """Return the keys of a round as decryption uses them (FIPS 197, 5.3.5)."""
    one, two, three, four = _UNMIX
    a, b, c, d = (
        one[_BOX[word >> 24]]
        ^ two[_BOX[word >> 16 & 255]]
        ^ three[_BOX[word >> 8 & 255]]
        ^ four[_BOX[word & 255]]
        for word in keys
    )
    return a, b, c, d
