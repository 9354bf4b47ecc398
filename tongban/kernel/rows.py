"""Between rows and objects, on the short way.

Django asks each field of each row anew how its value is read and written. Most values are what the driver takes and
gives; which fields those are is asked once per model. Everything else goes the way it goes in Django.
"""

import functools
from collections.abc import Callable, Sequence
from datetime import datetime
from inspect import getattr_static
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.base import ModelState
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

Row = Sequence[Any]

NOTHING = type(None)
AS_THEY_ARE: dict[type, set[type]] = {
    models.CharField: {str, NOTHING},
    models.TextField: {str, NOTHING},
    models.BooleanField: {bool, NOTHING},
    models.BigAutoField: {int},
    models.BigIntegerField: {int, NOTHING},
    models.IntegerField: {int, NOTHING},
    models.PositiveIntegerField: {int, NOTHING},
    models.PositiveSmallIntegerField: {int, NOTHING},
    models.ForeignKey: {int, str, NOTHING},
    models.OneToOneField: {int, str, NOTHING},
}


def written(row: models.Model, *names: str, is_new: bool) -> list[Any]:
    """Return the values of these fields of a row, or of all, as the database takes them."""
    return [write(row, is_new) for write in _writers(type(row), names)]


@functools.cache
def _writers(kind: type[models.Model], names: tuple[str, ...]) -> list[Callable[[models.Model, bool], Any]]:
    return [_writer(field) for field in (fields_of(kind, names) if names else kind._meta.concrete_fields)]


def fields_of(kind: type[models.Model], names: Sequence[str]) -> "list[models.Field[Any, Any]]":
    """Return fields by their names; a foreign key may be called by its column's."""
    by_name = {name: field for field in kind._meta.concrete_fields for name in (field.name, field.attname)}
    return [by_name[name] for name in names]


def _writer(field: "models.Field[Any, Any]") -> Callable[[models.Model, bool], Any]:
    name, kinds = field.attname, AS_THEY_ARE.get(type(field), set())
    database = connections[DEFAULT_DB_ALIAS]
    is_moment = type(field) is models.DateTimeField and not (field.auto_now or field.auto_now_add)

    def write(row: models.Model, is_new: bool) -> Any:
        value = row.__dict__.get(name, row)
        if type(value) in kinds:
            return value
        if is_moment and (value is None or (type(value) is datetime and value.tzinfo)):
            return value and database.ops.adapt_datetimefield_value(value)
        return field.get_db_prep_save(field.pre_save(row, is_new), database)

    return write


def maker(model: type[models.Model], names: Sequence[str]) -> Callable[[Row], models.Model]:
    """Return what makes an instance of the values of these fields, as ``Model.from_db`` does."""
    if not _is_plain(model):
        return lambda row: model.from_db(DEFAULT_DB_ALIAS, names, row)
    # What has a setter of its own is set, after the key; a foreign key's only forgets what is not yet known.
    watched = [name for name in names if not isinstance(getattr_static(model, name), DeferredAttribute)]

    def make(row: Row) -> models.Model:
        made = model.__new__(model)
        made._state = state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        values = made.__dict__
        values.update(zip(names, row))
        for name in watched:
            setattr(made, name, values[name])
        return made

    return make


def _is_plain(model: type[models.Model]) -> bool:
    return (
        model.__init__ is models.Model.__init__
        and model.from_db.__func__ is models.Model.from_db.__func__  # type: ignore[attr-defined]
        and not pre_init.has_listeners(model)
        and not post_init.has_listeners(model)
    )
