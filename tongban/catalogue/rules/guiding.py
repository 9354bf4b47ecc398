"""Which question comes next (情形引导): as few as possible lead to the scenario that applies, and to its papers.

A question is asked only while its answer can still change something. Of several, the one comes first whose worst
answer leaves the fewest possibilities open; equal ones in the order in which the item puts them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tongban.catalogue.rules.conditions import ORDER, Answers, Condition, fields_of, verdict

Question = Mapping[str, Any]
Measure = Callable[[Answers], int]
STEP = Decimal("0.5")  # beside a threshold: enough to stand on either side of it


@dataclass(frozen=True)
class Guided:
    """What hangs on the answers of an item: its scenarios in order of preference, its papers and steps."""

    scenarios: tuple[Condition, ...]
    others: tuple[Condition, ...]


def next_question(questions: Sequence[Question], guided: Guided, answers: Answers) -> str | None:
    """Return the key of the question to ask now; None when nothing hangs on an answer any more.

    >>> asked = [{"key": "kind", "choices": [{"value": "new"}, {"value": "renew"}]},
    ...          {"key": "area", "type": "number"}]
    >>> new = {"field": "kind", "op": "is", "value": "new"}
    >>> large = {"all": [new, {"field": "area", "op": ">=", "value": 300}]}
    >>> rules = Guided(scenarios=(large, new), others=())
    >>> next_question(asked, rules, {}), next_question(asked, rules, {"kind": "new"})
    ('kind', 'area')
    >>> next_question(asked, rules, {"kind": "renew"}) is None  # the area does not matter
    True
    """
    possible = possible_scenarios(guided.scenarios, answers)
    undecided = [guided.scenarios[place] for place in possible if verdict(guided.scenarios[place], answers) is None]
    if undecided:
        measure: Measure = lambda given: len(possible_scenarios(guided.scenarios, given))  # noqa: E731
        return _best(questions, undecided, guided, answers, measure)
    left = [condition for condition in guided.others if verdict(condition, answers) is None]
    return _best(questions, left, guided, answers, lambda given: _undecided(guided.others, given)) if left else None


def asked_so_far(questions: Sequence[Question], guided: Guided, answers: Answers) -> list[str]:
    """Return the keys of the answered questions and of the next one, in the order in which they are asked."""
    given: dict[str, Any] = {}
    keys: list[str] = []
    while (key := next_question(questions, guided, given)) is not None:
        keys.append(key)
        if key not in answers:
            break
        given[key] = answers[key]
    return keys


def possible_scenarios(scenarios: Sequence[Condition], answers: Answers) -> list[int]:
    """Return the places of the scenarios that the answers leave possible: none comes after one that holds."""
    possible: list[int] = []
    for place, condition in enumerate(scenarios):
        found = verdict(condition, answers)
        if found is not False:
            possible.append(place)
        if found is True:
            break
    return possible


def answers_of(condition: Condition) -> dict[str, Any]:
    """Return the answers that a condition fixes: those of a scenario's own guide.

    >>> answers_of({"all": [{"field": "kind", "op": "is", "value": "new"}, {"field": "area", "op": ">", "value": 3}]})
    {'kind': 'new'}
    """
    if "all" in condition:
        return {key: value for part in condition["all"] for key, value in answers_of(part).items()}
    return {condition["field"]: condition["value"]} if condition.get("op") == "is" else {}


def _best(
    questions: Sequence[Question], open_ones: Iterable[Condition], guided: Guided, answers: Answers, measure: Measure
) -> str | None:
    matters: set[str] = set().union(*(fields_of(condition) for condition in open_ones))
    candidates = [question for question in questions if question["key"] in matters and question["key"] not in answers]
    if not candidates:
        return None
    conditions = (*guided.scenarios, *guided.others)

    def worst(question: Question) -> int:
        key = question["key"]
        return max((measure({**answers, key: value}) for value in telling_values(question, conditions)), default=0)

    best = min(candidates, key=worst)  # the first of equal ones
    return str(best["key"])


def telling_values(question: Question, conditions: Iterable[Condition]) -> Iterator[Any]:
    """Yield answers that stand for all: each choice, yes and no, numbers on both sides of each threshold."""
    if question.get("type") == "number":
        for threshold in {value for condition in conditions for value in _thresholds(condition, question["key"])}:
            yield from (threshold - STEP, threshold, threshold + STEP)
    elif question.get("type") == "boolean":
        yield from (True, False)
    else:
        yield from (choice["value"] for choice in question.get("choices", ()))


def _thresholds(condition: Condition, key: str) -> Iterator[Decimal]:
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from _thresholds(part, key)
    if "not" in condition:
        yield from _thresholds(condition["not"], key)
    if condition.get("field") == key and condition["op"] in {*ORDER, "is", "is_not"}:
        yield Decimal(str(condition["value"]))


def _undecided(conditions: Iterable[Condition], answers: Answers) -> int:
    return sum(verdict(condition, answers) is None for condition in conditions)
