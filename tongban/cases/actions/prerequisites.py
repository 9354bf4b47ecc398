"""What has to be settled elsewhere before a case goes on: asked on acceptance, settled when the proof was seen."""

from datetime import datetime

from tongban.cases.actions.holds import hold_back, lift_holds
from tongban.cases.actions.refusals import CannotCharge, locked
from tongban.cases.events import PrerequisiteAsked, PrerequisiteSettled
from tongban.cases.models import Case, Prerequisite
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.people.models import Officer
from tongban.people.queries import not_allowed

PREREQUISITE = "prerequisite"  # the kind of its holds


@action
def ask_prerequisites(*, case: Case, now: datetime) -> list[Prerequisite]:
    """Hold the decision back for everything that the item says comes first (``elements["prerequisites"]``)."""
    case = locked(case)
    asked = [
        Prerequisite(case=case, code=each["code"], name=each["name"], basis=each.get("basis", ""))
        for each in case.version.elements.get("prerequisites", ())
    ]
    for each in asked:
        each.save(force_insert=True)
        hold_back(
            case=case, kind=PREREQUISITE, blocks="decision", about=each.name, refers_to=each.pk, by=SYSTEM, now=now
        )
        publish(
            PrerequisiteAsked(
                subject=case.matter.subject,
                by=str(SYSTEM),
                at=now,
                case_id=case.pk,
                prerequisite_id=each.pk,
                code=each.code,
            )
        )
    return asked


@action
def settle_prerequisite(*, prerequisite: Prerequisite, proof: str, by: Officer, now: datetime) -> Prerequisite:
    """Put the number of the proof on record: a tax certificate, a receipt, a consent."""
    case = locked(prerequisite.case)
    prerequisite = Prerequisite.objects.select_for_update().get(pk=prerequisite.pk)
    obstacles = not_allowed(by, "accept", "review", **case.matter.scope, on=local_day(now))
    if prerequisite.settled_at:
        obstacles = [*obstacles, Obstacle("hold_is_lifted")]
    if not proof.strip():
        obstacles = [*obstacles, Obstacle("proof_missing", prerequisite.name)]
    if obstacles:
        raise CannotCharge(obstacles)
    return _settle(case, prerequisite, proof.strip(), by=by, now=now)


@action
def settle_by_result(*, prerequisite: Prerequisite, proof: str, by: Acting, now: datetime) -> Prerequisite:
    """Put on record the number of a result that proves it, without anybody's word; what is settled stays so."""
    case = locked(prerequisite.case)
    prerequisite = Prerequisite.objects.select_for_update().get(pk=prerequisite.pk)
    return prerequisite if prerequisite.settled_at else _settle(case, prerequisite, proof, by=by, now=now)


def _settle(case: Case, prerequisite: Prerequisite, proof: str, *, by: Acting, now: datetime) -> Prerequisite:
    prerequisite.proof, prerequisite.settled_at = proof, now
    prerequisite.settled_by = by if isinstance(by, Officer) else None
    prerequisite.save(update_fields=["proof", "settled_at", "settled_by"])
    lift_holds(case=case, kind=PREREQUISITE, refers_to=prerequisite.pk, by=by, now=now)
    publish(
        PrerequisiteSettled(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            prerequisite_id=prerequisite.pk,
            code=prerequisite.code,
        )
    )
    return prerequisite
