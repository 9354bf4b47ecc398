"""Grants are public, reach the credit site in time, and are corrected in the open."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tongban.cases import jobs
from tongban.cases.actions import decide_instantly
from tongban.cases.actions.publication import correct_publication, send_to_credit_site
from tongban.cases.actions.refusals import CannotFollowUp
from tongban.cases.demo.publishing import LEFT, report_past
from tongban.cases.feeds.credit import licences, row_of, wrong_in
from tongban.cases.models import CreditBatch, Publication
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.cases.tests.test_actions import codes
from tongban.cases.tests.test_results import granted
from tongban.exchange.actions import ensure_partner, set_partner_mode
from tongban.exchange.models import DemoCreditFile
from tongban.kernel.events import SYSTEM
from tongban.kernel.outbox import OutboxRow

LATER = MORNING + timedelta(hours=3)


def test_a_grant_is_public_at_once_with_a_masked_person_and_the_row_is_whole(town: Town, client: Client) -> None:
    result = granted(town)
    page = client.get("/published/").content.decode()
    assert "李**" in page or "李*" in page
    assert "李晓云" not in page
    assert town.bureau.name in page
    row = row_of(Publication.objects.get())
    assert wrong_in(row) == []
    assert (row["XK_XKBH"], row["XK_YXQZI"], row["XK_XKJGDM"]) == (result.number, "2031-04-26", town.bureau.uscc)
    assert row["XK_XDR_SHXYM"] == ""
    assert town.applicant.identity.clear() not in json.dumps(row)


def test_what_is_no_licence_is_not_in_the_list(town: Town) -> None:
    decide_instantly(case=town.case(town.signboard), by=town.clerk, now=LATER)
    assert not Publication.objects.exists()


def test_the_file_reaches_the_credit_site_once_and_a_failing_site_is_asked_again(town: Town, settings: Any) -> None:
    settings.DEMO = True
    granted(town)
    ensure_partner(code="credit", name="信用网站", adapter="demo_credit", by=SYSTEM, now=LATER)
    set_partner_mode(code="credit", mode="failing", by=SYSTEM, now=LATER)
    jobs.report_what_was_published(LATER)
    jobs.report_what_was_published(LATER)
    batch = CreditBatch.objects.get()
    assert (batch.number, batch.rows, batch.received_at) == ("2026042700001", 1, None)
    row = OutboxRow.objects.get(kind="credit")
    with pytest.raises(Exception, match="unreachable"):
        jobs.deliver_to_the_credit_site(row.payload.clear(), row.key)
    assert Publication.objects.get().received_at is None

    set_partner_mode(code="credit", mode="answers_twice", by=SYSTEM, now=LATER)
    for _ in range(2):
        jobs.deliver_to_the_credit_site(row.payload.clear(), row.key)
    held = DemoCreditFile.objects.get()
    assert held.payload["rows"][0]["XK_WSH"] == Publication.objects.get().decision_number
    assert Publication.objects.get().received_at
    assert CreditBatch.objects.get().receipt_number == "credit-2026042700001"


def test_what_the_credit_site_has_not_got_in_time_lights_up(town: Town) -> None:
    granted(town)  # in April: long overdue today
    page = signed_in(town.approver).get("/desk/published/?show=overdue").content.decode()
    assert "已超期" in page
    assert Publication.objects.get().decision_number in page


def test_a_correction_is_published_anew_and_sent_again_and_the_wrong_row_leaves_the_page(
    town: Town, client: Client
) -> None:
    granted(town)
    send_to_credit_site(now=LATER)
    old = Publication.objects.get()
    given: dict[str, Any] = {"values": {"content": "热食类制售"}, "by": town.approver, "now": LATER}
    with pytest.raises(CannotFollowUp) as refused:
        correct_publication(publication=old, reason="", **given)
    assert codes(refused) == ["reasons_missing"]
    fresh = correct_publication(publication=old, reason="许可内容录入有误", **given)
    assert (fresh.corrects, fresh.content, fresh.batch) == (old, "热食类制售", None)
    with pytest.raises(CannotFollowUp) as refused:
        correct_publication(publication=old, reason="再改", **given)
    assert codes(refused) == ["already_corrected"]
    page = client.get("/published/").content.decode()
    assert page.count(old.decision_number) == 1
    assert "热食类制售" in page
    assert send_to_credit_site(now=LATER)


def test_the_file_is_taken_away_in_the_exchanges_columns(town: Town, django_assert_max_num_queries: Any) -> None:
    granted(town)
    desk = signed_in(town.approver)
    csv = desk.post("/desk/published/export/", {"format": "csv"}).content.decode("utf-8-sig")
    assert csv.splitlines()[0].split(",")[0].strip('"') == licences.heads[0]
    told = json.loads(desk.post("/desk/published/export/", {"format": "json"}).content)
    assert told["rows"][0]["XK_XKLB"] == "准予许可"
    assert desk.post("/desk/published/export/", {"format": "xlsx"}).content[:2] == b"PK"
    with django_assert_max_num_queries(20):
        desk.get("/desk/published/")
    with django_assert_max_num_queries(8):
        Client().get("/published/")


def test_the_demo_reports_each_day_and_leaves_the_latest_late_ones_to_be_seen(town: Town) -> None:
    for days in range(LEFT + 2):
        granted(town)
        last, back = Publication.objects.latest("pk"), timedelta(days=days)
        moved = {"published_at": last.published_at - back, "due_at": last.due_at - back}
        Publication.objects.filter(pk=last.pk).update(**moved)
    report_past(now=timezone.now())
    assert CreditBatch.objects.count() == LEFT + 2
    assert Publication.objects.filter(received_at=None).count() == LEFT
    received = Publication.objects.exclude(received_at=None)
    assert all(row.published_at < row.received_at < row.due_at for row in received)
