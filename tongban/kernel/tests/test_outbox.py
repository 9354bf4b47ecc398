"""What the world is owed is written with the act, and delivered at least once."""

import threading
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection

from tongban.kernel import journal, outbox
from tongban.kernel.events import Actor
from tongban.kernel.models import OutboxRow
from tongban.kernel.tests.threads import together
from tongban.kernel.transactions import action

NOW = datetime.fromisoformat("2026-05-07T09:00+08:00")
OFFICER = Actor("officer", "4")


class PostOffice:
    """A partner outside that keeps what it was given, and fails when told to."""

    def __init__(self) -> None:
        self.given: list[tuple[str, dict[str, Any]]] = []
        self.error: BaseException | None = None
        self._lock = threading.Lock()

    def deliver(self, payload: dict[str, Any], key: str) -> None:
        if self.error:
            raise self.error
        with self._lock:
            self.given.append((key, payload))


@pytest.fixture
def post_office(monkeypatch: pytest.MonkeyPatch) -> PostOffice:
    monkeypatch.setattr(outbox, "_receivers", {})
    office = PostOffice()
    outbox.delivers("letter")(office.deliver)
    return office


def enqueue(key: str = "letter:1", **payload: Any) -> OutboxRow:
    outbox.enqueue(kind="letter", key=key, payload=payload or {"to": "张三"}, now=NOW)
    return OutboxRow.objects.get(key=key)


def deliver_all(now: datetime) -> int:
    count = 0
    while outbox.deliver_next(now):
        count += 1
    return count


@pytest.mark.django_db
def test_what_was_enqueued_is_delivered_once_with_its_key(post_office: PostOffice) -> None:
    enqueue(to="张三")

    assert deliver_all(NOW) == 1
    assert deliver_all(NOW + timedelta(days=1)) == 0
    assert post_office.given == [("letter:1", {"to": "张三"})]
    assert OutboxRow.objects.get().state == "delivered"


@pytest.mark.django_db
def test_the_same_key_is_owed_once(post_office: PostOffice) -> None:
    first = enqueue(to="张三")

    assert enqueue(to="somebody else").pk == first.pk
    assert deliver_all(NOW) == 1


@pytest.mark.django_db(transaction=True)
def test_an_effect_of_an_act_that_failed_is_not_owed(post_office: PostOffice) -> None:
    @action
    def fail() -> None:
        enqueue()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert not OutboxRow.objects.exists()


@pytest.mark.django_db
def test_the_payload_is_sealed_in_the_table(post_office: PostOffice) -> None:
    enqueue(phone="13812345678")
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM kernel_outboxrow")
        (payload,) = cursor.fetchone()

    assert payload.startswith("intl.demo:")
    assert "138" not in payload


@pytest.mark.django_db
def test_a_failing_partner_is_tried_later_and_later_until_the_row_is_dead(post_office: PostOffice) -> None:
    enqueue()
    post_office.error = ConnectionError("no route to 13812345678")
    now, waits = NOW, []
    while outbox.deliver_next(now):
        row = OutboxRow.objects.get()
        waits.append(row.next_try_at - now)
        now = row.next_try_at

    dead = outbox.dead_letters().get()
    assert (dead.attempts, dead.last_error) == (outbox.ATTEMPTS, "ConnectionError")
    assert len(waits) == outbox.ATTEMPTS
    assert all(later > earlier for earlier, later in pairwise(waits))
    assert deliver_all(now + timedelta(days=9)) == 0


@pytest.mark.django_db
def test_a_dead_letter_can_be_given_another_chance(post_office: PostOffice) -> None:
    row = enqueue()
    OutboxRow.objects.update(state="dead", attempts=outbox.ATTEMPTS)

    outbox.retry_dead_letter(row_id=row.pk, by=OFFICER, now=NOW)

    assert deliver_all(NOW) == 1
    assert post_office.given == [("letter:1", {"to": "张三"})]
    assert journal.entries_of(f"outbox:{row.pk}").get().name == "DeadLetterRetried"


@pytest.mark.django_db
def test_only_a_dead_letter_can_be_retried(post_office: PostOffice) -> None:
    for row_id in (enqueue().pk, 1):
        with pytest.raises(outbox.CannotRetry) as refused:
            outbox.retry_dead_letter(row_id=row_id, by=OFFICER, now=NOW)
        assert refused.value.obstacles[0].code == "not_a_dead_letter"


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_died_after_delivering_delivers_again_with_the_same_key(
    post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    enqueue()
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_settle", _die)
        with pytest.raises(KeyboardInterrupt):
            outbox.deliver_next(NOW)

    assert deliver_all(NOW + timedelta(seconds=1)) == 0  # the lease of the dead worker still holds
    assert deliver_all(NOW + outbox.LEASE) == 1
    assert [key for key, _ in post_office.given] == ["letter:1", "letter:1"]
    assert OutboxRow.objects.get().state == "delivered"


def _die(*args: object, **kwargs: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_does_not_overwrite_what_another_did(post_office: PostOffice) -> None:
    enqueue()
    late = outbox._claim(NOW)
    assert late is not None
    deliver_all(NOW + outbox.LEASE)

    outbox._note_failure(late, TimeoutError(), NOW + outbox.LEASE)

    assert OutboxRow.objects.get().state == "delivered"


@pytest.mark.django_db(transaction=True)
def test_several_workers_share_the_rows_and_deliver_none_twice(post_office: PostOffice) -> None:
    for number in range(20):
        enqueue(f"letter:{number}")

    counts = together(4, lambda _: deliver_all(NOW))

    assert sum(counts) == 20
    assert sorted(key for key, _ in post_office.given) == sorted(f"letter:{number}" for number in range(20))


@pytest.mark.django_db(transaction=True)
def test_one_key_enqueued_from_two_threads_is_one_row(post_office: PostOffice) -> None:
    together(4, lambda _: enqueue())

    assert OutboxRow.objects.count() == 1


@pytest.mark.django_db
def test_an_empty_outbox_opens_no_transaction(post_office: PostOffice, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert not outbox.deliver_next(NOW)
