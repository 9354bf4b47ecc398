"""When several parts will probably be done: by how long such matters took, each after those it rests on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from tongban.bundles.rules.graph import Link
from tongban.calendars.rules import Calendar

UNKNOWN = -1
MOST = 8, 10  # as many of them took no longer


def expected_days(took: Sequence[int]) -> int:
    """Return within how many working days eight of ten such matters were decided.

    >>> expected_days([1, 2, 2, 3, 3, 3, 4, 4, 5, 20])
    4
    >>> expected_days([2])
    2
    """
    share, of = MOST
    ordered = sorted(took)
    return ordered[-(-len(ordered) * share // of) - 1]


def expected_on(
    begun: Mapping[str, tuple[date, int]],
    links: Iterable[Link],
    waiting: Collection[str],
    calendar: Calendar,
    *,
    today: date,
) -> dict[str, date]:
    """Return by part the day on which it will probably be done; none of a part of which nothing is known.

    ``begun``: the day from which its working days count, and how many (``UNKNOWN``: nobody knows). Those that wait
    count from the end of what they rest on. Nothing that is still open ends before today.
    """
    links = list(links)
    before = {code: [link.source for link in links if link.target == code] for code in waiting}
    found: dict[str, date] = {}
    left = dict(begun)
    while left:
        ready = [code for code in left if not any(source in left for source in before.get(code, ()))]
        if not ready:
            return found
        for code in ready:
            start, days = left.pop(code)
            sources = before.get(code, ())
            if days == UNKNOWN or any(source in begun and source not in found for source in sources):
                continue
            start = max([start, *(found[source] for source in sources if source in found)])
            ends = calendar.nth_after(start, days) if days else start
            found[code] = ends if days == 0 and code not in waiting else max(ends, today)
    return found
