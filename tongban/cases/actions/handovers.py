"""Bags go from hand to hand: a list is made, each bag is scanned, the list is signed."""

from collections.abc import Sequence
from datetime import datetime

from tongban.cases import rules
from tongban.cases.actions.printing.front import print_hand_over_list
from tongban.cases.actions.refusals import CannotHandOver
from tongban.cases.actions.shelf import shelve_arrived
from tongban.cases.events import BagScanned, HandOverPrepared, HandOverSigned
from tongban.cases.models import Bag, Case, HandOver
from tongban.cases.queries.handovers import BACK_OFFICE, bags_of, case_with_bag, sheets_of
from tongban.kernel.events import publish
from tongban.kernel.moments import BEIJING, local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Office, Officer
from tongban.people.queries import may
from tongban.windows.models import ServicePoint

Way, State = HandOver.Way, HandOver.State


@action
def prepare_hand_over(
    *,
    way: str,
    cases: Sequence[Case],
    from_point: ServicePoint | None = None,
    from_office: Office | None = None,
    to_point: ServicePoint | None = None,
    to_office: Office | None = None,
    to_partner: str = "",
    by: Officer,
    now: datetime,
) -> HandOver:
    """List the bags that go together in this half day: to an office, to a service point, or to somebody outside."""
    is_addressed = bool(to_point or to_office or to_partner.strip())
    obstacles = rules.obstacles_to_listing(bags=len(cases), is_addressed=is_addressed)
    obstacles += _not_theirs(by, ("receive", "deliver") if from_point else BACK_OFFICE, from_point or from_office, now)
    if obstacles:
        raise CannotHandOver(obstacles)

    hand_over = HandOver.objects.create(
        way=way,
        on=local_day(now),
        half=rules.half_of(now.astimezone(BEIJING).time()),
        from_point=from_point,
        from_office=from_office,
        to_point=to_point,
        to_office=to_office,
        to_partner=to_partner.strip(),
        prepared_by=by,
        prepared_at=now,
    )
    sheets = sheets_of(cases)
    Bag.objects.bulk_create([Bag(hand_over=hand_over, case=case, sheets=sheets.get(case.pk, 0)) for case in cases])
    publish(
        HandOverPrepared(
            subject=hand_over.subject,
            by=str(by.actor),
            at=now,
            hand_over_id=hand_over.pk,
            way=way,
            cases=tuple(case.pk for case in cases),
        )
    )
    _print(hand_over, by=by, now=now)
    return hand_over


@action
def scan_bag(*, hand_over: HandOver, text: str, by: Officer, now: datetime) -> Bag:
    """Note that a bag has arrived; one that is not on the list is noted as surplus."""
    hand_over = _open(hand_over, by=by, now=now)
    case = case_with_bag(text)
    if case is None:
        raise CannotHandOver([Obstacle("bag_unknown", text.strip()[:40])])

    bag, is_new = Bag.objects.get_or_create(hand_over=hand_over, case=case, defaults={"state": Bag.State.SURPLUS})
    if not is_new and bag.state == Bag.State.LISTED:
        bag.state = Bag.State.ARRIVED
    bag.scanned_at = now
    bag.save(update_fields=["state", "scanned_at"])
    publish(
        BagScanned(
            subject=hand_over.subject,
            by=str(by.actor),
            at=now,
            hand_over_id=hand_over.pk,
            case_id=case.pk,
            state=bag.state,
        )
    )
    return bag


@action
def sign_hand_over(*, hand_over: HandOver, signed_by: str = "", by: Officer, now: datetime) -> HandOver:
    """Sign for what arrived: what was not scanned is missing. Results are laid on the shelf of the service point.

    For somebody outside, who signed there is named, and everything listed counts as taken.
    """
    hand_over = _open(hand_over, by=by, now=now)
    is_outside = bool(hand_over.to_partner)
    if obstacles := rules.obstacles_to_signing(is_open=True, is_outside=is_outside, signed_by=signed_by):
        raise CannotHandOver(obstacles)

    listed = hand_over.bags.filter(state=Bag.State.LISTED)
    listed.update(state=Bag.State.ARRIVED if is_outside else Bag.State.MISSING)
    hand_over.state, hand_over.received_by, hand_over.received_at = State.RECEIVED, by, now
    hand_over.received_name = signed_by.strip()
    hand_over.save(update_fields=["state", "received_by", "received_at", "received_name"])
    bags = bags_of(hand_over)
    if hand_over.way == Way.OUTWARD:
        shelve_arrived(hand_over, [bag for bag in bags if bag.state != Bag.State.MISSING], by=by, now=now)

    publish(
        HandOverSigned(
            subject=hand_over.subject,
            by=str(by.actor),
            at=now,
            hand_over_id=hand_over.pk,
            missing=tuple(bag.case_id for bag in bags if bag.state == Bag.State.MISSING),
            surplus=tuple(bag.case_id for bag in bags if bag.state == Bag.State.SURPLUS),
        )
    )
    _print(hand_over, by=by, now=now)
    return hand_over


def may_take(officer: Officer, hand_over: HandOver, *, now: datetime) -> bool:
    """Say whether an officer may scan and sign: whom the bags go to; for somebody outside, who sends them."""
    return not _not_theirs(officer, _powers_to_take(hand_over), _taker(hand_over), now)


def _open(hand_over: HandOver, *, by: Officer, now: datetime) -> HandOver:
    related = ("from_point__office", "from_office", "to_point__office", "to_office", "prepared_by")
    fresh = HandOver.objects.select_for_update(of=("self",)).select_related(*related).get(pk=hand_over.pk)
    if fresh.state != State.PREPARED:
        raise CannotHandOver([Obstacle("hand_over_signed_already")])
    if obstacles := _not_theirs(by, _powers_to_take(fresh), _taker(fresh), now):
        raise CannotHandOver(obstacles)
    return fresh


def _taker(hand_over: HandOver) -> ServicePoint | Office | None:
    return hand_over.to_point or hand_over.to_office or hand_over.from_point or hand_over.from_office


def _powers_to_take(hand_over: HandOver) -> tuple[str, ...]:
    if hand_over.to_point:
        return ("deliver",)
    return BACK_OFFICE if hand_over.to_office or hand_over.from_office else ("receive", "deliver")


def _not_theirs(
    by: Officer, powers: tuple[str, ...], at: ServicePoint | Office | None, now: datetime
) -> list[Obstacle]:
    office = at.office if isinstance(at, ServicePoint) else at
    if office and any(may(by, power, office=office, on=local_day(now)) for power in powers):
        return []
    return [Obstacle("not_your_office")]


def _print(hand_over: HandOver, *, by: Officer, now: datetime) -> None:
    number = f"J{hand_over.pk:X}"
    hand_over.document = print_hand_over_list(hand_over, bags_of(hand_over), number=number, by=by, now=now)
    hand_over.save(update_fields=["document"])
