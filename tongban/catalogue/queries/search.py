"""Finding items by what people type: two queries, however many words."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from tongban.catalogue.models import SearchTerm
from tongban.catalogue.queries.items import Filters, Hit, hits_of, items_in_force
from tongban.catalogue.rules.words import Query, ceiling, read_query

WORDS = (SearchTerm.Kind.WORD, SearchTerm.Kind.PAIR)
SOUNDS = (SearchTerm.Kind.PINYIN, SearchTerm.Kind.INITIALS)
LONGEST_QUERY = 80
CONSIDERED = 400


@dataclass(frozen=True)
class Found:
    """A catalogue item that matches, with its best weight over the places that offer it."""

    catalog_item: int
    score: int


def search(text: str, filters: Filters | None = None, *, on: date, limit: int = 20) -> list[Hit]:
    """Return the items in force on a day that match what was typed, best first, each with the places that offer it.

    ``text`` may be people's own words, departments' words, full pinyin or initials.
    """
    query = read_query(text[:LONGEST_QUERY])
    if query.is_empty:
        return []
    filters = filters or Filters()
    best: dict[int, int] = {}
    for catalog_item, score in _scores(query, filters, on)[:CONSIDERED]:
        best.setdefault(catalog_item, score)
    return hits_of(list(best)[:limit], filters, on=on)


def _scores(query: Query, filters: Filters, on: date) -> QuerySet[SearchTerm, tuple[int, int]]:
    """Words add up; of sounds only the best counts, for every tail of a name begins with some sound.

    One that is typed to its end counts twice: it comes before those of which it is only the beginning.
    """
    condition = Q(token__in=query.words, kind=SearchTerm.Kind.WORD) | Q(
        token__in=query.pairs, kind=SearchTerm.Kind.PAIR
    )
    for sound in query.sounds:
        condition |= _begins_with(sound)
    return (
        SearchTerm.objects.filter(condition, item__in=filters.of(items_in_force(on)))
        .values("item")
        .annotate(
            score=Coalesce(Sum("weight", filter=Q(kind__in=WORDS)), 0)
            + Coalesce(Max("weight", filter=Q(kind__in=SOUNDS)), 0)
            + Coalesce(Max("weight", filter=Q(kind__in=SOUNDS, token__in=query.sounds)), 0)
        )
        .order_by("-score", "item__catalog_item")
        .values_list("item__catalog_item", "score")
    )


def _begins_with(sound: str) -> Q:
    end = ceiling(sound)
    bounds = Q(token__gte=sound) & (Q(token__lt=end) if end else Q())
    return Q(kind__in=SOUNDS) & bounds
