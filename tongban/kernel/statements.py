"""Statements that are composed once: an act asks the same few questions each time, with other values.

Django composes a statement anew whenever it is used, which takes several times as long as to run it. A question is
written here as a queryset, as everywhere; it is composed when it is first asked, and filled in from then on. New rows
and changed fields are written the same way.
"""

import functools
import inspect
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.expressions import Value
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.signals import pre_save
from django.db.models.sql import DeleteQuery
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from tongban.kernel.databases.along import Answer, Composed, database
from tongban.kernel.rows import Row, fields_of, maker, written

P = ParamSpec("P")
R = TypeVar("R")
ROWS_AT_ONCE = 100  # a statement is kept for each number of rows


class Given(Value):
    """The place of an argument, by its number: its value is known when the question is asked."""

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        return "%s", [self]

    def _resolve_output_field(self) -> None:
        """Return no type: the column that it is compared with has one."""


class Prepared(Generic[P, R]):
    """A question with places for its arguments, which are given in order; none of them is a list."""

    def __init__(self, build: Callable[P, "models.QuerySet[Any, R]"]):
        functools.update_wrapper(self, build)
        self._build: Callable[..., models.QuerySet[Any, R]] = build

    def __call__(self, *given: P.args, **_: P.kwargs) -> list[R]:
        """Return the rows: instances, or tuples where the queryset asks for values."""
        return self._select.rows(given)

    def first(self, *given: P.args, **_: P.kwargs) -> R | None:
        return next(iter(self._select.rows(given)), None)

    def ahead(self, *given: P.args, **_: P.kwargs) -> None:
        """Send along what the act that runs is going to ask: asked then, the question finds its answer there.

        Nothing that changes the answer may be written in between. Where no act runs, nothing happens.
        """
        self._select.ahead(given)

    def is_asked(self, *given: P.args, **_: P.kwargs) -> bool:
        """Return whether it was asked ahead, and nobody has looked at the answer yet."""
        return (self._select, given) in database().answers

    def delete(self, *given: P.args, **_: P.kwargs) -> None:
        """Delete the rows, on which nothing may hang."""
        sql, params = self._delete
        database().send_along(sql, _filled(params, given))

    @functools.cached_property
    def _select(self) -> "Question":
        return Question(self._with_places())

    @functools.cached_property
    def _delete(self) -> tuple[str, Row]:
        query = self._with_places().query.chain(klass=DeleteQuery)
        return _composed(*query.get_compiler(connection=connection).as_sql())

    def _with_places(self) -> "models.QuerySet[Any, R]":
        return self._build(*map(Given, range(len(inspect.signature(self._build).parameters))))


def prepared(build: Callable[P, "models.QuerySet[Any, R]"]) -> Prepared[P, R]:
    """Make a question of a function that returns the queryset for its arguments."""
    return Prepared(build)


class Question:
    """A composed SELECT, and how its rows are made into what was asked for."""

    def __init__(self, queryset: "models.QuerySet[Any, Any]"):
        self._is_locking = queryset.query.select_for_update
        self._compiler = queryset.query.get_compiler(connection=connection)
        self._sql, self._params = _composed(*self._compiler.as_sql())
        converters = self._compiler.get_converters([column for column, *_ in self._compiler.select])
        self._converters = [(place, _converting(*found)) for place, found in converters.items()]
        is_of_values = queryset._iterable_class is not ModelIterable
        self._made: Callable[[Row], Any] = tuple if is_of_values else _instances(self._compiler)

    def rows(self, given: tuple[Any, ...]) -> list[Any]:
        asked = database()
        if answer := asked.answers.pop((self, given), None):
            if answer.rows is None:
                asked.send()
            assert answer.rows is not None
            return answer.rows
        self._refuse_to_lock_in_vain()
        return self._read(asked.fetch(self._sql, _filled(self._params, given)))

    def ahead(self, given: tuple[Any, ...]) -> None:
        asked = database()
        if not asked.is_acting or (self, given) in asked.answers:
            return
        answer = asked.answers[self, given] = Answer()

        def take(cursor: Any) -> None:
            answer.rows = self._read(cursor.fetchall())

        asked.send_along(self._sql, _filled(self._params, given), take)

    def _refuse_to_lock_in_vain(self) -> None:
        if self._is_locking and not connection.in_atomic_block:
            raise TransactionManagementError("a row stays locked until a transaction ends, and there is none")

    def _read(self, found: list[Row]) -> list[Any]:
        made = self._made
        if not self._converters:
            return [made(row) for row in found]
        return [made(self._converted(row)) for row in found]

    def _converted(self, row: Row) -> Row:
        values = list(row)
        for place, convert in self._converters:
            values[place] = convert(values[place])
        return values


def _converting(converters: list[Callable[..., Any]], expression: Any) -> Callable[[Any], Any]:
    """Return what makes a value of a column out of what the database gave; moments are the most of them."""
    if connection.vendor == "sqlite" and converters == [connection.ops.convert_datetimefield_value]:  # type: ignore[attr-defined]
        return _moment

    def convert(value: Any) -> Any:
        for each in converters:
            value = each(value, expression, connection)
        return value

    return convert


