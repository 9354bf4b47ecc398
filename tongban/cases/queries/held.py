"""What is on file for an applicant, of the papers that an item asks for; and why some of it does not serve."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from tongban.cases.models import Paper, Result
from tongban.catalogue.models import MaterialSpec, PaperKind
from tongban.catalogue.queries.papers import kinds_of, told_of_kind
from tongban.documents.models import HeldPaper
from tongban.documents.queries import OnFile, held_for
from tongban.documents.rules import grades
from tongban.documents.rules.grades import Grade, lowest_for
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import prepared
from tongban.people.models import Party
from tongban.people.queries import may_act_for


@dataclass(frozen=True)
class Offer:
    """A paper on file that an item asks for; what stands against using it, if anything does."""

    spec: MaterialSpec
    on_file: OnFile
    obstacles: tuple[Obstacle, ...]

    @property
    def held(self) -> HeldPaper:
        return self.on_file.held

    @property
    def grade(self) -> Grade:
        return grades.grades()[self.held.grade]

    @property
    def is_usable(self) -> bool:
        return not self.obstacles


def offers(party: Party, specs: Iterable[MaterialSpec], *, on: date) -> dict[str, Offer]:
    """Return what is on file for a party, by the codes of the papers asked for: three statements at most."""
    asked = list(specs)
    kinds = kinds_of(asked)
    found = held_for(party, sorted(set(kinds.values())))
    return {spec.code: offer_of(spec, found[kinds[spec.pk]], on) for spec in asked if kinds.get(spec.pk) in found}


def offers_to(
    reader: Party, party: Party, specs: Iterable[MaterialSpec], *, item_code: str, on: date
) -> dict[str, Offer]:
    """Return the same for who applies: of somebody else's papers nothing but under an authorisation for the item."""
    return offers(party, specs, on=on) if may_act_for(reader, party, on=on, item_code=item_code) else {}


def obstacles_to_held(papers: Iterable[Paper], *, on: date) -> list[Obstacle]:
    """Return why papers on file that were taken into an application do not serve any more, each once."""
    found: dict[str, Obstacle] = {}
    for paper in papers:
        if paper.provenance == Paper.Provenance.HELD and paper.spec.code not in found:
            found.update((paper.spec.code, obstacle) for obstacle in _stale(paper, on))
    return list(found.values())


def lowest_of(spec: MaterialSpec) -> str:
    """Return the lowest grade that will do for a paper as it is asked."""
    return lowest_for(spec.kind, is_electronic=spec.form == MaterialSpec.Form.ELECTRONIC)


def _stale(paper: Paper, on: date) -> list[Obstacle]:
    if paper.held is None:
        return [Obstacle("held_paper_destroyed", paper.spec.name)]
    return grades.obstacles_to_using(paper.held.as_on_file(), on=on, lowest=lowest_of(paper.spec))


def offer_of(spec: MaterialSpec, on_file: OnFile, on: date) -> Offer:
    """Return what a paper on file is to a paper that is asked for, with what stands against using it."""
    return Offer(spec, on_file, tuple(on_file.obstacles(on=on, lowest=lowest_of(spec))))


@prepared
def papers_to_hold(case: int) -> "QuerySet[Paper, tuple[object, ...]]":
    """Return the files handed in with a case whose paper the catalogue knows, and whose they are.

    What came from the papers on file does not go back there.
    """
    given = Paper.objects.filter(case=case, file__isnull=False).exclude(provenance=Paper.Provenance.HELD)
    item = {"spec": "spec__", "item": "case__version__item"}
    known = given.annotate(kind=told_of_kind("code", **item), called=told_of_kind("name", **item)).filter(
        kind__isnull=False
    )
    return known.order_by("spec__position", "pk").values_list(
        *("kind", "called", "spec__source", "original_seen", "original_kept"),
        *("file__name", "file__media_type", "file__size", "file__digest", "file__path"),
        *("case__matter__party", "case__matter__number", "case__matter__office__name", "case__matter"),
    )


@prepared
def result_to_hold(result: int) -> "QuerySet[Result, tuple[object, ...]]":
    """Return a result with whose it is, what decided on it, and the kind that the catalogue of papers knows it as."""
    kind = PaperKind.objects.filter(name=OuterRef("name"), ended_on=None).values("code")[:1]
    rows = Result.objects.filter(pk=result).annotate(kind=Subquery(kind))
    return rows.values_list(
        *("name", "number", "kind", "valid_from", "valid_until", "party", "case__version__elements"),
        *("case__decision__document", "case__matter__number", "case__matter__office__name", "case__matter"),
    )


@prepared
def result_that_ended(result: int) -> "QuerySet[Result, tuple[int, str]]":
    return Result.objects.filter(pk=result).values_list("party", "number")
