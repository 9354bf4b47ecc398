"""What a firm's system sends for a bundle, read as its members ask."""

from collections.abc import Collection, Mapping
from typing import Any

from tongban.bundles.queries.plans import Plan
from tongban.bundles.rules.forms import whole_answers
from tongban.cases.api.given import refuse_unknown
from tongban.catalogue.rules import form_values
from tongban.catalogue.rules.questions import read_answers
from tongban.kernel.obstacles import Obstacle
from tongban.ui.api.problems import Turned


def answers_read(plan: Plan, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that can be read: first the bundle's own, then to what its members leave open."""
    answers = read_answers(plan.questions({}), raw)
    return answers | read_answers(plan.questions(answers), raw)


def answers_given(plan: Plan, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers as the platform reads them. Raises ``Turned`` for one that answers no question."""
    read = answers_read(plan, given)
    refuse_unknown(given, read)
    return read


def form_given(
    plan: Plan, given: Mapping[str, Any], answers: Mapping[str, Any], left_out: Collection[str]
) -> dict[str, Any]:
    """Return the one form as the platform reads it. Raises ``Turned`` for a value that no field asks for."""
    chosen = plan.applying(answers, left_out)
    schema = plan.form(chosen).schema
    refuse_unknown(given, schema["properties"])
    return form_values(schema, given, whole_answers(plan.all_answers(chosen, answers)))


def left_out_given(plan: Plan, given: Collection[str]) -> list[str]:
    """Return the members that are left out. Raises ``Turned`` for one that there is not, or that must be."""
    may_be = {each.code for each in plan.members if not each.member.is_required}
    if unknown := sorted(set(given) - may_be):
        raise Turned(422, *(Obstacle("member_not_to_leave_out", code) for code in unknown))
    return sorted(set(given))
