"""Connect a department's own system, give it keys, stop it for a while."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tongban.exchange.events import LinkAdmitted, LinkKeyGiven, LinkPaused
from tongban.exchange.models import Link, Partner
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.actions.clients import admit_system_of_office
from tongban.people.actions.officers import By, give_role
from tongban.people.models import Office

ROLE = "approver"  # what comes back decides: only over the offices whose cases it handles


class CannotConnect(Refused):
    """This system cannot be connected, or not be stopped."""


@action
def admit_link(
    *,
    code: str,
    name: str,
    adapter: str,
    office: Office,
    offices: Sequence[Office],
    prefix: str,
    item_codes: Sequence[str] = (),
    address: str = "",
    polls: bool = False,
    key: str = "",
    by: By,
    now: datetime,
) -> Link:
    """Connect a system that handles cases of these offices: it acts here as an officer of its own."""
    if Partner.objects.filter(code=code).exists() or Link.objects.filter(prefix=prefix).exists():
        raise CannotConnect([Obstacle("system_known_already", code)])

    partner = Partner.objects.create(code=code, name=name, adapter=adapter)
    account = admit_system_of_office(name=name, office=office, role=ROLE, by=by, now=now)
    others = [other for other in offices if not other.path.startswith(office.path)]
    for other in others:
        give_role(officer=account.officer, role=ROLE, office=other, since=local_day(now), by=by, now=now)
    link = Link.objects.create(
        partner=partner,
        office=office,
        item_codes=list(item_codes),
        account=account,
        prefix=prefix,
        address=address,
        polls=polls,
        key=key or secrets.token_urlsafe(32),
        since=now,
        next_try_at=now,
    )
    link.offices.set([office, *offices])

    publish(LinkAdmitted(subject=link.subject, by=str(by.actor), at=now, code=code, prefix=prefix, office_id=office.pk))
    return link


@action
def give_link_key(*, link: Link, by: Any, now: datetime) -> str:
    """Give a system a new key, which is shown this once; the one before is taken until the next."""
    link = Link.objects.select_for_update(of=("self",)).select_related("partner").get(pk=link.pk)
    link.former_key, secret = link.key.text(), secrets.token_urlsafe(32)
    link.key = secret
    link.save(update_fields=["key", "former_key"])
    publish(LinkKeyGiven(subject=link.subject, by=str(by.actor), at=now, code=link.partner.code))
    return secret


@action
def pause_link(*, link: Link, reason: str, by: Any, now: datetime) -> Link:
    """Stop the exchange with a system; what is owed to it waits."""
    if not reason.strip():
        raise CannotConnect([Obstacle("pause_without_reason")])
    return _set_paused(link, True, reason.strip(), by, now)


@action
def resume_link(*, link: Link, by: Any, now: datetime) -> Link:
    """Let the exchange go on, at once."""
    return _set_paused(link, False, "", by, now)


def _set_paused(link: Link, is_paused: bool, reason: str, by: Any, now: datetime) -> Link:
    link = Link.objects.select_for_update(of=("self",)).select_related("partner").get(pk=link.pk)
    link.is_paused, link.pause_reason, link.next_try_at = is_paused, reason[:200], now
    link.save(update_fields=["is_paused", "pause_reason", "next_try_at"])
    publish(LinkPaused(subject=link.subject, by=str(by.actor), at=now, code=link.partner.code, is_paused=is_paused))
    return link
