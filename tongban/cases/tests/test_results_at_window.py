"""At the window: change, renewal, replacement and cancellation begin with the licence of whom the visit is for."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases import rules
from tongban.cases.actions import accept_case, decide_case, receive_at_window
from tongban.cases.actions.refusals import CannotApply
from tongban.cases.models import Case, Result
from tongban.cases.tests.at_window import FILLED
from tongban.cases.tests.at_window import SEEN as LAYOUT_SEEN
from tongban.cases.tests.conftest import Town
from tongban.cases.tests.test_actions import codes, reviewed
from tongban.cases.tests.test_results import granted
from tongban.kernel.moments import local_day
from tongban.matters.models import Clock
from tongban.windows.models import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("N01", "C03")]
SEEN = LAYOUT_SEEN | {"seen-plan": "on", "copy-plan": "on", "pages-plan": "1"}
SITUATION, FORM = {"dishes": "hot"}, {"name": "云味小馆", "area": 120}


@pytest.fixture
def licence(town: Town, clerk: Client, visit: Visit) -> Result:
    """A licence of 孙倩, who stands at the window; it ends in two months."""
    clerk.post(reverse("cases:window_item", args=[town.restaurant.code]), {**FILLED, **SEEN, "do": "receive"})
    now = timezone.now()
    case = reviewed(town, Case.objects.get(), now=now)
    decide_case(case=case, outcome=rules.GRANTED, reasons="", by=town.approver, now=now + timedelta(hours=2))
    result = Result.objects.get(case=case)
    ends(result, in_days=60)
    return result


def ends(result: Result, *, in_days: int) -> None:
    Result.objects.filter(pk=result.pk).update(valid_until=local_day(timezone.now()) + timedelta(days=in_days))
    result.refresh_from_db()


def sheet(result: Result, purpose: str) -> str:
    return reverse("cases:window_from_result", args=[result.pk, purpose])


def test_the_clerk_finds_what_they_hold_and_until_when_it_is_renewed(
    clerk: Client, licence: Result, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(25):
        page = clerk.get(reverse("cases:window_results")).text
    assert licence.number in page
    assert "视为准予延续" in page
    assert all(sheet(licence, purpose) in page for purpose in ("renew", "change", "replace", "cancel"))
    ends(licence, in_days=3)
    assert "已经过期，按新办受理" in clerk.get(reverse("cases:window_results")).text


def test_a_renewal_begins_with_what_was_said_for_the_licence_and_has_its_own_clock(
    town: Town, clerk: Client, licence: Result
) -> None:
    page = clerk.get(sheet(licence, "renew")).text
    assert licence.number in page
    assert 'name="f-area" value="120"' in page
    assert clerk.post(sheet(licence, "renew"), {**FILLED, **SEEN, "key": "two", "do": "receive"}).status_code == 302
    case = Case.objects.latest("pk")
    assert (case.purpose, case.about, case.matter.channel) == ("renew", licence, "window")
    accept_case(case=case, by=town.clerk, now=timezone.now())
    clock = case.matter.clocks.get(kind=Clock.Kind.RENEWAL)
    assert licence.valid_until is not None
    assert local_day(clock.due_at) <= licence.valid_until


@pytest.mark.parametrize("purpose", ["change", "replace", "cancel"])
def test_what_else_is_asked_for_is_about_the_licence_too(clerk: Client, licence: Result, purpose: str) -> None:
    clerk.post(sheet(licence, purpose), {**FILLED, **SEEN, "key": "two", "do": "receive"})
    case = Case.objects.latest("pk")
    assert (case.purpose, case.about) == (purpose, licence)


def test_a_renewal_that_comes_too_late_is_taken_as_new_and_the_clerk_is_told(clerk: Client, licence: Result) -> None:
    ends(licence, in_days=3)
    assert "这次按新办处理" in clerk.get(sheet(licence, "renew")).text
    clerk.post(sheet(licence, "renew"), {**FILLED, **SEEN, "key": "two", "do": "receive"})
    assert Case.objects.latest("pk").purpose == "new"


def test_nothing_is_begun_from_a_licence_of_somebody_else_or_one_that_has_ended(
    town: Town, clerk: Client, visit: Visit, licence: Result
) -> None:
    other = granted(town)
    assert clerk.get(sheet(other, "renew")).status_code == 404
    assert clerk.get(sheet(licence, "new")).status_code == 404
    given: dict[str, Any] = {
        "visit": visit, "item": town.restaurant, "answers": SITUATION, "form": FORM, "presented": [],
        "deliver_way": "window", "by": town.clerk, "now": timezone.now(),
    }  # fmt: skip
    with pytest.raises(CannotApply) as refused:
        receive_at_window(**given, about=other, purpose="renew", key="three")
    assert codes(refused) == ["result_not_theirs"]
    Result.objects.filter(pk=licence.pk).update(state=Result.State.REVOKED)
    licence.refresh_from_db()
    assert clerk.get(sheet(licence, "renew")).status_code == 404
    with pytest.raises(CannotApply) as refused:
        receive_at_window(**given, about=licence, purpose="renew", key="four")
    assert codes(refused) == ["result_not_in_force"]
