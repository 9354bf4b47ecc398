"""What follows a decision in the same act: the result, the one it is about, the office that regulates, publication."""

from dataclasses import dataclass, field
from datetime import datetime

from tongban.cases import rules
from tongban.cases.actions.publication import publish_decision
from tongban.cases.actions.regulation import tell_regulator
from tongban.cases.actions.results import end_result, give_result, obstacles_to_granting, result_about, result_of
from tongban.cases.models import Case, Decision, Result
from tongban.kernel.obstacles import Obstacle
from tongban.matters.actions.refusals import Acting


@dataclass
class Outcome:
    """What a decision will bring about beside itself."""

    case: Case
    is_granted: bool
    about: Result | None = None
    result: Result | None = None
    obstacles: list[Obstacle] = field(default_factory=list)

    def prepare(self, *, now: datetime) -> None:
        """Make the result, so that the decision can name it; it is stored after the decision."""
        self.result = result_of(self.case, self.about, now=now) if self.is_granted else None


def outcome_of(case: Case, *, outcome: str) -> Outcome:
    """Return what a decision would bring about, and why it cannot: the result it is about is no longer in force."""
    is_granted = outcome == rules.GRANTED
    about = result_about(case) if is_granted else None
    return Outcome(case, is_granted, about, obstacles=obstacles_to_granting(case, about))


def follow_up(decision: Decision, given: Outcome, *, by: Acting, now: datetime, told: str = "") -> None:
    """Put the result on record, end the one that is cancelled, tell the office that regulates, make a grant public."""
    if given.result:
        give_result(given.result, by=by, now=now)
    elif given.about and given.case.purpose == Case.Purpose.CANCEL:
        end_result(given.about, state=Result.State.CANCELLED, by=by, now=now)
    kind = told or decision.outcome
    tell_regulator(given.case, about=kind, by=by, now=now)
    if given.is_granted:
        publish_decision(given.case, kind=kind, document=decision.document, result=given.result, by=by, now=now)
