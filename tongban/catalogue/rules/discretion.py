"""Discretion in rules (裁量基准): under which condition which outcome is allowed. Data of a version.

``elements["discretion"]`` is a list of ``{"name", "condition", "outcomes", "basis"}``; the first rule whose condition
the answers meet says what may be decided. Where none applies, discretion is not bound.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tongban.catalogue.rules.conditions import Answers, Condition, holds

OUTCOMES = ("granted", "refused")


@dataclass(frozen=True)
class DiscretionRule:
    """One rule: its name, when it applies, what may be decided then, and on which ground."""

    name: str
    condition: Condition
    outcomes: tuple[str, ...]
    basis: str = ""


def discretion_in(elements: Mapping[str, Any]) -> tuple[DiscretionRule, ...]:
    """Read the rules of a version from its elements."""
    return tuple(
        DiscretionRule(
            name=rule.get("name", ""),
            condition=rule.get("condition") or {},
            outcomes=tuple(rule.get("outcomes", ())),
            basis=rule.get("basis", ""),
        )
        for rule in elements.get("discretion", ())
    )


def rule_for(rules: Iterable[DiscretionRule], answers: Answers) -> DiscretionRule | None:
    """Return the rule that binds the decision; None where none applies.

    >>> small = DiscretionRule("小店", {"field": "area", "op": "<", "value": 30}, ("granted",))
    >>> rule_for([small], {"area": 20}).outcomes, rule_for([small], {"area": 80})
    (('granted',), None)
    """
    return next((rule for rule in rules if holds(rule.condition, answers)), None)


def leaves_discretion(rules: Iterable[DiscretionRule], answers: Answers, outcome: str) -> bool:
    """Whether a decision is one that the rules do not allow.

    >>> small = DiscretionRule("小店", {"field": "area", "op": "<", "value": 30}, ("granted",))
    >>> [leaves_discretion([small], {"area": area}, "refused") for area in (20, 80)]
    [True, False]
    """
    rule = rule_for(rules, answers)
    return rule is not None and outcome not in rule.outcomes
