"""A message reaches its phone once, whatever the partner does."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from tongban.exchange.actions import CannotSend, CannotSetPartner, ensure_partner, send_message, set_partner_mode
from tongban.exchange.adapters import Receipt
from tongban.exchange.adapters.sms import DemoSms
from tongban.exchange.models import DemoMessage, Envelope, Partner
from tongban.exchange.queries import NoPartner, adapter_of, envelopes, inbox, partner, partners
from tongban.exchange.reactions import deliver_message
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import JournalEntry, OutboxRow

NOW = datetime(2026, 5, 7, 1, 30, tzinfo=UTC)
PHONE = "19900000001"
VALUES = {"item": "食品经营许可", "number": "990102-260507-000123-X", "due_on": "5月19日（周二）"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def sms() -> Partner:
    return ensure_partner(code="sms", name="短信通道", adapter="demo_sms", by=SYSTEM, now=NOW)


def send(key: str = "accepted:matter:1", **values: str) -> None:
    send_message(
        phone=PHONE, template="accepted", values=VALUES | values, key=key, subject="matter:1", now=datetime.now(UTC)
    )


def deliver(after: timedelta = timedelta(0)) -> None:
    while outbox.deliver_next(datetime.now(UTC) + after):
        pass


def behave(mode: str) -> None:
    set_partner_mode(code="sms", mode=mode, by=SYSTEM, now=NOW)


def test_a_message_is_delivered_with_its_approved_text() -> None:
    send()
    deliver()
    message = inbox(phone=PHONE).get()
    assert message.text.startswith("【云州市政务服务】已受理您的申请：食品经营许可")
    assert str(message.phone) == "199****0001"
    assert Envelope.objects.get().state == Envelope.State.RECEIVED


def test_the_same_key_is_one_message() -> None:
    send()
    send()
    deliver()
    deliver_message({"phone": PHONE, "template": "accepted", "values": VALUES}, "accepted:matter:1")
    assert DemoMessage.objects.count() == 1


def test_a_message_without_its_values_is_refused_at_once() -> None:
    with pytest.raises(CannotSend) as refused:
        send_message(phone=PHONE, template="accepted", values={}, key="k", subject="matter:1", now=NOW)
    assert [o.about for o in refused.value.obstacles] == ["due_on", "item", "number"]
    assert not OutboxRow.objects.exists()


def test_a_failing_partner_is_tried_again_until_it_answers(sms: Partner) -> None:
    behave("failing")
    send()
    deliver()
    assert not DemoMessage.objects.exists()
    failed = Envelope.objects.get()
    assert (failed.state, failed.attempts) == (Envelope.State.FAILED, 1)

    behave("normal")
    deliver(after=timedelta(hours=1))
    assert DemoMessage.objects.count() == 1
    assert Envelope.objects.get().attempts == 2


@pytest.mark.parametrize("mode", ["loses_receipts", "answers_twice"])
def test_lost_and_double_receipts_never_make_a_second_message(sms: Partner, mode: str) -> None:
    behave(mode)
    send()
    deliver()
    deliver(after=timedelta(hours=1))
    assert DemoMessage.objects.count() == 1
    assert Envelope.objects.get().state == Envelope.State.RECEIVED
    assert OutboxRow.objects.get().state == OutboxRow.State.DELIVERED


def test_a_slow_partner_still_delivers() -> None:
    content = {"phone": PHONE, "template": "accepted", "text": "…"}
    assert DemoSms(mode="slow", slow_seconds=0.01).send(key="k", payload=content, now=NOW)


def test_a_receipt_for_another_content_is_not_believed(sms: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    def lie(self: DemoSms, **_: Any) -> list[Receipt]:
        return [Receipt("1", "0" * 64)]

    monkeypatch.setattr(DemoSms, "send", lie)
    send()
    deliver()
    assert Envelope.objects.get().state == Envelope.State.FAILED


def test_no_personal_value_is_stored_or_journalled_in_clear(sms: Partner) -> None:
    send()
    deliver()
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM exchange_envelope")
        assert PHONE not in cursor.fetchone()[0]
    assert not any(PHONE in entry.body or "食品" in entry.body for entry in JournalEntry.objects.all())


def test_a_demo_adapter_does_not_work_in_production(sms: Partner, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(NoPartner):
        adapter_of(sms)


def test_a_partner_that_nobody_set_up_is_missed() -> None:
    with pytest.raises(NoPartner):
        partner("tax")


def test_an_unknown_behaviour_is_refused(sms: Partner) -> None:
    with pytest.raises(CannotSetPartner):
        behave("explode")


def test_lists_take_one_query_each(sms: Partner, django_assert_num_queries: Any) -> None:
    for number in range(3):
        send(f"k{number}")
    deliver()
    with django_assert_num_queries(1):
        assert [each.last_state for each in partners()] == ["received"]
    with django_assert_num_queries(1):
        assert [str(each.partner) for each in envelopes(partner="sms", state="received")] == ["短信通道"] * 3
    with django_assert_num_queries(1):
        assert len([str(message.phone) for message in inbox()]) == 3
