"""What the window desk shows: what may be taken here, what this visit brought, whose result waits to be handed over."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q, QuerySet

from tongban.cases.models import Case, Paper, ToldOnce
from tongban.cases.queries.access import to_collect
from tongban.cases.queries.halls import RUN_MODES
from tongban.cases.queries.taken_here import taken_here
from tongban.catalogue.models import Item, MaterialSpec
from tongban.catalogue.queries import Filters, Hit, items_in_force, published_items, search
from tongban.catalogue.queries.items import hits_of
from tongban.catalogue.rules.limits import Limit
from tongban.documents.models import StoredFile
from tongban.documents.queries import files_of
from tongban.kernel.vault import blind_index
from tongban.matters.queries.access import seen_by
from tongban.matters.rules.numbers import is_number, tidy_number
from tongban.people.models import Authorisation, Officer, Party
from tongban.people.queries import accessible_offices
from tongban.windows.models import Visit, Window
from tongban.windows.queries import at_window, within_competence

MOST_OFFERS = 10
MOST_FOUND = 20
LONGEST_SCAN_NAME = 80


@dataclass(frozen=True)
class Offer:
    """An item of one office that can be taken here."""

    code: str
    name: str
    name_en: str
    office_name: str
    region_name: str
    promised: Limit
    is_instant: bool


@dataclass(frozen=True)
class Shown:
    """A paper that was shown earlier in this visit, for another item."""

    key: str
    name: str
    code: str
    item: str
    papers: tuple[Paper, ...]
    kind: int | None = None  # of the paper, in the catalogue of papers

    def is_same(self, spec: MaterialSpec) -> bool:
        """Whether this is the paper that is asked: the same in the catalogue of papers, or by name."""
        return (self.kind is not None and self.kind == spec.paper_kind_id) or self.name == spec.name


def items_to_receive(window: Window, officer: Officer, *, on: date) -> QuerySet[Item]:
    """Return the items that this window takes, and this officer may receive and has been found able to, on a day.

    Of an item that is led for one another (通办), those of other offices as well: whether they are the same everywhere
    is asked when one is taken.
    """
    own = _own_items(window, officer, on=on)
    others = Q(catalog_item__in=own.values("catalog_item")) & ~Q(current__cross_scope="")
    everywhere = items_in_force(on).filter(current__run_mode__in=RUN_MODES)
    return everywhere.filter(Q(pk__in=own.values("pk")) | others)


def _own_items(window: Window, officer: Officer, *, on: date) -> QuerySet[Item]:
    receivable = items_in_force(on).filter(accessible_offices(officer, "receive", on=on, item="code"))
    here = at_window(window, on) & within_competence(officer, on)
    return receivable.filter(here, current__run_mode__in=RUN_MODES)


def offers(text: str, *, window: Window, officer: Officer, on: date) -> list[Offer]:
    """Return what matches, the places nearest to the window first; all items of the window for no text."""
    taken = dict(items_to_receive(window, officer, on=on).values_list("code", "catalog_item"))
    region = window.service_point.office.region_id
    if not text:
        own = hits_of(sorted(set(taken.values())), Filters(), on=on)
        return [row[0] for row in _rows(own, taken, region) if row]
    rows = _rows(search(text, on=on), taken, region)
    nearest, elsewhere = [row[0] for row in rows if row], [offer for row in rows for offer in row[1:]]
    return [*nearest, *elsewhere][:MOST_OFFERS]


def _rows(hits: Iterable[Hit], taken: dict[str, int], region: str) -> list[list[Offer]]:
    """Return for each hit the places where it can be taken, the window's own first."""
    return [
        [
            Offer(
                code=place.code,
                name=hit.name,
                name_en=hit.name_en,
                office_name=place.office_name,
                region_name=place.region_name,
                promised=hit.promised,
                is_instant=hit.is_instant,
            )
            for place in sorted(hit.offers, key=lambda place: (place.region != region, place.region))
            if place.code in taken
        ]
        for hit in hits
    ]


def item_to_receive(code: str) -> Item | None:
    """Return an item in force with all that its acceptance shows."""
    return published_items().select_related("current", "office__region", "catalog_item").filter(code=code).first()


