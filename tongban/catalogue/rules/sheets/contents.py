"""The rows of an item as the text of a version, over the text that it has so far; and the other way round.

A column that a file does not have leaves what is there; a sheet without a row of the item leaves its parts. So what a
workbook has no column for (the form, questions, texts in English) stays as it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tongban.catalogue.rules.contents import Content
from tongban.catalogue.rules.elements import DEFAULTS
from tongban.catalogue.rules.sheets.columns import PAPERS, ROW, SCENARIOS, STEPS, sheets
from tongban.catalogue.rules.sheets.conditions import SITUATION, read_condition
from tongban.catalogue.rules.sheets.places import NEW, content_columns, put_all, value_at, without_empty
from tongban.kernel.obstacles import Obstacle

NEW_PAPER: Mapping[str, Any] = {
    **DEFAULTS, "issuer": "", "exempted_by": "", "exempted_from": "", "why": "", "basis": "", "basis_sure": False,
    "standard": "", "format": "", "advice": "", "licence_type": "", "blank": "", "sample": "", "condition": {},
    "paper_kind": None,
}  # fmt: skip
NEW_STEP: Mapping[str, Any] = {
    "wave": 1, "post_kind": "review", "amount": 1, "unit": "working", "standard": [], "condition": {},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A row of one of the other sheets, by its number there."""

    row: int
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with one cell; without a field: with the row."""

    sheet: str
    row: int
    field: str
    obstacle: Obstacle


@dataclass(frozen=True)
class Known:
    """What a workbook may name by its code: offices, and papers of the catalogue of papers; each with its key."""

    offices: Mapping[str, int] = field(default_factory=dict)
    papers: Mapping[str, int] = field(default_factory=dict)


class Overlay:
    """Lays the rows of one item over a text; ``errors`` says which cells could not be taken."""

    def __init__(self, base: Content | None, given: Mapping[str, Any], *, office: int, known: Known):
        self.base = base or Content(fields=NEW)
        self.given, self.office, self.known = given, office, known
        self.errors: list[CellError] = []

    def content(self, scenarios: Sequence[Part], papers: Sequence[Part], steps: Sequence[Part]) -> Content:
        """Return the text; a row whose name is missing was refused already and is left out."""
        scenarios = [part for part in scenarios if part.given.get("handle_item_name")]
        papers = [part for part in papers if part.given.get("material_name")]
        steps = [part for part in steps if part.given.get("step_name")]
        fields, themes = put_all(self.base.fields, self.given)
        laid = self.base.scenarios
        if scenarios:
            laid, fields["questions"] = self._scenarios(scenarios, fields["questions"])
        asked = [question["key"] for question in fields["questions"]]
        named = {scenario["name"]: scenario["condition"] for scenario in laid if scenario.get("condition")}
        placements = self.base.placements
        if themes is not None:
            placements = (*(("theme", code) for code in themes), *(each for each in placements if each[0] != "theme"))
        return Content(
            fields=fields,
            scenarios=laid,
            materials=tuple(self._papers(papers, asked, named)) if papers else self.base.materials,
            steps=tuple(self._steps(steps, asked, named)) if steps else self.base.steps,
            placements=placements,
        )

    def _scenarios(self, parts: Sequence[Part], questions: Sequence[Mapping[str, Any]]) -> tuple[Any, Any]:
        before = {scenario["name"]: scenario for scenario in self.base.scenarios}
        asked = [question["key"] for question in questions]
        laid: list[dict[str, Any]] = []
        for part in parts:
            name = part.given["handle_item_name"]
            scenario = {"condition": {}, **before.get(name, {}), "name": name}
            if text := part.given.get("condition"):
                scenario["condition"] = self._condition(SCENARIOS, part, "condition", text, asked, {})
            if name in {each["name"] for each in laid}:
                self._refuse(SCENARIOS, part, "handle_item_name", Obstacle("cell_doubled", name))
            laid.append(scenario)
        has_own = any(each["condition"] and each["condition"].get("field") != SITUATION for each in laid)
        if len(laid) < 2 or has_own:  # of these, one without a condition is what is left
            return tuple(laid), list(questions)
        return _asked_by_name(laid, questions)

    def _papers(self, parts: Sequence[Part], asked: Sequence[str], named: Mapping[str, Any]) -> Iterator[Any]:
        columns = [each for each in sheets()[PAPERS].columns.values() if each.field not in (ROW, "material_code")]
        for part, code, base in self._coded(PAPERS, "material_code", "material_name", self.base.materials, parts):
            paper = {**NEW_PAPER, **base, "code": code}
            for column in columns:
                if column.field not in part.given:
                    continue
                value = part.given[column.field]
                if column.field == "material_id":
                    value = self._named(self.known.papers, part, PAPERS, column.field, value, "paper_kind_unknown")
                elif column.kind == "rule":
                    value = self._condition(PAPERS, part, column.field, value, asked, named)
                paper[column.at] = NEW_PAPER.get(column.at, "") if value is None else value
            yield paper

    def _steps(self, parts: Sequence[Part], asked: Sequence[str], named: Mapping[str, Any]) -> Iterator[Any]:
        columns = [each for each in sheets()[STEPS].columns.values() if each.field not in (ROW, "step_code")]
        for part, code, base in self._coded(STEPS, "step_code", "step_name", self.base.steps, parts):
            step = {**NEW_STEP, "office": self.office, **base, "code": code}
            for column in columns:
                if column.field not in part.given:
                    continue
                value = part.given[column.field]
                if column.field == "step_dept_code":
                    value = self._named(self.known.offices, part, STEPS, column.field, value, "office_unknown")
                    value = self.office if value is None else value
                elif column.kind == "rule":
                    value = self._condition(STEPS, part, column.field, value, asked, named)
                step[column.at] = NEW_STEP.get(column.at, "") if value is None else value
            yield step

    def _coded(
        self, sheet: str, code_field: str, name_field: str, base: Iterable[Mapping[str, Any]], parts: Sequence[Part]
    ) -> Iterator[tuple[Part, str, Mapping[str, Any]]]:
        """Yield each part with its code, made where none is given, and what stood under that code or name before."""
        base = list(base)
        by_code = {each["code"]: each for each in base}
        by_name = {each["name"]: each for each in base}
        given = {part.given[code_field] for part in parts if part.given.get(code_field)}
        used: set[str] = set()
        for part in parts:
            before = by_name.get(part.given.get(name_field), {})
            code = part.given.get(code_field) or ""
            if not code:
                code = before.get("code", "")
                if not code or code in used or code in given:
                    code = next(each for each in _codes(sheet) if each not in used | given | by_code.keys())
            elif code in used:
                self._refuse(sheet, part, code_field, Obstacle("cell_doubled", code))
            used.add(code)
            yield part, code, by_code.get(code, {})

    def _condition(
        self, sheet: str, part: Part, field: str, text: str | None, asked: Sequence[str], named: Mapping[str, Any]
    ) -> Any:
        if not text:
            return {}
        condition, obstacle = read_condition(text, asked, named)
        if obstacle:
            self._refuse(sheet, part, field, obstacle)
        return condition

    def _named(
        self, known: Mapping[str, int], part: Part, sheet: str, field: str, code: str | None, refusal: str
    ) -> int | None:
        if code is None:
            return None
        if code not in known:
            self._refuse(sheet, part, field, Obstacle(refusal, code))
        return known.get(code)

    def _refuse(self, sheet: str, part: Part, field: str, obstacle: Obstacle) -> None:
        self.errors.append(CellError(sheet, part.row, field, obstacle))


def says_the_same(one: Content, other: Content) -> bool:
    """Return whether two texts say the same: what is empty says nothing."""
    return bool(_plain(one) == _plain(other))


def item_cells(content: Content) -> dict[str, Any]:
    """Return the values of the first sheet that stand in the text itself, by field."""
    themes = [code for kind, code in content.placements if kind == "theme"]
    return {column.field: value_at(content.fields, themes, column.at) for column in content_columns()}


def part_cells(content: Content, row: str, known: Known) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of the other sheets, each with the code of its sheet."""
    offices = {key: code for code, key in known.offices.items()}
    papers = {key: code for code, key in known.papers.items()}
    names = {repr(each["condition"]): each["name"] for each in content.scenarios if each.get("condition")}
    parts = ((SCENARIOS, content.scenarios), (PAPERS, content.materials), (STEPS, content.steps))
    for sheet, rows in parts:
        for part in rows:
            cells = {column.field: part.get(column.at) for column in sheets()[sheet].columns.values()}
            cells[ROW] = row
            if sheet == STEPS:
                cells["step_dept_code"] = offices.get(part.get("office") or 0)
            if sheet == PAPERS:
                cells["material_id"] = papers.get(part.get("paper_kind") or 0)
            if sheet != SCENARIOS:
                rule = "scenario" if sheet == PAPERS else "step_condition"
                cells[rule] = _scenario_names(part.get("condition") or {}, names) or cells[rule]
            yield sheet, cells


