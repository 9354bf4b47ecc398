"""Reading partners, their envelopes, and what the demo gateway delivered."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from tongban.exchange.adapters import Adapter
from tongban.exchange.adapters.couriers import Courier, DemoCourier
from tongban.exchange.adapters.credit import DemoCreditSite
from tongban.exchange.adapters.opener import allowed
from tongban.exchange.adapters.payments import DemoPayments, Payments
from tongban.exchange.adapters.registers import DemoRegisters, Registers
from tongban.exchange.adapters.sms import DemoSms
from tongban.exchange.adapters.systems import HttpSystem, listens_at
from tongban.exchange.adapters.witness import DemoWitness, FolderWitness, Witness
from tongban.exchange.models import DemoMessage, DemoOrder, DemoWitnessed, Envelope, Partner
from tongban.kernel.models import Seal
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.seals.checking import Tally
from tongban.kernel.seals.sealing import WITNESS, statement_of
from tongban.kernel.vault import blind_index

PAYMENTS = "payments"  # the code of the platform on which fees are paid
REGISTERS = "registers"  # the code of the one that keeps registers (数据源)
COURIER = "courier"  # the code of the one that brings results
SYSTEM, DEMO_SYSTEM = "system", "demo_system"  # adapters of departments' own systems
COMPARED = 1_000  # seals at a time


class NoPartner(LookupError):
    """Nobody is set up to take this: the outbox row waits, and someone sees it among the dead letters."""


def partner(code: str) -> Partner:
    """Return a partner by its code; in demo mode the demo gateway is there without being set up."""
    found = Partner.objects.filter(code=code).first()
    if found:
        return found
    raise NoPartner(code)


def adapter_of(partner: Partner) -> Adapter:
    """Return the adapter of a partner. A demo adapter works in demo mode alone."""
    if partner.adapter == "demo_sms" and settings.DEMO:
        return DemoSms(mode=partner.mode, **partner.settings)
    if partner.adapter == "demo_credit" and settings.DEMO:
        return DemoCreditSite(mode=partner.mode, **partner.settings)
    if partner.adapter in (SYSTEM, DEMO_SYSTEM):
        return system_of(partner)
    if partner.code == WITNESS:
        return witness(partner)
    if partner.code == PAYMENTS:
        return payments(partner)
    if partner.code == COURIER:
        return courier(partner)
    raise NoPartner(f"{partner.code}: no adapter {partner.adapter}")


def system_of(partner: Partner) -> HttpSystem:
    """Return the adapter of a department's own system. A demo one tells in a file where it listens."""
    link = partner.link
    if partner.adapter == DEMO_SYSTEM:
        if not settings.DEMO:
            raise NoPartner(f"{partner.code}: a demo system")
        return HttpSystem(partner.code, listens_at(settings.STATE, partner.code), link.key.text())
    return HttpSystem(partner.code, allowed(link.address, settings.EXCHANGE_HOSTS), link.key.text())


def courier(partner: Partner) -> Courier:
    """Return the adapter of the courier that brings results."""
    if partner.adapter == "demo_courier" and settings.DEMO:
        return DemoCourier(mode=partner.mode, **partner.settings)
    raise NoPartner(f"{partner.code}: no adapter {partner.adapter}")


def registers() -> Registers:
    """Return the adapter of the registers outside. Raises NoPartner."""
    found = partner(REGISTERS)
    if found.adapter == "demo_registers" and settings.DEMO:
        return DemoRegisters(mode=found.mode, **found.settings)
    raise NoPartner(f"{found.code}: no adapter {found.adapter}")


def payments(partner: Partner) -> Payments:
    """Return the adapter of the platform on which fees are paid."""
    if partner.adapter == "demo_payments" and settings.DEMO:
        return DemoPayments(mode=partner.mode, **partner.settings)
    raise NoPartner(f"{partner.code}: no adapter {partner.adapter}")


def demo_order(code: str) -> DemoOrder | None:
    return DemoOrder.objects.filter(code=code).first()


def witness(partner: Partner) -> Witness:
    """Return the adapter of the witness."""
    if partner.adapter == "demo_witness" and settings.DEMO:
        return DemoWitness(mode=partner.mode, **partner.settings)
    if partner.adapter == "folder_witness" and settings.WITNESS_FOLDER:
        return FolderWitness(settings.WITNESS_FOLDER)
    raise NoPartner(f"{partner.code}: no adapter {partner.adapter}")


def against_witness() -> Tally:
    """Compare every seal with what the witness holds; one that it was never given says nothing. Raises NoPartner."""
    outside, tally = witness(partner(WITNESS)), Tally()
    last = Seal.objects.order_by("-number").values_list("number", flat=True).first() or 0
    for start in range(1, last + COMPARED, COMPARED):  # and some beyond the last, which may be gone here
        numbers = range(start, start + COMPARED)
        own = {seal.number: seal for seal in Seal.objects.filter(number__gte=start, number__lt=numbers.stop)}
        for number, held in sorted(outside.held(numbers).items()):
            if number not in own:
                tally.broken.append(Obstacle("seal_only_at_witness", str(number)))
            elif held["statement"] != statement_of(own[number]):
                tally.broken.append(Obstacle("seal_differs_from_witness", str(number)))
    return tally


def witnessed() -> QuerySet[DemoWitnessed]:
    """Return what the demo witness holds; page by ``("-number",)``."""
    return DemoWitnessed.objects.order_by("-number")


@dataclass(frozen=True)
class Held:
    """A seal at the demo witness, and whether the same stands in our own books."""

    witnessed: DemoWitnessed
    is_same: bool


def compared(found: Sequence[DemoWitnessed]) -> list[Held]:
    own = Seal.objects.in_bulk([each.number for each in found])
    return [
        Held(each, each.number in own and statement_of(own[each.number]) == each.payload["statement"]) for each in found
    ]


def partners() -> QuerySet[Partner]:
    """Return the partners by name, each with the state and moment of its last envelope."""
    last = Envelope.objects.filter(partner=OuterRef("pk")).order_by("-changed_at")
    return Partner.objects.annotate(
        last_state=Subquery(last.values("state")[:1]),
        last_changed_at=Subquery(last.values("changed_at")[:1]),
    ).order_by("name")


def envelopes(*, partner: str = "", state: str = "") -> QuerySet[Envelope]:
    """Return envelopes without their payload, to be paged by change, newest first."""
    found = Envelope.objects.select_related("partner").defer("payload")
    if partner:
        found = found.filter(partner__code=partner)
    return found.filter(state=state) if state else found


def inbox(*, phone: str = "") -> QuerySet[DemoMessage]:
    """Return what the demo gateway delivered, newest first; to one phone if it is given."""
    found = DemoMessage.objects.order_by("-at", "-id")
    return found.filter(phone_index=blind_index(phone)) if phone else found
