"""Agreements with partner regions (通办): sign, end; put an item forward, which enters once both sides are alike."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from tongban.catalogue.actions.refusals import CannotAgree, refuse_strangers
from tongban.catalogue.events import AgreedItemChecked, AgreementEnded, AgreementSigned
from tongban.catalogue.models import AgreedItem, Agreement, Item, ItemVersion, Partner
from tongban.catalogue.queries.agreements import check, versions_to_compare
from tongban.catalogue.queries.papers import names_of_papers
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Office

Because = AgreedItem.Because


@action
def sign_agreement(
    *,
    office: Office,
    partner: Partner,
    reach: str,
    title: str,
    signed_on: date,
    since: date,
    until: date | None,
    by: Any,
    now: datetime,
) -> Agreement:
    """Enter an agreement that an office has signed with a partner region; a new partner is entered with it."""
    refuse_strangers(by, office, now)
    obstacles = []
    if until and until < since:
        obstacles.append(Obstacle("ends_before_it_begins", title))
    if office.region_id == partner.code:
        obstacles.append(Obstacle("agreed_with_itself", partner.name))
    if obstacles:
        raise CannotAgree(obstacles)

    if partner.pk is None or not Partner.objects.filter(pk=partner.pk).exists():
        partner = _known(partner)
    agreement = Agreement.objects.create(
        office=office, partner=partner, reach=reach, title=title.strip(), signed_on=signed_on, since=since, until=until
    )

    publish(
        AgreementSigned(
            subject=agreement.subject,
            agreement_id=agreement.pk,
            partner=partner.code,
            reach=reach,
            by=str(by.actor),
            at=now,
        )
    )
    return agreement


@action
def end_agreement(*, agreement: Agreement, last_day: date, reason: str, by: Any, now: datetime) -> Agreement:
    """Let an agreement hold no longer than a last day; its items leave the day after."""
    agreement = _locked(agreement)
    refuse_strangers(by, agreement.office, now)
    obstacles = []
    if not reason.strip():
        obstacles.append(Obstacle("reason_missing", agreement.title))
    if last_day < agreement.since:
        obstacles.append(Obstacle("ends_before_it_begins", agreement.title))
    if agreement.until and agreement.until < last_day:
        obstacles.append(Obstacle("ended_already", agreement.title))
    if obstacles:
        raise CannotAgree(obstacles)

    agreement.until, agreement.ended_reason = last_day, reason.strip()
    agreement.save(update_fields=["until", "ended_reason"])

    publish(
        AgreementEnded(
            subject=agreement.subject,
            agreement_id=agreement.pk,
            until=last_day.isoformat(),
            reason=agreement.ended_reason,
            by=str(by.actor),
            at=now,
        )
    )
    return agreement


@action
def put_forward(
    *, agreement: Agreement, item: Item, mode: str, values: dict[str, Any], by: Any, now: datetime
) -> AgreedItem:
    """Put an item forward with what the partner says of it: it enters at once if both sides match, else waits."""
    agreement = _locked(agreement)
    refuse_strangers(by, item.office, now)
    if obstacles := _obstacles_to_putting_forward(agreement, item, local_day(now)):
        raise CannotAgree(obstacles)

    agreed = AgreedItem(agreement=agreement, item=item, mode=mode, partner_values=values, put_forward_at=now)
    return _checked(agreed, versions_to_compare([item.pk])[item.pk], Because.PARTNER, by, now)


@action
def revise(*, agreed: AgreedItem, values: dict[str, Any], by: Any, now: datetime) -> AgreedItem:
    """Take what the partner says now: an item that waited may enter, one that no longer matches leaves."""
    agreed = _open(agreed)
    refuse_strangers(by, agreed.item.office, now)
    if agreed.item.current_id is None:
        raise CannotAgree([Obstacle("nothing_in_force", agreed.item.catalog_item.name)])
    agreed.partner_values = values
    return _checked(agreed, versions_to_compare([agreed.item_id])[agreed.item_id], Because.PARTNER, by, now)


@action
def take_out(*, agreed: AgreedItem, reason: str, by: Any, now: datetime) -> AgreedItem:
    """Take an item out of an agreement, or take back what was put forward, with a reason."""
    agreed = _open(agreed)
    refuse_strangers(by, agreed.item.office, now)
    if not reason.strip():
        raise CannotAgree([Obstacle("reason_missing", agreed.item.catalog_item.name)])
    return _left(agreed, Because.WITHDRAWN, by, now, reason=reason.strip())


@action
def check_again(*, item: int, now: datetime) -> list[AgreedItem]:
    """Compare an item anew wherever it was put forward, after a new version: it enters, or leaves with the reason."""
    rows = (
        AgreedItem.objects.select_for_update(of=("self",)).select_related("agreement").filter(item=item, left_at=None)
    )
    standing = list(rows)
    if not standing:
        return []
    version = versions_to_compare([item])[item]
    return [_checked(agreed, version, Because.VERSION, SYSTEM, now) for agreed in standing]


@action(silent="each item that enters or leaves is told; where none was put forward nothing changes")
def check_many_again(*, items: Collection[int], now: datetime) -> None:
    """Compare anew whatever of these items was put forward somewhere: after an import."""
    standing = AgreedItem.objects.filter(left_at=None, item__in=items).values_list("item", flat=True)
    for item in sorted(set(standing)):
        check_again(item=item, now=now)


@action
def leave_all(*, item: int, now: datetime) -> None:
    """Let a retired item leave every agreement."""
    rows = (
        AgreedItem.objects.select_for_update(of=("self",)).select_related("agreement").filter(item=item, left_at=None)
    )
    for agreed in list(rows):
        _left(agreed, Because.RETIRED, SYSTEM, now)


@action
def close_ended(*, agreement: Agreement, now: datetime) -> None:
    """Let the items of an agreement that has ended leave it."""
    rows = AgreedItem.objects.select_for_update(of=("self",)).select_related("agreement").filter(
        agreement=agreement, left_at=None
    )  # fmt: skip
    for agreed in list(rows):
        _left(agreed, Because.ENDED, SYSTEM, now)


def _checked(agreed: AgreedItem, version: ItemVersion, because: Because, by: Any, now: datetime) -> AgreedItem:
    """Compare, and let the item enter, wait, or leave accordingly."""
    found = check(agreed.agreement.reach, version, agreed.partner_values, names_of_papers())
    agreed.checked_with, agreed.checked_at, agreed.differences = version, now, len(found.differences)
    if agreed.entered_at and not found.is_alike:
        return _left(agreed, because, by, now)
    if found.is_alike and agreed.entered_at is None:
        agreed.entered_at = now
    agreed.save()
    _tell(agreed, by, now)
    return agreed


def _left(agreed: AgreedItem, because: Because, by: Any, now: datetime, reason: str = "") -> AgreedItem:
    agreed.left_at, agreed.left_because, agreed.left_reason = now, because, reason
    agreed.save()
    _tell(agreed, by, now)
    return agreed


def _tell(agreed: AgreedItem, by: Any, now: datetime) -> None:
    publish(
        AgreedItemChecked(
            subject=agreed.agreement.subject,
            agreement_id=agreed.agreement_id,
            item_id=agreed.item_id,
            differences=agreed.differences or 0,
            state=agreed.state,
            by=str(by.actor),
            at=now,
        )
    )


def _obstacles_to_putting_forward(agreement: Agreement, item: Item, on: date) -> list[Obstacle]:
    obstacles = []
    name = item.catalog_item.name
    if item.current_id is None:
        obstacles.append(Obstacle("nothing_in_force", name))
    if not item.office.is_within(agreement.office):
        obstacles.append(Obstacle("not_of_the_signing_office", name, {"office": agreement.office.name}))
    if agreement.until and agreement.until < on:
        obstacles.append(Obstacle("agreement_is_over", agreement.title))
    if agreement.items.filter(item=item, left_at=None).exists():
        obstacles.append(Obstacle("put_forward_already", name))
    return obstacles


def _open(agreed: AgreedItem) -> AgreedItem:
    whole = ("agreement", "item__office", "item__catalog_item")
    found = AgreedItem.objects.select_for_update(of=("self",)).select_related(*whole).get(pk=agreed.pk)
    if found.left_at:
        raise CannotAgree([Obstacle("left_the_agreement", found.item.catalog_item.name)])
    return found


def _locked(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_for_update(of=("self",)).select_related("office", "partner").get(pk=agreement.pk)


def _known(partner: Partner) -> Partner:
    found, _ = Partner.objects.get_or_create(
        code=partner.code,
        defaults={"name": partner.name, "province": partner.province, "contact": partner.contact},
    )
    return found
