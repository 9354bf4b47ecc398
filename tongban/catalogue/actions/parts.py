"""What hangs on versions, written for one of them or for many at once: their parts, and the words they are found by."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from tongban.catalogue.actions.scenarios import number_scenarios
from tongban.catalogue.models import HandlingItem, Item, ItemVersion, MaterialSpec, Placement, SearchTerm, StepSpec
from tongban.catalogue.rules.contents import Content
from tongban.catalogue.rules.words import Term, index_terms
from tongban.kernel.bulk import Sheet, write_new
from tongban.kernel.ids import new_id

AT_ONCE = 500  # keys in one statement
TERMS = Sheet(SearchTerm, "id", "item_id", "token", "kind", "weight")


def write_parts(texts: Iterable[tuple[ItemVersion, Content]]) -> None:
    """Write the scenarios, papers, steps and places of drafts, each with its text; scenarios are given their codes."""
    rows: dict[type[models.Model], list[models.Model]] = {
        model: [] for model in (HandlingItem, MaterialSpec, StepSpec, Placement)
    }
    for version, content in texts:
        rows[HandlingItem] += [
            HandlingItem(version=version, position=place, **{"code": f"~{place}", **scenario})  # its own code follows
            for place, scenario in enumerate(content.scenarios, start=1)
        ]
        rows[MaterialSpec] += [
            MaterialSpec(version=version, position=place, **_by_key(paper, "paper_kind"))
            for place, paper in enumerate(content.materials, start=1)
        ]
        rows[StepSpec] += [StepSpec(version=version, **_by_key(step, "office")) for step in content.steps]
        rows[Placement] += [Placement(version=version, kind=kind, code=place) for kind, place in content.placements]
    for model, some in rows.items():
        write_new(model, some)
    if split := {row.version_id for row in rows[HandlingItem]}:  # type: ignore[attr-defined]
        number_scenarios(split)


def index_items(published: Iterable[tuple[Item, ItemVersion]]) -> None:
    """Rebuild the words by which items are found, each with the version in force from now on."""
    published = list(published)
    for begin in range(0, len(published), AT_ONCE):
        keys = [item.pk for item, _ in published[begin : begin + AT_ONCE]]
        SearchTerm.objects.filter(item__in=keys).delete()
    terms = TERMS.new()
    for item, version in published:
        for term in _terms(version):
            terms.add((new_id(), item.pk, term.token, term.kind, term.weight))
    if terms.rows:
        terms.write()


def _terms(version: ItemVersion) -> list[Term]:
    own = tuple(version.elements.get("own_words", ()))
    departments = tuple(version.elements.get("department_words", ()))
    return index_terms(title=version.title, own_words=own, department_words=departments)


def _by_key(part: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a part with the row it refers to named by its key."""
    return {f"{name}_id" if key == name else key: value for key, value in part.items()}
