"""Steps in waves: what a plan must look like, which power a post needs, who may take a step up."""

from collections.abc import Sequence
from dataclasses import dataclass

from tongban.kernel.obstacles import Obstacle

# What an officer must hold at the step's office, by the kind of post the step is for.
POWERS: dict[str, str] = {
    "acceptance": "accept",
    "review": "review",
    "approval": "decide",
    "delivery": "deliver",
}


@dataclass(frozen=True)
class StepPlan:
    """One step to come: whose it is, in which wave, and within how long (no amount: no clock of its own)."""

    code: str
    name: str
    wave: int
    office_id: int
    post_kind: str = "review"
    amount: int | None = None
    unit: str = "working"


def obstacles_to_plan(plans: Sequence[StepPlan]) -> list[Obstacle]:
    """Return what is wrong with a plan: nothing in it, a code twice, a wave left out, a post that does no steps.

    >>> [o.code for o in obstacles_to_plan([StepPlan("a", "现场核查", 1, 7), StepPlan("a", "复核", 3, 7)])]
    ['step_code_twice', 'wave_left_out']
    """
    if not plans:
        return [Obstacle("no_steps")]
    codes = [plan.code for plan in plans]
    waves = {plan.wave for plan in plans}
    twice = sorted({code for code in codes if codes.count(code) > 1})
    missing = sorted(set(range(1, max(waves) + 1)) - waves)
    return [
        *(Obstacle("step_code_twice", code) for code in twice),
        *(Obstacle("wave_left_out", str(wave)) for wave in missing),
        *(Obstacle("post_does_no_steps", plan.name) for plan in plans if plan.post_kind not in POWERS),
    ]


def obstacles_to_claim(*, step: str, state: str, claimed_by: int | None, officer: int) -> list[Obstacle]:
    """Return why an officer may not take a step up. The colleague who has it is not named.

    >>> [o.code for o in obstacles_to_claim(step="核查", state="open", claimed_by=4, officer=5)]
    ['step_already_claimed']
    """
    if state != "open":
        return [Obstacle("step_not_open", step)]
    if claimed_by not in (None, officer):
        return [Obstacle("step_already_claimed", step)]
    return []
