"""The catalogue of papers (材料目录) and the proofs in it (证明事项清单): names, who asks, what may be asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tongban.catalogue.models import MaterialSpec, PaperKind, PaperUse
from tongban.catalogue.rules.lint.lists import synonyms
from tongban.catalogue.rules.lint.names import stem
from tongban.documents.models import HeldPaper
from tongban.kernel.paging import Page, page

ON_FILE = "材料库（本平台核发）"  # what supplies the papers that we issued ourselves


@dataclass(frozen=True)
class Names:
    """Every name of a paper that somebody has told us: which name means which, which kind is which."""

    meaning: Mapping[str, str]  # the paper that each other name means
    kinds: Mapping[str, int]  # the kind, by the stem of its name

    def kind_of(self, name: str) -> int | None:
        """Return the kind that a name means, whatever form of it is asked."""
        return self.kinds.get(self.paper_of(name))

    def paper_of(self, name: str) -> str:
        """Return one and the same text for every name of a paper; a name as it was joined goes before its stem."""
        return stem(self.meaning.get(name, name), self.meaning)


def kinds_in_force(on: date) -> QuerySet[PaperKind]:
    """Return the kinds that the catalogue holds on a day."""
    return PaperKind.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on))


def paper_names() -> dict[str, str]:
    """Return the paper that each other name means: those of the data, and those that managers have joined."""
    joined = PaperKind.objects.filter(ended_on=None).values_list("name", "other_names")
    own = {other: name for name, others in joined for other in (name, *others)}
    return {**synonyms(), **own}


def names_of_papers() -> Names:
    """Return all names, with the kinds they lead to: one statement for any number of papers."""
    meaning = paper_names()
    kinds = PaperKind.objects.filter(ended_on=None).values_list("name", "pk")
    return Names(meaning, {stem(name, meaning): pk for name, pk in kinds})


def proofs_on_list(on: date) -> frozenset[str] | None:
    """Return every name of the proofs that may be asked for; None where no list of proofs was published.

    Without a basis, or after its end, a proof may not be asked for.
    """
    listed = PaperKind.objects.filter(is_proof=True)
    if not listed.exists():
        return None
    rows = kinds_in_force(on).filter(is_proof=True).exclude(proof_basis="").values_list("name", "other_names")
    return frozenset(name for own, others in rows for name in (own, *others))


def listed_kinds(
    on: date, *, text: str = "", proofs: bool = False, after: str | None = None, size: int = 30
) -> Page[PaperKind]:
    """Return a page of the catalogue of papers, each with the number of items that ask for it."""
    kinds = kinds_in_force(on)
    if proofs:
        kinds = kinds.filter(is_proof=True).exclude(proof_basis="")
    if text:
        kinds = kinds.filter(Q(name__icontains=text) | Q(issuer__icontains=text) | Q(other_names__icontains=text))
    return page(kinds.annotate(items=Count("uses__item", distinct=True)), keys=("id",), after=after, size=size)


def uses_of(kind: PaperKind, *, after: str | None, size: int = 30) -> Page[PaperUse]:
    """Return a page of the items that ask for a paper."""
    uses = kind.uses.select_related("item__catalog_item", "item__office")
    return page(uses, keys=("id",), after=after, size=size)


def unknown_names(*, at_most: int = 50) -> list[dict[str, Any]]:
    """Return the names that items in force ask for and the catalogue does not know, most used first."""
    uses = PaperUse.objects.filter(paper_kind=None).values("name")
    rows = uses.annotate(items=Count("item", distinct=True)).order_by("-items", "name")
    return [dict(row) for row in rows[:at_most]]


def names_to_choose_from(*, at_most: int = 500) -> list[str]:
    """Return the names of the kinds that another name can be joined to."""
    return list(PaperKind.objects.filter(ended_on=None).order_by("name").values_list("name", flat=True)[:at_most])


def versions_without_uses() -> QuerySet[MaterialSpec, int]:
    """Return the keys of the versions in force that ask for papers nobody has noted."""
    asking = MaterialSpec.objects.filter(version__item__current=F("version"), version__item__paper_uses=None)
    return asking.values_list("version", flat=True).distinct()


def papers_issued_here(meaning: Mapping[str, str]) -> dict[str, str]:
    """Return the papers that offices have issued on this platform, by the stem of their names, and where they are."""
    issued = HeldPaper.objects.filter(kind=OuterRef("code"), came=HeldPaper.Came.ISSUED)
    names = PaperKind.objects.filter(Exists(issued), ended_on=None).values_list("name", flat=True)
    return {stem(name, meaning): ON_FILE for name in names}


def told_of_kind(column: str, *, spec: str = "", item: str = "version__item") -> Coalesce:
    """Return what the catalogue says in a column of the kind of a paper that an item asks for; NULL if unknown.

    ``spec`` and ``item`` are the ways to them from the rows that are read. A version names the kind itself, or its
    item's use of the paper does.
    """
    uses = PaperUse.objects.filter(item=OuterRef(item), code=OuterRef(f"{spec}code"))
    return Coalesce(F(f"{spec}paper_kind__{column}"), Subquery(uses.values(f"paper_kind__{column}")[:1]))


def kinds_of(specs: Iterable[MaterialSpec]) -> dict[int, str]:
    """Return the codes of the kinds that these papers are of, by the papers' keys: one statement."""
    rows = MaterialSpec.objects.filter(pk__in=[spec.pk for spec in specs]).annotate(kind_code=told_of_kind("code"))
    return {key: code for key, code in rows.values_list("pk", "kind_code") if code}


def kinds_to_choose_from(*, at_most: int = 300) -> list[PaperKind]:
    """Return the kinds that items in force ask applicants for, by name."""
    asked = PaperUse.objects.filter(is_handed_in=True, paper_kind=OuterRef("pk"))
    return list(PaperKind.objects.filter(Exists(asked), ended_on=None).order_by("name")[:at_most])
