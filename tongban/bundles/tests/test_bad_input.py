"""What goes wrong beside a bundle: rules that contradict each other, an authorisation that ends, an item that ends."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tongban.bundles.actions.designing import add_member, draft_from_current, publish_version
from tongban.bundles.actions.drafts import attach_paper, save_draft, start_draft, submit_draft
from tongban.bundles.actions.refusals import CannotApply, CannotPublish
from tongban.bundles.models import BundleDraft, Whole
from tongban.bundles.rules.forms import Part, merge_forms
from tongban.bundles.tests.conftest import MORNING, PDF, WHOLE_FORM, Street
from tongban.cases.tests.conftest import _item, _publish, _version, make_citizen, signed_in
from tongban.catalogue.models import ItemVersion
from tongban.kernel.events import SYSTEM
from tongban.people.models import Authorisation, Party


def shop(**rules: Any) -> dict[str, Any]:
    field = {"type": "number", "title": "面积", "shared": "floor_area", **rules}
    return {"properties": {"area": field}, "required": ["area"]}


@pytest.mark.requirement("E05")
@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"maximum": 100}, {"minimum": 300}, "field_bounds_conflict"),
        ({"pattern": "^A"}, {"pattern": "^B"}, "field_bounds_conflict"),
        ({}, {"type": "string"}, "field_of_other_kind"),
        ({"choices": [{"value": "a"}]}, {"choices": [{"value": "b"}]}, "field_of_other_kind"),
    ],
)
def test_a_merged_field_whose_rules_contradict_stays_two_fields_and_is_told(
    one: dict[str, Any], other: dict[str, Any], why: str
) -> None:
    form = merge_forms([Part("small", "小店", shop(**one)), Part("large", "大店", shop(**other))])
    assert [finding.code for finding in form.findings] == [why]
    assert form.asked == form.asked_apart == 2  # nobody is asked less than their item asks
    assert form.split(dict.fromkeys(form.uses, 1)) == {"small": {"area": 1}, "large": {"area": 1}}


@pytest.mark.requirement("E05")
def test_rules_that_only_differ_hold_together_at_the_closest() -> None:
    form = merge_forms([Part("a", "甲", shop(minimum=10, maximum=500)), Part("b", "乙", shop(minimum=50, maximum=900))])
    one = form.schema["properties"]["floor_area"]
    assert (form.asked, one["minimum"], one["maximum"]) == (1, 50, 500)


@pytest.mark.django_db
@pytest.mark.requirement("E05")
def test_a_bundle_whose_fields_contradict_each_other_is_not_published(street: Street) -> None:
    version = draft_from_current(bundle=street.bundle, by=SYSTEM, now=MORNING)
    item = _item(street.town.bureau, street.town.market, "991031099000", "小摊点备案")
    small = _version(item)
    small.form_schema["properties"]["area"] |= {"maximum": 0.5}
    small.save()
    add_member(version=version, code="stall", item=_publish(small), by=SYSTEM, now=MORNING)
    with pytest.raises(CannotPublish) as refused:
        publish_version(version=version, by=SYSTEM, now=MORNING)
    assert {o.code for o in refused.value.obstacles} == {"field_bounds_conflict"}


@pytest.fixture
def lent(street: Street) -> tuple[BundleDraft, Party, Authorisation]:
    """A draft that somebody fills in for another, under an authorisation."""
    agent, owner = make_citizen("19900000009", "王五", sequence=77), street.town.applicant
    assert agent.account
    given = Authorisation.objects.create(party=owner, agent=agent, scope="一切事务", since=date(2020, 1, 1))
    draft = start_draft(account=agent.account, bundle=street.bundle, party=owner, now=MORNING)
    answers = {"registered": True, "signs": False, "food.dishes": "drinks"}
    draft = save_draft(draft=draft, answers=answers, form=WHOLE_FORM, now=MORNING)
    attach_paper(draft=draft, key="布局流程图", upload=(PDF, "a.pdf"), by=agent.account, now=MORNING)
    return draft, agent, given


@pytest.mark.django_db
@pytest.mark.requirement("D25")
def test_an_authorisation_that_ended_while_the_draft_was_open_refuses_it_and_keeps_what_was_typed(
    lent: tuple[BundleDraft, Party, Authorisation],
) -> None:
    draft, agent, given = lent
    Authorisation.objects.filter(pk=given.pk).update(revoked_at=MORNING)
    with pytest.raises(CannotApply) as refused:
        submit_draft(draft=draft, channel="web", now=MORNING)
    assert [o.code for o in refused.value.obstacles] == ["not_authorised_for_party"]
    draft.refresh_from_db()
    assert (draft.submitted_as, draft.form.clear(), draft.papers.count()) == ("", WHOLE_FORM, 1)
    assert not Whole.objects.exists()

    assert agent.account
    client = signed_in(agent.account)
    check = reverse("bundles:check", args=[draft.pk])
    shown = client.get(check).content.decode()
    assert "还不能提交" in shown  # told before anybody presses the button
    answer = client.post(check, {"deliver_way": "window", "is_true": "on"})
    assert answer.status_code == 422
    assert WHOLE_FORM["shop_name"] in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.requirement("D25")
def test_once_it_is_given_again_the_same_draft_is_handed_in(lent: tuple[BundleDraft, Party, Authorisation]) -> None:
    draft, agent, given = lent
    Authorisation.objects.filter(pk=given.pk).update(revoked_at=MORNING)
    Authorisation.objects.create(party=draft.party, agent=agent, scope="一切事务", since=date(2020, 1, 1))
    whole = submit_draft(draft=draft, channel="web", now=MORNING)
    assert whole.matter.handler == agent


@pytest.mark.django_db
@pytest.mark.requirement("E06")
def test_a_member_whose_item_ends_half_way_is_told_and_the_others_go_on(street: Street) -> None:
    """It waits for the trader when its item is taken out of force."""
    whole = street.whole()
    item = street.town.restaurant
    assert item.current
    ItemVersion.objects.filter(pk=item.current.pk).update(state=ItemVersion.State.RETIRED, retired_at=MORNING)
    item.current = None
    item.save()
    street.decide(street.case(whole, "trader"))
    food = street.run(whole, "food")
    assert (food.state, food.reason) == ("blocked", "item_retired")
    assert street.run(whole, "sign").state == "running"
    page = signed_in(street.town.account).get(reverse("bundles:mine", args=[whole.matter.number])).content.decode()
    assert "暂时办不了" in page
