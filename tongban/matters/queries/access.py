"""Who may see a matter, and who may do one of its steps."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongban.kernel.obstacles import Obstacle
from tongban.matters.models import Matter, Step, TimedQuerySet
from tongban.matters.rules.steps import POWERS
from tongban.people.models import Officer
from tongban.people.queries import may, officers_with, offices_under, powers_at

WORKING = frozenset({"receive", "accept", "review", "decide", "deliver", "supervise"})


def seen_by(officer: Officer, *, on: date) -> TimedQuerySet[Matter]:
    """Return the matters an officer may see: by the responsible, the regulating or a step's office."""
    offices = offices_under(officer, "see", on=on)
    taking_part = Step.objects.filter(office__in=offices, matter=OuterRef("pk"))
    return Matter.objects.filter(Q(office__in=offices) | Q(regulating_office__in=offices) | Q(Exists(taking_part)))


def may_see(officer: Officer, matter: Matter, *, on: date) -> bool:
    return seen_by(officer, on=on).filter(pk=matter.pk).exists()


def may_work_with(officer: Officer, matter: Matter, *, on: date) -> bool:
    """Whether the officer has a part in the matter, and so may read personal values in clear, each for a purpose.

    Whoever only looks on (a director, an auditor, an item manager) sees them masked: no more than the work needs
    (个人信息保护法 art. 6). Supervision needs them to hear a complaint.
    """
    if powers_at(officer, office=matter.office, on=on) & WORKING:
        return True
    steps = matter.steps.filter(is_superseded=False).select_related("office")
    return any(may_work_on(officer, step, on=on) for step in steps)


def may_work_on(officer: Officer, step: Step, *, on: date) -> bool:
    """Whether the officer holds what the step's post needs at the step's office."""
    return may(officer, POWERS[step.post_kind], office=step.office, on=on)


def obstacles_to_working_on(step: Step, officer: Officer, *, on: date) -> list[Obstacle]:
    return [] if may_work_on(officer, step, on=on) else [Obstacle("not_your_step", step.name)]


def colleagues_for(step: Step, *, on: date) -> QuerySet[Officer]:
    """Return the officers who may do a step, of its office or above; contracted ones do no steps."""
    return officers_with(POWERS[step.post_kind], office=step.office, on=on).order_by("staff_number")
