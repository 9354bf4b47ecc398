"""What is kept long enough goes, at its hour and not before; what the law wants kept stays."""

import json
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tongban.documents import storage
from tongban.exchange.models import DemoMessage, Envelope, Partner
from tongban.kernel import jobs, outbox, retention
from tongban.kernel.models import JournalEntry, OutboxRow, PeriodicJob
from tongban.people.models import SignIn
from tongban.portal.tests.test_views import officer

NOW = datetime.fromisoformat("2026-05-07T09:00+08:00")
MOMENT = timedelta(seconds=1)


def keeping(code: str) -> retention.Keeping:
    return retention._keepings[code]


def edge(code: str) -> datetime:
    """The moment from which on what happened is still kept."""
    return keeping(code).before(NOW)


def forget(code: str) -> None:
    jobs._jobs[retention.job_name(keeping(code))].run(NOW)


def told(code: str) -> list[int]:
    entries = JournalEntry.objects.filter(subject=f"retention:{code}").order_by("position")
    return [json.loads(entry.body)["count"] for entry in entries]


def test_logs_of_signing_in_are_kept_for_six_months_at_least() -> None:
    """网络安全法 art. 21 no. 3."""
    assert keeping("sign_ins").days >= 184
    assert not keeping("sign_ins").is_proposed


def test_every_rule_names_its_ground_and_is_run() -> None:
    for rule in retention._keepings.values():
        assert rule.ground
        assert retention.job_name(rule) in jobs._jobs


@pytest.mark.django_db
def test_records_of_signing_in_go_at_their_hour() -> None:
    for moment in (edge("sign_ins") - MOMENT, edge("sign_ins")):
        SignIn.objects.create(way="code", name_digest="n", address_digest="a", succeeded=True, at=moment)

    forget("sign_ins")

    assert [row.at for row in SignIn.objects.all()] == [edge("sign_ins")]
    assert told("sign_ins") == [1]


@pytest.mark.django_db
def test_of_a_delivered_message_its_content_goes_and_its_trace_stays() -> None:
    for key, state, at in (("old", "delivered", -MOMENT), ("new", "delivered", MOMENT), ("dead", "dead", -MOMENT)):
        outbox.enqueue(kind="sms", key=key, payload={"phone": "13812345678"}, now=NOW)
        OutboxRow.objects.filter(key=key).update(state=state, delivered_at=edge("outbox_payloads") + at)
    sms = Partner.objects.create(code="sms", name="SMS", adapter="x")
    Envelope.objects.create(
        partner=sms, dataset="sms", key="old", payload={"a": 1}, digest="d", state="received",
        first_sent_at=NOW, changed_at=edge("envelopes") - MOMENT,
    )  # fmt: skip

    forget("outbox_payloads")
    forget("envelopes")

    emptied = {row.key for row in OutboxRow.objects.all() if not row.payload}
    assert emptied == {"old"}
    assert not Envelope.objects.get().payload
    assert Envelope.objects.get().digest == "d"


@pytest.mark.django_db
def test_sessions_results_and_played_messages_go() -> None:
    Session.objects.create(session_key="old", session_data="", expire_date=edge("sessions") - MOMENT)
    Session.objects.create(session_key="new", session_data="", expire_date=edge("sessions"))
    for at in (edge("demo_messages") - MOMENT, edge("demo_messages")):
        DemoMessage.objects.create(phone="13812345678", template="x", text="x", key=str(at), at=at)
    for at in (edge("task_results") - MOMENT, edge("task_results")):
        DBTaskResult.objects.create(
            status=TaskResultStatus.SUCCESSFUL, task_path="x", queue_name="default", backend_name="default",
            args_kwargs={}, finished_at=at, exception_class_path="", traceback="",
        )  # fmt: skip

    for code in ("sessions", "demo_messages", "task_results"):
        forget(code)

    assert [row.session_key for row in Session.objects.all()] == ["new"]
    assert DemoMessage.objects.count() == DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_a_typeset_paper_goes_and_can_be_typeset_again(settings, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path
    for name, at in (("ab/old.pdf", -MOMENT), ("ab/new.pdf", MOMENT)):
        place = tmp_path / "rendered" / name
        storage.write_whole(place, [b"%PDF"])
        stamp = (edge("typeset") + at).timestamp()
        os.utime(place, (stamp, stamp))

    forget("typeset")

    assert [path.name for path in (tmp_path / "rendered").glob("*/*")] == ["new.pdf"]
    assert told("typeset") == [1]


@pytest.mark.django_db
def test_more_than_a_run_may_remove_is_left_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    monkeypatch.setattr(retention, "BATCHES", 2)
    old = edge("sign_ins") - MOMENT
    SignIn.objects.bulk_create(
        SignIn(way="code", name_digest="n", address_digest="a", succeeded=True, at=old) for _ in range(5)
    )

    forget("sign_ins")
    assert SignIn.objects.count() == 1
    forget("sign_ins")
    assert told("sign_ins") == [2, 2, 1]


@pytest.fixture
def administrator(db: None) -> Client:
    return officer("system_administrator")


def stands_on(page: Client) -> str:
    return page.get(reverse("portal:retention")).content.decode()


@pytest.mark.django_db
def test_an_administrator_sees_what_is_kept_how_long_and_on_what_ground(administrator: Client) -> None:
    PeriodicJob.objects.create(
        name="forget sign_ins", every=retention.EVERY, next_run_at=NOW, last_run_at=NOW, last_error="ValueError"
    )
    text = stands_on(administrator)

    assert "《网络安全法》第二十一条第三项" in text
    assert "登录后 190 天" in text
    assert "建议，待本级确认" in text
    assert "ValueError" in text


@pytest.mark.django_db
def test_every_dead_letter_of_a_kind_is_tried_again_at_once(administrator: Client) -> None:
    for key, kind in (("1", "sms"), ("2", "sms"), ("3", "witness")):
        outbox.enqueue(kind=kind, key=key, payload={}, now=NOW)
    OutboxRow.objects.update(state=OutboxRow.State.DEAD, attempts=12, last_error="TimeoutError")

    page = administrator.get(reverse("portal:outbox")).content.decode()
    assert "重试全部“sms”（2 条）" in page
    assert "TimeoutError" in page
    answer = administrator.post(reverse("portal:retry_all", args=["sms"]), follow=True).content.decode()

    assert "已重新排队 2 条" in answer
    assert sorted(OutboxRow.objects.filter(state="waiting").values_list("key", "attempts")) == [("1", 0), ("2", 0)]
    assert JournalEntry.objects.filter(name="DeadLetterRetried").count() == 2
