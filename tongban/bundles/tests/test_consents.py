"""What a second party agrees to: asked, answered with an account of their own or at a window, and then it counts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tongban.bundles.actions.consents import agree_at_window, answer_consent, ask_for_consent
from tongban.bundles.actions.drafts import save_draft, submit_draft
from tongban.bundles.actions.refusals import CannotApply, CannotConsent
from tongban.bundles.models import BundleDraft, Consent
from tongban.bundles.queries import consents as queries
from tongban.bundles.rules.consents import Wanted
from tongban.bundles.tests.conftest import MORNING, WHOLE_FORM, Street
from tongban.documents.models import PrintedDocument
from tongban.kernel.journal import events_of
from tongban.kernel.outbox import OutboxRow
from tongban.people.models import Account, Party
from tongban.people.rules.identifiers import make_citizen_id

SELLER = make_citizen_id(region="990102", born=date(1954, 2, 8), sequence=61)
WANTED = Wanted(
    key="seller",
    name="owner",
    identity="seller_id",
    shows=("shop_name",),
    lies_with=("trader",),
    title="卖方同意",
    title_en="The seller agrees",
    text="我同意。",
    text_en="I agree.",
    days=15,
    basis="《不动产登记暂行条例》第十四条",
    since=date(2015, 3, 1),
)
FORM = {**WHOLE_FORM, "seller_id": SELLER}


@pytest.fixture
def seller(db: None) -> Party:
    account = Account.objects.create(username="seller", kind="citizen")
    return Party.objects.create(
        kind="person", account=account, name="吴建国", identity_kind="resident", identity=SELLER, assurance="verified"
    )


@pytest.fixture
def draft(street: Street, monkeypatch: pytest.MonkeyPatch) -> BundleDraft:
    monkeypatch.setattr(queries, "consents_wanted", lambda bundle, on: [WANTED])
    return save_draft(draft=street.draft(), form=FORM, now=MORNING)


def asked(draft: BundleDraft) -> Consent:
    return ask_for_consent(draft=draft, key="seller", now=MORNING)


def answer(consent: Consent, state: str, by: Party, now: Any = MORNING) -> Consent:
    return answer_consent(consent=consent, state=state, read=consent.fingerprint, by=by, now=now)


def refused_because(draft: BundleDraft, now: Any = MORNING) -> set[str]:
    with pytest.raises(CannotApply) as refused:
        submit_draft(draft=draft, channel="web", now=now)
    return {obstacle.code for obstacle in refused.value.obstacles}


@pytest.mark.requirement("E04")
def test_it_is_handed_in_once_the_second_party_agreed(draft: BundleDraft, seller: Party) -> None:
    assert refused_because(draft) == {"consent_not_asked"}
    consent = asked(draft)
    assert asked(draft).pk == consent.pk  # pressed twice
    assert refused_because(draft) == {"consent_asked"}
    answer(consent, "agreed", seller)
    whole = submit_draft(draft=draft, channel="web", now=MORNING)
    assert [given.consent and given.consent.answered_by for given in queries.consents_given(whole)] == [seller]
    names = [told.name for told in events_of(draft.subject)]
    assert names.count("ConsentAsked") == 1
    assert names.count("ConsentAnswered") == 1
    with pytest.raises(CannotConsent, match="consent_is_used"):
        answer(consent, "withdrawn", seller)


@pytest.mark.requirement("E04")
def test_it_is_asked_for_only_with_the_answers_that_call_for_it(
    draft: BundleDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_second_hand = replace(WANTED, condition={"field": "home", "op": "is", "value": "old"})
    monkeypatch.setattr(queries, "consents_wanted", lambda bundle, on: [only_second_hand])
    draft.answers = {**draft.answers, "home": "old"}
    assert [seen.standing for seen in queries.consents_seen(draft, MORNING.date())] == ["not_asked"]
    draft.answers = {**draft.answers, "home": "new"}
    assert queries.consents_seen(draft, MORNING.date()) == []
    assert queries.obstacles_to_consents(draft, MORNING.date()) == []


@pytest.mark.requirement("E04")
def test_what_was_asked_and_is_not_needed_any_more_is_neither_given_nor_printed(
    draft: BundleDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(draft)
    not_now = replace(WANTED, condition={"field": "registered", "op": "is", "value": "never"})
    monkeypatch.setattr(queries, "consents_wanted", lambda bundle, on: [not_now])
    whole = submit_draft(draft=draft, channel="web", now=MORNING)
    assert queries.consents_given(whole) == []
    assert not PrintedDocument.objects.filter(kind="consent_statement").exists()


@pytest.mark.requirement("E04", "N01")
def test_what_was_agreed_to_lies_in_the_file_of_the_case_that_rests_on_it(draft: BundleDraft, seller: Party) -> None:
    answer(asked(draft), "agreed", seller)
    whole = submit_draft(draft=draft, channel="web", now=MORNING)
    matters = {run.member.code: run.matter for run in whole.members.select_related("member", "matter") if run.matter}
    statements = PrintedDocument.objects.filter(kind="consent_statement")
    assert [paper.subject for paper in statements] == [matters["trader"].subject], "with one member, not with all"
    said = statements.get().content
    assert said["text"] == WANTED.text
    assert said["basis"] == [WANTED.basis]
    assert "网上同意" in said["signed_how"]
    assert [line["label"] for line in said["terms"]] == ["字号名称", "经营者"]
    assert SELLER not in str(said), "personal values are masked"


def test_refused_taken_back_or_out_of_date_it_does_not_count(draft: BundleDraft, seller: Party) -> None:
    answer(asked(draft), "refused", seller)
    assert refused_because(draft) == {"consent_refused"}
    consent = answer(asked(draft), "agreed", seller)
    answer(consent, "withdrawn", seller)
    assert refused_because(draft) == {"consent_withdrawn"}
    consent = answer(asked(draft), "agreed", seller)
    late = MORNING + timedelta(days=16)
    assert refused_because(draft, late) == {"consent_expired"}
    with pytest.raises(CannotConsent, match="consent_not_open"):
        answer(consent, "withdrawn", seller, late)


def test_what_was_changed_afterwards_was_not_agreed_to(draft: BundleDraft, seller: Party) -> None:
    consent = answer(asked(draft), "agreed", seller)
    save_draft(draft=draft, form={**FORM, "floor_area": 300}, now=MORNING)  # they did not agree to this
    changed = save_draft(draft=draft, form={**FORM, "shop_name": "别的店"}, now=MORNING)
    assert refused_because(changed) == {"consent_changed"}
    with pytest.raises(CannotConsent, match="consent_not_open"):
        answer(consent, "withdrawn", seller)
    assert asked(changed).state == "asked"


def test_nobody_agrees_for_them(draft: BundleDraft, seller: Party, street: Street) -> None:
    consent = asked(draft)
    with pytest.raises(CannotConsent, match="consent_not_yours"):
        answer(consent, "agreed", street.town.applicant)
    seller.assurance = Party.Assurance.DECLARED  # typed the number, and nothing more
    seller.save()
    with pytest.raises(CannotConsent, match="consent_not_yours"):
        answer(consent, "agreed", seller)
    assert not queries.consents_asked_of(seller).exists()
    own = save_draft(draft=draft, form={**FORM, "seller_id": street.town.applicant.identity.clear()}, now=MORNING)
    with pytest.raises(CannotApply, match="consent_of_oneself"):
        asked(own)


def test_what_they_read_is_what_they_agree_to(draft: BundleDraft, seller: Party) -> None:
    """The applicant asked anew while the page was open: the old button agrees to nothing."""
    read = asked(draft).fingerprint
    asked(save_draft(draft=draft, form={**FORM, "shop_name": "别的店"}, now=MORNING))
    consent = Consent.objects.get()
    for state in ("agreed", "refused"):
        with pytest.raises(CannotConsent, match="consent_not_read"):
            answer_consent(consent=consent, state=state, read=read, by=seller, now=MORNING)
    assert answer(consent, "agreed", seller).state == "agreed"


def messages(draft: BundleDraft) -> list[str]:
    return [told.facts["template"] for told in events_of(draft.subject) if told.name == "MessageQueued"]


def test_both_hear_of_it_and_nobody_is_written_to_all_day(draft: BundleDraft, seller: Party) -> None:
    draft.account.phone = "13900139000"
    draft.account.save()
    consent = asked(draft)
    assert messages(draft) == []  # no telephone is known of them but one that somebody typed
    seller.phone = "13800138000"
    seller.save()
    consent = answer(consent, "refused", seller)
    for _time in range(3):
        consent = answer(asked(draft), "agreed", seller)
        consent = answer(consent, "withdrawn", seller)
    sent = OutboxRow.objects.filter(kind="sms", key__startswith="consent_asked")
    assert [row.payload.clear()["phone"] for row in sent] == ["13800138000"]
    assert messages(draft) == ["consent_refused", *3 * ["consent_asked", "consent_agreed", "consent_withdrawn"]]


def test_what_is_not_filled_in_is_not_asked_for(draft: BundleDraft) -> None:
    empty = save_draft(draft=draft, form={**FORM, "seller_id": ""}, now=MORNING)
    with pytest.raises(CannotApply, match="consent_needs_form"):
        asked(empty)
    with pytest.raises(CannotApply, match="consent_unknown"):
        ask_for_consent(draft=draft, key="neighbour", now=MORNING)


def test_at_a_window_their_card_is_looked_at(draft: BundleDraft, street: Street) -> None:
    consent, clerk = asked(draft), street.town.clerk
    with pytest.raises(CannotConsent, match="consent_card_not_seen"):
        agree_at_window(consent=consent, read=consent.fingerprint, is_seen=False, by=clerk, now=MORNING)
    with pytest.raises(CannotConsent, match="consent_not_yours_to_take"):
        agree_at_window(
            consent=consent, read=consent.fingerprint, is_seen=True, by=street.town.streets_reviewer, now=MORNING
        )
    agree_at_window(consent=consent, read=consent.fingerprint, is_seen=True, by=clerk, now=MORNING)
    whole = submit_draft(draft=draft, channel="web", now=MORNING)
    assert [given.consent and given.consent.seen_by for given in queries.consents_given(whole)] == [clerk]
    assert clerk.staff_number in PrintedDocument.objects.get(kind="consent_statement").content["signed_how"]


def test_the_pages_say_what_is_agreed_to_and_where_it_is(draft: BundleDraft, seller: Party, street: Street) -> None:
    buyer, other, clerk = Client(), Client(), Client()
    buyer.force_login(street.town.account)
    other.force_login(seller.account)
    clerk.force_login(street.town.clerk.account)
    check = reverse("bundles:check", args=[draft.pk])
    assert "请对方同意" in buyer.get(check).content.decode()
    buyer.post(reverse("bundles:ask_for_consent", args=[draft.pk]), {"key": "seller"})
    consent = Consent.objects.get()
    page = reverse("bundles:consent", args=[consent.pk])
    assert str(consent.pk) in buyer.get(check).content.decode()
    assert buyer.get(page).status_code == 404
    window = clerk.get(reverse("bundles:consent_at_window"), {"number": consent.pk}).content.decode()
    assert "登记同意" in window
    assert SELLER not in window
    assert page in other.get(reverse("cases:own")).content.decode()
    assert "云味小馆" in other.get(page).content.decode()
    assert other.post(page, {"state": "agreed", "read": consent.fingerprint}).status_code == 302
    assert "收回同意" in other.get(page).content.decode()
    whole = submit_draft(draft=draft, channel="web", now=MORNING)
    seen = other.get(page).content.decode()
    assert whole.matter.number in seen
    assert "收回同意" not in seen
    assert "对方的同意" in buyer.get(reverse("bundles:mine", args=[whole.matter.number])).content.decode()
