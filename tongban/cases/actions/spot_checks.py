"""Put on record what a spot check of a decision by one officer found."""

from datetime import datetime

from tongban.cases.events.spot_checks import DecisionChecked
from tongban.cases.models import Decision, SpotCheck
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.models import Officer
from tongban.people.queries import not_allowed


class CannotCheck(Refused):
    """This decision cannot be checked so."""


@action
def check_decision(*, decision: Decision, result: str, remark: str, by: Officer, now: datetime) -> SpotCheck:
    """Record a spot check: of a decision by one officer, once, never by who made it; what is amiss is said."""
    decision = (
        Decision.objects.select_for_update(of=("self",)).select_related("case__matter__office").get(pk=decision.pk)
    )
    matter = decision.case.matter
    obstacles = not_allowed(by, "supervise", **matter.scope, on=local_day(now))
    if SpotCheck.objects.filter(decision=decision).exists():
        obstacles.append(Obstacle("checked_already", matter.number))
    if decision.by_id == by.pk:
        obstacles.append(Obstacle("own_decision", matter.number))
    if result not in SpotCheck.Result.values or (result != SpotCheck.Result.RIGHT and not remark.strip()):
        obstacles.append(Obstacle("check_without_remark", matter.number))
    if obstacles:
        raise CannotCheck(obstacles)

    check = SpotCheck.objects.create(decision=decision, result=result, remark=remark.strip(), by=by, at=now)
    publish(DecisionChecked(subject=matter.subject, by=str(by.actor), at=now, case_id=decision.case_id, result=result))
    return check
