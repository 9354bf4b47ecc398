"""Files under the keys of the vault: sealed piece by piece, read from any place, complete in themselves.

A sealed file begins with a head: eight letters, the name of suite and key (``intl.k2``) and a salt, from which with
the vault key its own key is made. Then come pieces of 64 KiB, each sealed with its place and whether it is the last,
so that none can be left out, moved, or taken over from another file.
"""

import io
import os
from collections.abc import Iterable
from typing import BinaryIO

from tongban.kernel import crypto
from tongban.kernel.vault.keys import active_key, keys

MAGIC = b"TONGBAN1"
PIECE = 64 * 1024
OVERHEAD = 12 + 16  # nonce and tag of each piece, in either suite
SALT = 16


def write_sealed(pieces: Iterable[bytes], out: BinaryIO) -> None:
    """Write bytes under the active key, whatever the size of the pieces they come in."""
    sealing = Sealing(out)
    for piece in pieces:
        sealing.write(piece)
    sealing.finish()


class Sealing:
    """Writes a sealed file as its bytes come in, under the active key; without ``finish`` it cannot be read."""

    def __init__(self, out: BinaryIO):
        name, salt = active_key().encode(), os.urandom(SALT)
        self._head = MAGIC + bytes([len(name)]) + name + salt
        self._suite, self._key = _opened(name.decode(), salt)
        self._out, self._number, self._waiting = out, 0, bytearray()
        out.write(self._head)

    def write(self, content: bytes) -> None:
        """Take bytes on. The last piece is marked as such, so a full one is held back until more comes."""
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]

    def finish(self) -> None:
        self._put(bytes(self._waiting), is_last=True)

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        self._out.write(
            self._suite.encrypt(self._key, piece, bound_to=_binding(self._head, self._number, is_last=is_last))
        )
        self._number += 1


def open_sealed(stream: BinaryIO) -> BinaryIO:
    """Return the clear bytes of a file, sealed or not, to be read from any place. Closing it closes the file.

    Raises crypto.CannotOpen when it is opened without its key, and on reading what was changed or cut off.
    """
    if stream.read(len(MAGIC)) != MAGIC:
        stream.seek(0)
        return stream
    return io.BufferedReader(Unsealing(stream), PIECE)


def key_of(stream: BinaryIO) -> str:
    """Return the name of suite and key under which a file is sealed, empty if it lies in clear."""
    return stream.read(stream.read(1)[0]).decode() if stream.read(len(MAGIC)) == MAGIC else ""


class Unsealing(io.RawIOBase):
    """Reads a sealed file of which the first letters were read."""

    def __init__(self, stream: BinaryIO):
        length = stream.read(1)
        name, salt = stream.read(length[0]), stream.read(SALT)
        self._stream, self._head = stream, MAGIC + length + name + salt
        self._suite, self._key = _opened(name.decode(), salt)
        sealed = stream.seek(0, os.SEEK_END) - len(self._head)
        self._pieces = max(1, -(-sealed // (PIECE + OVERHEAD)))
        self._size = sealed - self._pieces * OVERHEAD
        self._at, self._held = 0, (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = max(0, offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._size:
            self._piece(0)  # nothing in it, which is sealed as well
        if self._at >= self._size:
            return 0
        number, begin = divmod(self._at, PIECE)
        part = self._piece(number)[begin : begin + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        self._stream.close()
        super().close()

    def _piece(self, number: int) -> bytes:
        if self._held[0] != number:
            self._stream.seek(len(self._head) + number * (PIECE + OVERHEAD))
            sealed = self._stream.read(PIECE + OVERHEAD)
            binding = _binding(self._head, number, is_last=number == self._pieces - 1)
            self._held = number, self._suite.decrypt(self._key, sealed, bound_to=binding)
        return self._held[1]


def _opened(place: str, salt: bytes) -> tuple[crypto.Suite, bytes]:
    """Return the suite and the file's own key. Raises crypto.CannotOpen if the vault key is not here."""
    suite, _, name = place.partition(".")
    if name not in keys():
        raise crypto.CannotOpen(f"the key {place} is not among TONGBAN_VAULT_KEYS")
    chosen = crypto.suite_named(suite)
    purpose = f"tongban file {suite} {salt.hex()}"
    return chosen, chosen.derive(keys()[name], purpose=purpose, length=chosen.key_length)


def _binding(head: bytes, number: int, *, is_last: bool) -> bytes:
    return head + number.to_bytes(8, "big") + bytes([is_last])
