"""Who cites which article, what was repealed, and what has to be looked at again because the law has changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tongban.catalogue.models import Item, LawChange, LawCitation, MaterialSpec, ReviewMark
from tongban.catalogue.queries.papers import paper_names, papers_issued_here, proofs_on_list
from tongban.catalogue.queries.scope import looked_after
from tongban.catalogue.rules.laws import normal_articles, normal_title
from tongban.catalogue.rules.lint.checks import World
from tongban.catalogue.rules.lint.lists import repealed, world
from tongban.kernel.paging import Page, page
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices

ITEM = "item"  # where a citation stands, if it is the item's own basis and not that of a paper
SHOWN_CHANGES = 20


@dataclass(frozen=True)
class Citing:
    """An item that cites what was asked for: in its own basis, in which articles, and for which papers."""

    item: Item
    articles: tuple[str, ...]
    papers: tuple[tuple[str, str], ...]  # name, article
    has_open_mark: bool


@dataclass(frozen=True)
class RepealedLaw:
    """A law that has ended and is cited still."""

    title: str
    on: date
    items: int


def known_world(on: date) -> World:
    """Return what the lint knows on a day: its own data, and what was entered here: repeals, papers and proofs.

    Papers that we issue ourselves are on file for whom they were issued to: a source like those that are connected.
    """
    known, names = world(on), paper_names()
    return replace(
        known,
        repealed={**known.repealed, **_entered_repeals()},
        sources={**papers_issued_here(names), **known.sources},
        synonyms=names,
        proofs=proofs_on_list(on),
    )


def _entered_repeals() -> dict[str, date]:
    rows = LawChange.objects.filter(is_repealed=True, articles=[]).values_list("title", "in_force_on")
    return {normal_title(title): day for title, day in rows}


def citing(title: str, article: str) -> Q:
    """Return the condition on citations: of a law by a part of its title, and of an article in any way of writing."""
    condition = Q(title__contains=normal_title(title)) if title else Q()
    numbers = normal_articles(article)
    return condition & Q(article__in=numbers) if numbers else condition


def items_citing(
    officer: Officer, on: date, *, title: str, article: str = "", after: str | None = None, size: int = 25
) -> tuple[Page[Item], list[Citing]]:
    """Return a page of the items that the officer looks after and that cite it: four queries."""
    wanted = LawCitation.objects.filter(citing(title, article))
    items = Item.objects.filter(looked_after(officer, on)).filter(Exists(wanted.filter(item=OuterRef("pk"))))
    found = page(items.select_related("catalog_item", "office"), keys=("id",), after=after, size=size)
    keys = [item.pk for item in found.rows]
    cited: dict[int, list[LawCitation]] = {}
    for citation in wanted.filter(item__in=keys).order_by("item", "article"):
        cited.setdefault(citation.item_id, []).append(citation)
    papers = _names_of_papers(found.rows)
    marked = set(ReviewMark.objects.filter(item__in=keys, settled_at=None).values_list("item_id", flat=True))
    return found, [_row(item, cited.get(item.pk, []), papers, marked) for item in found.rows]


def _row(
    item: Item, cited: Iterable[LawCitation], papers: Mapping[tuple[int | None, str], str], marked: set[int]
) -> Citing:
    own = tuple(one.article for one in cited if one.where == ITEM)
    others = [one for one in cited if one.where != ITEM]
    named = tuple((papers.get((item.current_id, one.where), one.where), one.article) for one in others)
    return Citing(item, own, named, item.pk in marked)


def _names_of_papers(items: Sequence[Item]) -> dict[tuple[int | None, str], str]:
    versions = [item.current_id for item in items if item.current_id]
    rows = MaterialSpec.objects.filter(version__in=versions).values_list("version_id", "code", "name")
    return {(version, code): name for version, code, name in rows}


def repealed_and_cited(officer: Officer, on: date) -> list[RepealedLaw]:
    """Return the laws known to have ended that items of the officer cite still, with how many do."""
    ended = {**repealed(), **_entered_repeals()}
    cited = LawCitation.objects.filter(looked_after(officer, on, field="item__office"))
    counted = cited.filter(title__in=ended).values("title").annotate(items=Count("item", distinct=True))
    return [
        RepealedLaw(row["title"], ended[row["title"]], row["items"])
        for row in counted.order_by("title")
        if ended[row["title"]] <= on
    ]


def versions_without_citations() -> list[int]:
    """Return the versions in force, with a basis of their own, of whose items no citation is written."""
    bare = Item.objects.filter(current__isnull=False).exclude(Exists(LawCitation.objects.filter(item=OuterRef("pk"))))
    rows = bare.values_list("current_id", "current__elements")
    return [version for version, elements in rows.iterator() if elements.get("legal_bases")]


def latest_changes() -> QuerySet[LawChange]:
    """Return the changes entered last, each with how many items it has marked and how many of them are settled."""
    counted = LawChange.objects.annotate(
        marked=Count("marks"), settled=Count("marks", filter=Q(marks__settled_at__isnull=False))
    )
    return counted.order_by("-entered_at", "-pk")[:SHOWN_CHANGES]


def items_touched(title: str, articles: Sequence[str]) -> QuerySet[Item]:
    """Return the items that cite a law in one of these articles or as a whole; in any article, if none are given."""
    cited = LawCitation.objects.filter(title=title)
    if articles:
        cited = cited.filter(article__in=[*articles, ""])
    return Item.objects.filter(pk__in=cited.values("item"))


def marks_for(officer: Officer, on: date, *, is_settled: bool) -> QuerySet[ReviewMark]:
    """Return the marks of the items that the officer manages; page by ``-id``."""
    marks = ReviewMark.objects.filter(accessible_offices(officer, "manage_catalogue", on=on, field="item__office"))
    whole = marks.select_related("item__catalog_item", "item__office", "change", "settled_by")
    return whole.filter(settled_at__isnull=not is_settled)


def marks_of(item: Item) -> QuerySet[ReviewMark]:
    """Return the open marks of an item."""
    return ReviewMark.objects.filter(item=item, settled_at=None).select_related("change").order_by("-pk")
