"""A witness keeps each seal once, whatever happens on the way, and never another in its place."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tongban.exchange.actions import set_partner_mode
from tongban.exchange.adapters import PartnerUnavailable
from tongban.exchange.adapters.witness import FolderWitness
from tongban.exchange.models import DemoWitnessed, Envelope, Partner
from tongban.exchange.queries import witness
from tongban.exchange.reactions import deliver_seal
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import OutboxRow, Seal
from tongban.kernel.seals import sealing
from tongban.kernel.tests.lamps import light, street_with_seals

NOW = datetime(2026, 5, 7, 1, 30, tzinfo=UTC)


def deliver(after: timedelta = timedelta(0)) -> None:
    while outbox.deliver_next(timezone.now() + after):
        pass


def behave(mode: str) -> None:
    set_partner_mode(code="witness", mode=mode, by=SYSTEM, now=NOW)


@pytest.mark.requirement("G14")
@pytest.mark.django_db
def test_each_seal_reaches_the_witness_as_it_was_signed() -> None:
    street_with_seals()
    deliver()

    held = witness(Partner.objects.get(code="witness")).held(range(1, 4))
    assert held == {seal.number: sealing.message_of(seal) for seal in Seal.objects.all()}
    assert {envelope.state for envelope in Envelope.objects.all()} == {Envelope.State.RECEIVED}
    assert DemoWitnessed.objects.get(number=2).root == Seal.objects.get(number=2).root


@pytest.mark.django_db
def test_a_witness_that_is_away_is_given_the_seal_later() -> None:
    light("lamp:1")
    sealing.seal_pending(timezone.now())
    deliver()
    behave("failing")
    light("lamp:1")
    sealing.seal_pending(timezone.now())
    deliver()
    assert DemoWitnessed.objects.count() == 1

    behave("normal")
    deliver(after=timedelta(hours=1))
    assert DemoWitnessed.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["loses_receipts", "answers_twice"])
def test_a_seal_that_comes_twice_is_kept_once(mode: str) -> None:
    light("lamp:1")
    sealing.seal_pending(timezone.now())
    deliver()
    behave(mode)
    light("lamp:1")
    sealing.seal_pending(timezone.now())
    deliver()
    deliver(after=timedelta(hours=1))
    assert DemoWitnessed.objects.count() == 2
    assert set(OutboxRow.objects.values_list("state", flat=True)) == {OutboxRow.State.DELIVERED}


@pytest.mark.requirement("G14")
@pytest.mark.django_db
def test_another_seal_under_the_same_number_is_not_taken() -> None:
    street_with_seals()
    deliver()
    forged = sealing.message_of(Seal.objects.get(number=2)) | {"signature": "AAAA"}

    with pytest.raises(PartnerUnavailable):
        deliver_seal(forged, "seal:2 again")

    assert Envelope.objects.get(key="seal:2 again").last_fault == Envelope.Fault.RECEIPT_DIFFERS
    assert DemoWitnessed.objects.get(number=2).payload["signature"] != "AAAA"


@pytest.mark.django_db
def test_a_deployment_without_a_witness_owes_nobody_a_seal(settings: Any) -> None:
    settings.HAS_WITNESS = False
    light("lamp:1")
    sealing.seal_pending(timezone.now())
    assert not OutboxRow.objects.exists()


@pytest.mark.django_db
def test_in_production_seals_are_written_into_the_folder_of_the_witness(settings: Any, tmp_path: Path) -> None:
    settings.WITNESS_FOLDER = str(tmp_path)
    light("lamp:1")
    sealing.seal_pending(timezone.now())
    deliver()

    seal = Seal.objects.get()
    assert json.loads((tmp_path / "seal-000000001.json").read_text()) == sealing.message_of(seal)
    assert witness(Partner.objects.get(code="witness")).held(range(1, 9)) == {1: sealing.message_of(seal)}


def test_a_file_of_the_witness_is_never_written_over(tmp_path: Path) -> None:
    folder = FolderWitness(str(tmp_path))
    [first] = folder.send(key="seal:1", payload={"seal": 1, "statement": "a"}, now=NOW)
    [again] = folder.send(key="seal:1", payload={"seal": 1, "statement": "b"}, now=NOW)
    assert again == first
    assert folder.held(range(1, 2)) == {1: {"seal": 1, "statement": "a"}}
    assert [path.name for path in tmp_path.iterdir()] == ["seal-000000001.json"]


def test_a_folder_that_is_away_is_tried_again(tmp_path: Path) -> None:
    with pytest.raises(PartnerUnavailable, match="unreachable"):
        FolderWitness(str(tmp_path / "nowhere")).send(key="seal:1", payload={"seal": 1}, now=NOW)


def test_a_file_that_somebody_spoilt_is_for_somebody_to_look_at(tmp_path: Path) -> None:
    (tmp_path / "seal-000000001.json").write_text('{"seal":')
    with pytest.raises(PartnerUnavailable, match="receipt_differs"):
        FolderWitness(str(tmp_path)).send(key="seal:1", payload={"seal": 1}, now=NOW)
