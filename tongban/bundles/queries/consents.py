"""The consents of second parties: those that a draft needs and how they stand, and those that somebody is asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tongban.bundles.models import BundleDraft, BundleVersion, Consent, MemberRun, Whole
from tongban.bundles.queries.plans import plan_of
from tongban.bundles.rules import consents
from tongban.bundles.rules.consents import Wanted, consents_wanted
from tongban.bundles.rules.forms import whole_answers
from tongban.cases.queries.answers import Answered, sections_of
from tongban.catalogue.rules.conditions import holds
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.people.models import Officer, Party
from tongban.people.queries import may


@dataclass(frozen=True)
class ConsentSeen:
    """A consent that a draft needs, and how it stands."""

    wanted: Wanted
    consent: Consent | None
    standing: str

    @property
    def is_given(self) -> bool:
        return self.standing == consents.AGREED

    @property
    def may_ask(self) -> bool:
        return self.standing not in {consents.ASKED, consents.AGREED}


def consents_seen(draft: BundleDraft, on: date) -> list[ConsentSeen]:
    """Return the consents that a draft needs: one statement where there are any, none elsewhere."""
    wanted = consents_wanted(draft.version.bundle.code, on)
    needed = [each for each in wanted if holds(each.condition, draft.answers)]
    if not needed:
        return []
    form = draft.form.clear() or {}
    known = {consent.key: consent for consent in draft.consents.all()}
    return [_seen(wanted, known.get(wanted.key), form, on) for wanted in needed]


def obstacles_to_consents(draft: BundleDraft, on: date) -> list[Obstacle]:
    """Return the consents without which a draft is not handed in."""
    return [
        Obstacle(f"consent_{seen.standing}", seen.wanted.title, {"code": seen.wanted.key})
        for seen in consents_seen(draft, on)
        if not seen.is_given
    ]


def consents_asked_of(party: Party) -> QuerySet[Consent]:
    """Return what a party whose identity was checked is asked to agree to, the latest first."""
    if party.assurance == Party.Assurance.DECLARED:
        return Consent.objects.none()
    asked = Consent.objects.filter(identity_index=party.identity_index)
    return asked.select_related("draft__version__bundle__region", "draft__party").order_by("-pk")


def party_asked(consent: Consent) -> Party | None:
    """Return who is asked, if they are known here with a checked identity."""
    known = Party.objects.filter(identity_index=consent.identity_index).exclude(account=None)
    return known.exclude(assurance=Party.Assurance.DECLARED).first()


def consent_asked_of(party: Party, pk: int) -> Consent | None:
    return consents_asked_of(party).filter(pk=pk).first()


def wanted_of(consent: Consent) -> Wanted:
    """Return what a consent was asked for under, in the words of the day it was asked."""
    code = consent.draft.version.bundle.code
    return next(each for each in consents_wanted(code, local_day(consent.asked_at)) if each.key == consent.key)


def standing_of(consent: Consent, on: date) -> str:
    """Return how a consent stands for whoever was asked; a draft that was handed in changes no more."""
    draft = consent.draft
    if draft.submitted_as:
        return consent.state
    return _standing(wanted_of(consent), consent, draft.form.clear() or {}, on)


def terms_of(consent: Consent, *, language: str, is_own: bool) -> list[Answered]:
    """Return what was shown to whoever agrees, field by field, as a person reads it."""
    draft, terms = consent.draft, consent.terms.clear() or {}
    plan = plan_of(draft.version)
    chosen = plan.applying(draft.answers, draft.left_out)
    answers = whole_answers(plan.all_answers(chosen, draft.answers))
    sections = sections_of(plan.form(chosen).schema, terms, answers, language=language, is_own=is_own)
    return [answer for _, answers in sections for answer in answers if answer.name in terms]


def consents_given(whole: Whole, *, lying_with: str = "") -> list[ConsentSeen]:
    """Return the consents with which a whole was handed in, or those that lie with a member: no statement for none."""
    wanted = consents_wanted(whole.matter.subject_code, local_day(whole.matter.received_at))
    near = [each for each in wanted if not lying_with or lying_with in each.lies_with]
    needed = [each.key for each in near if holds(each.condition, whole.answers)]
    if not needed:
        return []
    draft = int(whole.idempotency_key.rpartition(":")[2])
    given = Consent.objects.filter(draft=draft, key__in=needed).select_related("draft__version__bundle")
    return [ConsentSeen(wanted_of(consent), consent, consent.state) for consent in given]


def whole_of(consent: Consent) -> Whole | None:
    """Return what a consent was handed in with."""
    if not consent.draft.submitted_as:
        return None
    return Whole.objects.select_related("matter__office").filter(idempotency_key=consent.draft.subject).first()


def members_of(whole: Whole) -> QuerySet[MemberRun]:
    """Return the members that are needed, for whoever agreed to the whole: no more of it than how each stands."""
    runs = whole.members.exclude(state=MemberRun.State.NOT_NEEDED)
    return runs.select_related("member__item__catalog_item", "item_version")


def may_take_in(officer: Officer, version: BundleVersion, on: date) -> bool:
    """Say whether an officer takes consents at a window: whoever accepts one of the items of the lead office."""
    office = version.bundle.lead_office
    items = version.members.filter(item__office=office).values_list("item__code", flat=True)
    return any(may(officer, "accept", office=office, item=item, on=on) for item in items)


def consent_to_take_in(number: str) -> Consent | None:
    """Return the consent with a number, if its draft is not handed in."""
    consents = Consent.objects.select_related(
        "draft__version__bundle__lead_office__region", "draft__version__bundle__region"
    )
    found = (
        consents.filter(pk=number, draft__submitted_as="")
        if number.isascii() and number.isdecimal()
        else consents.none()
    )
    return found.first()


def _seen(wanted: Wanted, consent: Consent | None, form: dict[str, Any], on: date) -> ConsentSeen:
    state = _standing(wanted, consent, form, on) if consent else consents.NOT_ASKED
    return ConsentSeen(wanted, consent, state)


def _standing(wanted: Wanted, consent: Consent, form: dict[str, Any], on: date) -> str:
    is_same = consent.terms.clear() == wanted.terms(form)
    return consents.standing(consent.state, is_same=is_same, ends_on=consent.ends_on, today=on)
