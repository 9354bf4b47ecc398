"""One root stands for all leaves in their order, and a path proves one of them."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.kernel import merkle

LEAVES = st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=40)


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def root_of_rfc(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962, section 2.1, word for word."""
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + root_of_rfc(leaves[:split]) + root_of_rfc(leaves[split:]))


@settings(max_examples=40)
@given(LEAVES)
def test_the_root_is_that_of_the_standard(leaves: list[bytes]) -> None:
    assert merkle.root(leaves, sha256) == root_of_rfc(leaves)


@settings(max_examples=40)
@given(LEAVES)
def test_every_leaf_has_a_path_to_the_root(leaves: list[bytes]) -> None:
    root, size = merkle.root(leaves, sha256), len(leaves)
    for index, path in enumerate(merkle.paths(leaves, range(size), sha256)):
        found = merkle.root_by_path(leaves[index], index=index, size=size, path=path, hash=sha256)
        assert found == root


@settings(max_examples=40)
@given(LEAVES, st.data())
def test_a_path_proves_one_leaf_at_one_place_alone(leaves: list[bytes], data: st.DataObject) -> None:
    root, size = merkle.root(leaves, sha256), len(leaves)
    index = data.draw(st.integers(0, size - 1))
    [path] = merkle.paths(leaves, [index], sha256)
    other = data.draw(st.integers(0, size - 1))
    leaf = data.draw(st.binary(max_size=40))
    if leaf == leaves[other]:
        return
    try:
        found = merkle.root_by_path(leaf, index=other, size=size, path=path, hash=sha256)
    except merkle.WrongPath:
        return
    assert found != root


@settings(max_examples=40)
@given(LEAVES)
def test_a_path_with_a_hash_too_many_or_too_few_is_refused(leaves: list[bytes]) -> None:
    [path] = merkle.paths(leaves, [0], sha256)
    for wrong in ([*path, b"\x00" * 32], path[:-1]):
        if wrong != path:
            with pytest.raises(merkle.WrongPath):
                merkle.root_by_path(leaves[0], index=0, size=len(leaves), path=wrong, hash=sha256)


@pytest.mark.parametrize("index", [-1, 3])
def test_a_leaf_outside_the_tree_is_refused(index: int) -> None:
    with pytest.raises(merkle.WrongPath):
        merkle.root_by_path(b"a", index=index, size=3, path=[b"", b""], hash=sha256)


def test_no_leaves_have_no_root() -> None:
    with pytest.raises(ValueError, match="no leaves"):
        merkle.root([], sha256)


def test_a_node_is_never_taken_for_a_leaf() -> None:
    below = sha256(b"\x00a") + sha256(b"\x00b")
    assert merkle.root([below], sha256) != merkle.root([b"a", b"b"], sha256)
