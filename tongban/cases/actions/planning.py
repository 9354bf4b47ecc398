"""From the steps of the item to the steps of this case."""

from tongban.cases.models import Case
from tongban.cases.rules import DECIDE
from tongban.catalogue.rules import holds
from tongban.matters.rules.steps import StepPlan
from tongban.people.models import Post


def review_plan(case: Case) -> list[StepPlan]:
    """Return the reviews that apply here, wave by wave, and the decision as the last one."""
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
    return [*reviews, decision]
