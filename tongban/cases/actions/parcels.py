"""A result is brought by a courier: packed, taken, and then signed for, brought back or lost."""

from contextlib import suppress
from datetime import datetime

from django.conf import settings

from tongban.cases import rules
from tongban.cases.actions.closing import COURIER, UNDER_WAY, deliver_by_courier
from tongban.cases.actions.refusals import CannotPost, locked
from tongban.cases.actions.shelf import Left, lay_down, leave_shelf
from tongban.cases.events import ParcelPacked, ParcelTold
from tongban.cases.models import Case, Parcel
from tongban.cases.queries.taken_here import obstacles_to_handing_out
from tongban.exchange.actions import ensure_partner, hand_over
from tongban.exchange.adapters import PartnerUnavailable
from tongban.exchange.adapters.couriers import Tracked
from tongban.exchange.models import Partner
from tongban.exchange.queries import COURIER as PARTNER
from tongban.exchange.queries import NoPartner, courier, partner
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.models import Officer
from tongban.windows.models import ServicePoint

State = Parcel.State
ASKED_AT_ONCE = 200  # parcels
DATASET = "parcels"


@action
def pack_parcel(
    *, case: Case, receiver: str, address: str, phone: str, point: ServicePoint, by: Officer, now: datetime
) -> Parcel:
    """Pack a result for the courier, whom the worker calls; the address is sealed."""
    case = locked(case)
    obstacles = obstacles_to_handing_out(case, by, on=local_day(now))
    obstacles += [] if case.deliver_way == COURIER else [Obstacle("not_to_be_posted")]
    obstacles += rules.obstacles_to_posting(
        state=case.matter.state,
        is_under_way=case.parcels.filter(state__in=UNDER_WAY).exists(),
        holds=[hold.about for hold in case.dossier().holds],
    )
    if not (receiver.strip() and address.strip() and phone.strip()):
        obstacles.append(Obstacle("parcel_address_missing"))
    if obstacles:
        raise CannotPost(obstacles)

    leave_shelf(case, left_as=Left.POSTED, now=now)
    carrier = partner_of(now).name
    parcel = Parcel(case=case, service_point=point, partner=PARTNER, carrier=carrier, packed_by=by, packed_at=now)
    parcel.receiver, parcel.address, parcel.phone = receiver.strip(), address.strip(), phone.strip()
    parcel.save(force_insert=True)
    outbox.enqueue(kind=COURIER, key=parcel.key, payload={"parcel": parcel.pk}, now=now)
    publish(
        ParcelPacked(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            parcel_id=parcel.pk,
            partner=PARTNER,
        )
    )
    return parcel


def call_courier(*, parcel: Parcel, now: datetime) -> None:
    """Give the parcel to the courier, once whatever happens; raises when it is to be tried again."""
    label = {"receiver": parcel.receiver.text(), "address": parcel.address.text(), "phone": parcel.phone.text()}
    envelope = hand_over(code=parcel.partner, dataset=DATASET, key=parcel.key, payload=label, now=now)
    note_taken(parcel=parcel, number=envelope.receipt_number, now=now)


@action
def note_taken(*, parcel: Parcel, number: str, now: datetime) -> Parcel:
    """Keep the courier's number; told twice, it stays as it is."""
    parcel = _locked(parcel)
    if parcel.state == State.PACKED:
        parcel.state, parcel.number, parcel.taken_at = State.ON_THE_WAY, number, now
        parcel.save(update_fields=["state", "number", "taken_at"])
        _tell(parcel, now)
    return parcel


@action
def note_ended(*, parcel: Parcel, told: Tracked, now: datetime) -> Parcel:
    """Signed for closes the case; brought back lies on the shelf again; lost is left for a person to see to."""
    parcel = _locked(parcel)
    if parcel.state != State.ON_THE_WAY:
        return parcel
    parcel.state, parcel.ended_at, parcel.signed_by = told.fate, told.at, told.signed_by
    parcel.save(update_fields=["state", "ended_at", "signed_by"])
    case = locked(parcel.case)
    if parcel.state == State.SIGNED:
        deliver_by_courier(parcel, now=now)
    elif parcel.state == State.RETURNED and case.matter.state == rules.DECIDED:
        point, office = parcel.service_point, case.matter.office
        lay_down(case, point, place="", came_from=office, hand_over=None, by=SYSTEM, now=now)
    _tell(parcel, now)
    return parcel


def ask_courier(*, now: datetime) -> int:
    """Ask how far the parcels are, and note what ended; return how many did. A courier that is away is asked later."""
    parcels = Parcel.objects.filter(state=State.ON_THE_WAY).select_related("case__matter").order_by("packed_at")
    by_number = {parcel.number: parcel for parcel in parcels[:ASKED_AT_ONCE]}
    if not by_number:
        return 0
    try:
        ended = courier(partner(PARTNER)).ended(by_number, now=now)
    except (PartnerUnavailable, NoPartner):
        return 0
    for told in ended:
        with suppress(Refused):  # one that is held back now waits; the others do not wait for it
            note_ended(parcel=by_number[told.number], told=told, now=now)
    return len(ended)


def partner_of(now: datetime) -> Partner:
    """Return the courier; in demo mode the demo one is there without being set up."""
    if settings.DEMO:
        return ensure_partner(code=PARTNER, name="云州速递", adapter="demo_courier", by=SYSTEM, now=now)
    return partner(PARTNER)


def _locked(parcel: Parcel) -> Parcel:
    parcels = Parcel.objects.select_for_update(of=("self",)).select_related("case__matter__office", "case__version")
    return parcels.select_related("case__matter__party", "case__version__item", "service_point").get(pk=parcel.pk)


def _tell(parcel: Parcel, now: datetime) -> None:
    publish(
        ParcelTold(
            subject=parcel.case.matter.subject,
            by=str(SYSTEM),
            at=now,
            case_id=parcel.case_id,
            parcel_id=parcel.pk,
            state=parcel.state,
            number=parcel.number,
        )
    )
