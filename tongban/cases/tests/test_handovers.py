"""Bags go from the front to the back office, results come back to a window: listed, scanned, signed, shelved, handed
over, and moved on.
"""

from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions import decide_instantly, deliver_together
from tongban.cases.actions.handovers import prepare_hand_over, scan_bag, sign_hand_over
from tongban.cases.actions.moving import move_results
from tongban.cases.actions.refusals import CannotDeliver, CannotHandOver, CannotShelve
from tongban.cases.actions.shelf import shelve_result
from tongban.cases.models import Bag, Case, HandOver, ShelfEntry
from tongban.cases.queries.handovers import found_on_shelf, papers_to_go, results_to_go, shelf_of
from tongban.cases.tests.at_window import received
from tongban.cases.tests.conftest import Town, make_citizen, signed_in
from tongban.documents.models import PrintedDocument
from tongban.kernel.moments import local_day
from tongban.people.actions import authorise_agent
from tongban.windows.models import ServicePoint, Visit, Window


@pytest.fixture
def accepted(clerk: Client, visit: Visit, town: Town) -> list[Case]:
    cases = [received(clerk, town.restaurant, key=f"{n}", **{"seen-plan": "on", "copy-plan": "on"}) for n in range(3)]
    for case in cases:
        clerk.post(reverse("cases:accept", args=[case.matter.number]))
    return _fresh(cases)


@pytest.fixture
def decided(clerk: Client, visit: Visit, town: Town) -> list[Case]:
    cases = [received(clerk, town.signboard, key=f"d{n}", **{"kept-drawing": "on"}) for n in range(3)]
    now = timezone.now()
    for case in _fresh(cases):
        decide_instantly(case=case, by=town.clerk, now=now)
    return _fresh(cases)


@pytest.fixture
def elsewhere(town: Town) -> ServicePoint:
    return ServicePoint.objects.create(office=town.bureau, name="江湾分中心", address="2", hours="9-17", phone="2")


def _fresh(cases: list[Case]) -> list[Case]:
    related = ("matter__office", "matter__party", "version__item", "service_point")
    return list(Case.objects.select_related(*related).filter(pk__in=[case.pk for case in cases]).order_by("pk"))


@pytest.mark.requirement("C02")
def test_papers_go_to_the_back_office_once_on_a_list_of_the_half_day(
    clerk: Client, window: Window, town: Town, accepted: list[Case]
) -> None:
    now, point = timezone.now(), window.service_point
    [going] = papers_to_go(point, now=now)
    assert [case.pk for case in going.cases] == [case.pk for case in accepted]

    page = clerk.get(reverse("cases:hand_overs")).text
    assert f'value="{going.key}"' in page
    answer = clerk.post(reverse("cases:prepare_hand_over"), {"way": "inward", "group": going.key})
    made = HandOver.objects.get()
    assert answer["Location"] == reverse("cases:hand_over_list", args=[made.pk])
    assert (made.way, made.from_point, made.to_office) == ("inward", point, town.bureau)
    assert [bag.sheets for bag in made.bags.order_by("pk")] == [4, 4, 4]
    assert papers_to_go(point, now=now) == []
    assert made.document
    assert clerk.get(reverse("documents:document", args=[made.document.number])).status_code == 200
    assert signed_in(town.account).get(reverse("documents:document", args=[made.document.number])).status_code == 404


@pytest.mark.requirement("C02")
def test_the_receiver_scans_and_signs_and_sees_what_is_missing_and_what_is_surplus(
    window: Window, town: Town, accepted: list[Case]
) -> None:
    now, point, back = timezone.now(), window.service_point, signed_in(town.approver)
    made = _inward(accepted[:2], point, town)
    one = reverse("cases:hand_over_list", args=[made.pk])
    assert reverse("cases:sign_hand_over", args=[made.pk]) in back.get(one).text

    scan = reverse("cases:scan_bag", args=[made.pk])
    back.post(scan, {"bag": accepted[0].matter.number.replace("-", "").lower()})
    back.post(scan, {"bag": accepted[2].matter.number})
    assert "没有查到" in back.post(scan, {"bag": "nonsense"}, follow=True).text
    back.post(reverse("cases:sign_hand_over", args=[made.pk]))

    made.refresh_from_db()
    states = {bag.case_id: bag.state for bag in made.bags.all()}
    assert states == {accepted[0].pk: "arrived", accepted[1].pk: "missing", accepted[2].pk: "surplus"}
    assert (made.state, made.received_by) == ("received", town.approver)
    page = back.get(one).text
    assert "缺少" in page
    assert "多出" in page
    assert PrintedDocument.objects.filter(kind="hand_over_list").count() == 2
    [again] = papers_to_go(point, now=now)
    assert [case.pk for case in again.cases] == [accepted[1].pk]  # what was missing goes onto the next list
    with pytest.raises(CannotHandOver, match="hand_over_signed_already"):
        sign_hand_over(hand_over=made, by=town.approver, now=now)


