"""Hash trees as of RFC 6962 (section 2.1): one root for many leaves, and a short path from each leaf to it.

Leaves and nodes are hashed with a different first byte, so that a node is never taken for a leaf. Pure: what a leaf
says, and which hash is used, is the caller's.
"""

from collections.abc import Callable, Sequence

LEAF, NODE = b"\x00", b"\x01"

Hash = Callable[[bytes], bytes]


class WrongPath(Exception):
    """A path is too long or too short for the place it is said to lead from."""


def root(leaves: Sequence[bytes], hash: Hash) -> bytes:
    """Return the root over the leaves in their order. Raises ValueError if there is none."""
    if not leaves:
        raise ValueError("no leaves, no root")
    level = _bottom(leaves, hash)
    while len(level) > 1:
        level = _above(level, hash)
    return level[0]


def paths(leaves: Sequence[bytes], indexes: Sequence[int], hash: Hash) -> list[list[bytes]]:
    """Return, for each index, the hashes beside the way from its leaf up to the root."""
    found: list[list[bytes]] = [[] for _ in indexes]
    level, places = _bottom(leaves, hash), list(indexes)
    while len(level) > 1:
        for path, place in zip(found, places, strict=True):
            if (beside := place ^ 1) < len(level):
                path.append(level[beside])
        level, places = _above(level, hash), [place // 2 for place in places]
    return found


def root_by_path(leaf: bytes, *, index: int, size: int, path: Sequence[bytes], hash: Hash) -> bytes:
    """Return the root that a path leads to from a leaf. Raises WrongPath if no such path can be."""
    reached, last, rest = hash(LEAF + leaf), size - 1, list(path)
    if not 0 <= index <= last:
        raise WrongPath(f"leaf {index} of {size}")
    while last > 0:
        if index % 2 == 1 or index < last:
            if not rest:
                raise WrongPath("too short")
            beside = rest.pop(0)
            reached = hash(NODE + beside + reached) if index % 2 == 1 else hash(NODE + reached + beside)
        index, last = index // 2, last // 2
    if rest:
        raise WrongPath("too long")
    return reached


def _bottom(leaves: Sequence[bytes], hash: Hash) -> list[bytes]:
    return [hash(LEAF + leaf) for leaf in leaves]


def _above(level: list[bytes], hash: Hash) -> list[bytes]:
    """Return the next level: a node for each pair; one without a partner goes up as it is."""
    pairs = [hash(NODE + left + right) for left, right in zip(level[::2], level[1::2], strict=False)]
    return pairs if len(level) % 2 == 0 else [*pairs, level[-1]]
