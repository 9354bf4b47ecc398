"""Matters that somebody else decides: taken here, forwarded, and told of as the other side tells us."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tongban.calendars.queries import calendar_for
from tongban.cases.actions.printing.elsewhere import print_forwarding, print_proxy_receipt
from tongban.cases.actions.refusals import CannotTakeElsewhere
from tongban.cases.events import ElsewhereForwarded, ElsewhereNoted, TakenForElsewhere
from tongban.cases.models import Case, Elsewhere
from tongban.cases.rules import elsewhere as rules
from tongban.catalogue.models import AgreedItem, Item, ItemVersion
from tongban.catalogue.queries.agreements import in_list
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.opening import take_number
from tongban.matters.actions.refusals import Acting
from tongban.people.models import Officer
from tongban.people.queries import may, may_act_for, not_allowed
from tongban.windows.models import Visit

FORWARD_WITHIN = 1  # working day; no law sets it: a house rule that the item may replace (``forward_within``)
Taken = Sequence[dict[str, Any]]  # name, pages, kept of each paper


@action
def take_for_partner(*, visit: Visit, agreed: AgreedItem, papers: Taken, by: Officer, now: datetime) -> Elsewhere:
    """Take papers for another city (代收): the item is in an agreement that holds, in which both sides are alike."""
    today = local_day(now)
    item, version = agreed.item, agreed.item.current
    obstacles = _obstacles_at_window(visit, item, by, today)
    if version is None or not in_list(today).filter(pk=agreed.pk, mode=AgreedItem.Mode.PROXY).exists():
        obstacles.append(Obstacle("not_agreed_with_them", item.catalog_item.name))
    if not papers:
        obstacles.append(Obstacle("no_paper_taken"))
    if obstacles or version is None:
        raise CannotTakeElsewhere(obstacles)

    region = visit.window.service_point.office.region_id
    within = version.elements.get("forward_within", FORWARD_WITHIN)
    taken = _taken(
        Elsewhere.Mode.PROXY,
        version,
        visit,
        now,
        by=by,
        agreed=agreed,
        system=agreed.agreement.partner.name,
        papers=list(papers),
        forward_by=calendar_for(region).nth_after(today, within),
    )
    taken.receipt = print_proxy_receipt(taken, by=by, now=now)
    taken.save(force_insert=True)
    _publish_taken(taken, item, by, now)
    return taken


@action
def guide_away(*, visit: Visit, item: Item, by: Officer, now: datetime) -> Elsewhere:
    """Send somebody to the system in which the item is handled, and keep a number for it."""
    version = item.current
    obstacles = _obstacles_at_window(visit, item, by, local_day(now))
    if version is None or version.run_mode != ItemVersion.RunMode.GUIDED:
        obstacles.append(Obstacle("not_done_elsewhere", item.catalog_item.name))
    if obstacles or version is None:
        raise CannotTakeElsewhere(obstacles)
    guided = _taken(Elsewhere.Mode.GUIDED, version, visit, now, by=by, system=_system(version))
    guided.save(force_insert=True)
    _publish_taken(guided, item, by, now)
    return guided


@action
def forward(*, elsewhere: Elsewhere, how: str, on: date, by: Officer, now: datetime) -> Elsewhere:
    """Record that the papers went to the other city, and print the list that goes with them."""
    elsewhere = _locked(elsewhere)
    obstacles = _not_allowed(elsewhere, by, now)
    if elsewhere.mode != Elsewhere.Mode.PROXY or rules.FORWARDED not in rules.NEXT[elsewhere.status]:
        obstacles.append(Obstacle("status_goes_one_way"))
    if not how.strip():
        obstacles.append(Obstacle("way_not_said"))
    if obstacles:
        raise CannotTakeElsewhere(obstacles)
    elsewhere.status, elsewhere.forwarded_on, elsewhere.forwarded_how = rules.FORWARDED, on, how.strip()
    elsewhere.changed_at = now
    elsewhere.save(update_fields=["status", "forwarded_on", "forwarded_how", "changed_at"])
    print_forwarding(elsewhere, by=by, now=now)
    publish(ElsewhereForwarded(subject=elsewhere.subject, by=str(by.actor), at=now, elsewhere_id=elsewhere.pk, on=on))
    return elsewhere


@action
def note_progress(
    *, elsewhere: Elsewhere, status: str, number: str, due_on: date | None, note: str, by: Officer, now: datetime
) -> Elsewhere:
    """Copy what the other side shows: its number once, its status forward, the day it promised."""
    elsewhere = _locked(elsewhere)
    obstacles = _not_allowed(elsewhere, by, now)
    obstacles += rules.obstacles_to_noting(
        mode=elsewhere.mode,
        status=elsewhere.status,
        to=status,
        known=elsewhere.outside_number,
        number=number,
        note=note,
        due_on=due_on,
        today=local_day(now),
    )
    if obstacles:
        raise CannotTakeElsewhere(obstacles)
    elsewhere.status, elsewhere.changed_at = status, now
    elsewhere.outside_number = elsewhere.outside_number or number.strip()
    elsewhere.due_on, elsewhere.note = due_on or elsewhere.due_on, note.strip() or elsewhere.note
    elsewhere.save(update_fields=["status", "changed_at", "outside_number", "due_on", "note"])
    publish(
        ElsewhereNoted(
            subject=elsewhere.subject,
            by=str(by.actor),
            at=now,
            elsewhere_id=elsewhere.pk,
            status=status,
            outside_number=elsewhere.outside_number,
            due_on=elsewhere.due_on,
        )
    )
    return elsewhere


@action
def follow_case(*, case: Case, by: Officer, now: datetime) -> Elsewhere:
    """Begin to follow a case of ours in the department's own system (推送办理); once for a case."""
    matter = case.matter
    obstacles = not_allowed(by, "review", **matter.scope, on=local_day(now))
    if case.version.run_mode != ItemVersion.RunMode.PUSHED:
        obstacles.append(Obstacle("not_done_elsewhere", matter.subject_title))
    if obstacles:
        raise CannotTakeElsewhere(obstacles)
    return begin_following(case=case, system=_system(case.version), status=rules.TAKEN, by=by, now=now)