def test_the_front_desk_does_not_sign_for_the_back_office(
    clerk: Client, window: Window, town: Town, accepted: list[Case]
) -> None:
    made = _inward(accepted, window.service_point, town)
    assert (
        reverse("cases:sign_hand_over", args=[made.pk])
        not in clerk.get(reverse("cases:hand_over_list", args=[made.pk])).text
    )
    refused = clerk.post(reverse("cases:sign_hand_over", args=[made.pk]))
    assert (refused.status_code, "由收件的一方签收" in refused.content.decode()) == (403, True)
    with pytest.raises(CannotHandOver, match="not_your_office"):
        scan_bag(hand_over=made, text=accepted[0].matter.number, by=town.clerk, now=timezone.now())


@pytest.mark.requirement("C02")
def test_results_come_back_to_a_window_and_are_laid_on_the_shelf(
    clerk: Client, window: Window, town: Town, decided: list[Case]
) -> None:
    now, point = timezone.now(), window.service_point
    back = signed_in(town.approver)
    [going] = results_to_go(town.approver, on=local_day(now), now=now)
    assert going.point == point
    back.post(reverse("cases:prepare_hand_over"), {"way": "outward", "group": going.key})
    made = HandOver.objects.get()
    for case in decided[:2]:
        clerk.post(reverse("cases:scan_bag", args=[made.pk]), {"bag": case.matter.number})
    clerk.post(reverse("cases:sign_hand_over", args=[made.pk]))

    entries = list(shelf_of(point))
    assert [(entry.case_id, entry.place) for entry in entries] == [(decided[0].pk, "A01"), (decided[1].pk, "A02")]
    assert {(entry.arrived_from, entry.hand_over) for entry in entries} == {(town.bureau, made)}
    page = clerk.get(reverse("cases:shelf")).text
    assert decided[0].matter.number in page
    assert decided[2].matter.number not in page
    found = clerk.get(reverse("cases:shelf"), {"q": decided[1].matter.told_code()}).text
    assert decided[1].matter.number in found
    assert decided[0].matter.number not in found
    assert [entry.place for entry in found_on_shelf(point, "a01")] == ["A01"]


@pytest.mark.requirement("C02")
def test_several_results_are_handed_over_in_one_act_and_leave_the_shelf(
    window: Window, town: Town, visit: Visit, decided: list[Case]
) -> None:
    now, point = timezone.now(), window.service_point
    for case in decided:
        shelve_result(case=case, point=point, by=town.clerk, now=now)
    how = {"to": visit.party, "point": point, "by": town.clerk, "now": now}
    with pytest.raises(CannotDeliver, match="not_yet_signed_for"):
        deliver_together(cases=decided, signature="", **how)
    given = deliver_together(cases=decided, signature="paper", **how)
    assert {(each.signature, each.service_point, each.way) for each in given} == {("paper", point, "window")}
    assert not ShelfEntry.objects.filter(left_at=None).exists()
    assert set(ShelfEntry.objects.values_list("left_as", flat=True)) == {"collected"}
    assert {case.matter.state for case in _fresh(decided)} == {"closed"}


@pytest.mark.requirement("N01")
def test_somebody_sent_with_an_authorisation_collects_and_a_stranger_gets_nothing_at_all(
    window: Window, town: Town, visit: Visit, decided: list[Case]
) -> None:
    now, point = timezone.now(), window.service_point
    sent, stranger = (
        make_citizen("19900000071", "钱代领", sequence=41),
        make_citizen("19900000072", "生客", sequence=43),
    )
    given = authorise_agent(
        party=visit.party, agent=sent, scope="领取结果", since=local_day(now), by=visit.party, now=now
    )
    how = {"signature": "pad", "point": point, "by": town.clerk, "now": now}
    with pytest.raises(CannotDeliver, match="receiver_not_proved"):
        deliver_together(cases=decided, to=stranger, **how)
    assert {case.matter.state for case in _fresh(decided)} == {"decided"}
    [delivery] = deliver_together(cases=decided[:1], to=sent, **how)
    assert (delivery.to, delivery.authorisation) == (sent, given)


