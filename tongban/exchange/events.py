"""What happened between us and partners outside."""

from dataclasses import dataclass

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MessageQueued(Event):
    """A message to a person was put into the outbox; which one, never what it says or to whom."""

    template: str
    key: str


@dataclass(frozen=True, kw_only=True)
class PartnerSet(Event):
    """A partner was told to fail, to be slow, or to behave again."""

    code: str
    mode: str


@dataclass(frozen=True, kw_only=True)
class PaymentReported(Event):
    """The payment platform reported money under a code, in fen."""

    report_id: int
    code: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class PlatformIssued(Event):
    """The payment platform issued a receipt or sent a refund; ``key`` is that of the envelope that asked for it."""

    kind: str
    code: str
    key: str
    number: str


@dataclass(frozen=True, kw_only=True)
class DemoOrderPaid(Event):
    """Somebody paid at the demo cashier."""

    code: str
    amount: int
