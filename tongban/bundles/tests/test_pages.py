"""The pages of a bundle: guide, one form, one set of papers, hand in, the joint map of applicant and lead."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tongban.bundles.actions.drafts import start_draft
from tongban.bundles.actions.refusals import CannotApply
from tongban.bundles.models import BundleDraft, Whole
from tongban.bundles.queries.plans import plan_of
from tongban.bundles.tests.conftest import PDF, Street
from tongban.cases.tests.conftest import MORNING, make_citizen, signed_in
from tongban.matters.models import Matter
from tongban.people.models import Authorisation


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


@pytest.mark.requirement("E04", "E17")
def test_the_guide_lists_only_what_the_answers_need(street: Street, client: Client) -> None:
    address = reverse("bundles:guide", args=["990100", "restaurant"])
    assert "可能涉及 3 个事项" in text(client.get(address))
    told = text(client.get(address, {"registered": "true", "signs": "false"}))
    assert "您要办 1 个事项" in told
    assert "个体工商户设立登记" in told  # among those that are not needed
    assert "开一家小店" in text(client.get(reverse("bundles:bundles")))


@pytest.mark.requirement("E04")
def test_a_bundle_is_found_by_the_words_that_people_use(street: Street, client: Client) -> None:
    address = reverse("bundles:guide", args=["990100", "restaurant"])
    assert address in text(client.get(reverse("catalogue:items"), {"q": "我想开一家小店"}))
    assert address not in text(client.get(reverse("catalogue:items"), {"q": "护照"}))


@pytest.mark.requirement("E05", "C18")
def test_it_is_filled_in_once_and_handed_in_once(street: Street) -> None:
    client = signed_in(street.town.account)
    begun = client.get(
        reverse("bundles:begin", args=["990100", "restaurant"]), {"registered": "false", "signs": "true"}, follow=True
    )
    draft = BundleDraft.objects.get()
    assert "food.dishes" in text(begun)  # what nothing else answers is asked of the applicant

    answers = {"registered": "false", "signs": "true", "food.dishes": "hot"}
    form = client.post(reverse("bundles:questions", args=[draft.pk]), answers, follow=True)
    assert "几项共用的内容" in text(form)
    typed = {"shop_name": "云味小馆", "floor_area": "320", "owner": "李晓云"}
    client.post(reverse("bundles:form", args=[draft.pk]), typed)
    draft.refresh_from_db()
    plan = plan_of(draft.version)
    lines = plan.papers(plan.applying(draft.answers), draft.answers).lines
    uploads = {line.code: SimpleUploadedFile("a.pdf", PDF, "application/pdf") for line in lines}
    check = client.post(reverse("bundles:papers", args=[draft.pk]), {**uploads, "on": "1"}, follow=True)
    assert "还不能提交" not in text(check)
    done = client.post(
        reverse("bundles:check", args=[draft.pk]), {"deliver_way": "window", "is_true": "on"}, follow=True
    )
    whole = Whole.objects.get()
    assert whole.matter.number in text(done)
    assert whole.matter.number in text(client.get(reverse("cases:own")))


@pytest.mark.requirement("E06")
def test_the_applicant_sees_office_act_and_day_of_every_member(street: Street) -> None:
    whole = street.whole()
    street.decide(street.case(whole, "trader"), "refused")
    page = text(signed_in(street.town.account).get(reverse("bundles:mine", args=[whole.matter.number])))
    for words in ("云州市行政审批局", "重新申请这一项", "结束办不了的事项"):
        assert words in page
    assert "未办成" in page


@pytest.mark.requirement("E06")
def test_the_lead_sees_the_joint_map_and_presses_for_a_member(street: Street) -> None:
    whole = street.whole(registered=True)
    desk = signed_in(street.town.chief)
    page = text(desk.get(reverse("matters:matter", args=[whole.matter.number])))
    assert "联办图" in page
    assert "现在卡在" in page
    food = street.run(whole, "food")
    desk.post(reverse("bundles:urge", args=[whole.matter.number]), {"member": "food", "text": "请尽快"})
    assert food.matter is not None
    assert food.matter.nudges.get().text == "请尽快"


def test_nobody_else_sees_a_whole_or_a_draft(street: Street) -> None:
    whole, draft = street.whole(), street.draft()
    other = signed_in(make_citizen("19900000009", "王五", sequence=77).account)
    assert other.get(reverse("bundles:mine", args=[whole.matter.number])).status_code == 404
    assert other.get(reverse("bundles:form", args=[draft.pk])).status_code == 404


@pytest.mark.requirement("D25")
def test_who_may_not_act_any_more_neither_sees_the_whole_nor_begins_another(street: Street) -> None:
    """An agent brought it under an authorisation that was ended (民法典第一百七十三条)."""
    agent = make_citizen("19900000009", "王五", sequence=77)
    owner, account = street.town.applicant, agent.account
    assert account is not None
    bundle = street.draft().version.bundle
    with pytest.raises(CannotApply):
        start_draft(account=account, bundle=bundle, party=owner, now=MORNING)

    given = Authorisation.objects.create(party=owner, agent=agent, scope="一切事务", since=date(2020, 1, 1))
    assert start_draft(account=account, bundle=bundle, party=owner, now=MORNING)
    whole = street.whole()
    Matter.objects.filter(pk=whole.matter_id).update(handler=agent)
    assert whole.matter.number in text(signed_in(account).get(reverse("cases:own")))

    Authorisation.objects.filter(pk=given.pk).update(revoked_at=MORNING)
    assert whole.matter.number not in text(signed_in(account).get(reverse("cases:own")))
    assert signed_in(account).get(reverse("bundles:mine", args=[whole.matter.number])).status_code == 404