def cases_in(visit: Visit) -> list[Case]:
    """Return the cases of a visit in the order in which they came."""
    cases = Case.objects.filter(visit=visit).select_related("matter__office", "matter__party", "matter__handler")
    return list(cases.select_related("version__item__office", "correction").order_by("pk"))


def came_of(visit: Visit) -> str:
    """Return what has come of a visit so far: cases, a sheet of what to bring, or nothing yet."""
    if Case.objects.filter(visit=visit).exists():
        return Visit.Outcome.CASE
    told = ToldOnce.objects.filter(visit=visit).exists()
    return Visit.Outcome.TOLD_ONCE if told else Visit.Outcome.COME_AGAIN


def shown_in(visit: Visit) -> list[Shown]:
    """Return the papers shown in a visit so far: each once, from the application for which it was shown first."""
    papers = Paper.objects.filter(case__visit=visit).select_related("spec", "file", "case__matter")
    ordered = papers.order_by("case", "spec__position", "pk")
    shown: list[Shown] = []
    for _case, group in groupby(ordered, key=lambda paper: (paper.case_id, paper.spec_id)):
        given = list(group)
        if not any(each.is_same(given[0].spec) for each in shown):
            shown.append(_shown(given))
    return shown


def _shown(papers: list[Paper]) -> Shown:
    first = papers[0]
    assert first.case is not None
    item = first.case.matter.subject_title
    return Shown(str(first.pk), first.spec.name, first.spec.code, item, tuple(papers), first.spec.paper_kind_id)


def scan_name(paper: str) -> str:
    r"""Return how scans of a paper are named.

    >>> scan_name("平面图/布局图 v1.2")
    '平面图·布局图 v1·2'
    """
    return re.sub(r"[\\/.]", "·", paper)[:LONGEST_SCAN_NAME]


def scans_of(visit: Visit) -> dict[str, list[StoredFile]]:
    """Return the scans of a visit that belong to no case yet, by the name of their paper."""
    used = Paper.objects.filter(case__visit=visit, file__isnull=False).values("file")
    scans: dict[str, list[StoredFile]] = {}
    for file in files_of(f"visit:{visit.pk}").exclude(pk__in=used):
        scans.setdefault(file.name.rpartition("-")[0], []).append(file)
    return scans


def scans_of_paper(visit: Visit, paper: str) -> list[StoredFile]:
    return scans_of(visit).get(scan_name(paper), [])


def authorisations_between(agent: Party, *, on: date) -> tuple[list[Authorisation], list[Authorisation]]:
    """Return the authorisations that somebody holds: those in force, and those that ran out or were withdrawn."""
    held = Authorisation.objects.filter(agent=agent).select_related("party").order_by("-since", "-pk")
    in_force = [each for each in held if each.is_in_force(on)]
    covered = {each.party_id for each in in_force}
    return in_force, [each for each in held if not each.is_in_force(on) and each.party_id not in covered]


def visits_today(window: Window, *, since: datetime) -> QuerySet[Visit]:
    """Return the visits that ended at a window since a moment, the latest first."""
    ended = Visit.objects.filter(window=window, ended_at__gte=since)
    return ended.select_related("party", "handler").order_by("-started_at")


def waiting_for(officer: Officer, *, on: date, text: str = "", party: Party | None = None) -> list[Case]:
    """Return the cases whose result somebody asks for: by number or query code, or all of whoever's card was read.

    The number or the code of a whole stands for all its parts whose result is there.
    """
    if party:
        asked = Q(matter__state="decided") & to_collect(party, on=on)
    elif is_number(number := tidy_number(text)):
        asked = Q(matter__number=number) | Q(matter__state="decided", matter__parent__number=number)
    else:
        code = blind_index(text) or "-"
        of_the_whole = Q(matter__parent__query_code_index=code)
        asked = Q(matter__state="decided") & (Q(matter__query_code_index=code) | of_the_whole)
    own = Q(matter__in=seen_by(officer, on=on).values("pk")) | taken_here(officer, on=on)
    cases = Case.objects.filter(asked, own)
    cases = cases.select_related("matter__office", "matter__party", "matter__handler", "matter__parent", "version")
    return list(cases.order_by("-pk")[:MOST_FOUND])
