"""What the verbs of a matter have in common: how they refuse, who acts, and the row they lock first."""

import functools
from typing import Protocol

from django.db.models import Model

from tongban.kernel import journal
from tongban.kernel.events import Actor
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.statements import Prepared, prepared
from tongban.kernel.transactions import remembered
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
    """Lock the matter's row, bring the given object up to date with it, and return that same object.

    An act does so once: while it holds the row, nobody else changes it.
    """
    held = remembered()
    if held.get((Matter, matter.pk)) is not matter:
        lock_ahead(matter.pk)
        bring_up_to_date(matter)
        held[Matter, matter.pk] = matter
    return matter


def locked_matter(key: int) -> Matter:
    """Lock a matter of which the key is known, or return the one that this act holds. Raises DoesNotExist."""
    held = remembered()
    if (Matter, key) not in held:
        lock_ahead(key)
        matter = _locking(Matter).first(key)
        if matter is None:
            raise Matter.DoesNotExist
        held[Matter, key] = matter
    found: Matter = held[Matter, key]
    return found


def lock_ahead(key: int) -> None:
    """Have the matter locked together with what is asked ahead after it, unless this act holds it."""
    if (Matter, key) not in remembered():
        _locking(Matter).ahead(key)
        journal.look_up_ahead(f"matter:{key}")


def bring_up_to_date(row: Model, current: Model | None = None) -> None:
    """Lock a row and read it into the given object; or take it as it was just read. Raises the model's DoesNotExist."""
    kind = type(row)
    current = current or _locking(kind).first(row.pk)
    if current is None:
        raise kind.DoesNotExist  # type: ignore[attr-defined]
    known = row.__dict__
    for field in row._meta.concrete_fields:
        value = getattr(current, field.attname)
        if known.get(field.attname, known) != value:  # a field that is set forgets what it refers to
            setattr(row, field.attname, value)


@functools.cache
def _locking(kind: type[Model]) -> Prepared[[int], Model]:
    """Return the question that locks a row and reads it: every act begins with it."""
    return prepared(lambda key: kind._default_manager.select_for_update().filter(pk=key))
