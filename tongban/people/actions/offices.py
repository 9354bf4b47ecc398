"""Record places and the offices that act in them."""

from datetime import date, datetime

from tongban.kernel.events import Actor, publish
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.events import OfficeRecorded, RegionRecorded
from tongban.people.models import Account, Office, Officer, Region
from tongban.people.rules.identifiers import check_region, check_uscc, normal

By = Officer | Account | Actor


class CannotRecordOffice(Refused):
    """The place or the office cannot be entered so."""


@action
def record_region(
    *, code: str, name: str, level: str, parent: str = "", valid_from: date, by: By, now: datetime
) -> Region:
    """Enter a place under its code, or return the one that is there. Raises CannotRecordOffice."""
    if known := Region.objects.filter(pk=code).first():
        return known
    obstacles = check_region(code)
    if parent and not Region.objects.filter(pk=parent).exists():
        obstacles.append(Obstacle("region_unknown", parent))
    if obstacles:
        raise CannotRecordOffice(obstacles)

    region = Region.objects.create(code=code, name=name, level=level, parent_id=parent or None, valid_from=valid_from)

    publish(
        RegionRecorded(
            subject=f"region:{code}", by=str(by.actor), at=now, code=code, level=level, valid_from=valid_from
        )
    )
    return region


@action
def record_office(
    *,
    uscc: str,
    name: str,
    short_name: str,
    kind: str,
    level: str,
    region: str,
    parent: str = "",
    stationed_in: str = "",
    phone: str = "",
    address: str = "",
    by: By,
    now: datetime,
) -> Office:
    """Enter an office by its credit code, or return the one that is there; other offices are named by theirs.

    Raises CannotRecordOffice.
    """
    uscc = normal(uscc)
    if known := Office.objects.filter(uscc=uscc).first():
        return known
    others = {office.uscc: office for office in Office.objects.filter(uscc__in=[parent, stationed_in])}
    obstacles = check_uscc(uscc)
    obstacles += [
        Obstacle("office_unknown", other) for other in (parent, stationed_in) if other and other not in others
    ]
    if not Region.objects.filter(pk=region).exists():
        obstacles.append(Obstacle("region_unknown", region))
    if obstacles:
        raise CannotRecordOffice(obstacles)

    office = Office(
        uscc=uscc,
        name=name,
        short_name=short_name,
        kind=kind,
        level=level,
        region_id=region,
        parent=others.get(parent),
        stationed_in=others.get(stationed_in),
        phone=phone,
        address=address,
    )
    office.save(force_insert=True)

    publish(
        OfficeRecorded(
            subject=f"office:{office.pk}",
            by=str(by.actor),
            at=now,
            office_id=office.pk,
            uscc=uscc,
            kind=kind,
            region_code=region,
            parent_id=office.parent_id,
        )
    )
    return office
