"""Seals take in every entry once, in time, under a key of the deployment."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tongban.kernel import ids, merkle
from tongban.kernel.crypto import suite
from tongban.kernel.models import JournalEntry, OutboxRow, Seal, SealKey, SealLeaf
from tongban.kernel.seals import keys, sealing
from tongban.kernel.tests.lamps import check, light, light_late, street_with_seals
from tongban.kernel.tests.threads import together

DAY = timedelta(days=1)


@pytest.mark.requirement("G14")
@pytest.mark.django_db
def test_every_entry_gets_a_leaf_under_a_signed_root_chained_to_the_seal_before() -> None:
    street_with_seals()

    first, second, third = Seal.objects.order_by("number")
    assert [seal.entries for seal in (first, second, third)] == [4, 4, 2]
    assert (first.previous_digest, second.previous_digest) == ("", first.digest)
    digests = [bytes.fromhex(entry.digest) for entry in JournalEntry.objects.order_by("pk")[:4]]
    assert first.root == merkle.root(digests, suite().hash).hex()
    assert keys.holds(third.key, sealing.statement_of(third), third.signature)
    assert check().broken == []
    assert sealing.without_leaf(since=0).count() == 0


@pytest.mark.django_db
def test_nothing_new_makes_no_seal() -> None:
    assert sealing.seal_pending(timezone.now()) == 0
    assert not Seal.objects.exists()
    assert not SealKey.objects.exists()


@pytest.mark.django_db
def test_many_entries_are_sealed_in_batches_that_tell_of_their_progress() -> None:
    light(*["lamp:1"] * 7)
    told: list[int] = []

    assert sealing.seal_pending(timezone.now(), batch=3, told=told.append) == 7

    assert told == [3, 6, 7]
    assert [seal.entries for seal in Seal.objects.order_by("number")] == [3, 3, 1]
    assert check().broken == []


@pytest.mark.django_db
def test_a_turn_of_the_job_ends_after_some_seals_and_the_next_one_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "SEALS_IN_A_TURN", 1)
    monkeypatch.setattr(sealing.seal_pending, "__kwdefaults__", {"batch": 2, "most": None, "told": None})
    light(*["lamp:1"] * 3)
    now = timezone.now()

    sealing.take_turn(now)
    assert SealLeaf.objects.count() == 2
    sealing.take_turn(now)
    assert SealLeaf.objects.count() == 3


@pytest.mark.requirement("G14")
@pytest.mark.django_db
def test_a_late_commit_with_a_smaller_identifier_is_sealed_all_the_same() -> None:
    early = ids.new_id()
    light("lamp:1", "lamp:2")
    sealing.seal_pending(timezone.now())
    light_late("lamp:3", early)

    assert sealing.seal_pending(timezone.now()) == 1
    assert SealLeaf.objects.get(entry=early).seal_id == 2
    assert check().broken == []


@pytest.mark.django_db
def test_the_look_begins_at_the_watermark_and_the_sweep_before_it() -> None:
    lost = ids.new_id()
    light("lamp:1")
    tomorrow = timezone.now() + DAY
    sealing.seal_pending(tomorrow)
    assert sealing.watermark() == JournalEntry.objects.get().pk + 1
    light_late("lamp:2", lost)

    assert sealing.seal_pending(tomorrow) == 0
    assert check().late + check().young == 1  # verifying tells of it meanwhile
    assert sealing.sweep(tomorrow) == 1
    assert sealing.watermark() > lost


@pytest.mark.django_db
def test_the_watermark_stays_behind_what_may_still_be_under_way() -> None:
    light("lamp:1")
    now = timezone.now()
    sealing.seal_pending(now)
    assert sealing.watermark() == ids.first_of(now - sealing.LONGEST_TRANSACTION)


@pytest.mark.django_db
def test_an_entry_that_waits_five_minutes_is_an_alarm(caplog: pytest.LogCaptureFixture) -> None:
    light("lamp:1", "lamp:2")
    now = timezone.now()
    assert sealing.lag(now).entries == 2
    assert not sealing.lag(now).is_alarm
    assert sealing.lag(now + timedelta(minutes=6)).is_alarm
    assert 360 <= sealing.lag(now + timedelta(minutes=6)).seconds < 370
    with caplog.at_level(logging.ERROR):
        sealing.take_turn(now + timedelta(minutes=6))
    assert "wait too long for their seal" in caplog.text
    assert sealing.lag(now + DAY) == sealing.Lag(0.0, 0)


@pytest.mark.django_db
def test_a_seal_is_owed_to_the_witness_once() -> None:
    street_with_seals()
    row = OutboxRow.objects.get(key="seal:2")
    assert row.kind == "witness"
    assert row.payload.clear() == sealing.message_of(Seal.objects.get(number=2))


@pytest.mark.django_db(transaction=True)
def test_two_who_seal_at_once_seal_everything_once() -> None:
    light(*["lamp:1"] * 30)

    together(3, lambda _: sealing.seal_pending(timezone.now(), batch=4))

    assert SealLeaf.objects.count() == 30
    assert check().broken == []


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["kernel_seal", "kernel_sealleaf", "kernel_sealkey"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {} WHERE {} = {}"])
def test_the_database_refuses_to_rewrite_seals(table: str, statement: str) -> None:
    column = {"kernel_seal": "number", "kernel_sealleaf": "entry", "kernel_sealkey": "since"}[table]
    street_with_seals()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))


@pytest.mark.django_db
def test_a_change_of_keys_leaves_old_seals_checkable(settings: Any) -> None:
    light("lamp:1")
    sealing.seal_pending(timezone.now())
    former = keys.signer().fingerprint
    settings.SEAL_KEY, fresh = keys.new_key()
    light("lamp:1")
    sealing.seal_pending(timezone.now())

    assert [key.pk for key in SealKey.objects.order_by("since")] == [former, fresh]
    assert [broken.code for broken in check().broken] == ["seal_key_foreign"]
    settings.SEAL_FORMER_KEYS = [former]
    assert check().broken == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "demo", "code"),
    [
        ("", False, "seal_key_missing"),
        ("the demo key", False, "seal_key_is_the_demo_key"),
        ("bm8ga2V5", True, "seal_key_unreadable"),
        ("?", True, "seal_key_unreadable"),
    ],
)
def test_without_a_key_of_its_own_a_deployment_seals_nothing(settings: Any, key: str, demo: bool, code: str) -> None:
    settings.SEAL_KEY, settings.DEMO = (settings.DEMO_SEAL_KEY if key == "the demo key" else key), demo
    light("lamp:1")

    assert [obstacle.code for obstacle in keys.obstacles_to_signing()] == [code]
    with pytest.raises(ImproperlyConfigured, match="TONGBAN_SEAL_KEY"):
        sealing.seal_pending(timezone.now())
    assert not Seal.objects.exists()
