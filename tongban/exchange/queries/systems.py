"""Reading connected systems: which handles a case, how each stands, what went and came over it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from tongban.exchange.models import Batch, Direction, ExchangeRow, Link, NetworkSite, Reckoning
from tongban.exchange.models.systems import LEVELS
from tongban.kernel.ratios import Ratio
from tongban.people.models import Office

State = ExchangeRow.State
OPEN = (State.WAITING, State.SENT, State.TAKEN, State.PARKED, State.REFUSED)
CONNECTED_WITHIN = timedelta(minutes=10)  # since the last answer


def link_for(offices: Sequence[int | None], catalog_code: str) -> Link | None:
    """Return the system that handles this item for one of these offices: one that names the item comes first."""
    serving = Link.objects.filter(offices__in=[office for office in offices if office]).select_related("partner")
    found = list(serving.distinct().order_by("pk"))
    named = [link for link in found if catalog_code in link.item_codes]
    return next(iter([*named, *(link for link in found if not link.item_codes)]), None)


def link_of(code: str) -> Link | None:
    related = Link.objects.select_related("partner", "office", "account__officer")
    return related.filter(partner__code=code).first()


def links_to_ask(now: datetime) -> list[Link]:
    """Return the systems whose turn it is: something waits for them, or they are fetched from, or long unseen."""
    due = Link.objects.filter(is_paused=False, next_try_at__lte=now).select_related("partner")
    return list(due.order_by("next_try_at", "pk"))


def has_waiting(link: Link) -> bool:
    unsent = Q(state=State.WAITING) | Q(state=State.SENT)
    return ExchangeRow.objects.filter(unsent, link=link).exists()


@dataclass(frozen=True)
class Standing:
    """How one system stands."""

    link: Link
    is_connected: bool
    waiting: int
    oldest: datetime | None
    parked: int
    refused: int

    @property
    def state(self) -> str:
        """paused, connected, silent (it answered once), never."""
        if self.link.is_paused:
            return "paused"
        if self.is_connected:
            return "connected"
        return "silent" if self.link.seen_at else "never"


def is_connected(link: Link, now: datetime) -> bool:
    """Say whether a system answered lately, and its last answer was no fault; one that is stopped is not connected."""
    return not link.is_paused and not link.last_fault and bool(link.seen_at and now - link.seen_at <= CONNECTED_WITHIN)


def standings(now: datetime, links: Collection[Link] | None = None) -> list[Standing]:
    """Return every system with what waits, is parked and was refused; three statements, however many there are."""
    if links is None:
        links = list(Link.objects.select_related("partner", "office").order_by("partner__name"))
    open_rows = ExchangeRow.objects.filter(link__in=links, state__in=OPEN)
    counted = open_rows.values("link").annotate(
        waiting=Count("pk", filter=Q(state__in=[State.WAITING, State.SENT])),
        oldest=Min("at", filter=Q(state__in=[State.WAITING, State.SENT])),
        parked=Count("pk", filter=Q(state__in=[State.TAKEN, State.PARKED])),
        refused=Count("pk", filter=Q(state=State.REFUSED)),
    )
    by_link: dict[int, Any] = {row["link"]: row for row in counted}
    return [_standing(link, by_link.get(link.pk, {}), now) for link in links]


def _standing(link: Link, counted: dict[str, Any], now: datetime) -> Standing:
    waiting, parked, refused = (counted.get(name, 0) for name in ("waiting", "parked", "refused"))
    return Standing(link, is_connected(link, now), waiting, counted.get("oldest"), parked, refused)


def connected_ratio(found: Collection[Standing]) -> Ratio:
    """Return connected ÷ total (D18)."""
    return Ratio(sum(each.is_connected for each in found), len(found))


def by_office(found: Sequence[Standing]) -> list[tuple[Office, Ratio]]:
    """Return connected ÷ total of each office that runs systems."""
    offices = {each.link.office_id: each.link.office for each in found}
    return [
        (office, connected_ratio([each for each in found if each.link.office_id == key]))
        for key, office in sorted(offices.items(), key=lambda pair: pair[1].name)
    ]


def rows_of(link: Link, *, state: str = "", direction: str = "", dataset: str = "") -> QuerySet[ExchangeRow]:
    """Return rows without their content; page by ``("-id",)``."""
    found = ExchangeRow.objects.filter(link=link).defer("payload").select_related("batch")
    if state in State.values:
        found = found.filter(state=state)
    if direction:
        found = found.filter(direction=direction)
    return found.filter(dataset=dataset) if dataset else found


def batches_of(link: Link) -> QuerySet[Batch]:
    return Batch.objects.filter(link=link).order_by("-at", "-id")


def reckonings_of(link: Link) -> QuerySet[Reckoning]:
    """Return what was reckoned with a system; page by ``("-on", "-id")``."""
    return Reckoning.objects.filter(link=link)


@dataclass(frozen=True)
class Reach:
    """How much of a level the network reaches."""

    level: str
    name: str
    ratio: Ratio


def network_reach() -> list[Reach]:
    """Return the sites that the network reaches, level by level (四级)."""
    counted = NetworkSite.objects.values("region__level").annotate(
        every=Count("pk"), reached=Count("pk", filter=Q(is_reached=True))
    )
    found = {row["region__level"]: Ratio(row["reached"], row["every"]) for row in counted}
    return [Reach(level.value, str(name), found.get(level.value, Ratio(0, 0))) for level, name in LEVELS.items()]


def sites(*, level: str = "", reached: str = "", text: str = "") -> QuerySet[NetworkSite]:
    """Return the register of sites; page by ``("-id",)``."""
    found = NetworkSite.objects.select_related("region", "office")
    if level:
        found = found.filter(region__level=level)
    if reached in ("yes", "no"):
        found = found.filter(is_reached=reached == "yes")
    return found.filter(Q(name__icontains=text) | Q(region__name__icontains=text)) if text else found


def reach_of_offices(offices: Collection[int]) -> dict[int, Ratio]:
    """Return per office how many of its sites the network reaches."""
    counted = (
        NetworkSite.objects.filter(office__in=offices)
        .values("office")
        .annotate(every=Count("pk"), reached=Count("pk", filter=Q(is_reached=True)))
    )
    return {row["office"]: Ratio(row["reached"], row["every"]) for row in counted}


def data_through(links: Collection[int], *, since: date) -> dict[int, Ratio]:
    """Return per system how many rows of this time arrived on the other side and were taken there, or applied here."""
    through = Q(state__in=[State.DELIVERED, State.APPLIED])
    counted = ExchangeRow.objects.filter(link__in=links, at__date__gte=since).exclude(state=State.CORRECTED)
    rows = counted.values("link").annotate(every=Count("pk"), through=Count("pk", filter=through))
    return {row["link"]: Ratio(row["through"], row["every"]) for row in rows}


def tally_of(link: Link, day: str, direction: str) -> dict[str, dict[str, str]]:
    """Return what went or came in the batches of a day (YYYYMMDD): by set, the digest of each row."""
    rows = ExchangeRow.objects.filter(link=link, direction=direction, batch__number__startswith=day)
    if direction == Direction.OUT:  # what they refused they do not have
        rows = rows.filter(state=State.DELIVERED)
    found: dict[str, dict[str, str]] = {}
    for dataset, guid, digest in rows.order_by("pk").values_list("dataset", "guid", "digest"):
        found.setdefault(dataset, {})[guid] = digest
    return found
