"""The consent of a second party: asked by whoever fills the bundle in, answered by them alone, until the hand-in.

Both hear of it by text message: who is asked with the telephone that they proved, who asked with theirs.
"""

from datetime import datetime

from tongban.bundles.actions.refusals import CannotApply, CannotConsent
from tongban.bundles.events import ConsentAnswered, ConsentAsked
from tongban.bundles.models import BundleDraft, Consent
from tongban.bundles.queries.consents import consents_seen, may_take_in, party_asked, standing_of
from tongban.bundles.rules import consents
from tongban.documents.rules.papers import day
from tongban.exchange.actions import send_message
from tongban.kernel.events import Actor, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer, Party

ONLINE, WINDOW = "online", "window"


@action
def ask_for_consent(*, draft: BundleDraft, key: str, now: datetime) -> Consent:
    """Ask the second party whom the form names to agree to what is filled in; asked anew, an earlier answer is gone."""
    draft = _locked(draft.pk)
    if draft.submitted_as:
        raise CannotApply([Obstacle("already_handed_in", draft.submitted_as)])
    today = local_day(now)
    seen = next((each for each in consents_seen(draft, today) if each.wanted.key == key), None)
    if seen is None:
        raise CannotApply([Obstacle("consent_unknown", key)])
    if seen.consent and not seen.may_ask:  # the button was pressed twice
        return seen.consent
    wanted, form = seen.wanted, draft.form.clear() or {}
    terms = wanted.terms(form)
    if any(value in (None, "", []) for value in terms.values()):
        raise CannotApply([Obstacle("consent_needs_form", wanted.title)])
    if terms[wanted.identity] == draft.party.identity.clear():
        raise CannotApply([Obstacle("consent_of_oneself", wanted.title)])

    consent = seen.consent or Consent(draft=draft, key=key)
    consent.identity, consent.terms, consent.state = str(terms[wanted.identity]).upper(), terms, Consent.State.ASKED
    consent.asked_at, consent.ends_on = now, wanted.last_day(today)
    consent.answered_at = consent.answered_by = consent.seen_by = None
    consent.save()
    publish(
        ConsentAsked(subject=draft.subject, by=str(draft.account.actor), at=now, consent_id=consent.pk, key=consent.key)
    )
    _tell_asked(consent, now=now)
    return consent


@action
def answer_consent(*, consent: Consent, state: str, read: str, by: Party, now: datetime) -> Consent:
    """Agree, refuse, or take back what was agreed to: the second party with an account of their own.

    ``read``: the fingerprint of what they have read.
    """
    consent = _open(consent, state, read, now)
    is_theirs = by.identity_index == consent.identity_index and by.assurance != Party.Assurance.DECLARED
    if not is_theirs:
        raise CannotConsent([Obstacle("consent_not_yours")])
    consent.answered_by = by
    return _answered(consent, state, by=by.actor, way=ONLINE, now=now)


@action
def agree_at_window(*, consent: Consent, read: str, is_seen: bool, by: Officer, now: datetime) -> Consent:
    """Put on record that the second party came, was compared with their card, and agreed: the lead office's officer."""
    consent = _open(consent, consents.AGREED, read, now)
    if not may_take_in(by, consent.draft.version, local_day(now)):
        lead = consent.draft.version.bundle.lead_office
        raise CannotConsent([Obstacle("consent_not_yours_to_take", lead.name)])
    if not is_seen:
        raise CannotConsent([Obstacle("consent_card_not_seen")])
    consent.seen_by = by
    return _answered(consent, consents.AGREED, by=by.actor, way=WINDOW, now=now)


def _open(consent: Consent, state: str, read: str, now: datetime) -> Consent:
    """Return a consent that can still be answered so, with its draft held: nobody hands it in meanwhile."""
    draft = _locked(consent.draft_id)
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    consent.draft = draft
    stands = standing_of(consent, local_day(now))
    if draft.submitted_as:
        raise CannotConsent([Obstacle("consent_is_used", draft.submitted_as)])
    allowed = {consents.ASKED: {consents.AGREED, consents.REFUSED}, consents.AGREED: {consents.WITHDRAWN}}
    if state not in allowed.get(stands, set()):
        raise CannotConsent([Obstacle("consent_not_open")])
    if read != consent.fingerprint:  # asked anew with other terms while they read
        raise CannotConsent([Obstacle("consent_not_read")])
    return consent


def _answered(consent: Consent, state: str, *, by: Actor, way: str, now: datetime) -> Consent:
    consent.state, consent.answered_at = state, now
    consent.save(update_fields=["state", "answered_at", "answered_by", "seen_by"])
    publish(
        ConsentAnswered(
            subject=consent.draft.subject,
            by=str(by),
            at=now,
            consent_id=consent.pk,
            key=consent.key,
            state=state,
            way=way,
        )
    )
    _tell_answered(consent, now=now)
    return consent


def _tell_asked(consent: Consent, *, now: datetime) -> None:
    """Tell who is asked, once a day however often it is asked anew; nobody whose telephone was only typed here."""
    party = party_asked(consent)
    if party is None or not party.phone.text():
        return
    draft = consent.draft
    send_message(
        phone=party.phone,
        template="consent_asked",
        values={"item": draft.version.title, "who": draft.party.shown_name, "answer_by": day(consent.ends_on)},
        key=f"consent_asked:{draft.subject}:{consent.key}:{party.pk}:{local_day(now):%Y%m%d}",
        subject=draft.subject,
        now=now,
    )


def _tell_answered(consent: Consent, *, now: datetime) -> None:
    """Tell whoever fills the bundle in."""
    draft = consent.draft
    if not draft.account.phone.text():
        return
    send_message(
        phone=draft.account.phone,
        template=f"consent_{consent.state}",
        values={"item": draft.version.title, "ends_on": day(consent.ends_on)},
        key=f"consent_answered:{draft.subject}:{consent.key}:{now.isoformat()}",
        subject=draft.subject,
        now=now,
    )


def _locked(pk: int) -> BundleDraft:
    drafts = BundleDraft.objects.select_for_update(of=("self",))
    drafts = drafts.select_related("account", "party", "version__bundle__lead_office__region")
    return drafts.get(pk=pk)
