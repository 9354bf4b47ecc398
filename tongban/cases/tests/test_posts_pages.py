"""Pages of mandates, of sampling and of contracted staff, and what a commission and a name open in a case."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions import accept_case, decide_case, decide_instantly
from tongban.cases.actions.refusals import CannotAccept, CannotDecide
from tongban.cases.actions.spot_checks import CannotCheck, check_decision
from tongban.cases.models import SpotCheck
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.documents.models import PrintedDocument
from tongban.kernel.moments import local_day
from tongban.people.models import Account, Mandate, Officer, RoleGrant

HALF_HOUR = timedelta(minutes=30)


def hired(town: Town, role: str, **given: Any) -> Officer:
    number = f"M{Officer.objects.count():04d}"
    account = Account.objects.create(kind="staff", username=number)
    officer = Officer.objects.create(
        account=account, office=town.bureau, name="何某", staff_number=number, joined_on=MORNING.date(), **given
    )
    RoleGrant.objects.create(officer=officer, role=role, office=town.bureau, since=MORNING.date())
    return officer


@pytest.fixture
def keeper(town: Town) -> Client:
    return signed_in(hired(town, "hall_manager"))


def recorded(keeper: Client, town: Town, officer: Officer, kind: str, powers: list[str], items: list[str]) -> Any:
    address = f"{reverse('cases:record_mandate')}?kind={kind}&office={town.bureau.pk}"
    typed = {
        "staff_number": officer.staff_number, "powers": powers, "item_codes": items, "document": "云审授〔2026〕9号",
        "signer": "高局长", "since": MORNING.date().isoformat(), "until": "",
    }  # fmt: skip
    return keeper.post(address, typed)


@pytest.mark.requirement("C19")
def test_a_contracted_clerk_accepts_the_item_that_a_commission_names(town: Town, keeper: Client) -> None:
    contracted = hired(town, "clerk", is_contracted=True)
    with pytest.raises(CannotAccept):
        accept_case(case=town.case(), by=contracted, now=MORNING + HALF_HOUR)

    assert recorded(keeper, town, contracted, "commission", ["accept"], [town.restaurant.code]).status_code == 302
    case = accept_case(case=town.case(), by=contracted, now=MORNING + HALF_HOUR)
    assert case.accepted_by == contracted
    with pytest.raises(CannotAccept) as refused:
        accept_case(case=town.case(town.signboard), by=contracted, now=MORNING + HALF_HOUR)
    assert [each.code for each in refused.value.obstacles] == ["outside_mandate"]

    load = keeper.get(reverse("cases:contracted"), {"since": "2026-04-20", "until": "2026-04-30"})
    (row,) = load.context["rows"]
    assert (row.officer, row.accepted, row.received, row.commissions) == (contracted, 1, 0, 1)
    sheet = keeper.post(reverse("cases:export_contracted") + "?until=2026-04-30", {"format": "xlsx"})
    assert sheet.status_code == 200
    assert sheet["Content-Type"].endswith("sheet")


@pytest.mark.requirement("L02", "L03")
def test_a_mandate_is_recorded_shown_printed_with_a_number_and_ended(town: Town, keeper: Client) -> None:
    Mandate.objects.filter(officer=town.chief).delete()
    assert recorded(keeper, town, town.chief, "chief", ["review", "decide"], []).status_code == 302
    mandate = Mandate.objects.get(officer=town.chief)
    assert "云审授〔2026〕9号" in keeper.get(reverse("cases:mandates")).text
    assert "审查、决定" in keeper.get(reverse("cases:mandate", args=[mandate.pk])).text

    for _again in range(2):
        assert keeper.post(reverse("cases:print_mandate", args=[mandate.pk])).status_code == 302
    (paper,) = PrintedDocument.objects.filter(kind="mandate_letter")
    assert "授" in paper.number
    assert town.chief.name in str(paper.content)

    second = recorded(keeper, town, town.approver, "chief", ["decide"], [])
    assert second.status_code == 422
    assert "首席代表" in second.text
    ended = {"last_day": (local_day(timezone.now()) - timedelta(days=1)).isoformat(), "reason": "轮岗"}
    assert keeper.post(reverse("cases:end_mandate", args=[mandate.pk]), ended).status_code == 302
    mandate.refresh_from_db()
    assert mandate.over_at
    assert "轮岗" in keeper.get(reverse("cases:mandate", args=[mandate.pk])).text
    assert keeper.post(reverse("cases:end_mandate", args=[mandate.pk]), ended).status_code == 409


@pytest.mark.requirement("L03")
def test_only_who_is_named_decides_alone_and_others_leave_it_to_who_decides(town: Town) -> None:
    other = hired(town, "clerk")
    with pytest.raises(CannotDecide):
        decide_instantly(case=town.case(town.signboard), by=town.chief, now=MORNING + HALF_HOUR)
    with pytest.raises(CannotDecide):
        decide_instantly(case=town.case(town.signboard), by=other, now=MORNING + HALF_HOUR)

    case = accept_case(case=town.case(town.signboard), by=town.chief, now=MORNING + HALF_HOUR)
    decide_case(case=case, outcome="granted", reasons="", by=town.approver, now=MORNING + 2 * HALF_HOUR)


@pytest.mark.requirement("L03")
def test_what_one_officer_decided_is_sampled_once_and_never_by_them(town: Town) -> None:
    supervisor = hired(town, "supervisor")
    decision = decide_instantly(case=town.case(town.signboard), by=town.clerk, now=MORNING + HALF_HOUR)
    decide_instantly(case=town.case(town.signboard), by=town.clerk, now=MORNING + HALF_HOUR)
    client, address = signed_in(supervisor), reverse("cases:spot_checks")
    assert len(client.get(address, {"state": "open"}).context["page"]) == 2

    post = reverse("cases:check_decision", args=[decision.pk])
    client.post(post, {"result": "flawed", "remark": ""})
    assert not SpotCheck.objects.exists()  # what is amiss has to be said
    client.post(post, {"result": "flawed", "remark": "效果图不清"})
    client.post(post, {"result": "right", "remark": ""})
    (check,) = SpotCheck.objects.all()
    assert (check.result, check.remark, check.by) == ("flawed", "效果图不清", supervisor)
    assert len(client.get(address, {"state": "open"}).context["page"]) == 1
    assert len(client.get(address, {"state": "amiss"}).context["page"]) == 1

    RoleGrant.objects.create(officer=town.clerk, role="supervisor", office=town.bureau, since=MORNING.date())
    other = decide_instantly(case=town.case(town.signboard), by=town.clerk, now=MORNING + HALF_HOUR)
    with pytest.raises(CannotCheck) as refused:
        check_decision(decision=other, result="right", remark="", by=town.clerk, now=MORNING + 2 * HALF_HOUR)
    assert [each.code for each in refused.value.obstacles] == ["own_decision"]


@pytest.mark.requirement("L04")
def test_posts_absences_and_who_stands_in_are_seen_on_pages(town: Town, keeper: Client) -> None:
    post = town.approver.posts_as_a.get()
    today = local_day(timezone.now()).isoformat()
    typed = {"officer": town.approver.pk, "since": today, "until": today, "cause": "leave"}
    assert keeper.post(reverse("people:absences"), typed).status_code == 302
    page = keeper.get(reverse("people:posts"))
    assert "没有 B 角" in page.text  # nobody stands in: told to who heads the office

    post.holder_b = town.chief
    post.save()
    page = keeper.get(reverse("people:posts"))
    assert "没有 B 角" not in page.text
    row = next(each for each in page.context["page"] if each.pk == post.pk)
    assert row.filled.acts == town.chief
    own = signed_in(town.approver)
    assert own.post(reverse("people:end_absence", args=[town.approver.absences.get().pk])).status_code == 302
    assert not keeper.get(reverse("people:absences")).context["page"].rows
    stranger = signed_in(town.market_reviewer)
    assert stranger.post(reverse("people:absences"), typed).status_code == 422  # not one of theirs


@pytest.mark.requirement("L04")
def test_lists_of_posts_and_mandates_cost_no_more_with_more_rows(
    town: Town, keeper: Client, django_assert_max_num_queries: Any
) -> None:
    for address in ("people:posts", "people:absences", "people:oversteps", "cases:mandates", "cases:spot_checks"):
        keeper.get(reverse(address))
        with django_assert_max_num_queries(16):
            keeper.get(reverse(address))
