"""Conditions as data: when does a paper, a field, a step or a scenario apply?

A condition is ``{}`` (always), ``{"all": […]}``, ``{"any": […]}``, ``{"not": {…}}``, or one comparison
``{"field": "area", "op": ">=", "value": 300}``. Only the server evaluates it. It knows no functions, no nesting
of fields and no clock.
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol, TypeVar

from tongban.kernel.obstacles import Obstacle

Condition = Mapping[str, Any]
Answers = Mapping[str, Any]

ORDER: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
EQUALITY = frozenset({"is", "is_not", "in", "not_in", "has"})
OPERATORS = EQUALITY | ORDER.keys()
GROUPS = frozenset({"all", "any", "not"})


class Conditional(Protocol):
    """Anything that applies only under a condition: a paper, a step, a scenario."""

    @property
    def condition(self) -> Any: ...


C = TypeVar("C", bound=Conditional)


def holds(condition: Condition, answers: Answers) -> bool:
    """Return whether the answers meet the condition. What was not answered meets nothing.

    >>> large = {"field": "area", "op": ">=", "value": 300}
    >>> holds(large, {"area": "320"}), holds(large, {"area": 299.5}), holds(large, {})
    (True, False, False)
    >>> holds({"any": [large, {"field": "dishes", "op": "has", "value": "cold"}]}, {"dishes": ["hot", "cold"]})
    True
    >>> holds({}, {})
    True
    """
    return verdict(condition, answers) is True


def verdict(condition: Condition, answers: Answers) -> bool | None:
    """Return whether the condition is met, or None as long as the answers given leave it open.

    >>> large = {"field": "area", "op": ">=", "value": 300}
    >>> verdict(large, {}), verdict({"not": large}, {}), verdict({"any": [{}, large]}, {})
    (None, None, True)
    """
    if "all" in condition:
        return _all([verdict(part, answers) for part in condition["all"]])
    if "any" in condition:
        return _not(_all([_not(verdict(part, answers)) for part in condition["any"]]))
    if "not" in condition:
        return _not(verdict(condition["not"], answers))
    if not condition:
        return True
    answer = answers.get(condition["field"])
    if answer is None or answer == "":
        return None
    return _compare(answer, condition["op"], condition["value"])


def scenario_for(scenarios: Iterable[C], answers: Answers) -> C | None:
    """Return the first scenario whose condition the answers meet; they stand in order of preference."""
    return next((scenario for scenario in scenarios if holds(scenario.condition, answers)), None)


def fields_of(condition: Condition) -> set[str]:
    """Return the names of the answers on which the condition depends.

    >>> sorted(fields_of({"all": [{"field": "a", "op": "is", "value": 1}, {"not": {"field": "b"}}]}))
    ['a', 'b']
    """
    if "field" in condition:
        return {condition["field"]}
    parts = [*condition.get("all", ()), *condition.get("any", ())]
    if "not" in condition:
        parts.append(condition["not"])
    return set().union(*(fields_of(part) for part in parts))


def condition_errors(condition: Any, known: Iterable[str], about: str) -> list[Obstacle]:
    """Return what is wrong with a condition: not a condition at all, an unknown operator, an unknown field.

    >>> condition_errors({"field": "aera", "op": ">", "value": 3}, {"area"}, "plan")
    [Obstacle(code='condition_unknown_field', about='plan', details={'field': 'aera'})]
    """
    if not isinstance(condition, Mapping):
        return [Obstacle("condition_malformed", about)]
    if not condition:
        return []
    if "field" not in condition:
        return _group_errors(condition, known, about)
    if set(condition) != {"field", "op", "value"} or condition["op"] not in OPERATORS:
        return [Obstacle("condition_malformed", about)]
    if condition["field"] not in set(known):
        return [Obstacle("condition_unknown_field", about, {"field": condition["field"]})]
    return []


def _group_errors(condition: Condition, known: Iterable[str], about: str) -> list[Obstacle]:
    if len(condition) != 1 or not (condition.keys() <= GROUPS):
        return [Obstacle("condition_malformed", about)]
    ((_, parts),) = condition.items()
    parts = [parts] if isinstance(parts, Mapping) else parts
    return [obstacle for part in parts for obstacle in condition_errors(part, known, about)]


def _all(verdicts: list[bool | None]) -> bool | None:
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _not(verdict: bool | None) -> bool | None:
    return None if verdict is None else not verdict


def _compare(answer: Any, op: str, value: Any) -> bool:
    if op in ORDER:
        left, right = _number(answer), _number(value)
        return left is not None and right is not None and ORDER[op](left, right)
    if op == "has":
        return _plain(value) in [_plain(one) for one in _many(answer)]
    if op in ("in", "not_in"):
        return (_plain(answer) in [_plain(one) for one in value]) is (op == "in")
    return (_plain(answer) == _plain(value)) is (op == "is")


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _plain(value: Any) -> Any:
    """Forms send text: "true" and 3 must equal True and "3"."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _many(answer: Any) -> list[Any]:
    return list(answer) if isinstance(answer, list | tuple | set | frozenset) else [answer]
