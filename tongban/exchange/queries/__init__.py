"""Reading partners and connected systems, cut by topic."""

from tongban.exchange.queries.partners import (
    COURIER,
    PAYMENTS,
    Held,
    NoPartner,
    adapter_of,
    against_witness,
    compared,
    courier,
    demo_order,
    envelopes,
    inbox,
    partner,
    partners,
    payments,
    witness,
    witnessed,
)

__all__ = [
    "COURIER",
    "PAYMENTS",
    "Held",
    "NoPartner",
    "adapter_of",
    "against_witness",
    "compared",
    "courier",
    "demo_order",
    "envelopes",
    "inbox",
    "partner",
    "partners",
    "payments",
    "witness",
    "witnessed",
]
