"""Who may see a matter, and who may do one of its steps."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongban.kernel.obstacles import Obstacle
from tongban.matters.models import Matter, Step
from tongban.matters.rules.steps import POWERS
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices, may


def seen_by(officer: Officer, *, on: date) -> QuerySet[Matter]:
    """Return the matters an officer may see: by the responsible, the regulating or a step's office."""
    taking_part = Step.objects.filter(accessible_offices(officer, "see", on=on), matter=OuterRef("pk"))
    return Matter.objects.filter(
        accessible_offices(officer, "see", on=on)
        | accessible_offices(officer, "see", on=on, field="regulating_office")
        | Q(Exists(taking_part))
    )


def may_see(officer: Officer, matter: Matter, *, on: date) -> bool:
    return seen_by(officer, on=on).filter(pk=matter.pk).exists()


def may_work_on(officer: Officer, step: Step, *, on: date) -> bool:
    """Whether the officer holds what the step's post needs at the step's office."""
    return may(officer, POWERS[step.post_kind], office=step.office, on=on)


def obstacles_to_working_on(step: Step, officer: Officer, *, on: date) -> list[Obstacle]:
    return [] if may_work_on(officer, step, on=on) else [Obstacle("not_your_step", step.name)]
