"""How the values of a column are written in a backup, whichever database they are read from or go to."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Field, ForeignKey, Model

KINDS = {
    "DateTimeField": "moment",
    "DateField": "day",
    "DurationField": "duration",
    "UUIDField": "uuid",
    "BinaryField": "bytes",
    "BooleanField": "truth",
    "JSONField": "json",
}
Convert = Callable[[Any], Any]


def columns_of(model: type[Model]) -> list[tuple[str, str]]:
    """Return name and kind of each column of a table."""
    return [(str(field.column), kind_of(field)) for field in model._meta.local_concrete_fields]


def kind_of(field: "Field[Any, Any]") -> str:
    """Return the kind of a column; numbers and texts are written as they are."""
    while isinstance(field, ForeignKey):
        field = field.target_field
    return KINDS.get(field.get_internal_type(), "plain")


def _moment(value: datetime) -> str:
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def _duration(value: timedelta | int) -> int:
    return value if isinstance(value, int) else value // timedelta(microseconds=1)


# From a database's driver to JSON. SQLite hands out moments without a zone (they are UTC) and durations as numbers.
WRITE: dict[str, Convert] = {
    "moment": _moment,
    "day": lambda value: value.isoformat(),
    "duration": _duration,
    "uuid": lambda value: value.hex if isinstance(value, UUID) else value,
    "bytes": lambda value: base64.b64encode(value).decode(),
    "truth": bool,
}
# From JSON to the driver; what is not named goes as it is.
READ: dict[str, dict[str, Convert]] = {
    "postgresql": {
        "duration": lambda value: timedelta(microseconds=value),
        "bytes": base64.b64decode,
    },
    "sqlite": {
        "moment": lambda value: str(datetime.fromisoformat(value).replace(tzinfo=None)),
        "bytes": base64.b64decode,
    },
}


def converter(kinds: list[str], by_kind: dict[str, Convert]) -> Convert:
    """Return a function that turns a row of these kinds into a list; what is missing stays missing."""
    changing = [(number, by_kind[kind]) for number, kind in enumerate(kinds) if kind in by_kind]

    def convert(row: Any) -> list[Any]:
        values = list(row)
        for number, change in changing:
            if values[number] is not None:
                values[number] = change(values[number])
        return values

    return convert
