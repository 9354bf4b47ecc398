"""From what the item says to the steps and limits of a case."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from tongban.calendars.queries import calendar_for
from tongban.calendars.rules import working_days_between
from tongban.cases.models import Case, Result
from tongban.cases.rules import DECIDE
from tongban.cases.rules.renewals import RENEWED, SILENCE
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.rules import holds
from tongban.catalogue.rules.commitments import commitment_of
from tongban.kernel.moments import local_day
from tongban.matters.models import Clock
from tongban.matters.rules import ClockPlan
from tongban.matters.rules.steps import StepPlan
from tongban.people.models import Post


def review_plan(case: Case) -> list[StepPlan]:
    """Return the reviews that apply here, wave by wave, and the decision as the last one.

    On a commitment nothing is examined before the decision; who chose the ordinary way of such an item is examined.
    """
    office = case.matter.office_id
    if case.terms == Case.Terms.COMMITMENT:
        return [decision_step(case.version, wave=1, office_id=office)]
    plan = plan_of(case.version, case.answers, office_id=office)
    terms = commitment_of(case.version.elements)
    if terms and terms.ordinary_step and len(plan) == 1:
        looked_at = StepPlan("examine", terms.ordinary_step, 1, office, Post.Kind.REVIEW, None, "working")
        return [looked_at, *(replace(step, wave=2) for step in plan)]
    return plan


def plan_of(version: ItemVersion, answers: Mapping[str, Any], *, office_id: int) -> list[StepPlan]:
    """Return the steps of a version for these answers, and the decision at the office as the last one."""
    applying = [spec for spec in version.steps.all() if holds(spec.condition, answers)]
    waves = {wave: number for number, wave in enumerate(sorted({spec.wave for spec in applying}), start=1)}
    reviews = [
        StepPlan(
            code=spec.code,
            name=spec.name,
            wave=waves[spec.wave],
            office_id=spec.office_id,
            post_kind=spec.post_kind,
            amount=spec.amount,
            unit=spec.unit,
        )
        for spec in applying
    ]
    return [*reviews, decision_step(version, wave=len(waves) + 1, office_id=office_id)]


def decision_step(version: ItemVersion, *, wave: int, office_id: int) -> StepPlan:
    """Return the decision as a step: of the acceptance post where one officer does both."""
    limit = version.elements.get("decision", {})
    is_single_officer = version.is_instant and version.is_single_officer
    return StepPlan(
        code=DECIDE,
        name="审批决定",
        wave=wave,
        office_id=office_id,
        post_kind=Post.Kind.ACCEPTANCE if is_single_officer else Post.Kind.APPROVAL,
        amount=limit.get("amount"),
        unit=limit.get("unit", "working"),
    )


def limits_on(case: Case, start: datetime) -> list[ClockPlan]:
    """Return the clocks of a case on its terms: a commitment is decided the same day, the ordinary way has its own."""
    limits, terms = limits_of(case.version, start), commitment_of(case.version.elements)
    if case.terms == Case.Terms.COMMITMENT:
        return [ClockPlan(Clock.Kind.PROMISED, 0, "working", start), *limits[1:]]
    if terms and terms.ordinary_amount is not None:
        return [ClockPlan(Clock.Kind.PROMISED, terms.ordinary_amount, terms.ordinary_unit, start), *limits[1:]]
    return limits


def limits_of(version: ItemVersion, start: datetime) -> list[ClockPlan]:
    """Return the clocks of the promise and, where there is one, of the law."""
    promised = ClockPlan(Clock.Kind.PROMISED, version.promised_amount, version.promised_unit, start)
    if version.statutory_amount is None:
        return [promised]
    statutory = ClockPlan(
        Clock.Kind.STATUTORY, version.statutory_amount, version.statutory_unit, start, version.statutory_text
    )
    return [promised, statutory]


def renewal_limits(case: Case, start: datetime) -> list[ClockPlan]:
    """Return the clock of a renewal: the decision falls before the term of the licence ends, else it counts as renewed.

    It is due on the last working day of the term; nothing for other cases, of which nothing is asked.
    """
    if case.purpose != Case.Purpose.RENEW or case.about_id is None:
        return []
    about = Result.objects.get(pk=case.about_id)
    if about.valid_until is None:
        return []
    days = working_days_between(local_day(start), about.valid_until, calendar_for(case.matter.region_id))
    return [ClockPlan(Clock.Kind.RENEWAL, max(days, 0), "working", start, SILENCE, on_silence=RENEWED)]
