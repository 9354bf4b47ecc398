"""The guide (办事指南) of a version: everything a page needs, from structured elements alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongban.catalogue.models import HandlingItem, Item, ItemVersion, MaterialSpec, StepSpec
from tongban.catalogue.queries.items import Offer, obstacles_to_new_cases, offers_of
from tongban.catalogue.rules.charts import Chart, Stage, flow_chart
from tongban.catalogue.rules.conditions import scenario_for
from tongban.catalogue.rules.guiding import Guided, answers_of, asked_so_far
from tongban.catalogue.rules.limits import Limit
from tongban.catalogue.rules.materials import fetched_for_you, perhaps_asked, steps_for, to_hand_in
from tongban.kernel.obstacles import Obstacle

PRINTED = {"working": "工作日", "calendar": "天", "month": "个月", "hour": "小时"}


@dataclass(frozen=True)
class Guide:
    """A version as an applicant reads it, under the answers given so far.

    The applicant's page, the printed sheet and the clerk's desk all render this one value, so that window and
    network tell the same.
    """

    version: ItemVersion
    item: Item
    elements: Mapping[str, Any]
    answers: Mapping[str, Any]
    scenario: HandlingItem | None
    scenarios: tuple[HandlingItem, ...]
    papers: tuple[MaterialSpec, ...]  # to hand in
    fetched: tuple[MaterialSpec, ...]  # 已替您查到，不用交
    perhaps: tuple[MaterialSpec, ...]  # not known before all questions are answered
    waves: tuple[tuple[StepSpec, ...], ...]
    offers: tuple[Offer, ...]
    obstacles: tuple[Obstacle, ...]  # why nobody can apply now: suspended, ended
    asked: tuple[str, ...]  # the questions answered so far and the next one, by key: none that changes nothing

    @property
    def has_open_questions(self) -> bool:
        return any(key not in self.answers for key in self.asked)

    @property
    def questions(self) -> list[Mapping[str, Any]]:
        """The questions to be shown, in the order in which they are asked."""
        by_key = {question["key"]: question for question in self.version.questions}
        return [by_key[key] for key in self.asked]

    @property
    def chart(self) -> Chart:
        """The flow chart, drawn from the steps."""
        return flow_chart(stages_of(self))


def guide(
    version: ItemVersion,
    answers: Mapping[str, Any] | None = None,
    *,
    on: date,
    chosen: HandlingItem | None = None,
) -> Guide:
    """Return the guide of a version: four queries beside the version itself.

    Of a ``chosen`` scenario it is the scenario's own guide: what its condition fixes needs no answer.
    """
    fixed = answers_of(chosen.condition) if chosen else {}
    answers = {**(answers or {}), **fixed}
    materials, planned = list(version.materials.all()), list(version.steps.select_related("office"))
    scenarios = tuple(version.handling_items.all())
    scenario = chosen or (scenario_for(scenarios, answers) if answers else None)
    guided = Guided(
        scenarios=() if chosen else tuple(each.condition for each in scenarios),
        others=(*(paper.condition for paper in materials), *(step.condition for step in planned)),
    )
    steps = steps_for(planned, answers)
    waves: dict[int, list[StepSpec]] = {}
    for step in steps:
        waves.setdefault(step.wave, []).append(step)
    return Guide(
        version=version,
        item=version.item,
        elements={**version.elements, **(scenario.elements if scenario else {})},
        answers=answers,
        scenario=scenario,
        scenarios=scenarios,
        papers=tuple(to_hand_in(materials, answers)),
        fetched=tuple(fetched_for_you(materials, answers)),
        perhaps=tuple(spec for spec in perhaps_asked(materials, answers) if not spec.exempted_by),
        waves=tuple(tuple(wave) for _, wave in sorted(waves.items())),
        offers=tuple(offers_of(version.item, on)),
        obstacles=tuple(obstacles_to_new_cases(version.item, on)),
        asked=tuple(key for key in asked_so_far(version.questions, guided, answers) if key not in fixed),
    )


def stages_of(guide: Guide) -> list[list[Stage]]:
    """Return the stages of a guide's flow chart: handing in, acceptance, the steps by waves, decision, result."""
    version, office, decision = guide.version, guide.item.office.name, guide.elements.get("decision") or {}
    at_once = "当场" if version.is_instant else ""
    receipt = version.receipt
    answer = "当场" if at_once or receipt.starts == "on_spot" else f"{_words(receipt.amount, receipt.unit)}内"
    stages = [[Stage("提交申请", "在线或者到窗口", is_end=True)], [Stage("受理", f"{office} · {answer}一次告知")]]
    stages += [
        [Stage(step.name, f"{step.office.name} · {_words(step.amount, step.unit)}") for step in wave]
        for wave in guide.waves
    ]
    amount, unit = decision.get("amount"), decision.get("unit", "working")
    limit = f" · {_words(amount, unit)}" if amount and not at_once else ""
    ways = "、".join((guide.elements.get("result") or {}).get("ways") or ())
    stages += [
        [Stage("作出决定", office + (f" · {at_once}" if at_once else limit))],
        [Stage("拿到结果", ways, is_end=True)],
    ]
    return stages


def _words(amount: int, unit: str) -> str:
    return str(Limit(amount, unit, PRINTED[unit]))