@action
def begin_following(*, case: Case, system: str, status: str, by: Officer | None, now: datetime) -> Elsewhere:
    """Follow a case of ours in a system that handles it, under our number; once for a case."""
    if known := Elsewhere.objects.filter(case=case).first():
        return known
    matter = case.matter
    followed = Elsewhere(
        mode=Elsewhere.Mode.PUSHED,
        number=matter.number,
        version=case.version,
        party=matter.party,
        handler=matter.handler,
        service_point=case.service_point,
        case=case,
        system=system,
        status=status,
        taken_by=by,
        taken_at=now,
        changed_at=now,
    )
    followed.save(force_insert=True)
    _publish_taken(followed, case.version.item, by or SYSTEM, now)
    return followed


def _obstacles_at_window(visit: Visit, item: Item, by: Officer, today: date) -> list[Obstacle]:
    point = visit.window.service_point
    obstacles = not_allowed(by, "receive", office=point.office, on=today)
    if not visit.is_open or visit.officer_id != by.pk:
        obstacles.append(Obstacle("not_your_visit"))
    if not may_act_for(visit.handler, visit.party, on=today, item_code=item.code):
        obstacles.append(Obstacle("not_authorised_for_party"))
    return obstacles


def _taken(mode: str, version: ItemVersion, visit: Visit, now: datetime, **fields: Any) -> Elsewhere:
    point = visit.window.service_point
    return Elsewhere(
        mode=mode,
        number=take_number(region_code=point.office.region_id, on=local_day(now)),
        version=version,
        party=visit.party,
        handler=visit.handler,
        service_point=point,
        visit=visit,
        taken_by=fields.pop("by"),
        taken_at=now,
        changed_at=now,
        **fields,
    )


def _system(version: ItemVersion) -> str:
    """Return the name of the system in which an item is handled, as its guide says it."""
    return str(version.elements.get("run_system") or version.elements.get("address") or version.item.office.name)[:120]


def _publish_taken(taken: Elsewhere, item: Item, by: Acting, now: datetime) -> None:
    publish(
        TakenForElsewhere(
            subject=taken.subject,
            by=str(by.actor),
            at=now,
            elsewhere_id=taken.pk,
            mode=taken.mode,
            item_code=item.code,
            papers=len(taken.papers),
        )
    )


def _locked(elsewhere: Elsewhere) -> Elsewhere:
    rows = Elsewhere.objects.select_for_update(of=("self",)).select_related(
        "service_point__office",
        "case__matter__office",
        "version__item__catalog_item",
        "version__item__office",
        "party",
    )
    return rows.get(pk=elsewhere.pk)


def _not_allowed(elsewhere: Elsewhere, by: Officer, now: datetime) -> list[Obstacle]:
    if elsewhere.case:
        return not_allowed(by, "review", **elsewhere.case.matter.scope, on=local_day(now))
    assert elsewhere.service_point
    item, today = elsewhere.version.item, local_day(now)
    if elsewhere.mode == Elsewhere.Mode.GUIDED and may(by, "review", office=item.office, item=item.code, on=today):
        return []  # whoever handles it there, such as the system itself
    return not_allowed(by, "receive", office=elsewhere.service_point.office, on=local_day(now))
