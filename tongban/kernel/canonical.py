"""Canonical JSON (RFC 8785): one value, one text, so that a digest of it can be computed again anywhere.

Floats are refused: money is fen, rates are two terms. Personal values are refused: a journal holds references.
"""

import dataclasses
import json
from datetime import UTC, date, datetime
from enum import Enum
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
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    text.encode()  # a lone surrogate is not text
    return text


def _plain(value: object) -> Any:
    match value:
        case Enum():
            return _plain(value.value)
        case None | bool() | str():
            return value
        case int():
            return value if -LARGEST_EXACT <= value <= LARGEST_EXACT else str(value)
        case datetime() if value.tzinfo is None:
            raise ValueError("a moment without a zone has no canonical form")
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case list() | tuple():
            return [_plain(item) for item in value]
        case set() | frozenset():
            return sorted((_plain(item) for item in value), key=canonical_json)
        case dict():
            return {key: _plain(value[key]) for key in sorted(value, key=_utf16)}
    if dataclasses.is_dataclass(value) and not isinstance(value, type) and not hasattr(value, "clear"):
        return _plain({field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _utf16(key: object) -> bytes:
    if not isinstance(key, str):
        raise TypeError(f"{type(key).__name__} is not a key in canonical JSON")
    return key.encode("utf-16-be", "surrogatepass")
