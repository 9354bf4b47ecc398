"""Parts that rest on one another: which may start, which cannot, in which order they run, where they go in circles.

A *link* leads from the part that has to come first to the one that rests on it: because of the order alone, or because
the first gives something that the second needs. A part that is not needed stands in nobody's way. One that was refused
or taken back bars what rests on it, directly or through others, and nothing else.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

WAITING, RUNNING, GRANTED, FAILED = "waiting", "running", "granted", "failed"
NOT_NEEDED, BLOCKED, DROPPED = "not_needed", "blocked", "dropped"
OUT_OF_THE_WAY = frozenset({GRANTED, NOT_NEEDED})
UNENDED = frozenset({WAITING, RUNNING, BLOCKED})
ORDER, OUTPUT = "order", "output"

States = Mapping[str, str]


@dataclass(frozen=True)
class Link:
    """``target`` rests on ``source``; ``papers``: what the source gives for these papers of the target.

    ``fields``: pairs of a field of the target and what of the source's result stands in it.
    """

    source: str
    target: str
    kind: str = ORDER
    papers: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


def startable(links: Iterable[Link], states: States) -> list[str]:
    """Return the waiting parts before which everything is out of the way, in their order.

    >>> links = [Link("licence", "food"), Link("licence", "sign")]
    >>> startable(links, {"licence": "running", "food": "waiting", "sign": "waiting", "drain": "waiting"})
    ['drain']
    >>> startable(links, {"licence": "granted", "food": "waiting", "sign": "not_needed"})
    ['food']
    """
    before = _sources(links)
    return [
        code
        for code, state in states.items()
        if state == WAITING and all(states.get(source, NOT_NEEDED) in OUT_OF_THE_WAY for source in before.get(code, ()))
    ]


def barred(links: Iterable[Link], states: States, *, stuck: Collection[str] = ()) -> dict[str, str]:
    """Return the parts not begun that rest on one that failed or was dropped, each with the one that bars it.

    ``stuck``: parts that cannot begin for a reason of their own, and so bar others too.

    >>> links = [Link("licence", "food"), Link("food", "opening")]
    >>> barred(links, {"licence": "failed", "food": "waiting", "opening": "waiting", "sign": "waiting"})
    {'food': 'licence', 'opening': 'licence'}
    >>> barred(links, {"licence": "running", "food": "blocked", "opening": "blocked"})
    {}
    """
    before = _sources(links)
    root = {code: code for code, state in states.items() if state in (FAILED, DROPPED) or code in stuck}
    found: dict[str, str] = {}
    while True:
        new = {
            code: root[source]
            for code, state in states.items()
            if state in (WAITING, BLOCKED) and code not in root
            for source in before.get(code, ())
            if source in root
        }
        if not new:
            return found
        found |= new
        root |= new


def resting_on(code: str, links: Iterable[Link]) -> set[str]:
    """Return everything that rests on a part, directly or through others.

    >>> sorted(resting_on("a", [Link("a", "b"), Link("b", "c"), Link("x", "c")]))
    ['b', 'c']
    """
    links = list(links)
    found: set[str] = set()
    reached = {code}
    while reached:
        reached = {link.target for link in links if link.source in reached} - found
        found |= reached
    return found


def waves(codes: Iterable[str], links: Iterable[Link]) -> list[list[str]]:
    """Return the parts in waves: each rests only on parts of waves before its own. Parts of a circle are left out.

    >>> waves(["a", "b", "c", "d"], [Link("a", "c"), Link("b", "c")])
    [['a', 'b', 'd'], ['c']]
    """
    before = _sources(links)
    left = list(codes)
    known = set(left)
    placed: set[str] = set()
    found = []
    while wave := [code for code in left if not (before.get(code, set()) & known) - placed]:
        found.append(wave)
        placed |= set(wave)
        left = [code for code in left if code not in placed]
    return found


def circles(codes: Sequence[str], links: Iterable[Link]) -> list[list[str]]:
    """Return the parts that wait for one another in a circle, each circle once, from its first part on.

    >>> circles(["a", "b", "c"], [Link("a", "b"), Link("b", "a"), Link("b", "c")])
    [['a', 'b']]
    """
    after: dict[str, list[str]] = {}
    for link in links:
        after.setdefault(link.source, []).append(link.target)
    stuck = set(codes) - {code for wave in waves(codes, _links_of(after)) for code in wave}
    found: list[list[str]] = []
    seen: set[str] = set()
    for code in codes:
        if code in stuck and code not in seen and (way := _way_back(code, after)):
            found.append(way)
            seen |= set(way)
    return found


def _way_back(start: str, after: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the shortest way from a part back to itself; none where it only hangs behind a circle."""
    ways = [[start]]
    reached: set[str] = set()
    while ways:
        way = ways.pop(0)
        for step in after.get(way[-1], ()):
            if step == start:
                return way
            if step not in reached:
                reached.add(step)
                ways.append([*way, step])
    return []


def _links_of(after: Mapping[str, Sequence[str]]) -> list[Link]:
    return [Link(source, target) for source, targets in after.items() for target in targets]


def _sources(links: Iterable[Link]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for link in links:
        found.setdefault(link.target, set()).add(link.source)
    return found
