"""What nobody waits for goes along with what somebody does wait for, and stands or falls with its act all the same."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import QuerySet

from tongban.kernel.databases.along import Composed, database
from tongban.kernel.models import OutboxRow
from tongban.kernel.statements import insert, prepared, store
from tongban.kernel.transactions import action

NOW = datetime.fromisoformat("2026-05-07T09:00+08:00")
POSTGRESQL = pytest.mark.only_on("postgresql")


@pytest.fixture(autouse=True, params=[True, False], ids=["watched", "unwatched"])
def _two_ways(request: pytest.FixtureRequest, settings: Any) -> None:
    """What is watched goes through Django's cursors, all else past them: nobody must see a difference."""
    settings.REFUSE_SILENT_ACTIONS = request.param


def letter(key: str) -> OutboxRow:
    return OutboxRow(kind="letter", key=key, payload={"to": "张三"}, enqueued_at=NOW, next_try_at=NOW)


def keys() -> list[str]:
    return list(OutboxRow.objects.order_by("key").values_list("key", flat=True))


@prepared
def letters(key: str) -> "QuerySet[OutboxRow, tuple[int]]":
    return OutboxRow.objects.filter(key=key).values_list("attempts")


@action(silent="a test")
def act(steps: Any) -> Any:
    return steps()


@pytest.fixture
def messages(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the driver sends, in its own words."""
    sent: list[str] = []
    connection.close()  # a session that has prepared nothing
    connection.ensure_connection()
    usual = psycopg.ClientCursor._execute_send

    def send(cursor: Any, query: Any, **options: Any) -> None:
        sent.append(query.query.decode())
        usual(cursor, query, **options)

    monkeypatch.setattr(psycopg.ClientCursor, "_execute_send", send)
    return sent


@POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_an_act_that_only_writes_is_one_message(messages: list[str]) -> None:
    act(lambda: [insert([letter("a")]), insert([letter("b")])])

    [message] = messages
    assert [part.split()[0] for part in message.split("; ")] == ["BEGIN", "INSERT", "INSERT", "COMMIT"]
    assert keys() == ["a", "b"]


@POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_a_row_that_was_changed_is_looked_for_before_the_act_is_kept(messages: list[str]) -> None:
    with pytest.raises(OutboxRow.DoesNotExist):
        act(lambda: [insert([letter("a")]), store(letter("b"), "attempts")])

    assert not any("COMMIT" in message for message in messages)
    assert keys() == []


@POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_a_transaction_in_which_nothing_is_asked_sends_nothing(messages: list[str]) -> None:
    with transaction.atomic():
        pass

    assert messages == []


@POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_what_is_asked_often_is_prepared_once_a_session(messages: list[str]) -> None:
    insert([letter("a;'%s")])
    for _ in range(8):
        assert letters("a;'%s") == [(0,)]
    connection.close()
    assert letters("a;'%s") == [(0,)]

    assert sum(message.startswith("PREPARE") for message in messages) == 1
    assert sum(message.startswith("EXECUTE") for message in messages) == 5


@pytest.mark.django_db(transaction=True)
def test_what_an_act_has_written_it_can_read() -> None:
    assert act(lambda: [insert([letter("a")]), keys(), letters("a")][1:]) == [["a"], [(0,)]]


@pytest.mark.django_db(transaction=True)
def test_a_violation_is_raised_within_the_act_and_leaves_nothing() -> None:
    insert([letter("a")])

    with pytest.raises(IntegrityError):
        act(lambda: [insert([letter("b")]), insert([letter("a")])])

    assert keys() == ["a"]


@pytest.mark.django_db(transaction=True)
def test_a_savepoint_that_is_rolled_back_takes_along_what_was_written_in_it() -> None:
    def steps() -> None:
        insert([letter("a")])
        with transaction.atomic():
            insert([letter("b")])
            transaction.set_rollback(True)
        insert([letter("b"), letter("c")])

    act(steps)

    assert keys() == ["a", "b", "c"]


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_nothing_behind_for_the_next() -> None:
    with pytest.raises(ZeroDivisionError):
        act(lambda: [insert([letter("a")]), letters.ahead("a"), 1 / 0])
    act(lambda: insert([letter("b")]))

    assert keys() == ["b"]
    assert not database().answers


@pytest.mark.django_db(transaction=True)
def test_what_is_asked_ahead_is_answered_once() -> None:
    def steps() -> list[Any]:
        insert([letter("a")])
        letters.ahead("a")
        letters.ahead("b")
        first = letters("a")
        insert([letter("b")])
        return [first, letters("b"), letters("b")]

    assert act(steps) == [[(0,)], [], [(0,)]]  # "b" was asked before it was written
    letters.ahead("a")  # where no act runs, nothing happens
    assert not database().answers


@pytest.mark.django_db(transaction=True)
def test_rows_that_are_fetched_little_by_little_are_read_within_the_transaction() -> None:
    with transaction.atomic():
        assert list(OutboxRow.objects.iterator()) == []
        insert([letter("a")])
        transaction.set_rollback(True)

    assert keys() == []


@pytest.mark.django_db(transaction=True)
def test_one_statement_for_many_rows_is_run_within_the_transaction() -> None:
    insert([letter("a")])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany("UPDATE kernel_outboxrow SET key = %s", [["b"], ["c"]])
        transaction.set_rollback(True)

    assert keys() == ["a"]


FIND = Composed("SELECT key FROM growing WHERE key = %s")


@POSTGRESQL
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_within_a_transaction", [False, True])
def test_a_plan_made_while_a_table_was_empty_ends_within_a_second(
    is_within_a_transaction: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tongban.kernel.databases.postgresql import base

    clock = 1000.0
    monkeypatch.setattr(base, "monotonic", lambda: clock)
    connection.close()  # a session that has prepared nothing
    with transaction.atomic() if is_within_a_transaction else nullcontext(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE growing (key int PRIMARY KEY)")
        cursor.execute("ANALYZE growing")
        for key in range(20):
            cursor.execute(FIND, [key])
        cursor.execute("INSERT INTO growing SELECT generate_series(1, 100000)")
        assert "Seq Scan" in _kept_plan(cursor)  # which is what must not last

        clock += base.PLANS_LIVE
        cursor.execute(FIND, [1])

        assert cursor.fetchall() == [(1,)]
        assert "Index" in _kept_plan(cursor)
    connection.close()  # and its table with it


def _kept_plan(cursor: Any) -> str:
    cursor.execute("SELECT name FROM pg_prepared_statements WHERE statement LIKE '%FROM growing%'")
    (name,) = cursor.fetchone()
    cursor.execute(f"EXPLAIN EXECUTE {name}(1)")
    return str(cursor.fetchall())


@POSTGRESQL
@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai"])
def test_moments_are_read_as_they_were_written_whatever_the_zone_of_the_session(zone: str) -> None:
    moments = [NOW, datetime(2026, 5, 7, tzinfo=UTC), datetime(1066, 10, 14, 9, 0, 0, 120, tzinfo=UTC)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('TimeZone', %s, true)", [zone])
        cursor.execute("SELECT unnest(%s::timestamptz[])", [moments])
        read = [moment for (moment,) in cursor.fetchall()]

    assert read == moments
    assert {moment.utcoffset() for moment in read} == {timedelta(0)}


@POSTGRESQL
@pytest.mark.django_db
def test_a_moment_that_never_comes_is_refused_as_ever() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'infinity'::timestamptz")
        with pytest.raises(DataError):
            cursor.fetchall()
