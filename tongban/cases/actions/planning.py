"""From the steps of the item to the steps of this case."""

from datetime import datetime

from tongban.cases.models import Case
from tongban.cases.rules import DECIDE
from tongban.catalogue.rules import holds
from tongban.matters.actions import open_next_wave, plan_steps
from tongban.matters.actions.refusals import Acting
from tongban.matters.rules.steps import StepPlan
from tongban.people.models import Post


def plan_review(case: Case, *, by: Acting, now: datetime) -> None:
    """Lay out the reviews that apply here, the decision as the last wave, and open the first one."""
    applying = [spec for spec in case.version.steps.all() if holds(spec.condition, case.answers)]
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
    limit = case.version.elements.get("decision", {})
    decision = StepPlan(
        code=DECIDE,
        name="审批决定",
        wave=len(waves) + 1,
        office_id=case.matter.office_id,
        post_kind=Post.Kind.ACCEPTANCE if case.is_single_officer else Post.Kind.APPROVAL,
        amount=limit.get("amount"),
        unit=limit.get("unit", "working"),
    )
    plan_steps(matter=case.matter, steps=[*reviews, decision], by=by, now=now)
    open_next_wave(matter=case.matter, by=by, now=now)
