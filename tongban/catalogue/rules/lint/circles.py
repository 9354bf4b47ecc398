"""Circular proofs (循环证明): a paper that only the result of another item gives, which in turn asks for ours."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tongban.catalogue.rules.lint.names import stem

Path = tuple[str, ...]


@dataclass(frozen=True)
class Needs:
    """What an item gives and what it asks of the applicant."""

    item: str
    result: str
    papers: tuple[str, ...]


def circles(items: Iterable[Needs], synonyms: Mapping[str, str]) -> list[Path]:
    """Return the shortest circle through each item that stands in one, each circle once, smallest code first.

    >>> circles([Needs("a", "营业执照", ("场地证明",)), Needs("b", "场地证明", ("营业执照副本",))], {})
    [('a', 'b')]
    """
    items = list(items)
    givers: dict[str, list[str]] = {}
    for each in items:
        if each.result:
            givers.setdefault(stem(each.result, synonyms), []).append(each.item)
    asks = {
        each.item: sorted({giver for paper in each.papers for giver in givers.get(stem(paper, synonyms), ())})
        for each in items
    }
    found = (_shortest_circle(item, asks) for item in asks)
    return sorted({_turned(circle) for circle in found if circle})


def _shortest_circle(start: str, asks: Mapping[str, Sequence[str]]) -> Path:
    """Walk from item to item, breadth first, until the walk is back where it began; an empty path if it never is."""
    paths: deque[Path] = deque([(start,)])
    seen: set[str] = set()
    while paths:
        path = paths.popleft()
        for other in asks[path[-1]]:
            if other == start:
                return path
            if other not in seen:
                seen.add(other)
                paths.append((*path, other))
    return ()


def _turned(circle: Path) -> Path:
    first = circle.index(min(circle))
    return circle[first:] + circle[:first]
