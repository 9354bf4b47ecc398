"""A statement that is composed once says the same as Django's own, with other values each time."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError, atomic

from tongban.kernel.models import OutboxRow
from tongban.kernel.statements import insert, prepared, store, store_alike
from tongban.kernel.tests.threads import together

NOW = datetime.fromisoformat("2026-05-07T09:00+08:00")


def letter(key: str, **values: Any) -> OutboxRow:
    return OutboxRow(kind="letter", key=key, payload={"to": "张三"}, enqueued_at=NOW, next_try_at=NOW, **values)


@prepared
def due(kind: str, now: datetime) -> "QuerySet[OutboxRow]":
    return OutboxRow.objects.filter(kind=kind, next_try_at__lte=now, leased_until=None).order_by("key")


@prepared
def held(key: str) -> "QuerySet[OutboxRow]":
    return OutboxRow.objects.select_for_update().filter(key=key)


@prepared
def attempts(key: str) -> "QuerySet[OutboxRow, tuple[int, datetime]]":
    return OutboxRow.objects.filter(key=key).values_list("attempts", "next_try_at")


@pytest.mark.django_db
def test_a_prepared_question_is_answered_for_each_argument_as_django_answers_it() -> None:
    later = NOW + timedelta(hours=1)
    OutboxRow.objects.bulk_create([letter("a"), letter("b", leased_until=NOW), letter("c")])
    OutboxRow.objects.filter(key="c").update(next_try_at=later)

    assert [row.key for row in due("letter", NOW)] == ["a"]
    assert [row.key for row in due("letter", later)] == ["a", "c"]
    assert due("parcel", later) == []
    assert due.first("letter", later) == OutboxRow.objects.get(key="a")
    assert due.first("parcel", later) is None
    assert attempts("c") == [(0, later)]


@pytest.mark.django_db
def test_rows_that_were_read_are_like_any_others() -> None:
    OutboxRow.objects.bulk_create([letter("a")])

    [row] = due("letter", NOW)
    own = OutboxRow.objects.get(key="a")

    for field in OutboxRow._meta.concrete_fields:
        assert getattr(row, field.attname) == getattr(own, field.attname)
    assert row.payload.clear() == {"to": "张三"}
    row.attempts = 5
    row.save()
    assert attempts("a") == [(5, NOW)]


@pytest.mark.django_db(transaction=True)
def test_a_row_is_locked_only_within_a_transaction() -> None:
    OutboxRow.objects.bulk_create([letter("a")])

    with atomic():
        assert held.first("a")
    with pytest.raises(TransactionManagementError):
        held.first("a")


@pytest.mark.django_db(transaction=True)
def test_several_threads_ask_the_same_question() -> None:
    OutboxRow.objects.bulk_create([letter(str(number)) for number in range(8)])

    found = together(8, lambda number: [attempts(str(each)) for each in (number, number)])

    assert found == [[[(0, NOW)], [(0, NOW)]]] * 8


@pytest.mark.django_db
def test_rows_are_deleted_where_the_question_finds_them() -> None:
    OutboxRow.objects.bulk_create([letter("a"), letter("b")])

    due.delete("parcel", NOW)
    assert OutboxRow.objects.count() == 2
    due.delete("letter", NOW)
    assert not OutboxRow.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, 3, 250])
def test_new_rows_are_written_as_django_writes_them(count: int) -> None:
    rows = [letter(str(number), leased_until=NOW if number % 2 else None) for number in range(count)]

    insert(rows)

    assert {row.pk: row.leased_until for row in OutboxRow.objects.all()} == {row.pk: row.leased_until for row in rows}
    assert all(row.payload.clear() == {"to": "张三"} for row in OutboxRow.objects.all()[:3])
    assert not any(row._state.adding for row in rows)


@pytest.mark.django_db
def test_a_row_whose_key_is_taken_is_passed_over_where_that_is_said() -> None:
    first, second, third = letter("a"), letter("a"), letter("b")

    insert([first], unless_known="key")
    insert([second, third], unless_known="key")

    assert set(OutboxRow.objects.values_list("pk", flat=True)) == {first.pk, third.pk}


@pytest.mark.django_db
def test_only_the_named_fields_are_stored() -> None:
    row = letter("a")
    insert([row])
    row.attempts, row.last_error = 3, "Timeout"

    store(row, "attempts")

    kept = OutboxRow.objects.get(key="a")
    assert (kept.attempts, kept.last_error) == (3, "")


@pytest.mark.django_db
def test_a_row_that_is_gone_cannot_be_stored() -> None:
    with pytest.raises(OutboxRow.DoesNotExist):
        store(letter("a"), "attempts")


@pytest.mark.django_db
def test_what_is_sealed_is_stored_sealed_and_never_shared() -> None:
    rows = [letter("a"), letter("b")]
    insert(rows)
    for row in rows:
        row.payload = {"to": "李四"}

    store(rows[0], "payload")
    with pytest.raises(TypeError):
        store_alike(rows, "payload")

    assert [row.payload.clear()["to"] for row in OutboxRow.objects.order_by("key")] == ["李四", "张三"]


@pytest.mark.django_db
def test_rows_that_share_their_values_are_stored_together() -> None:
    rows = [letter(str(number)) for number in range(150)]
    insert([*rows, letter("other")])
    for row in rows:
        row.attempts, row.leased_until = 2, NOW

    store_alike(rows, "attempts", "leased_until")
    store_alike([], "attempts")

    assert OutboxRow.objects.filter(attempts=2, leased_until=NOW).count() == 150
    assert OutboxRow.objects.get(key="other").attempts == 0
