"""A receipt is made void on its own day: the number stays used, and the applicant is told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions.refusals import CannotVoid
from tongban.cases.actions.voiding import void_receipt
from tongban.cases.models import Case
from tongban.cases.tests.at_window import DESK, received
from tongban.cases.tests.conftest import Town, signed_in
from tongban.documents.models import PrintedDocument
from tongban.kernel.tables.outbox import OutboxRow
from tongban.matters.models import Matter
from tongban.windows.models import Visit


@pytest.fixture
def case(clerk: Client, visit: Visit, town: Town) -> Case:
    return received(clerk, town.restaurant, **{"kept-plan": "on"})


def void(case: Case, **how: object) -> Case:
    return void_receipt(case=case, **{"reason": "重复收件", "now": timezone.now(), **how})  # type: ignore[arg-type]


def test_who_received_it_makes_it_void_from_the_window(clerk: Client, case: Case) -> None:
    address = reverse("cases:void_receipt", args=[case.matter.number])
    assert address in clerk.get(f"{DESK}?case={case.matter.number}").text
    assert clerk.post(address, {"reason": ""}).status_code == 422
    assert clerk.post(address, {"reason": "收错事项"}).status_code == 302
    matter = Matter.objects.get(pk=case.matter_id)
    assert (matter.state, matter.outcome, matter.number) == ("closed", "voided", case.matter.number)
    assert not matter.clocks.filter(stopped_at=None).exists()
    notice = PrintedDocument.objects.get(kind="void_notice").content
    assert (notice["reason"], notice["returned"]) == ("收错事项", ["设备清单（原件）"])
    assert address not in clerk.get(f"{DESK}?case={case.matter.number}").text


def test_the_applicant_is_told_and_reads_it(town: Town) -> None:
    case = town.case(now=timezone.now())
    void(case, by=town.chief)
    told = [row for row in OutboxRow.objects.filter(kind="sms") if "作废" in str(row.payload.clear())]
    assert len(told) == 1
    assert "收件凭证已作废" in signed_in(town.account).get(reverse("cases:mine", args=[case.matter.number])).text


def test_the_chief_may_and_another_clerk_or_reviewer_may_not(town: Town, case: Case) -> None:
    for officer in (town.market_reviewer, town.approver):
        with pytest.raises(CannotVoid, match="void_by_receiver_or_chief"):
            void(case, by=officer)
    assert void(case, by=town.chief).matter.outcome == "voided"


def test_not_on_another_day_nor_without_a_reason_nor_twice(town: Town, case: Case) -> None:
    with pytest.raises(CannotVoid, match="void_only_on_its_day"):
        void(case, by=town.clerk, now=timezone.now() + timedelta(days=1))
    with pytest.raises(CannotVoid, match="reasons_missing"):
        void(case, by=town.clerk, reason=" ")
    void(case, by=town.clerk)
    with pytest.raises(CannotVoid, match="already_decided"):
        void(case, by=town.clerk)
