"""The results of a bundle lie on the shelf under the number of the whole, and go out in one act."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.bundles.models import Whole
from tongban.bundles.tests.conftest import Street
from tongban.cases.actions import CannotDeliver, deliver_all_by_code
from tongban.cases.actions.shelf import shelve_result
from tongban.cases.models import Case, Delivery, ShelfEntry
from tongban.cases.queries.handovers import found_on_shelf
from tongban.cases.tests.at_window import clerk_at_window, window  # noqa: F401 (fixtures)
from tongban.matters.models import Matter
from tongban.windows.models import Window


@pytest.fixture
def shelved(street: Street, window: Window) -> Whole:  # noqa: F811
    """A whole of which both results lie on the shelf."""
    whole = street.whole(registered=True)
    for code in ("food", "sign"):
        street.decide(street.case(whole, code))
        shelve_result(
            case=street.case(whole, code), point=window.service_point, by=street.town.clerk, now=timezone.now()
        )
    return whole


def cases_of(whole: Whole) -> list[Case]:
    return list(Case.objects.filter(matter__parent=whole.matter_id).order_by("pk"))


@pytest.mark.requirement("E05", "E10")
def test_the_number_and_the_code_of_the_whole_find_its_results_on_the_shelf(
    street: Street,
    window: Window,  # noqa: F811
    shelved: Whole,
    clerk: Client,
) -> None:
    point, cases = window.service_point, cases_of(shelved)
    for text in (shelved.matter.number, shelved.matter.told_code()):
        assert [entry.case for entry in found_on_shelf(point, text)] == cases
    assert [entry.case for entry in found_on_shelf(point, cases[0].matter.number)] == cases[:1]
    page = clerk.get(reverse("cases:shelf"), {"q": shelved.matter.number}).text
    assert all(case.matter.number in page for case in cases)


@pytest.mark.requirement("E05", "E10")
def test_all_results_go_out_in_one_go_to_whoever_brings_the_code_of_the_whole(
    street: Street, shelved: Whole, clerk: Client
) -> None:
    cases, code = cases_of(shelved), shelved.matter.told_code()
    page = clerk.post(reverse("cases:pick_up"), {"text": code}).text
    assert "（2）" in page
    numbers = [case.matter.number for case in cases]
    done = clerk.post(reverse("cases:collect"), {"number": numbers, "code": code, "signature": "paper"}, follow=True)
    assert "已交付 2 份结果" in done.text
    assert Delivery.objects.filter(case__in=cases, checked_by="code").count() == 2
    assert not ShelfEntry.objects.filter(left_at=None).exists()
    assert Matter.objects.get(pk=shelved.matter_id).state == Matter.State.CLOSED


@pytest.mark.requirement("E05", "E10")
def test_results_found_by_the_number_of_the_whole_go_out_in_one_act_too(
    street: Street, shelved: Whole, clerk: Client
) -> None:
    cases, number, collect = cases_of(shelved), shelved.matter.number, reverse("cases:collect")
    page = clerk.post(reverse("cases:pick_up"), {"text": number}).text
    assert page.count('name="identity"') == 1  # one form for both
    sent = {"number": [case.matter.number for case in cases], "text": number, "signature": "paper"}
    for wrong in ({}, {"code": "ZZZZZZZZ"}, {"identity": "110101199003070011"}):
        clerk.post(collect, {**sent, **wrong}, follow=True)
        assert not Delivery.objects.exists()
    none = clerk.post(collect, {"text": number, "code": shelved.matter.told_code()}, follow=True)
    assert "请勾选要交付的结果" in none.text

    done = clerk.post(collect, {**sent, "code": shelved.matter.told_code()}, follow=True)
    assert "已交付 2 份结果" in done.text


@pytest.mark.requirement("E05")
def test_a_wrong_code_hands_out_nothing_at_all(
    street: Street,
    window: Window,  # noqa: F811
    shelved: Whole,
    clerk: Client,
) -> None:
    cases = cases_of(shelved)
    numbers = [case.matter.number for case in cases]
    answer = clerk.post(reverse("cases:collect"), {"number": numbers, "code": "ZZZZZZZZ", "signature": "paper"})
    assert answer.status_code == 404
    how = {"signature": "paper", "point": window.service_point, "by": street.town.clerk, "now": timezone.now()}
    with pytest.raises(CannotDeliver, match="receiver_not_proved"):  # the code of one opens no other
        deliver_all_by_code(cases=cases, code=cases[0].matter.told_code(), **how)
    assert not Delivery.objects.exists()
