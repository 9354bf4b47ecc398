"""Record and end what an officer may do by a written authorisation (授权书)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.actions.officers import By
from tongban.people.events import MandateEnded, MandateOver, MandateRecorded
from tongban.people.models import Mandate, Office, Officer
from tongban.people.queries.held import forget_held
from tongban.people.queries.powers import not_allowed
from tongban.people.rules.mandates import CHIEF, POWERS_OF_KIND, Asked, obstacles_to_mandate


class CannotMandate(Refused):
    """This mandate cannot be recorded or ended so."""


@action
def record_mandate(
    *,
    kind: str,
    officer: Officer,
    office: Office,
    powers: Sequence[str],
    item_codes: Sequence[str],
    document: str,
    signer: str,
    since: date,
    until: date | None,
    by: By,
    now: datetime,
) -> Mandate:
    """Record a mandate as it was signed. An office has one chief representative at a time. Raises CannotMandate."""
    office = Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    refuse_strangers(by, office, now)
    asked = Asked(
        kind=kind,
        officer_name=officer.name,
        is_contracted=officer.is_contracted,
        powers=tuple(powers),
        item_codes=tuple(item_codes),
        document=document,
        signer=signer,
        since=since,
        until=until,
    )
    if kind == CHIEF:
        for over in _chiefs(office).filter(ended_on=None, until__lt=min(since, local_day(now))):
            close_mandate(mandate=over, now=now)
    if obstacles := obstacles_to_mandate(asked, open_chiefs=_open_chiefs(office, since, until)):
        raise CannotMandate(obstacles)

    mandate = Mandate.objects.create(
        kind=kind,
        officer=officer,
        office=office,
        powers=[power for power in POWERS_OF_KIND[kind] if power in powers],
        item_codes=sorted(set(item_codes)),
        document=document.strip(),
        signer=signer.strip(),
        since=since,
        until=until,
        recorded_at=now,
    )

    publish(
        MandateRecorded(
            subject=f"officer:{officer.pk}",
            by=str(by.actor),
            at=now,
            mandate_id=mandate.pk,
            kind=kind,
            office_id=office.pk,
            powers=tuple(mandate.powers),
            item_codes=tuple(mandate.item_codes),
            since=since,
            until=until,
        )
    )
    return mandate


@action
def end_mandate(*, mandate: Mandate, last_day: date, reason: str, by: By, now: datetime) -> Mandate:
    """Let a mandate hold no longer than a last day, with a reason; yesterday: it is over at once."""
    mandate = Mandate.objects.select_for_update(of=("self",)).select_related("office").get(pk=mandate.pk)
    refuse_strangers(by, mandate.office, now)
    obstacles = []
    if mandate.ended_on:
        obstacles.append(Obstacle("mandate_already_ended", mandate.document))
    if not reason.strip():
        obstacles.append(Obstacle("mandate_reason_missing", mandate.document))
    if last_day < mandate.since:
        obstacles.append(Obstacle("ends_before_it_begins", details={"until": last_day.isoformat()}))
    if obstacles:
        raise CannotMandate(obstacles)

    mandate.until = mandate.ended_on = min(last_day, mandate.until or last_day)
    mandate.ended_reason = reason.strip()
    mandate.save(update_fields=["until", "ended_on", "ended_reason"])

    publish(
        MandateEnded(
            subject=f"officer:{mandate.officer_id}",
            by=str(by.actor),
            at=now,
            mandate_id=mandate.pk,
            office_id=mandate.office_id,
            until=mandate.until,
            reason=mandate.ended_reason,
        )
    )
    if mandate.until < local_day(now):
        close_mandate(mandate=mandate, now=now)
    return mandate


@action
def close_mandate(*, mandate: Mandate, now: datetime) -> Mandate:
    """Note that the last day of a mandate is past: what its holder has in hand by it is to be laid back."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if mandate.over_at or mandate.until is None or mandate.until >= local_day(now):
        return mandate

    forget_held()
    mandate.over_at, mandate.ended_on = now, mandate.until
    mandate.save(update_fields=["over_at", "ended_on"])
    publish(
        MandateOver(
            subject=f"officer:{mandate.officer_id}",
            by=str(SYSTEM),
            at=now,
            mandate_id=mandate.pk,
            officer_id=mandate.officer_id,
            office_id=mandate.office_id,
            document=mandate.document,
        )
    )
    return mandate


def refuse_strangers(by: By, office: Office, now: datetime) -> None:
    """Refuse an officer who does not keep the posts of an office."""
    if isinstance(by, Officer) and (obstacles := not_allowed(by, "manage_posts", office=office, on=local_day(now))):
        raise CannotMandate(obstacles)


def _chiefs(office: Office) -> QuerySet[Mandate]:
    return Mandate.objects.filter(office=office, kind=CHIEF)


def _open_chiefs(office: Office, since: date, until: date | None) -> list[str]:
    """Return whom the office has as chief, ended by nobody or on some of these days."""
    names = []
    for mandate in _chiefs(office).select_related("officer"):
        is_before = mandate.until is not None and mandate.until < since
        is_after = until is not None and until < mandate.since
        if mandate.ended_on is None or not (is_before or is_after):
            names.append(mandate.officer.name)
    return names
