"""The guide (办事指南) of a version: everything a page needs, from structured elements alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongban.catalogue.models import HandlingItem, Item, ItemVersion, MaterialSpec, StepSpec
from tongban.catalogue.queries.items import Offer, obstacles_to_new_cases, offers_of
from tongban.catalogue.rules.conditions import scenario_for
from tongban.catalogue.rules.materials import fetched_for_you, perhaps_asked, steps_for, to_hand_in
from tongban.kernel.obstacles import Obstacle


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

    @property
    def has_open_questions(self) -> bool:
        return any(question["key"] not in self.answers for question in self.version.questions)


def guide(version: ItemVersion, answers: Mapping[str, Any] | None = None, *, on: date) -> Guide:
    """Return the guide of a version: four queries beside the version itself."""
    answers = answers or {}
    materials = list(version.materials.all())
    scenarios = tuple(version.handling_items.all())
    scenario = scenario_for(scenarios, answers) if answers else None
    steps = steps_for(version.steps.select_related("office"), answers)
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
    )
