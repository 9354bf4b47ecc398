"""A name leads to one address: of two with the same name, links would lead to whichever fits first."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver


def test_every_name_of_an_address_is_given_once() -> None:
    given = Counter(_names(get_resolver()))
    assert [name for name, times in given.items() if times > 1] == []


def _names(resolver: Any, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _names(pattern, f"{space}{pattern.namespace or ''}:")
        elif pattern.name:
            yield f"{space}{pattern.name}"
