"""Mandates of the demo city: every chief representative has one; who is named for items has one for them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from tongban.kernel.moments import BEIJING
from tongban.people.models import Mandate, Office, Officer
from tongban.people.rules.mandates import CHIEF, POWERS_OF_KIND

Kind = Mandate.Kind
SIGNER = "局主要负责人"


def chief_mandate(
    officer: Officer, office: Office, *, since: date, powers: Sequence[str] = POWERS_OF_KIND[CHIEF]
) -> Mandate:
    """Return the mandate of a chief representative over every item of an office, as a row not yet saved."""
    return _mandate(Kind.CHIEF_REPRESENTATIVE, officer, office, powers, (), since)


def named_mandate(kind: Kind, officer: Officer, office: Office, codes: Iterable[str], *, since: date) -> Mandate:
    """Return the mandate of an officer who is named for items of an office, as a row not yet saved."""
    return _mandate(kind, officer, office, POWERS_OF_KIND[kind], codes, since)


def _mandate(
    kind: Kind, officer: Officer, office: Office, powers: Sequence[str], codes: Iterable[str], since: date
) -> Mandate:
    mandate = Mandate(
        kind=kind,
        officer=officer,
        office=office,
        powers=list(powers),
        item_codes=sorted(codes),
        signer=SIGNER,
        since=since,
        recorded_at=datetime.combine(since, time(9), BEIJING),
    )
    mandate.document = f"{office.region.name}授〔{since.year}〕{mandate.pk % 100000:05d}号"
    return mandate
