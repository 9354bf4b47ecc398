"""What the matter page shows of its case, and what this officer may do with it now."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tongban.cases import rules
from tongban.cases.models import Case
from tongban.cases.queries.taken_here import HANDS_OUT, was_taken_by
from tongban.catalogue.models import ItemVersion
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.people.models import Office, Officer, Party
from tongban.people.queries import powers_at

OF_A_CHIEF = {"accept", "supervise"}  # a clerk does not supervise, a hall manager does not accept

ELSEWHERE = (ItemVersion.RunMode.PUSHED, ItemVersion.RunMode.GUIDED)


def case_of(matter: Matter) -> Case | None:
    """Return the case of a matter with what its panels need; nothing for other kinds of matter."""
    return (
        Case.objects.select_related(
            "version__item__catalog_item",
            "handling_item",
            "correction",
            "decision",
            "delivery",
            "about",
            "late_entry__outage",
            "late_entry__entered_by",
            "late_entry__answered_by",
        )
        .filter(matter=matter)
        .first()
    )


def who_came(case: Case) -> Party:
    """Return who handed the application in: the applicant, or who came for them."""
    return case.matter.handler or case.matter.party


def other_offices(case: Case) -> QuerySet[Office]:
    """Return the offices that an applicant may be sent to: of the same region and of the one above it, but our own."""
    region = case.matter.office.region
    return Office.objects.filter(region__in=[region, region.parent]).exclude(pk=case.matter.office_id).order_by("name")


@dataclass(frozen=True)
class Possible:
    """The acts that the state of the case and the powers of the officer leave open."""

    accept: bool = False
    decide_instantly: bool = False
    pass_on: bool = False  # accept, and leave the decision to the department's own system
    notify: bool = False
    correct: bool = False
    turn_away: bool = False
    give_back: bool = False
    decide: bool = False
    hand_over: bool = False
    void: bool = False

    def __bool__(self) -> bool:
        """Whether anything is to be offered beside the officer's own step, where the decision is made."""
        return any(is_open for act, is_open in vars(self).items() if act != "decide")


def _may_void(case: Case, officer: Officer, powers: frozenset[str], *, on: date) -> bool:
    """Say whether the receipt may be made void: on its day, by who received it or the chief."""
    return not rules.obstacles_to_voiding(
        state=case.matter.state,
        received_on=local_day(case.matter.received_at),
        today=on,
        is_receiver=case.received_by_id == officer.pk,
        is_chief=powers >= OF_A_CHIEF,
        reason="—",
    )


def possible(case: Case, officer: Officer, *, on: date) -> Possible:
    """Return what may be done; the action itself asks again."""
    state, powers = case.matter.state, powers_at(officer, **case.matter.scope, on=on)
    is_before, was_told = state in rules.BEFORE_ACCEPTANCE, hasattr(case, "correction")
    may_accept = is_before and "accept" in powers
    deciding = powers.intersection(rules.powers_to_decide(is_single_officer=case.is_single_officer))
    is_alone = case.is_single_officer and rules.ALONE in powers
    return Possible(
        accept=may_accept and not is_alone,
        decide_instantly=may_accept and is_alone,
        pass_on=may_accept and is_alone and case.version.run_mode in ELSEWHERE,
        notify=state == rules.RECEIVED and "accept" in powers,
        correct=is_before and "receive" in powers,
        turn_away=may_accept,
        give_back=may_accept and was_told and state == rules.RECEIVED,
        decide=state == rules.ACCEPTED and bool(deciding),
        hand_over=state == rules.DECIDED and (HANDS_OUT in powers or was_taken_by(case, officer, on=on)),
        void=_may_void(case, officer, powers, on=on),
    )
