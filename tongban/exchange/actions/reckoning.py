"""Daily reckoning (对账): both sides count the rows of a day, set by set; what differs is listed row by row."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from tongban.exchange.actions.sending import note_silence
from tongban.exchange.adapters import PartnerUnavailable
from tongban.exchange.adapters.opener import NotAllowed
from tongban.exchange.events import DayReckoned
from tongban.exchange.models import Direction, Link, Reckoning
from tongban.exchange.queries import NoPartner
from tongban.exchange.queries.partners import system_of
from tongban.exchange.queries.systems import tally_of
from tongban.exchange.rules import sets
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action

Rows = Mapping[str, str]  # guid -> digest
THEIR_SIDE = {Direction.OUT: "received", Direction.IN: "sent"}
LISTED = 200  # differences of one set
NOTHING = ""  # the set of a day on which nothing was exchanged


def reckon_yesterday(*, now: datetime) -> int:
    """Compare yesterday with each system with which it was not compared yet; return with how many."""
    day = local_day(now) - timedelta(days=1)
    open_links = Link.objects.filter(is_paused=False, since__lt=now).exclude(reckonings__on=day)
    return sum(reckon(link=link, on=day, now=now) for link in open_links.select_related("partner"))


def reckon(*, link: Link, on: date, now: datetime) -> bool:
    """Compare a day with a system; False if it does not answer."""
    try:
        theirs = system_of(link.partner).tally(on)
    except (PartnerUnavailable, NoPartner, NotAllowed) as error:
        fault = getattr(error, "fault", "unreachable")
        note_silence(link=link, fault=fault, now=now)
        return False
    keep_reckoning(link=link, on=on, theirs=theirs, now=now)
    return True


@action
def keep_reckoning(*, link: Link, on: date, theirs: Mapping[str, Any], now: datetime) -> list[Reckoning]:
    """Keep both counts of a day, set by set, and list what differs; a day reckoned again replaces what stood."""
    found = [
        _compared(link, on, direction, dataset, ours, their_rows, now)
        for direction in Direction.values
        for dataset, ours, their_rows in _side_by_side(
            tally_of(link, f"{on:%Y%m%d}", direction), theirs.get(THEIR_SIDE[Direction(direction)])
        )
    ]
    found = found or [_compared(link, on, Direction.OUT, NOTHING, {}, {}, now)]
    Reckoning.objects.filter(link=link, on=on).delete()
    Reckoning.objects.bulk_create(found)
    differing = sum(not each.agrees for each in found)
    publish(
        DayReckoned(
            subject=link.subject,
            by=str(SYSTEM),
            at=now,
            system=link.partner.code,
            on=on.isoformat(),
            sets=len(found),
            differing=differing,
        )
    )
    return found


def _side_by_side(ours: Mapping[str, Rows], theirs: object) -> list[tuple[str, Rows, Rows]]:
    """Return the rows of each set on both sides; a side that says nothing of a set has none."""
    said = theirs if isinstance(theirs, dict) else {}
    names = sorted({*ours, *(str(name)[:40] for name in said)})
    return [(name, ours.get(name, {}), _rows(said.get(name))) for name in names]


def _rows(said: object) -> Rows:
    return {str(guid)[:36]: str(digest)[:64] for guid, digest in said.items()} if isinstance(said, dict) else {}


def _compared(link: Link, on: date, direction: str, dataset: str, ours: Rows, theirs: Rows, now: datetime) -> Reckoning:
    differing = [
        {"guid": guid, "what": _what(ours.get(guid), theirs.get(guid))}
        for guid in sorted({*ours, *theirs})
        if ours.get(guid) != theirs.get(guid)
    ]
    return Reckoning(
        link=link,
        on=on,
        direction=direction,
        dataset=dataset,
        ours=len(ours),
        theirs=len(theirs),
        our_digest=_digest(ours),
        their_digest=_digest(theirs),
        differing=differing[:LISTED],
        at=now,
    )


def _what(ours: str | None, theirs: str | None) -> str:
    if theirs is None:
        return "only_ours"
    return "only_theirs" if ours is None else "other_content"


def _digest(rows: Rows) -> str:
    return hashlib.sha256(sets.total(rows.items()).encode()).hexdigest()
