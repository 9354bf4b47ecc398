"""Why an officer may not: outside the mandate, after it ended, or without the power at all; and that it was tried.

What is tried within a request is noted here; the edge (``middleware.KeepsOversteps``) puts it on record once the
request has been refused, for the refusal leaves no trace of its own.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from tongban.kernel.obstacles import Obstacle
from tongban.people.models import Mandate, Office, Officer
from tongban.people.rules.mandates import POWERS_OF_KIND

ACTING = frozenset({"receive"}.union(*POWERS_OF_KIND.values()))


@dataclass(frozen=True)
class Tried:
    """What an officer tried and may not."""

    officer: int
    power: str
    office: int
    item: str
    code: str


tried: ContextVar[list[Tried] | None] = ContextVar("tried", default=None)  # none: nobody keeps it here


def why_not(officer: Officer, power: str, *, office: Office, item: str = "", on: date) -> Obstacle:
    """Return why an officer does not hold a power at an office, and note that it was tried."""
    obstacle = _why(officer, power, office, on)
    noted = tried.get()
    if noted is not None and power in ACTING:
        noted.append(Tried(officer.pk, power, office.pk, item, obstacle.code))
    return obstacle


def _why(officer: Officer, power: str, office: Office, on: date) -> Obstacle:
    if power not in ACTING:
        return Obstacle("no_power", power)
    latest = Mandate.objects.filter(officer=officer, office=office, since__lte=on).order_by("-since", "-pk").first()
    if latest is None:
        return Obstacle("no_power", power)
    if latest.is_in_force(on) or latest.until is None:
        return Obstacle("outside_mandate", power, {"document": latest.document})
    return Obstacle("mandate_ended", power, {"document": latest.document, "until": latest.until.isoformat()})
