"""Every address of the platform, with something in each of its places."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

SAMPLES = {"int": "1", "slug": "name", "path": "some/where", "str": "990101-260507-000042-E", "uuid": "0" * 32}
PLACE = re.compile(r"<(?:(\w+):)?\w+>")


def addresses() -> Iterator[str]:
    for route in routes():
        yield "/" + PLACE.sub(lambda place: SAMPLES[place[1] or "str"], route)


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Yield each pattern as it is written, what it includes unfolded."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern)
        else:
            yield from routes(pattern, prefix + str(pattern.pattern))
