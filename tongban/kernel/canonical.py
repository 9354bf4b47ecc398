"""Canonical JSON (RFC 8785): one value, one text, so that a digest of it can be computed again anywhere.

Floats are refused: money is fen, rates are two terms. Personal values are refused: a journal holds references.
The text is written directly, value by value: it is made for every entry of the journal and whenever one is verified.
"""

import dataclasses
import functools
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from enum import Enum
from json.encoder import encode_basestring as quoted  # escapes what JSON must, and nothing else
from typing import Any

LARGEST_EXACT = 2**53 - 1  # beyond it a reader in JavaScript loses digits, so RFC 8785 advises text


def canonical_json(value: object) -> str:
    """Return the one text of a value. Raises TypeError or ValueError on what has no canonical form.

    >>> canonical_json({"b": [1, True, None], "a": "件"})
    '{"a":"件","b":[1,true,null]}'
    >>> canonical_json(7453301234567890123)
    '"7453301234567890123"'
    >>> canonical_json(0.5)
    Traceback (most recent call last):
    ...
    TypeError: float has no canonical form
    """
    text = text_of(value)
    text.encode()  # a lone surrogate is not text
    return text


def text_of(value: Any) -> str:
    """Return the same text, unchecked: half characters are found when it is encoded."""
    kind = type(value)
    if kind is str:
        return quoted(value)
    write = WRITERS.get(kind)
    return write(value) if write else _rarer(value)


def _integer(value: int) -> str:
    return str(value) if -LARGEST_EXACT <= value <= LARGEST_EXACT else f'"{value}"'


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("a moment without a zone has no canonical form")
    return f'"{(value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat()}"'


def _day(value: date) -> str:
    return f'"{value.isoformat()}"'


def _list(value: Iterable[Any]) -> str:
    return f"[{','.join([text_of(item) for item in value])}]"


def _set(value: Iterable[Any]) -> str:
    return f"[{','.join(sorted(text_of(item) for item in value))}]"


def _object(value: dict[str, Any]) -> str:
    return "{" + ",".join([begun + text_of(value[key]) for key, begun in _in_order(tuple(value))]) + "}"


@functools.lru_cache(maxsize=1024)  # an event has the same keys each time
def _in_order(keys: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return keys sorted by their UTF-16 code units, each with the text that its member begins with."""
    return [(key, f"{quoted(key)}:") for key in sorted(keys, key=_utf16)]


WRITERS: dict[type, Callable[[Any], str]] = {
    str: quoted,
    int: _integer,
    datetime: _moment,
    date: _day,
    bool: lambda value: "true" if value else "false",
    type(None): lambda _: "null",
    list: _list,
    tuple: _list,
    set: _set,
    frozenset: _set,
    dict: _object,
}


def _rarer(value: Any) -> str:
    """Write a value of a type that is made from one of those above, or a dataclass."""
    if isinstance(value, Enum):
        return text_of(value.value)
    for kind, write in WRITERS.items():
        if isinstance(value, kind):
            return write(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type) and not hasattr(value, "clear"):
        return _object({field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _utf16(key: object) -> bytes:
    if not isinstance(key, str):
        raise TypeError(f"{type(key).__name__} is not a key in canonical JSON")
    return key.encode("utf-16-be", "surrogatepass")
