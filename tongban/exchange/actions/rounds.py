"""The round of the worker: to each system what waits for it, from each what it has, and whether it is there."""

from datetime import datetime, timedelta

from tongban.exchange.actions.sending import note_seen, note_silence, send_waiting
from tongban.exchange.actions.taking import fetch
from tongban.exchange.adapters import PartnerUnavailable
from tongban.exchange.adapters.opener import NotAllowed
from tongban.exchange.models import Envelope, Link
from tongban.exchange.queries import NoPartner, partner
from tongban.exchange.queries.partners import system_of
from tongban.exchange.queries.systems import has_waiting, links_to_ask

ASK_AFTER = timedelta(minutes=1)  # without a word


def visit_systems(*, now: datetime) -> None:
    """Visit each system whose turn it is; one that does not answer does not keep the others waiting long."""
    for link in links_to_ask(now):
        if has_waiting(link):
            send_waiting(link=link, now=now)
        elif link.polls:
            fetch(link=link, now=now)
        elif link.seen_at is None or link.last_fault or now - link.seen_at >= ASK_AFTER:
            ask_whether_alive(link=link, now=now)


def ask_whether_alive(*, link: Link, now: datetime) -> bool:
    """Ask a system that was quiet whether it is there."""
    try:
        is_alive = system_of(link.partner).is_alive()
    except (NoPartner, NotAllowed):
        is_alive = False
    except PartnerUnavailable as error:
        note_silence(link=link, fault=error.fault, now=now)
        return False
    if is_alive:
        note_seen(link=link, now=now)
    else:
        note_silence(link=link, fault=Envelope.Fault.UNREACHABLE, now=now)
    return is_alive


def tell_mode(*, code: str, mode: str) -> None:
    """Tell a demo system how to behave. Raises PartnerUnavailable."""
    system_of(partner(code)).control(mode)
