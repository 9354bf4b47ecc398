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


@dataclass(frozen=True, kw_only=True)
class LinkAdmitted(Event):
    """A department's own system was connected; whose it is, never its key."""

    code: str
    prefix: str
    office_id: int


@dataclass(frozen=True, kw_only=True)
class LinkKeyGiven(Event):
    """A system was given a key; the one before is still taken."""

    code: str


@dataclass(frozen=True, kw_only=True)
class LinkPaused(Event):
    """Nothing goes to a system and nothing is taken from it until it goes on."""

    code: str
    is_paused: bool


@dataclass(frozen=True, kw_only=True)
class RowsQueued(Event):
    """Rows about a matter are owed to a system: of which sets, how many, and which were kept back as wrong."""

    system: str
    sets: tuple[str, ...]
    kept_back: int


@dataclass(frozen=True, kw_only=True)
class BatchSettled(Event):
    """A batch was sent and acknowledged, or was taken: its number, its digest, and how many rows were refused."""

    system: str
    direction: str
    number: str
    digest: str
    rows: int
    refused: int
    parked: int = 0


@dataclass(frozen=True, kw_only=True)
class RowApplied(Event):
    """What a row told has happened here."""

    system: str
    dataset: str
    project_no: str
    guid: str


@dataclass(frozen=True, kw_only=True)
class RowRefused(Event):
    """What a row told could not happen here; for which reasons."""

    system: str
    dataset: str
    project_no: str
    guid: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RowCorrected(Event):
    """Somebody put a refused row right, and it goes its way again: which fields, never their values."""

    dataset: str
    project_no: str
    fields: tuple[str, ...]
    row_id: int


@dataclass(frozen=True, kw_only=True)
class DayReckoned(Event):
    """Both sides counted a day: over how many sets, and how many of them differ."""

    system: str
    on: str
    sets: int
    differing: int


@dataclass(frozen=True, kw_only=True)
class NetworkSiteSet(Event):
    """A place was entered in the register of the network, or changed."""

    site_id: int
    is_reached: bool
