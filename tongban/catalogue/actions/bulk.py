"""A whole plan of a workbook written at once: entries, items, drafts, and, where the system brings it, publication.

Everything is one act: all rows, and a journal row for each item; or nothing. What has changed since the plan was made
is noticed under the lock of its items.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from tongban.catalogue.actions.agreements import check_many_again
from tongban.catalogue.actions.facts import write_facts_of
from tongban.catalogue.actions.laws import write_citations
from tongban.catalogue.actions.lists import settle_lists
from tongban.catalogue.actions.papers import write_paper_uses
from tongban.catalogue.actions.parts import index_items, write_parts
from tongban.catalogue.actions.retirement import carry_plan_over
from tongban.catalogue.events import CatalogItemListed, ItemCreated, ItemPublished, VersionDrafted
from tongban.catalogue.models import (
    CatalogItem,
    DraftChange,
    HandlingItem,
    Item,
    ItemVersion,
    MaterialSpec,
    Placement,
    StepSpec,
)
from tongban.catalogue.queries.sheets.planning import NewEntry, Plan, Planned
from tongban.kernel.bulk.updates import update_each
from tongban.kernel.events import Event, publish_all
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action, tell
from tongban.people.models import Officer

AT_ONCE = 500
PARTS = (HandlingItem, MaterialSpec, StepSpec, Placement)


class CannotImport(Refused):
    """The workbook was not taken in, none of it."""


@action
def write_plan(*, plan: Plan, by: Any, now: datetime, publishes: bool = False) -> int:
    """Write what a plan says; return how many drafts that were written. Raises CannotImport if it is overtaken."""
    planned = plan.to_write
    try:
        entries = _list(list(plan.entries.values()), str(by.actor), now)
        items = _create(planned, entries, str(by.actor), now)
        for some in _chunks(planned):
            _draft(some, items, by, now)
    except IntegrityError as overtaken:
        raise CannotImport([Obstacle("catalogue_changed_meanwhile")]) from overtaken
    if publishes:
        for some in _chunks(planned):
            _publish(some, items, str(by.actor), now)
    return len(planned)


def _list(entries: Sequence[NewEntry], by: str, now: datetime) -> dict[str, CatalogItem]:
    origins = {True: CatalogItem.Origin.LOCAL, False: CatalogItem.Origin.HANDED_DOWN}
    listed = CatalogItem.objects.bulk_create(
        [
            CatalogItem(
                code=entry.code,
                name=entry.name,
                item_type=entry.item_type,
                legal_bases=[dict(law) for law in entry.legal_bases],
                origin=origins[entry.is_local],
            )
            for entry in entries
        ],
        batch_size=AT_ONCE,
    )
    publish_all([CatalogItemListed(subject=f"catalog-item:{e.pk}", code=e.code, by=by, at=now) for e in listed])
    return {entry.code: entry for entry in listed}


def _create(planned: Sequence[Planned], entries: dict[str, CatalogItem], by: str, now: datetime) -> dict[str, Item]:
    """Return the items of a plan by code, new ones written, the others locked and found as the plan saw them."""
    known = {
        entry.code: entry.pk
        for some in _chunks(planned)
        for entry in CatalogItem.objects.filter(code__in=[each.catalog_code for each in some]).only("code")
    }
    new = [each for each in planned if each.item_id is None]
    made = Item.objects.bulk_create(
        [
            Item(
                catalog_item_id=known[each.catalog_code],
                office_id=each.office_id,
                regulating_office_id=each.regulating_id,
                code=each.code,
            )
            for each in new
        ],
        batch_size=AT_ONCE,
    )
    publish_all([ItemCreated(subject=item.subject, item_id=item.pk, code=item.code, by=by, at=now) for item in made])
    items = {item.code: item for item in made}
    for some in _chunks([each for each in planned if each.item_id is not None]):
        items |= {item.code: item for item in _locked(some)}
    return items


def _locked(planned: Sequence[Planned]) -> list[Item]:
    items = {item.pk: item for item in Item.objects.select_for_update().filter(pk__in=[e.item_id for e in planned])}
    unfinished = dict(
        ItemVersion.objects.filter(item__in=items, state__in=ItemVersion.UNFINISHED).values_list("item_id", "pk")
    )
    for each in planned:
        item = items.get(each.item_id or 0)
        if item is None or item.current_id != each.current_id or unfinished.get(item.pk) != each.draft_id:
            raise CannotImport([Obstacle("catalogue_changed_meanwhile", each.code)])
    moved = [
        items[e.item_id] for e in planned if e.item_id and items[e.item_id].regulating_office_id != e.regulating_id
    ]
    regulating = {each.item_id: each.regulating_id for each in planned}
    for item in moved:
        item.regulating_office_id = regulating[item.pk]
    update_each(moved, ["regulating_office"])
    return list(items.values())


def _draft(planned: Sequence[Planned], items: dict[str, Item], by: Any, now: datetime) -> None:
    """Write the drafts; one that is replaced goes first, with its parts."""
    replaced = [each.draft_id for each in planned if each.draft_id]
    for model in PARTS:
        model.objects.filter(version__in=replaced).delete()
    ItemVersion.objects.filter(pk__in=replaced).delete()

    edited = {"edited_at": now, "edited_by": by} if isinstance(by, Officer) else {}
    texts = [(each, items[each.code], each.content) for each in planned]
    versions = [
        ItemVersion(
            item=item,
            number=each.number,
            created_at=now,
            effective_on=each.effective_on,
            retires_on=each.retires_on,
            **edited,
            **content.fields,
        )
        for each, item, content in texts
    ]
    ItemVersion.objects.bulk_create(versions, batch_size=AT_ONCE)
    write_parts((version, content) for version, (_, _, content) in zip(versions, texts))
    publish_all(
        [
            VersionDrafted(
                subject=version.item.subject,
                item_id=version.item.pk,
                version_id=version.pk,
                number=version.number,
                by=str(by.actor),
                at=now,
            )
            for version in versions
        ]
    )


def _publish(planned: Sequence[Planned], items: dict[str, Item], by: str, now: datetime) -> None:
    """Put drafts in force, but for those whose day has not come: what follows from it is done for all together.

    So no reaction is called for each of them: what a reaction to ``ItemPublished`` does in this module stands here.
    """
    today = local_day(now)
    due = {items[e.code].pk: e for e in planned if e.effective_on is None or e.effective_on <= today}
    drafts = ItemVersion.objects.filter(item__in=due, state=ItemVersion.State.DRAFT)
    versions = list(drafts.select_related("item__office", "item__catalog_item"))
    before = [version.item.current_id for version in versions if version.item.current_id]
    ItemVersion.objects.filter(pk__in=before).update(state=ItemVersion.State.RETIRED, retired_at=now)
    ItemVersion.objects.filter(pk__in=[version.pk for version in versions]).update(
        state=ItemVersion.State.PUBLISHED, published_at=now
    )
    for version in versions:
        version.item.current, version.item.retired_at = version, None
    update_each([version.item for version in versions], ["current", "retired_at"])

    _carry_plans_over(versions, before, now)
    DraftChange.objects.filter(version__in=versions).delete()
    index_items((version.item, version) for version in versions)
    write_facts_of((version.item, due[version.item.pk].content) for version in versions)
    write_paper_uses(versions=[version.pk for version in versions])
    write_citations(versions=[version.pk for version in versions])
    settle_lists(items=[version.item.pk for version in versions], now=now)
    check_many_again(items=[version.item.pk for version in versions], now=now)
    told: list[Event] = [
        ItemPublished(
            subject=version.item.subject,
            item_id=version.item.pk,
            version_id=version.pk,
            code=version.item.code,
            number=version.number,
            by=by,
            at=now,
        )
        for version in versions
    ]
    tell(told)


def _carry_plans_over(versions: Sequence[ItemVersion], before: Sequence[int], now: datetime) -> None:
    """Few items have a plan to end, or a reason to have ended: each of these is looked at by itself."""
    planned = ItemVersion.objects.filter(pk__in=before, retires_on__isnull=False)
    ending = set(planned.values_list("item_id", flat=True))
    for version in versions:
        if version.item_id in ending or version.item.retired_reason:
            carry_plan_over(version_id=version.pk, now=now)


def _chunks(planned: Sequence[Planned]) -> Iterator[Sequence[Planned]]:
    return (planned[begin : begin + AT_ONCE] for begin in range(0, len(planned), AT_ONCE))
