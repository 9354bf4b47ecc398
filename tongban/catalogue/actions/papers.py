"""The catalogue of papers: enter a kind, change it, join names under it, end it; note which items ask for what."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Max

from tongban.catalogue.actions.refusals import CannotKeepPaper, refuse_strangers_to_the_whole
from tongban.catalogue.events import PaperKindKept
from tongban.catalogue.models import ItemVersion, MaterialSpec, PaperKind, PaperUse
from tongban.catalogue.queries.papers import names_of_papers
from tongban.catalogue.rules.materials import is_proof as is_proof_by_name
from tongban.kernel.events import publish, publish_all
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action

CHUNK = 500
PREFIX = "CL"  # 材料: codes of papers are numbered on


@action
def enter_paper_kind(*, values: dict[str, Any], by: Any, now: datetime) -> PaperKind:
    """Enter a kind of paper into the catalogue under the next number, and find the items that ask for it."""
    refuse_strangers_to_the_whole(by, now)
    kind = PaperKind(code=_code(_next_number()), **values)
    _refuse_names_taken(kind)
    kind.save()

    _tell(kind, "entered", by, now)
    return kind


@action
def enter_unknown_names(*, by: Any, now: datetime) -> list[PaperKind]:
    """Enter every name that items in force ask for and the catalogue does not know, variants of one under one.

    A proof whose items name a basis is entered as one that may be asked for; any other waits for its basis. Unknown
    names are no names of other papers, so that none of them is taken; what was ended stays ended.
    """
    refuse_strangers_to_the_whole(by, now)
    names = names_of_papers()
    together: dict[str, list[PaperUse]] = defaultdict(list)
    ended = PaperKind.objects.filter(ended_on__isnull=False).values("name")
    for use in PaperUse.objects.filter(paper_kind=None).exclude(name__in=ended).order_by("pk"):
        together[names.paper_of(use.name)].append(use)
    first = _next_number()
    kinds = [
        PaperKind(code=_code(number), **_as_asked(uses)) for number, uses in enumerate(together.values(), start=first)
    ]
    PaperKind.objects.bulk_create(kinds, batch_size=CHUNK)

    for kind, uses in zip(kinds, together.values(), strict=True):
        PaperUse.objects.filter(pk__in=[use.pk for use in uses]).update(paper_kind=kind)
    publish_all([_kept(kind, "entered", by, now) for kind in kinds])
    return kinds


@action
def change_paper_kind(*, kind: PaperKind, values: dict[str, Any], by: Any, now: datetime) -> PaperKind:
    """Change what the catalogue says of a paper."""
    refuse_strangers_to_the_whole(by, now)
    kind = PaperKind.objects.select_for_update().get(pk=kind.pk)
    for column, value in values.items():
        setattr(kind, column, value)
    _refuse_names_taken(kind)
    kind.save()

    _tell(kind, "changed", by, now)
    return kind


@action
def join_name(*, kind: PaperKind, name: str, by: Any, now: datetime) -> PaperKind:
    """Say that a name under which items ask for a paper means this kind."""
    others = [*kind.other_names, name.strip()]
    return change_paper_kind(kind=kind, values={"other_names": others}, by=by, now=now)


@action
def end_paper_kind(*, kind: PaperKind, by: Any, now: datetime) -> PaperKind:
    """Take a kind out of the catalogue from today on: a proof among them may no longer be asked for."""
    return change_paper_kind(kind=kind, values={"ended_on": local_day(now)}, by=by, now=now)


@action(silent="they follow from the versions, whose publication is told")
def write_paper_uses(*, versions: Collection[int]) -> None:
    """Write which papers the items of these versions, being in force, ask for."""
    keys = sorted(versions)
    names = names_of_papers()
    for at in range(0, len(keys), CHUNK):
        papers = MaterialSpec.objects.filter(version__in=keys[at : at + CHUNK]).order_by("version", "position")
        rows = papers.values_list("version__item", "paper_kind", "code", "name", "basis", "issuer", "exempted_by")
        items = ItemVersion.objects.filter(pk__in=keys[at : at + CHUNK]).values_list("item", flat=True)
        PaperUse.objects.filter(item__in=list(items)).delete()  # by key: a join costs minutes without statistics
        PaperUse.objects.bulk_create(
            [
                PaperUse(
                    item_id=item,
                    paper_kind_id=kind or names.kind_of(name),
                    code=code,
                    name=name,
                    basis=basis,
                    issuer=issuer,
                    is_handed_in=not exempted_by,
                )
                for item, kind, code, name, basis, issuer, exempted_by in rows
            ],
            batch_size=CHUNK,
        )


@action(silent="they follow from the item, whose retirement is told")
def drop_paper_uses(*, items: Collection[int]) -> None:
    """Forget what items that are no longer in force asked for."""
    PaperUse.objects.filter(item__in=items).delete()


def _as_asked(uses: list[PaperUse]) -> dict[str, Any]:
    """Return what items say of a paper that they ask for under one or several names."""
    named = list(dict.fromkeys(use.name for use in uses))
    basis = next((use.basis for use in uses if use.basis), "")
    is_proof = is_proof_by_name(named[0]) and bool(basis)
    return {
        "name": named[0],
        "other_names": named[1:],
        "issuer": next((use.issuer for use in uses if use.issuer), ""),
        "is_proof": is_proof,
        "proof_basis": basis if is_proof else "",
    }


def _next_number() -> int:
    last = PaperKind.objects.filter(code__startswith=PREFIX).aggregate(last=Max("code"))["last"]
    return int(last.removeprefix(PREFIX)) + 1 if last else 1


def _code(number: int) -> str:
    return f"{PREFIX}{number:05d}"


def _refuse_names_taken(kind: PaperKind) -> None:
    """A name means one paper: refuse one that another kind bears already, or one that stands twice."""
    names = [kind.name, *kind.other_names]
    others = PaperKind.objects.exclude(pk=kind.pk).filter(ended_on=None).values_list("name", "other_names")
    taken = {name for own, more in others for name in (own, *more)}
    taken |= set(PaperKind.objects.exclude(pk=kind.pk).filter(name=kind.name).values_list("name", flat=True))  # ended
    if found := [name for name in names if name in taken] or [name for name in names if names.count(name) > 1][:1]:
        raise CannotKeepPaper([Obstacle("paper_name_taken", name) for name in found])
    if kind.is_proof and not kind.proof_basis:
        raise CannotKeepPaper([Obstacle("proof_without_basis", kind.name)])


def _tell(kind: PaperKind, what: str, by: Any, now: datetime) -> None:
    _connect(kind)
    publish(_kept(kind, what, by, now))


def _kept(kind: PaperKind, what: str, by: Any, now: datetime) -> PaperKindKept:
    return PaperKindKept(subject=kind.subject, code=kind.code, what=what, by=str(by.actor), at=now)


def _connect(kind: PaperKind) -> None:
    """Let the kind be known behind every paper that is asked for under one of its names."""
    names = names_of_papers()
    asked = PaperUse.objects.filter(paper_kind=None) | PaperUse.objects.filter(paper_kind=kind)
    meant = [name for name in asked.values_list("name", flat=True).distinct() if names.kind_of(name) == kind.pk]
    kind.uses.exclude(name__in=meant).update(paper_kind=None)
    PaperUse.objects.filter(paper_kind=None, name__in=meant).update(paper_kind=kind)
