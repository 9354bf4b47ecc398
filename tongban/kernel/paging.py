"""Keyset pages: a page is found by the keys of the row before it, never by counting rows.

Keys are moments, days and ids; the last one is unique. Rows without a key come last, upwards and downwards. A cursor
is signed and belongs to its list; one that was changed, or is of another list, shows the first page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows of a list, and the cursors of the pages beside it."""

    rows: list[M]
    next: str | None = None
    previous: str | None = None

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Key:
    """One column of the order: ``due_at`` or ``-due_at``."""

    name: str
    descends: bool
    may_be_null: bool

    @classmethod
    def of(cls, text: str, model: type[Model]) -> "Key":
        return cls(text.removeprefix("-"), text.startswith("-"), _may_be_null(model, text.removeprefix("-")))

    def order(self, backwards: bool) -> Any:
        column = F(self.name)
        nulls = {f"nulls_{'first' if backwards else 'last'}": True} if self.may_be_null else {}
        return column.desc(**nulls) if self.descends != backwards else column.asc(**nulls)

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def beyond(self, value: Any, backwards: bool) -> Q | None:
        """Return what comes strictly after the value in reading direction; None if nothing can."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if backwards else None
        farther = Q(**{f"{self.name}__{self._side(backwards)}": value})
        return farther | Q(**{f"{self.name}__isnull": True}) if self.may_be_null and not backwards else farther

    def bound(self, value: Any, backwards: bool) -> Q:
        """Return what is not before the value: says nothing new, but lets an index begin there."""
        return Q() if self.may_be_null else Q(**{f"{self.name}__{self._side(backwards)}e": value})

    def _side(self, backwards: bool) -> str:
        return "lt" if self.descends != backwards else "gt"

    def value(self, row: Model) -> Any:
        found: Any = row
        for part in self.name.split(LOOKUP_SEP):
            found = getattr(found, part) if found is not None else None
        return found


def page(
    queryset: QuerySet[M], *, keys: Sequence[str] = ("due_at", "id"), after: str | None = None, size: int = 50
) -> Page[M]:
    """Return the page that a cursor points to; the first one without a cursor."""
    columns = [Key.of(text, queryset.model) for text in keys]
    salt = f"page {queryset.model._meta.label} {' '.join(keys)}"
    cursor = _read(after, salt, columns) if after else None
    backwards, values = cursor or (False, None)

    rows = queryset.order_by(*(column.order(backwards) for column in columns))
    if values is not None:
        rows = rows.filter(_beyond(columns, values, backwards))
    found = list(rows[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()

    def cursor_at(row: M, backwards: bool) -> str:
        return _write([column.value(row) for column in columns], salt, backwards)

    has_next = backwards or has_more
    has_previous = has_more if backwards else values is not None
    return Page(
        found,
        next=cursor_at(found[-1], False) if found and has_next else None,
        previous=cursor_at(found[0], True) if found and has_previous else None,
    )


def _beyond(columns: list[Key], values: list[Any], backwards: bool) -> Q:
    """Return the rows after a place: beyond it by the first key, or equal by it and beyond by the next ..."""
    places = Q(pk__in=[])
    equal = Q()
    for column, value in zip(columns, values, strict=True):
        beyond = column.beyond(value, backwards)
        if beyond is not None:
            places |= equal & beyond
        equal &= column.same(value)
    return columns[0].bound(values[0], backwards) & places


def _may_be_null(model: type[Model], name: str) -> bool:
    field: Any = None
    for part in name.split(LOOKUP_SEP):
        try:
            field = model._meta.get_field(part)
        except FieldDoesNotExist:  # an annotation
            return True
        if field.null:
            return True
        model = field.related_model or model
    return False


def _write(values: list[Any], salt: str, backwards: bool) -> str:
    return signing.dumps([backwards, *map(_as_text, values)], salt=salt)


def _as_text(value: Any) -> Any:
    match value:
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
    return value


def _read(cursor: str, salt: str, columns: list[Key]) -> tuple[bool, list[Any]] | None:
    try:
        backwards, *values = signing.loads(cursor, salt=salt)
    except signing.BadSignature:
        return None
    return (backwards, [_from_text(value) for value in values]) if len(values) == len(columns) else None


def _from_text(value: Any) -> Any:
    match value:
        case {"moment": text}:
            return datetime.fromisoformat(text)
        case {"day": text}:
            return date.fromisoformat(text)
    return value
