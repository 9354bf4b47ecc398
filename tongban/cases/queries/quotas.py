"""Cases of an item of limited number: who waits, in the order of acceptance, and how many were granted."""

from tongban.cases.models import Case
from tongban.cases.rules import GRANTED
from tongban.cases.rules.quotas import obstacles_to_granting
from tongban.kernel.obstacles import Obstacle
from tongban.matters.models import Matter

UNDER_WAY = (Matter.State.ACCEPTED, Matter.State.SUSPENDED)


def obstacles_of_quota(case: Case, outcome: str) -> list[Obstacle]:
    """Return why a case of a limited item cannot be granted now; nothing is asked where the item sets no number."""
    quota = (case.version.elements or {}).get("quota")
    if not quota or outcome != GRANTED:
        return []
    alike = Matter.objects.filter(case__version__item=case.version.item_id)
    waiting = alike.filter(state__in=UNDER_WAY).order_by("accepted_at", "pk").values_list("number", flat=True)
    granted = alike.filter(outcome=GRANTED).count()
    return obstacles_to_granting(number=case.matter.number, waiting=list(waiting), granted=granted, quota=int(quota))
