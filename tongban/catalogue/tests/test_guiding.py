"""The fewest questions to the right scenario, and the flow chart of the steps."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest

from tongban.catalogue.demo import demo_items
from tongban.catalogue.rules.charts import WIDTH, Stage, flow_chart
from tongban.catalogue.rules.conditions import verdict
from tongban.catalogue.rules.guiding import Guided, asked_so_far, next_question, possible_scenarios, telling_values

ITEMS = [data for data in demo_items() if data.get("questions") and data.get("scenarios")]


def guided_of(data: Mapping[str, Any]) -> Guided:
    others = [part.get("condition", {}) for kind in ("papers", "steps") for part in data.get(kind, ())]
    return Guided(tuple(scenario["condition"] for scenario in data["scenarios"]), tuple(others))


def whole_answers(data: Mapping[str, Any], guided: Guided) -> Iterator[dict[str, Any]]:
    """Every way of answering all questions of an item."""
    conditions = (*guided.scenarios, *guided.others)
    values = [sorted(set(telling_values(question, conditions)), key=str) or [1] for question in data["questions"]]
    for chosen in product(*values):
        yield {question["key"]: value for question, value in zip(data["questions"], chosen)}


def settled(guided: Guided, answers: Mapping[str, Any]) -> list[int]:
    return possible_scenarios(guided.scenarios, answers)


@pytest.mark.requirement("B12")
@pytest.mark.parametrize("data", ITEMS, ids=lambda data: data["name"])
def test_the_questions_asked_lead_where_all_questions_would(data: dict[str, Any]) -> None:
    guided = guided_of(data)
    for answers in whole_answers(data, guided):
        given = {key: answers[key] for key in asked_so_far(data["questions"], guided, answers)}
        assert settled(guided, given) == settled(guided, answers)
        assert [verdict(each, given) for each in guided.others] == [verdict(each, answers) for each in guided.others]


@pytest.mark.requirement("B12")
@pytest.mark.parametrize("data", ITEMS, ids=lambda data: data["name"])
def test_nobody_can_ask_fewer_questions_of_the_worst_case(data: dict[str, Any]) -> None:
    guided = Guided(guided_of(data).scenarios, ())

    def fewest(given: dict[str, Any]) -> int:
        possible = settled(guided, given)
        if all(verdict(guided.scenarios[place], given) is not None for place in possible):
            return 0
        open_ones = [question for question in data["questions"] if question["key"] not in given]
        return 1 + min(worst(question, given) for question in open_ones)

    def worst(question: Mapping[str, Any], given: dict[str, Any]) -> int:
        values = list(telling_values(question, guided.scenarios)) or [1]
        return max(fewest({**given, question["key"]: value}) for value in values)

    asked = max(len(asked_so_far(data["questions"], guided, answers)) for answers in whole_answers(data, guided))
    assert asked == fewest({})


def test_a_question_that_changes_nothing_is_not_asked() -> None:
    questions = [{"key": "colour", "choices": [{"value": "red"}]}, {"key": "large", "type": "boolean"}]
    guided = Guided((), ({"field": "large", "op": "is", "value": True},))
    assert next_question(questions, guided, {}) == "large"
    assert next_question(questions, guided, {"large": False}) is None


def test_every_box_stands_inside_the_drawing_and_none_over_another() -> None:
    row = [Stage("现场核查与技术审查" * 2, f"第{n}个部门 · 3个工作日") for n in range(5)]
    chart = flow_chart([[Stage("提交申请", is_end=True)], row, [Stage("作出决定")]])

    for box in chart.boxes:
        assert box.x >= 0
        assert box.x + box.width <= WIDTH
        assert box.bottom <= chart.height
        assert all(box.y < base < box.bottom for base, _ in (*box.lines, *box.notes))
    for number, box in enumerate(chart.boxes):
        for other in chart.boxes[number + 1 :]:
            apart = box.x + box.width <= other.x or other.x + other.width <= box.x
            assert apart or box.bottom <= other.y or other.bottom <= box.y


def test_each_of_the_steps_side_by_side_leads_to_the_next_stage() -> None:
    chart = flow_chart([[Stage("受理")], [Stage("审查"), Stage("踏勘")], [Stage("决定")]])
    assert len(chart.paths) == 4
    assert "审查、踏勘（同时进行）" in chart.told
