"""From a line to a case: references resolved, moments in order."""

from datetime import datetime
from typing import Any

from tongban.cases.actions.bulk import PastCase
from tongban.cases.rules import DECIDE, obstacles_to_history
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.queries.history import in_force_at
from tongban.kernel.obstacles import Obstacle
from tongban.matters.actions.bulk import PastStep
from tongban.matters.rules import StepPlan
from tongban.server.importing.knowledge import Knowledge
from tongban.server.importing.moments import moments_of

MOMENTS = ("received_at", "accepted_at", "decided_at", "closed_at")
OFFICERS = ("received_by", "accepted_by", "decided_by", "closed_by")


def case_of(
    data: dict[str, Any], *, knowledge: Knowledge, versions: list[ItemVersion], parties: dict[str, int], now: datetime
) -> tuple[PastCase | None, list[Obstacle]]:
    """Return the case that a line of the right shape tells of, without its new number, or why there is none."""
    (received_at, accepted_at, decided_at, closed_at), obstacles = moments_of(data, MOMENTS)
    party, handler = data["party"], data.get("handler") or data["party"]
    obstacles += [Obstacle("party_unknown", each) for each in dict.fromkeys([party, handler]) if each not in parties]
    obstacles += _unknown_officers(data, OFFICERS, knowledge)
    version = in_force_at(versions, received_at) if versions and received_at else None
    if version is None:
        obstacles.append(Obstacle("item_retired_by_then" if versions else "item_unknown", data["item"]))
    if obstacles or version is None:
        return None, obstacles

    steps, obstacles = _steps(data.get("steps", ()), version, knowledge)
    papers = data.get("papers", ())
    if papers and (unknown := set(papers) - {spec.code for spec in version.materials.all()}):
        obstacles += [Obstacle("paper_unknown", code) for code in sorted(unknown)]
    case = PastCase(
        old_number=data["number"],
        number="",
        version=version,
        party_id=parties[party],
        handler_id=parties[handler],
        channel=data.get("channel", "window"),
        received_at=received_at,
        accepted_at=accepted_at,
        decided_at=decided_at,
        closed_at=closed_at,
        outcome=data.get("outcome", ""),
        reasons=data.get("reasons", ""),
        deliver_way=data.get("deliver_way", "window"),
        answers=data.get("answers", {}),
        form=data.get("form", {}),
        papers=papers,
        steps=steps,
        **{name: knowledge.officers[data[name]] if data.get(name) else None for name in OFFICERS},
    )
    return case, obstacles or obstacles_to_history(
        received_at=received_at,
        accepted_at=accepted_at,
        decided_at=decided_at,
        closed_at=closed_at,
        outcome=case.outcome,
        steps=[(step.plan.name, step.opened_at, step.closed_at, step.outcome) for step in steps.values()],
        now=now,
    )


def _steps(
    told: list[dict[str, Any]], version: ItemVersion, knowledge: Knowledge
) -> tuple[dict[str, PastStep], list[Obstacle]]:
    steps: dict[str, PastStep] = {}
    obstacles: list[Obstacle] = []
    specs = {spec.code: spec for spec in version.steps.all()} if told else {}
    for data in told:
        code, spec = data["code"], specs.get(data["code"])
        if code == DECIDE or code in steps:
            obstacles.append(Obstacle("step_code_twice", code))
            continue
        (opened_at, closed_at), faults = moments_of(data, ("opened_at", "closed_at"), f"{code}.")
        faults += _unknown_officers(data, ("officer",), knowledge)
        office = knowledge.offices.get(data["office"]) if "office" in data else spec.office_id if spec else None
        if office is None:
            faults.append(Obstacle("office_unknown", data.get("office", code)))
        if spec is None and not data.get("name"):
            faults.append(Obstacle("step_needs_a_name", code))
        if faults or office is None:
            obstacles += faults
            continue
        plan = StepPlan(
            code=code,
            name=data.get("name") or (spec.name if spec else ""),
            wave=data.get("wave") or (spec.wave if spec else 1),
            office_id=office,
            post_kind=data.get("post") or (spec.post_kind if spec else "review"),
            amount=spec.amount if spec else None,
            unit=spec.unit if spec else "working",
        )
        officer = knowledge.officers[data["officer"]] if data.get("officer") else None
        steps[code] = PastStep(plan, opened_at, closed_at, officer, data.get("outcome", ""), data.get("opinion", ""))
    return steps, obstacles


def _unknown_officers(data: dict[str, Any], names: tuple[str, ...], knowledge: Knowledge) -> list[Obstacle]:
    given = [data[name] for name in names if data.get(name)]
    return [Obstacle("officer_unknown", name) for name in dict.fromkeys(given) if name not in knowledge.officers]
