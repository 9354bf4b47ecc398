"""Who may see a matter, and who may do one of its steps."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongban.kernel.keys import Keys
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import prepared
from tongban.matters.models import Matter, Step, TimedQuerySet
from tongban.matters.queries.steps import steps_of
from tongban.matters.rules.steps import POWERS
from tongban.people.models import Officer
from tongban.people.queries import Reach, may, of_items, officers_with, powers_at, reach, why_not

WORKING = frozenset({"receive", "accept", "review", "decide", "deliver", "supervise"})


def seen_by(officer: Officer, *, on: date) -> TimedQuerySet[Matter]:
    """Return the matters an officer may see: by the responsible, the regulating or a step's office."""
    if not (seen := reach(officer, "see", on=on)):
        return Matter.objects.none()
    taking_part = Step.objects.filter(within(seen, "matter__"), matter=OuterRef("pk"))
    condition = within(seen, taken_up="") | Q(Exists(taking_part))
    if seen.offices:
        condition |= Q(regulating_office__among=Keys.of(seen.offices))
    return Matter.objects.filter(condition)


def within(reached: Reach, prefix: str = "", *, taken_up: str = "claimed_by") -> Q:
    """Return the condition that rows of an office, and about an item, lie within an officer's reach.

    ``prefix`` leads to the matter, ``taken_up`` names who has a row in hand; without it, what B keeps from A's absence
    is no part of it.
    """
    condition = Q(pk__in=[])
    if reached.offices:
        condition |= Q(office__among=Keys.of(reached.offices))
    for office, codes, desk in reached.limited:
        certain = Q(of_items(f"{prefix}subject_code", codes), office=office)
        condition |= certain if desk is None else Q(certain, **{f"{prefix}desk": desk})
    if reached.kept and taken_up:
        condition |= Q(**{taken_up: reached.officer}, office__among=Keys.of(reached.kept))
    return condition


def may_see(officer: Officer, matter: Matter, *, on: date) -> bool:
    """Say of one matter what ``seen_by`` says of all, without naming every office within reach."""
    responsible = [office for office in (matter.office, matter.regulating_office) if office]
    if any(may(officer, "see", **(matter.scope | {"office": office}), on=on) for office in responsible):
        return True
    taking_part = Step.objects.filter(matter=matter).select_related("office")
    return any(
        may(officer, "see", **(matter.scope | {"office": step.office}), on=on, has_it=step.claimed_by_id == officer.pk)
        for step in taking_part
    )


def may_work_with(officer: Officer, matter: Matter, *, on: date) -> bool:
    """Whether the officer has a part in the matter, and so may read personal values in clear, each for a purpose.

    Whoever only looks on (a director, an auditor) sees them masked: no more than the work needs
    (个人信息保护法 art. 6). Supervision needs them to hear a complaint.
    """
    if powers_at(officer, **matter.scope, on=on) & WORKING:
        return True
    return any(may_work_on(officer, step, on=on) for step in steps_of(matter) if not step.is_superseded)


def may_work_on(officer: Officer, step: Step, *, on: date) -> bool:
    """Whether the officer holds what the step's post needs at the step's office, for its item; or as B has kept it."""
    return may(officer, POWERS[step.post_kind], **step.scope, on=on, has_it=step.claimed_by_id == officer.pk)


def obstacles_to_working_on(step: Step, officer: Officer, *, on: date) -> list[Obstacle]:
    """Return why an officer may not do a step: another post's, outside their mandate, or the mandate has ended."""
    if may_work_on(officer, step, on=on):
        return []
    power, item = POWERS[step.post_kind], step.matter.subject_code
    why = why_not(officer, power, office=step.office, item=item, on=on)
    return [Obstacle("not_your_step", step.name) if why.code == "no_power" else why]


def step_of(matter: Matter, key: int) -> Step | None:
    """Return a step of a matter by its key, with its office and who has it; none that was set aside."""
    step = _step.first(matter.pk, key)
    if step:
        step.matter = matter
    return step


@prepared
def _step(matter: int, key: int) -> "QuerySet[Step]":
    steps = Step.objects.select_related("office", "claimed_by")
    return steps.filter(matter=matter, pk=key, is_superseded=False)


def colleagues_for(step: Step, *, on: date) -> QuerySet[Officer]:
    """Return the officers who may do a step, of its office or above; contracted ones do no steps."""
    able = officers_with(POWERS[step.post_kind], office=step.office, item=step.matter.subject_code, on=on)
    return able.order_by("staff_number")