def _scenario_names(condition: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return the names of the scenarios that a condition stands for; nothing where it is one of its own."""
    parts = condition.get("any", [condition]) if condition else []
    found = [names.get(repr(part), "") for part in parts]
    return "\n".join(found) if found and all(found) else ""


def _asked_by_name(laid: list[dict[str, Any]], questions: Sequence[Mapping[str, Any]]) -> tuple[Any, Any]:
    """Let the applicant be asked which scenario it is, where they have no condition of their own."""
    others = [question for question in questions if question["key"] != SITUATION]
    before = next((question for question in questions if question["key"] == SITUATION), None)
    values = {choice["label"]: choice["value"] for choice in before["choices"]} if before else {}
    fresh = (f"s{number}" for number in range(1, 999) if f"s{number}" not in values.values())
    choices = []
    for scenario in laid:
        value = values.get(scenario["name"]) or next(fresh)
        choices.append({"value": value, "label": scenario["name"]})
        if not scenario["condition"] or scenario["condition"].get("field") == SITUATION:
            scenario["condition"] = {"field": SITUATION, "op": "is", "value": value}
    question = {"key": SITUATION, "type": "choice", "label": "您办理的是哪种情形？", "label_en": "Which is your case?"}
    kept = {**question, **(before or {}), "choices": choices}
    return tuple(laid), [kept, *others]


def _codes(sheet: str) -> Iterator[str]:
    letter = "m" if sheet == PAPERS else "step"
    return (f"{letter}{number}" for number in range(1, 10_000))


def _plain(content: Content) -> Any:
    return without_empty(
        {
            "fields": dict(content.fields),
            "scenarios": content.scenarios,
            "materials": content.materials,
            "steps": content.steps,
            "placements": sorted(content.placements),
        }
    )
