"""Do both sides of an agreement ask the same of an applicant (通办)? Compared by the one engine, told paper by paper.

Each side is given by exchange fields, as ``elements.values_of`` has them and as a partner sends them: materials by code
with ``material_name`` and the rest, steps as ``handle_flow``. Papers that the office fetches itself are not compared.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from tongban.catalogue.rules.comparison import Comparison, Line, Side, compare, normal, words
from tongban.catalogue.rules.profiles import DATA, Profile, profiles
from tongban.kernel.obstacles import Obstacle

Values = Mapping[str, Any]
PaperOf = Callable[[str], str]  # what paper a name means

OURS, THEIRS = "我方", "对方"
PLAIN_STEP = re.compile(r"^\s*(?:\d+[.、．]\s*)?(.*?)(?:\s+\d+)?\s*$")  # “1. 审查 5” is the step 审查
IN_WORDS = {
    "material_type": {"original": "原件", "copy": "复印件", "both": "原件和复印件", "1": "原件", "2": "复印件"},
    "material_format": {"paper": "纸质", "electronic": "电子", "both": "纸质或电子", "纸质和电子": "纸质或电子"},
    "is_need": {"required": "必要", "optional": "非必要", "secondary": "容缺后补", "可容缺后补": "容缺后补"},
}

DIFFERS_IN = {
    "material_type": "cross_type_differs",
    "material_format": "cross_format_differs",
    "is_need": "cross_need_differs",
}


def profiles_for(reach: str) -> list[Profile]:
    """Return the profiles that an agreement of this reach asks for.

    >>> [profile.code for profile in profiles_for("counties")]
    ['four', 'cross']
    """
    return [profiles()[code] for code in _data()["profiles"][reach]]


def compared(reach: str, ours: Values, theirs: Values, paper_of: PaperOf) -> list[Comparison]:
    """Compare both sides by every profile that an agreement of this reach asks for."""
    own, other = _comparable(ours, {}, paper_of), _comparable(theirs, _names(ours, paper_of), paper_of)
    return [compare(profile, [Side(OURS, own), Side(THEIRS, other)]) for profile in profiles_for(reach)]


def differences(comparisons: Iterable[Comparison]) -> list[Obstacle]:
    """Return everything in which the sides differ: each paper, each step, each element, and what either side says."""
    found = (each for compared in comparisons for line in compared.mismatches for each in _told(compared, line))
    return list(dict.fromkeys(found))


def _told(compared: Comparison, line: Line) -> Iterator[Obstacle]:
    ours, theirs = (side.values for side in compared.sides)
    (element, *_others) = line.entry.elements
    if element.is_of_material:
        yield from _papers_told(element.field, ours["materials"], theirs["materials"])
    elif element.field == "handle_flow":
        own, other = ours.get("handle_flow") or [], theirs.get("handle_flow") or []
        yield from (Obstacle("cross_step_only_here", step) for step in own if step not in other)
        yield from (Obstacle("cross_step_only_there", step) for step in other if step not in own)
    else:
        said = [words(side.values.get(element.field)) or "—" for side in compared.sides]
        yield Obstacle("cross_element_differs", line.entry.name, {"ours": said[0], "theirs": said[1]})


def _papers_told(field: str, ours: Values, theirs: Values) -> Iterator[Obstacle]:
    for key, paper in ours.items():
        if key not in theirs:
            yield Obstacle("cross_paper_only_here", paper["material_name"])
        elif normal(paper.get(field)) != normal(theirs[key].get(field)):
            said = {"ours": words(paper.get(field)) or "—", "theirs": words(theirs[key].get(field)) or "—"}
            yield Obstacle(DIFFERS_IN[field], paper["material_name"], said)
    yield from (Obstacle("cross_paper_only_there", theirs[key]["material_name"]) for key in theirs if key not in ours)


def _comparable(values: Values, names: Values, paper_of: PaperOf) -> dict[str, Any]:
    """Return a side with papers by what they mean, in the words that both sides use, and steps by their names."""
    papers = [paper for paper in _papers(values) if not paper.get("free_way")]
    keyed = {paper_of(paper["material_name"]): paper for paper in papers}
    return {
        **values,
        "handle_flow": steps_named(values.get("handle_flow") or ()),
        "materials": {
            key: {
                **{field: _in_words(field, paper.get(field)) for field in IN_WORDS},
                "material_name": names.get(key, paper["material_name"]),
            }
            for key, paper in keyed.items()
        },
    }


def steps_named(flow: Iterable[str]) -> list[str]:
    """Return the names of steps, without number and days, without those that every case has.

    >>> steps_named(["受理", "1. 现场核查 5", "决定"])
    ['现场核查']
    """
    named = [PLAIN_STEP.sub(r"\1", step) for step in flow]
    return [step for step in named if step and step not in _data()["common_steps"]]


def _names(values: Values, paper_of: PaperOf) -> dict[str, str]:
    return {paper_of(paper["material_name"]): paper["material_name"] for paper in _papers(values)}


def _papers(values: Values) -> list[Values]:
    materials = values.get("materials") or {}
    return list(materials.values()) if isinstance(materials, Mapping) else list(materials)


def _in_words(field: str, value: Any) -> Any:
    return IN_WORDS[field].get(str(value), value)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((DATA / "agreements.toml").read_text(encoding="utf-8"))