def _moment(stored: datetime | None) -> datetime | None:
    """Return a moment as SQLite keeps it: in UTC, without saying so."""
    return stored.replace(tzinfo=UTC) if stored else None


def _composed(sql: str, params: Row) -> tuple[Composed, Row]:
    """Return a statement to be filled in; on PostgreSQL, what never changes stands in its text."""
    if connection.vendor != "postgresql":
        return Composed(sql), params
    values = iter(params)
    kept: list[Given] = []

    def write(found: re.Match[str]) -> str:
        value = next(values) if found[0] == "%s" else None
        if type(value) is Given:
            kept.append(value)
        is_to_stay = found[0] == "%%" or type(value) is Given
        return found[0] if is_to_stay else connection.ops.compose_sql("%s", [value]).replace("%", "%%")  # type: ignore[attr-defined]

    return Composed(re.sub("%[s%]", write, sql)), kept


def _instances(compiler: SQLCompiler) -> Callable[[Row], models.Model]:
    """Return what makes an instance of a row, and those that the queryset selects beside it."""
    info, select = compiler.klass_info, compiler.select
    assert info
    model, first, end = info["model"], info["select_fields"][0], info["select_fields"][-1] + 1
    make_own = maker(model, [column.target.attname for column, *_ in select[first:end]])
    beside = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # stubs of Django 6
    _shorten(beside)

    def make(row: Row) -> models.Model:
        made = make_own(row[first:end])
        for populator in beside:
            populator.populate(row, made)
        return made

    return make


class _Short:
    """Stands where a populator looks for its model, to make instances on the short way."""

    def __init__(self, model: type[models.Model], names: list[str]):
        self._make = maker(model, names)

    def from_db(self, _database: str, _names: Sequence[str], row: Row) -> models.Model:
        return self._make(row)


def _shorten(populators: list[Any]) -> None:
    for populator in populators:
        populator.model_cls = _Short(populator.model_cls, populator.init_list)
        _shorten(populator.related_populators)


def insert(rows: Sequence[models.Model], *, unless_known: str = "") -> None:
    """Write new rows of one model, whose keys were made in the application.

    ``unless_known`` names a unique column: a row whose value there is taken is passed over.
    """
    for n in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[n : n + ROWS_AT_ONCE]
        database().send_along(_insertion(type(some[0]), len(some), unless_known), _new_values(some))


def _new_values(rows: Sequence[models.Model]) -> list[Any]:
    values = [value for row in rows for value in written(row, is_new=True)]
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return values


def store(row: models.Model, *names: str) -> None:
    """Store changed fields of a row. Raises the model's DoesNotExist."""
    kind = type(row)
    pre_save.send(kind, instance=row, update_fields=frozenset(names))
    values = [*written(row, *names, is_new=False), row.pk]

    def take(cursor: Any) -> None:
        if not cursor.rowcount:
            raise kind.DoesNotExist  # type: ignore[attr-defined]

    database().send_along(_change(kind, names, 1), values, take)


def store_alike(rows: Sequence[models.Model], *names: str) -> None:
    """Store fields of rows of one model that share their values. Raises TypeError on what is sealed row by row."""
    if not rows:
        return
    kind = type(rows[0])
    values = [field.get_db_prep_save(getattr(rows[0], field.attname), connection) for field in fields_of(kind, names)]
    for n in range(0, len(rows), ROWS_AT_ONCE):
        keys = [row.pk for row in rows[n : n + ROWS_AT_ONCE]]
        database().send_along(_change(kind, names, len(keys)), [*values, *keys])


@functools.cache
def _insertion(kind: type[models.Model], count: int, unless_known: str) -> Composed:
    quoted, fields = connection.ops.quote_name, kind._meta.concrete_fields
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    values = ", ".join([row] * count)
    conflict = f" ON CONFLICT ({quoted(unless_known)}) DO NOTHING" if unless_known else ""
    return Composed(f"INSERT INTO {quoted(kind._meta.db_table)} ({columns}) VALUES {values}{conflict}")  # noqa: S608 (our own names)


@functools.cache
def _change(kind: type[models.Model], names: tuple[str, ...], count: int) -> Composed:
    quoted, meta = connection.ops.quote_name, kind._meta
    sets = ", ".join(f"{quoted(str(field.column))} = %s" for field in fields_of(kind, names))
    keys = ", ".join(["%s"] * count)
    return Composed(f"UPDATE {quoted(meta.db_table)} SET {sets} WHERE {quoted(str(meta.pk.column))} IN ({keys})")  # noqa: S608 (our own names)


def _filled(params: Row, given: Row) -> list[Any]:
    """Return the values of a statement, with each argument in its place as the database wants it."""
    return [_adapted(given[param.value]) if type(param) is Given else param for param in params]


def _adapted(value: Any) -> Any:
    if type(value) in (int, str):
        return value
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
