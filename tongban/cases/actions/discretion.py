"""Decisions and the rules of discretion (裁量基准): what the item's own rule allows, and what was decided beside it."""

from dataclasses import dataclass
from datetime import datetime

from tongban.cases.events import DiscretionWasLeft
from tongban.cases.models import Case, Decision, DiscretionLeft
from tongban.catalogue.rules.discretion import DiscretionRule, discretion_in, rule_for
from tongban.kernel.events import publish
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import insert
from tongban.people.models import Officer


def rule_that_binds(case: Case) -> DiscretionRule | None:
    """Return the rule of the case's own version that its answers meet; none where discretion is not bound."""
    bound = discretion_in(case.version.elements)
    return rule_for(bound, {**case.form.clear(), **case.answers}) if bound else None


@dataclass(frozen=True)
class Leaving:
    """A decision that leaves the rule, before it is made."""

    rule: DiscretionRule
    reason: str

    def obstacles(self) -> list[Obstacle]:
        """Return the obstacle that nobody says why."""
        about = {"rule": self.rule.name, "basis": self.rule.basis}
        return [] if self.reason.strip() else [Obstacle("discretion_reason_missing", self.rule.name, about)]

    def record(self, decision: Decision, *, by: Officer, now: datetime) -> None:
        """Put it on record for supervision."""
        case = decision.case
        row = DiscretionLeft(
            decision=decision,
            office=case.matter.office,
            rule=self.rule.name,
            basis=self.rule.basis,
            allowed=list(self.rule.outcomes),
            reason=self.reason.strip(),
            at=now,
        )
        insert([row])
        publish(
            DiscretionWasLeft(subject=case.matter.subject, by=str(by.actor), at=now, case_id=case.pk, rule=row.rule)
        )


def leaving(case: Case, outcome: str, reason: str) -> Leaving | None:
    """Return what a decision leaves; nothing where it keeps to the rule, or no rule binds it."""
    rule = rule_that_binds(case)
    return Leaving(rule, reason) if rule and outcome not in rule.outcomes else None
