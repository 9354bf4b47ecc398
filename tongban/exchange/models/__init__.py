"""Partners, envelopes and connected systems, as rows."""

from tongban.exchange.models.partners import (
    DemoCreditFile,
    DemoMessage,
    DemoOrder,
    DemoParcel,
    DemoWitnessed,
    Envelope,
    Partner,
    PaymentReport,
)
from tongban.exchange.models.registers import DemoEntry
from tongban.exchange.models.systems import Batch, Direction, ExchangeRow, Link, NetworkSite, Reckoning, SeenCall

__all__ = [
    "Batch",
    "DemoCreditFile",
    "DemoEntry",
    "DemoMessage",
    "DemoOrder",
    "DemoParcel",
    "DemoWitnessed",
    "Direction",
    "Envelope",
    "ExchangeRow",
    "Link",
    "NetworkSite",
    "Partner",
    "PaymentReport",
    "Reckoning",
    "SeenCall",
]