def test_a_result_lies_in_one_place_and_a_place_holds_one_result(
    window: Window, town: Town, decided: list[Case], accepted: list[Case]
) -> None:
    now, point = timezone.now(), window.service_point
    shelve_result(case=decided[0], point=point, place="b12", by=town.clerk, now=now)
    for case, place, code in (
        (decided[0], "", "lies_on_the_shelf"),
        (decided[1], "B12", "shelf_place_taken"),
        (accepted[0], "", "not_decided_yet"),
    ):
        with pytest.raises(CannotShelve, match=code):
            shelve_result(case=case, point=point, place=place, by=town.clerk, now=now)


@pytest.mark.requirement("C02")
def test_a_result_moves_to_another_service_point_on_a_list(
    clerk: Client, window: Window, town: Town, decided: list[Case], elsewhere: ServicePoint
) -> None:
    now, point = timezone.now(), window.service_point
    entry = shelve_result(case=decided[0], point=point, by=town.clerk, now=now)
    clerk.post(reverse("cases:move_results"), {"entry": entry.pk, "to": elsewhere.pk})
    made = HandOver.objects.get()
    assert (made.from_point, made.to_point) == (point, elsewhere)
    entry.refresh_from_db()
    assert entry.left_as == "moved"
    scan_bag(hand_over=made, text=decided[0].matter.number, by=town.clerk, now=now)
    sign_hand_over(hand_over=made, by=town.clerk, now=now)
    assert [lying.case_id for lying in shelf_of(elsewhere)] == [decided[0].pk]
    with pytest.raises(CannotShelve, match="already_at_this_point"):
        move_results(cases=decided[:1], from_point=elsewhere, to_point=elsewhere, by=town.clerk, now=now)
    with pytest.raises(CannotShelve, match="not_on_the_shelf"):
        move_results(cases=decided[1:2], from_point=elsewhere, to_point=point, by=town.clerk, now=now)


def test_papers_are_forwarded_to_somebody_outside_who_signs_by_name(
    window: Window, town: Town, accepted: list[Case]
) -> None:
    now, point = timezone.now(), window.service_point
    how = {"way": "forward", "from_point": point, "by": town.clerk, "now": now}
    with pytest.raises(CannotHandOver, match="hand_over_to_nobody"):
        prepare_hand_over(cases=accepted, **how)
    with pytest.raises(CannotHandOver, match="nothing_to_hand_over"):
        prepare_hand_over(cases=[], to_partner="邻州市政务服务中心", **how)
    made = prepare_hand_over(cases=accepted, to_partner="邻州市政务服务中心", **how)
    with pytest.raises(CannotHandOver, match="signer_not_named"):
        sign_hand_over(hand_over=made, by=town.clerk, now=now)
    signed = sign_hand_over(hand_over=made, signed_by="邻州 王收", by=town.clerk, now=now)
    assert set(signed.bags.values_list("state", flat=True)) == {Bag.State.ARRIVED}
    assert signed.received_name == "邻州 王收"


def test_the_half_day_ends_at_noon(window: Window, town: Town, accepted: list[Case]) -> None:
    zone = timezone.get_current_timezone()
    noon = datetime.combine(local_day(timezone.now()), time(12, 30), zone)
    halves = [
        prepare_hand_over(
            way="inward", cases=[case], from_point=window.service_point, to_office=town.bureau, by=town.clerk, now=at
        ).half
        for case, at in zip(accepted, (noon - timedelta(minutes=1), noon), strict=False)
    ]
    assert halves == ["am", "pm"]


def test_lists_ask_the_database_little(
    clerk: Client, window: Window, town: Town, accepted: list[Case], django_assert_max_num_queries: object
) -> None:
    for case in accepted:
        _inward([case], window.service_point, town)
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        clerk.get(reverse("cases:hand_overs"))
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        clerk.get(reverse("cases:shelf"))


def _inward(cases: list[Case], point: ServicePoint, town: Town) -> HandOver:
    return prepare_hand_over(
        way="inward", cases=cases, from_point=point, to_office=town.bureau, by=town.clerk, now=timezone.now()
    )
