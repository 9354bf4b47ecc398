"""A bundle that is switched off in a place: nobody begins it, what is open is kept and waits, what runs runs on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tongban.bundles.actions.drafts import submit_draft
from tongban.bundles.actions.refusals import CannotApply
from tongban.bundles.actions.switching import switch_everywhere
from tongban.bundles.models import BundleDraft, Switch, Whole
from tongban.bundles.queries.offered import found_by, offered_page
from tongban.bundles.tests.conftest import WHOLE_FORM, Street
from tongban.bundles.tests.test_designing import text
from tongban.cases.tests.conftest import MORNING, signed_in
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C12")]
PLACE = ["990100", "restaurant"]
GUIDE, BEGIN = reverse("bundles:guide", args=PLACE), reverse("bundles:begin", args=PLACE)
HAND_IN = {"deliver_way": "window", "is_true": "on"}


def switch(street: Street, is_on: bool) -> None:
    now = MORNING + timedelta(minutes=Switch.objects.count())  # of two on one day the later one decides
    switch_everywhere(
        region=street.bundle.region, code="restaurant", is_on=is_on, since=local_day(now), reason="先停一停",
        by=SYSTEM, now=now,
    )  # fmt: skip


def title(street: Street) -> str:
    assert street.bundle.current
    return street.bundle.current.title


def citizen(street: Street) -> Client:
    return signed_in(street.town.account)


def test_it_is_on_no_list_and_its_guide_begins_nothing(street: Street, client: Client) -> None:
    bundles, today = reverse("bundles:bundles"), local_day(MORNING)
    assert GUIDE in text(client.get(bundles))
    assert found_by(title(street), today)
    assert len(offered_page(today, region="990100").rows) == 1
    assert BEGIN in text(client.get(GUIDE))

    switch(street, is_on=False)

    assert GUIDE not in text(client.get(bundles))
    assert not found_by(title(street), today)
    assert not offered_page(today, region="990100").rows  # what other systems are told
    page = text(client.get(GUIDE))
    assert "还没有开通这件事" in page
    assert BEGIN not in page
    answer = citizen(street).post(BEGIN)
    assert answer.status_code in (404, 409)
    assert not BundleDraft.objects.exists()


def test_a_draft_that_was_open_is_refused_keeps_everything_and_is_handed_in_once_it_is_on_again(street: Street) -> None:
    draft, visitor = street.draft(), citizen(street)
    check = reverse("bundles:check", args=[draft.pk])
    papers = draft.papers.count()

    switch(street, is_on=False)

    with pytest.raises(CannotApply) as refused:
        submit_draft(draft=draft, channel="web", now=MORNING)
    assert [each.code for each in refused.value.obstacles] == ["bundle_not_offered"]
    assert "在这里还没有开通" in text(visitor.get(check))
    answer = visitor.post(check, HAND_IN)
    assert answer.status_code == 422
    assert not Whole.objects.exists()
    draft.refresh_from_db()
    assert (draft.submitted_as, draft.form.clear(), draft.papers.count()) == ("", WHOLE_FORM, papers)
    form = text(visitor.get(reverse("bundles:form", args=[draft.pk])))
    assert WHOLE_FORM["shop_name"] in form

    switch(street, is_on=True)

    assert submit_draft(draft=draft, channel="web", now=MORNING).matter.number
    assert Whole.objects.count() == 1


def test_what_was_handed_in_before_runs_on_to_its_end(street: Street) -> None:
    whole = street.whole(registered=True, signs=False, **{"food.dishes": "drinks"})

    switch(street, is_on=False)

    street.decide(street.case(whole, "food"))
    whole.matter.refresh_from_db()
    assert whole.matter.state == "decided"
    assert citizen(street).get(reverse("bundles:mine", args=[whole.matter.number])).status_code == 200
