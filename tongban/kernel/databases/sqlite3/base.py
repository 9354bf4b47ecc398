"""SQLite: it lives within the process, nothing is gained by waiting."""

import functools
from collections.abc import Sequence
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from tongban.kernel.databases.along import Conversation, Take
from tongban.kernel.databases.sqlite3.turns import turns_of


class Cursor(base.SQLiteCursorWrapper):
    """Django's cursor, which looks for placeholders in a text once and not whenever it is run."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is not None:
            return super().convert_query(query, param_names=param_names)
        return _with_question_marks(query)


@functools.lru_cache(maxsize=2000)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(Conversation, base.DatabaseWrapper):
    _has_turn = False

    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)

    def fetch(self, sql: str, params: Sequence[Any]) -> list[Any]:
        if self.is_watched():
            with self.cursor() as cursor:
                cursor.execute(sql, params)
                return list(cursor.fetchall())
        with self.wrap_database_errors:
            return list(self.connection.execute(_with_question_marks(sql), params).fetchall())

    def send_along(self, sql: str, params: Sequence[Any], take: Take | None = None) -> None:
        if self.is_watched():
            with self.cursor() as cursor:
                cursor.execute(sql, params)
                if take:
                    take(cursor)
            return
        with self.wrap_database_errors:
            cursor = self.connection.execute(_with_question_marks(sql), params)
            if take:
                take(cursor)

    def send(self) -> None:
        """Nothing ever waits."""

    def send_what_is_answered(self) -> None:
        """Nothing ever waits."""

    def _start_transaction_under_autocommit(self) -> None:
        if self.transaction_mode != "IMMEDIATE":  # type: ignore[attr-defined]
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
            return
        if not turns_of(self._file).take(self.settings_dict["OPTIONS"].get("timeout", 5)):
            raise OperationalError("database is locked")
        self._has_turn = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    @property
    def _file(self) -> str:
        return str(self.settings_dict["NAME"])

    def _end_turn(self) -> None:
        if self._has_turn:
            self._has_turn = False
            turns_of(self._file).give_up()
