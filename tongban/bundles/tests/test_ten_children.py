"""A bundle of ten: its pages ask the database no more than those of one of two."""

from typing import Any

import pytest
from django.urls import reverse

from tongban.bundles.actions.designing import add_member, draft_version, list_bundle, publish_version
from tongban.bundles.actions.drafts import save_draft, start_draft, submit_draft
from tongban.bundles.models import BundleDraft, Whole
from tongban.cases.actions import accept_case
from tongban.cases.models import Case
from tongban.cases.tests.conftest import MORNING, Town, _item, _publish, _version, signed_in
from tongban.kernel.events import SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("E06")]
MOST = 30


def draft_of(town: Town, members: int, **says: Any) -> BundleDraft:
    """A draft of as many items side by side, filled in."""
    told: dict[str, Any] = {"by": SYSTEM, "now": MORNING}
    bundle = list_bundle(code="ten", region=town.bureau.region, lead_office=town.bureau, **told)
    version = draft_version(bundle=bundle, says={"title": "十件事", "theme": "home"}, **told)
    for number in range(members):
        item = _publish(_version(_item(town.bureau, town.market, f"99206{number:07}", f"事项{number}"), **says))
        add_member(version=version, code=f"m{number}", item=item, **told)
    publish_version(version=version, **told)
    bundle.refresh_from_db()
    draft = start_draft(account=town.account, bundle=bundle, party=town.applicant, now=MORNING)
    return save_draft(draft=draft, form={"shop_name": "云味", "floor_area": 60}, now=MORNING)


def whole_of(town: Town, members: int) -> Whole:
    """A whole of as many items side by side, the first of them accepted."""
    whole = submit_draft(draft=draft_of(town, members), channel="web", now=MORNING)
    for case in Case.objects.filter(matter__parent=whole.matter).order_by("pk")[:2]:
        accept_case(case=case, by=town.clerk, now=MORNING)
    return whole


@pytest.mark.parametrize("members", [2, 10])
def test_the_applicants_page(town: Town, members: int, django_assert_max_num_queries: Any) -> None:
    whole, browser = whole_of(town, members), signed_in(town.account)
    address = reverse("bundles:mine", args=[whole.matter.number])
    browser.get(address)  # what is kept for the session
    with django_assert_max_num_queries(MOST):
        page = browser.get(address).content.decode()
    assert page.count("joint-member joint-running") == members


@pytest.mark.requirement("C18")
@pytest.mark.parametrize("members", [2, 10])
def test_the_last_page_asks_once_whether_a_word_is_taken(
    town: Town, members: int, django_assert_max_num_queries: Any
) -> None:
    letter = {"text": "承诺已经符合条件。", "check_days": 30, "consequence": "不符合的撤销。"}
    draft, browser = draft_of(town, members, elements={"commitment": letter}), signed_in(town.account)
    address = reverse("bundles:check", args=[draft.pk])
    browser.get(address)  # what is kept for the session
    with django_assert_max_num_queries(MOST) as asked:
        page = browser.get(address).content.decode()
    assert page.count("承诺已经符合条件。") == members
    assert sum("cases_brokenpromise" in each["sql"] for each in asked.captured_queries) == 1


@pytest.mark.parametrize("members", [2, 10])
def test_the_joint_map_of_the_lead(town: Town, members: int, django_assert_max_num_queries: Any) -> None:
    whole, browser = whole_of(town, members), signed_in(town.chief)
    address = reverse("matters:matter", args=[whole.matter.number])
    browser.get(address)
    with django_assert_max_num_queries(MOST):
        page = browser.get(address).content.decode()
    assert page.count("joint-member joint-running") == members
