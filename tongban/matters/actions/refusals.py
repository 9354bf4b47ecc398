"""What the verbs of a matter have in common: how they refuse, who acts, and the row they lock first."""

from typing import Protocol

from tongban.kernel.events import Actor
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.matters.models import Matter


class CannotAct(Refused):
    """The matter, or the step, does not allow this now, or not to this officer."""


class Acting(Protocol):
    """Whoever acts: an officer, a party, the system."""

    @property
    def actor(self) -> Actor: ...


def refuse_if(obstacles: list[Obstacle]) -> None:
    if obstacles:
        raise CannotAct(obstacles)


def locked(matter: Matter) -> Matter:
    """Lock the matter's row, bring the given object up to date with it, and return that same object."""
    current = Matter.objects.select_for_update().get(pk=matter.pk)
    for field in Matter._meta.concrete_fields:
        setattr(matter, field.attname, getattr(current, field.attname))
    return matter
