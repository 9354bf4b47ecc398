"""The lint over the whole catalogue: every version in force or in draft, and what concerns several of them at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from tongban.catalogue.models import ItemVersion, MaterialSpec
from tongban.catalogue.queries.contents import findings_of
from tongban.catalogue.queries.laws import known_world
from tongban.catalogue.rules.lint.checks import Finding
from tongban.catalogue.rules.lint.circles import Needs, Path, circles
from tongban.catalogue.rules.lint.lists import synonyms

CHUNK = 500
PARTS = ("handling_items", "materials", "steps", "placements")


@dataclass(frozen=True)
class Examined:
    """One version and everything that was found in it."""

    version: ItemVersion
    findings: tuple[Finding, ...]


def lint_all(on: date) -> Iterator[Examined]:
    """Examine every version in force or in draft, a few hundred at a time."""
    return examined(ItemVersion.objects.filter(Q(state__in=ItemVersion.UNFINISHED) | Q(item__current=F("pk"))), on)


def examined(versions: QuerySet[ItemVersion], on: date) -> Iterator[Examined]:
    """Examine these versions, a few hundred at a time, in order of their items' codes."""
    known = known_world(on)
    versions = versions.select_related("item__catalog_item", "item__office").prefetch_related(*PARTS)
    for version in versions.order_by("item__code", "number").iterator(chunk_size=CHUNK):
        yield Examined(version, tuple(findings_of(version, known)))


def circular_proofs() -> list[Path]:
    """Return the circles of items in force that ask for one another's results, by item codes."""
    versions = ItemVersion.objects.filter(item__current=F("pk"))
    papers: dict[int, list[str]] = {}
    asked = MaterialSpec.objects.filter(version__in=versions, exempted_by="")
    for version, name in asked.values_list("version_id", "name").iterator():
        papers.setdefault(version, []).append(name)
    needs = [
        Needs(code, (elements.get("result") or {}).get("name") or "", tuple(papers.get(pk, ())))
        for pk, code, elements in versions.values_list("pk", "item__code", "elements").iterator()
    ]
    return circles(needs, synonyms())
