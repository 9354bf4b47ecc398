"""The consent of a second party by other systems: what one's firm is asked to agree to, and who agrees to its own."""

from typing import Any

from django.utils import timezone
from ninja import Router

from tongban.bundles.actions.consents import answer_consent, ask_for_consent
from tongban.bundles.api.consent_shapes import (
    ConsentLineOut,
    ConsentOut,
    ConsentsOut,
    NeededConsentOut,
    NeededConsentsOut,
    ReplyIn,
    TermOut,
)
from tongban.bundles.api.drafts import open_draft
from tongban.bundles.models import BundleDraft, Consent
from tongban.bundles.queries.consents import (
    ConsentSeen,
    consent_asked_of,
    consents_asked_of,
    consents_seen,
    standing_of,
    terms_of,
    wanted_of,
)
from tongban.cases.api.drafting import there
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.people.api import CallRequest, Key, party
from tongban.ui.api.problems import problems
from tongban.ui.api.values import After, Limit, key_of

router = Router()
ONE, OF_DRAFT = "/consents/{consent}", "/bundle-drafts/{draft}/consents"
READS, ACTS = Key("cases:read"), Key("cases:submit")


@router.get("/consents", response={200: ConsentsOut, **problems(422)}, auth=READS, summary="List consents asked of you")
def list_consents(request: CallRequest, after: After = "", limit: Limit = 50) -> ConsentsOut:
    """What others hand in only when your firm agrees, the latest first; nothing before your identity was checked."""
    shown = page(consents_asked_of(party(request)), keys=("-id",), after=after or None, size=limit)
    return ConsentsOut(rows=[ConsentLineOut(**_line(consent)) for consent in shown.rows], next=shown.next)


@router.get(ONE, response={200: ConsentOut, **problems(404)}, auth=READS, summary="Read what you are asked to agree to")
def read_consent(request: CallRequest, consent: str) -> ConsentOut:
    """What was filled in when your firm was asked, and how its answer stands."""
    return _told(_asked(request, consent))


@router.post(f"{ONE}/reply", response={200: ConsentOut, **problems(404, 409)}, auth=ACTS, summary="Answer a consent")
def reply_to_consent(request: CallRequest, consent: str, data: ReplyIn) -> ConsentOut:
    """Agree, refuse, or take back what was agreed to, until it is handed in."""
    asked = _asked(request, consent)
    answer_consent(consent=asked, state=data.state, read=data.read, by=party(request), now=timezone.now())
    return _told(_asked(request, consent))


@router.get(
    OF_DRAFT,
    response={200: NeededConsentsOut, **problems(404, 409)},
    auth=ACTS,
    summary="Who has to agree to a draft of a bundle",
)
def list_bundle_consents(request: CallRequest, draft: str) -> NeededConsentsOut:
    """Whose consent it needs before it is handed in, and how each stands; empty for most bundles."""
    return _needed(open_draft(request, draft))


@router.post(
    f"{OF_DRAFT}/{{key}}",
    response={200: NeededConsentsOut, **problems(404, 409)},
    auth=ACTS,
    summary="Ask for a consent to a draft of a bundle",
)
def ask_for_bundle_consent(request: CallRequest, draft: str, key: str) -> NeededConsentsOut:
    """Ask whom the form names to agree to what is filled in; a second call changes nothing while they are asked."""
    own = open_draft(request, draft)
    ask_for_consent(draft=own, key=key, now=timezone.now())
    return _needed(open_draft(request, draft))


def _asked(request: CallRequest, text: str) -> Consent:
    return there(consent_asked_of(party(request), key_of(text)))


def _line(consent: Consent) -> dict[str, Any]:
    draft, wanted = consent.draft, wanted_of(consent)
    return {
        "id": str(consent.pk),
        "title": wanted.title,
        "title_en": wanted.title_en,
        "region": draft.version.bundle.region_id,
        "bundle": draft.version.bundle.code,
        "bundle_title": draft.version.title,
        "applicant": draft.party.shown_name,
        "state": standing_of(consent, local_day(timezone.now())),
        "asked_at": consent.asked_at,
        "ends_on": consent.ends_on,
        "answered_at": consent.answered_at,
        "submitted_as": draft.submitted_as or None,
    }


def _told(consent: Consent) -> ConsentOut:
    wanted = wanted_of(consent)
    return ConsentOut(
        **_line(consent),
        text=wanted.text,
        text_en=wanted.text_en,
        basis=wanted.basis,
        terms=[
            TermOut(field=each.name, label=each.label, value=each.text)
            for each in terms_of(consent, language="zh-hans", is_own=True)
        ],
        fingerprint=consent.fingerprint,
    )


def _needed(draft: BundleDraft) -> NeededConsentsOut:
    return NeededConsentsOut(rows=[_needed_one(seen) for seen in consents_seen(draft, local_day(timezone.now()))])


def _needed_one(seen: ConsentSeen) -> NeededConsentOut:
    wanted, consent = seen.wanted, seen.consent
    return NeededConsentOut(
        key=wanted.key,
        title=wanted.title,
        title_en=wanted.title_en,
        basis=wanted.basis,
        state=seen.standing,
        may_ask=seen.may_ask,
        consent=str(consent.pk) if consent else None,
        asked_at=consent.asked_at if consent else None,
        ends_on=consent.ends_on if consent else None,
        answered_at=consent.answered_at if consent else None,
    )
