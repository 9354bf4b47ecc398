"""Looked at on a credit promise while main papers are still to come, if the party's word is taken; no acceptance."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tongban.cases.actions.pre_review import pre_review, sign_credit_promise
from tongban.cases.actions.refusals import CannotPromise
from tongban.cases.models import BrokenPromise, Case, Paper
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.cases.tests.promising import LATER
from tongban.cases.tests.test_actions import codes
from tongban.documents.models import PrintedDocument

pytestmark = pytest.mark.requirement("E03")


def incomplete(town: Town) -> Case:
    case = town.case(now=MORNING)
    Paper.objects.filter(case=case, spec__code="plan").delete()
    return Case.objects.select_related("matter__office", "matter__party", "version__item").get(pk=case.pk)


def test_the_office_tells_in_writing_what_it_thinks_and_nothing_is_accepted(town: Town) -> None:
    case = incomplete(town)
    with pytest.raises(CannotPromise) as unsigned:
        pre_review(case=case, opinion="布局合理。", by=town.clerk, now=LATER)
    assert codes(unsigned) == ["promise_not_signed"]
    sign_credit_promise(case=case, way="paper", signer=town.applicant, by=town.clerk, now=LATER)
    document = pre_review(case=case, opinion="布局合理，请补交设备清单。", by=town.clerk, now=LATER)
    assert [line["paper"] for line in document.content["lines"]] == ["设备清单"]
    case.matter.refresh_from_db()
    assert case.matter.state == "received"
    assert case.matter.clocks.get(stopped_at=None).kind == "receipt"  # the duty to answer runs on


def test_the_word_of_who_broke_a_promise_is_not_taken(town: Town) -> None:
    case = incomplete(town)
    promise = sign_credit_promise(case=case, way="paper", signer=town.applicant, by=town.clerk, now=LATER)
    BrokenPromise.objects.create(promise=promise, party=town.applicant, about="设备清单", at=MORNING)
    with pytest.raises(CannotPromise) as refused:
        pre_review(case=case, opinion="布局合理。", by=town.clerk, now=LATER)
    assert codes(refused) == ["word_not_taken"]


def test_what_is_complete_is_accepted_and_not_pre_reviewed(town: Town) -> None:
    with pytest.raises(CannotPromise) as refused:
        sign_credit_promise(case=town.case(), way="paper", signer=town.applicant, by=town.clerk, now=LATER)
    assert codes(refused) == ["nothing_to_come"]


def test_a_clerk_does_it_on_one_page(town: Town) -> None:
    case, clerk = incomplete(town), signed_in(town.clerk)
    url = reverse("cases:pre_review", args=[case.matter.number])
    assert "设备清单" in clerk.get(url).content.decode()
    assert clerk.post(url, {"opinion": "布局合理。"}).status_code == 422
    clerk.post(url, {"opinion": "布局合理。", "way": "pad", "is_signed": "on"})
    assert PrintedDocument.objects.filter(subject=case.matter.subject, kind="pre_review_opinion").count() == 1
    assert timezone.now() > LATER
