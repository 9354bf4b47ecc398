"""PostgreSQL, spoken to in few messages: each of them, there and back, costs more than a small statement itself.

What nobody waits for goes along with the next statement whose answer is needed, as one text of several statements:
BEGIN, what an act writes, what it asks ahead; what is left goes with COMMIT. An error ends the message and the
transaction, as ever. What is asked again and again is prepared on the server, which then need not plan it anew; but
a plan is thrown away before the tables can have grown far beyond those for which it was made.
"""

# mypy: disable-error-code="misc, attr-defined, arg-type"
# (the stubs leave out most of what these classes have)

import itertools
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from django.db.backends.postgresql import base, operations
from django.db.backends.utils import debug_transaction
from psycopg.adapt import Transformer
from psycopg.types.datetime import TimestamptzLoader

from tongban.kernel.databases.along import Along, Composed, Conversation, Take

TIMES = 3  # a statement is prepared when a session has asked it so often
PLACEHOLDER = re.compile(r"%(s|%)")
# How long plans are kept. ANALYZE throws them away, too, but may come minutes after a table has filled, or never.
PLANS_LIVE = 1.0  # seconds; making them anew takes some milliseconds
BEGIN, COMMIT = Along("BEGIN"), "COMMIT"


class Cursor(base.Cursor):
    """Takes along what waits, and leaves the answer of the statement that it was given."""

    database: "DatabaseWrapper | None" = None

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        if self.database is None or not (self.database.waiting or type(query) is Composed):
            return super().execute(query, params, **options)
        if not isinstance(query, str):  # composed by the driver
            self.database.send()
            return super().execute(query, params, **options)
        before = self.database.take_waiting()
        texts = [self._text(each.sql, each.params) for each in (*before, Along(query, params))]
        super().execute(b"; ".join(texts))
        for each in before:
            if each.take:
                each.take(self)
            self.nextset()
        return self

    def executemany(self, query: Any, params_seq: Any, **options: Any) -> None:
        self._send_first()
        super().executemany(query, params_seq, **options)

    def copy(self, *args: Any, **options: Any) -> Any:
        self._send_first()
        return super().copy(*args, **options)

    def stream(self, *args: Any, **options: Any) -> Any:
        self._send_first()
        return super().stream(*args, **options)

    def _send_first(self) -> None:
        if self.database:
            self.database.send()

    def _text(self, sql: str, params: Sequence[Any] | None) -> bytes:
        """Return a statement with its values, as the server is to read it."""
        assert self.database is not None
        name = self.database.name_of(sql) if type(sql) is Composed and params is not None else ""
        if not name:
            return (self.mogrify(sql, params) if params is not None else sql).encode()
        literal = self.database.literal
        values = [b"NULL" if value is None else bytes(literal(value)) for value in params or ()]
        return b"EXECUTE %b" % name.encode() + (b"(%b)" % b",".join(values) if values else b"")


class Moment(TimestamptzLoader):
    """Reads a moment in a tenth of the time that the driver takes, which looks for every way to write one."""

    timezone = UTC  # Django asks for it

    def load(self, data: Any) -> datetime:
        try:
            return datetime.fromisoformat(bytes(data).decode()).astimezone(UTC)
        except ValueError:  # infinity, the years before the first and after 9999: the driver knows what to say
            return super().load(data)


class Waiting:
    """Stands where a cursor does, for those who watch what is run."""

    rowcount = -1

    def __init__(self, database: "DatabaseWrapper", take: Take | None):
        self._database, self._take = database, take

    def execute(self, sql: str, params: Sequence[Any] | None = None) -> None:
        self._database.waiting.append(Along(sql, params, self._take))

    def close(self) -> None:
        """Nothing is open."""


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """Return the statement alone, whatever went along with it."""
        return str(self.compose_sql(sql, params))


class DatabaseWrapper(Conversation, base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.waiting: list[Along] = []
        self._own: Cursor | None = None  # for what is composed once
        self._numbers = itertools.count()
        self._known: dict[str, int | str] = {}  # of this session: how often it was asked, or its name on the server
        self._plans_end = 0.0  # the moment at which they are made anew

    def send_along(self, sql: str, params: Sequence[Any], take: Take | None = None) -> None:
        if self.is_acting:
            if self.is_watched():
                with self._prepare_cursor(Waiting(self, take)) as cursor:
                    cursor.execute(sql, params)
            else:
                self.waiting.append(Along(sql, params, take))
            return
        with self.cursor() as cursor:
            cursor.execute(sql, params)
            if take:
                take(cursor)

    def fetch(self, sql: str, params: Sequence[Any]) -> list[Any]:
        if self.is_watched():
            with self.cursor() as cursor:
                cursor.execute(sql, params)
                return list(cursor.fetchall())
        with self.wrap_database_errors:
            return self._run(sql, params).fetchall()

    def send(self) -> None:
        if self.waiting:
            *before, last = self.take_waiting()
            self.waiting = before
            with self.wrap_database_errors:
                cursor = self._run(last.sql, last.params)
                if last.take:
                    last.take(cursor)

    def _run(self, sql: str, params: Sequence[Any] | None) -> Cursor:
        if self._own is None:
            self._own = self.create_cursor()
        self._own.execute(sql, params)
        return self._own

    def send_what_is_answered(self) -> None:
        if any(each.take for each in self.waiting):
            self.send()

    def take_waiting(self) -> list[Along]:
        taken, self.waiting = self.waiting, []
        return taken

    def name_of(self, sql: str) -> str:
        """Return the name under which the server has prepared a statement; empty while it is asked too rarely."""
        known = self._known.get(sql, 0)
        if isinstance(known, str):
            self._renew_plans()
            return known
        self._known[sql] = known + 1
        if known < TIMES:
            return ""
        numbers = iter(range(1, 1 + sql.count("%s")))
        text = PLACEHOLDER.sub(lambda found: f"${next(numbers)}" if found[1] == "s" else "%", sql)
        name = f"composed_{next(self._numbers)}"
        self.connection.execute(f"PREPARE {name} AS {text}")
        self._known[sql] = name
        return name

    def _renew_plans(self) -> None:
        if (now := monotonic()) >= self._plans_end:
            self._plans_end = now + PLANS_LIVE
            self.connection.execute("DISCARD PLANS")

    # What Django calls.

    def get_connection_params(self) -> dict[str, Any]:
        return {**super().get_connection_params(), "cursor_factory": Cursor}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.waiting, self._known, self._plans_end = [], {}, monotonic() + PLANS_LIVE
        self._own = None
        made = super().get_new_connection(conn_params)
        made.adapters.register_loader("timestamptz", Moment)
        self.literal = Transformer(made).as_literal  # one for the session: it learns how each type is written
        return made

    def create_cursor(self, name: str | None = None) -> Any:
        if name:
            self.send()
        cursor = super().create_cursor(name)
        if name:
            cursor._withhold = not self.in_atomic_block
        else:
            cursor.database = self
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        self.waiting.append(BEGIN)

    def _commit(self) -> None:
        if self.waiting == [BEGIN]:  # nothing was asked
            self.waiting = []
        if self.waiting:
            with debug_transaction(self, COMMIT), self.wrap_database_errors:
                self._run(COMMIT, None)
        else:
            super()._commit()

    def _rollback(self) -> None:
        self.waiting = []
        super()._rollback()

    def _savepoint_rollback(self, sid: str) -> None:
        self.waiting = []  # what came before the savepoint went along with it
        super()._savepoint_rollback(sid)

    def _close(self) -> None:
        self.waiting, self._own = [], None
        super()._close()
