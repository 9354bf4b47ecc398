"""Members that are decided at once on a promise (告知承诺): signed once with the bundle, each with its own letter."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tongban.bundles.actions.drafts import attach_paper, save_draft, start_draft, submit_draft
from tongban.bundles.actions.refusals import CannotApply
from tongban.bundles.models import BundleDraft, MemberRun, Whole
from tongban.bundles.tests.conftest import WHOLE_FORM, Street, make_bundle, make_trader
from tongban.cases.actions import accept_case, decide_case
from tongban.cases.actions.commitments import accept_on_commitment
from tongban.cases.actions.promises import record_broken
from tongban.cases.models import Case, Commitment, SignedPromise
from tongban.cases.tests.conftest import MORNING, PDF, Town, signed_in
from tongban.cases.tests.promising import committed, let_commit
from tongban.documents.models import PrintedDocument
from tongban.kernel.events import SYSTEM
from tongban.kernel.transactions import action

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("E01", "C18")]
LATER = MORNING + timedelta(hours=1)
WAY = "way-food"


@pytest.fixture
def street(town: Town) -> Street:
    """The trader registers first; what comes after it is decided on a promise."""
    let_commit(town)
    trader = make_trader(town)
    return Street(town, trader, make_bundle(town, trader))


def filled_in(street: Street) -> BundleDraft:
    town = street.town
    draft = start_draft(account=town.account, bundle=street.bundle, party=town.applicant, now=MORNING)
    draft = save_draft(draft=draft, answers={"registered": False, "signs": False}, form=WHOLE_FORM, now=MORNING)
    for key in ("平面布局图", "场所说明"):
        attach_paper(draft=draft, key=key, upload=(PDF, f"{key}.pdf"), by=town.account, now=MORNING)
    return draft


def handed_in(street: Street) -> Whole:
    return submit_draft(draft=filled_in(street), channel="web", commits=["food"], now=MORNING)


def test_a_member_that_begins_later_is_decided_on_what_was_signed_with_the_bundle(street: Street) -> None:
    town, whole = street.town, handed_in(street)
    assert street.run(whole, "food").state == MemberRun.State.WAITING
    assert not SignedPromise.objects.exists()  # it has no case yet: the whole keeps the word

    first = accept_case(case=street.case(whole, "trader"), by=town.clerk, now=LATER)
    decide_case(case=first, outcome="granted", reasons="", by=town.approver, now=LATER)
    case = street.case(whole, "food")
    promise = SignedPromise.objects.get(case=case)
    assert (promise.kind, promise.way, promise.signed_at, promise.signed_by) == (
        "commitment", "account", MORNING, town.applicant,
    )  # fmt: skip
    letter = PrintedDocument.objects.get(subject=case.matter.subject, kind="commitment_letter").content
    assert "网上签署" in letter["signed_how"]

    accept_on_commitment(case=case, by=town.clerk, now=LATER)
    decide_case(case=Case.objects.get(pk=case.pk), outcome="granted", reasons="", by=town.approver, now=LATER)
    assert Commitment.objects.get(case=case).promise == promise
    assert Whole.objects.get(pk=whole.pk).matter.outcome == "granted"


def test_who_chooses_the_ordinary_way_promises_nothing(street: Street) -> None:
    whole = submit_draft(draft=filled_in(street), channel="web", now=MORNING)
    street.decide(street.case(whole, "trader"), now=LATER)
    assert not street.case(whole, "food").promises.exists()


def test_the_word_of_a_party_that_broke_one_is_not_taken(street: Street) -> None:
    town = street.town
    promise = SignedPromise.objects.get(case=committed(town))
    action(record_broken)(promise, party=town.applicant, about="核查不符合", by=SYSTEM, now=MORNING)
    with pytest.raises(CannotApply) as refused:
        handed_in(street)
    assert "word_not_taken" in {obstacle.code for obstacle in refused.value.obstacles}


def test_an_item_that_offers_none_cannot_be_promised(street: Street) -> None:
    with pytest.raises(CannotApply) as refused:
        submit_draft(draft=filled_in(street), channel="web", commits=["trader"], now=MORNING)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["commitment_not_offered"]
    assert not Whole.objects.exists()


def test_the_last_page_shows_the_conditions_and_asks_which_way(street: Street) -> None:
    draft, client = filled_in(street), signed_in(street.town.account)
    page = reverse("bundles:check", args=[draft.pk])
    shown = client.get(page).content.decode()
    assert "有消毒间" in shown
    assert "承诺已经符合全部条件。" in shown

    answer = client.post(page, {"deliver_way": "window", "is_true": "on"})
    assert answer.status_code == 422
    assert "请选择按哪种方式办。" in answer.content.decode()

    answer = client.post(page, {"deliver_way": "window", "is_true": "on", WAY: "commitment"})
    assert answer.status_code == 302
    assert Whole.objects.get().commits == ["food"]
