"""Files under the keys of the vault: whole, from any place, and never changed unnoticed."""

import io

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.crypto import CannotOpen
from tongban.kernel.vault.streams import MAGIC, OVERHEAD, PIECE, key_of, open_sealed, write_sealed

SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7)


def sealed(content: bytes, *, step: int = 10_000) -> bytes:
    out = io.BytesIO()
    write_sealed((content[at : at + step] for at in range(0, len(content), step)), out)
    return out.getvalue()


def opened(raw: bytes) -> bytes:
    return open_sealed(io.BytesIO(raw)).read()


def made(size: int) -> bytes:
    return bytes(n * 7 % 251 for n in range(size))


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_opens_and_is_not_seen_on_the_disk(size: int) -> None:
    content = made(size)
    raw = sealed(content)

    assert opened(raw) == content
    assert raw.startswith(MAGIC)
    assert size < 100 or content[:100] not in raw
    assert raw != sealed(content)  # two files of one content look different


@given(size=st.sampled_from(SIZES), at=st.integers(0, 4 * PIECE), count=st.integers(1, 2 * PIECE))
def test_any_part_can_be_read_alone(size: int, at: int, count: int) -> None:
    content = made(size)
    stream = open_sealed(io.BytesIO(sealed(content)))

    stream.seek(at)

    assert stream.read(count) == content[at : at + count]
    assert stream.seek(0, io.SEEK_END) == size


def test_a_file_in_clear_is_read_as_it_is() -> None:
    for content in (b"", b"%PDF-1.4", b"TONGBAN", made(PIECE + 1)):
        assert opened(content) == content


def test_nothing_can_be_changed_cut_off_moved_or_taken_over_from_another_file() -> None:
    raw, other = sealed(made(3 * PIECE)), sealed(made(3 * PIECE))
    head = len(raw) - 3 * (PIECE + OVERHEAD)
    one, two, three = (raw[head + n * (PIECE + OVERHEAD) : head + (n + 1) * (PIECE + OVERHEAD)] for n in range(3))
    assert opened(raw[:head] + one + two + three) == made(3 * PIECE)

    for changed in (
        raw[:-1],
        raw[:-1] + bytes([raw[-1] ^ 1]),
        raw[:head] + one + two,
        raw[:head] + two + one + three,
        raw[:head] + one + two + three + three,
        other[:head] + one + two + three,
    ):
        with pytest.raises(CannotOpen):
            opened(changed)


def test_a_file_names_its_key_and_does_not_open_without_it(settings: LazySettings) -> None:
    settings.VAULT_KEYS = "k1:" + "ab" * 32
    raw = sealed(b"a licence")
    assert key_of(io.BytesIO(raw)) == "intl.k1"

    settings.VAULT_KEYS = "k2:" + "cd" * 32 + ",k1:" + "ab" * 32
    assert opened(raw) == b"a licence"

    settings.VAULT_KEYS = "k2:" + "cd" * 32
    with pytest.raises(CannotOpen):
        opened(raw)
