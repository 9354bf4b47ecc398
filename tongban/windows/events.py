"""What happened at windows."""

from dataclasses import dataclass
from datetime import date, datetime

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class VisitBegan(Event):
    """Someone sat down at a window."""

    visit_id: int
    window_id: int
    party_id: int
    handler_id: int


@dataclass(frozen=True, kw_only=True)
class VisitEnded(Event):
    """They left; what came of it."""

    visit_id: int
    window_id: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class OfficerSeated(Event):
    """An officer sits at a window from a day on."""

    window_id: int
    officer_id: int
    since: date


@dataclass(frozen=True, kw_only=True)
class ItemsBound(Event):
    """From a day on, a window takes exactly these items."""

    window_id: int
    item_codes: tuple[str, ...]
    since: date


@dataclass(frozen=True, kw_only=True)
class DeviceSet(Event):
    """A device was put on a window, or its condition changed."""

    window_id: int
    kind: str
    condition: str


@dataclass(frozen=True, kw_only=True)
class OutageDeclared(Event):
    """A service point works, or worked, without the system; ``ended_at`` is not known while it lasts."""

    service_point_id: int
    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OutageEnded(Event):
    """The system is back at a service point."""

    service_point_id: int
    ended_at: datetime


@dataclass(frozen=True, kw_only=True)
class PadIssued(Event):
    """A service point has a pad of numbers to give out by hand."""

    service_point_id: int
    serial: int
    size: int


@dataclass(frozen=True, kw_only=True)
class BatchDrafted(Event):
    """A batch of items and offices for the windows of a service point was begun, or its heads were changed."""

    batch_id: int
    service_point_id: int
    number: int
    since: date


@dataclass(frozen=True, kw_only=True)
class BatchLinesSet(Event):
    """Lines of a batch were added or taken out."""

    batch_id: int
    added: int
    removed: int


@dataclass(frozen=True, kw_only=True)
class BatchEntered(Event):
    """From its day on the windows take what came with a batch, and no longer what left."""

    batch_id: int
    service_point_id: int
    since: date
    coming: int
    leaving: int


@dataclass(frozen=True, kw_only=True)
class BatchTakenBack(Event):
    """A batch was taken back before its day: nothing of it takes effect."""

    batch_id: int
    service_point_id: int


@dataclass(frozen=True, kw_only=True)
class WindowServesSet(Event):
    """Which offices and business lines a window serves."""

    window_id: int
    office_ids: tuple[int, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CompetenceConfirmed(Event):
    """An officer was found able to take something at a window; ``about`` are codes, or the office."""

    officer_id: int
    level: str
    since: date
    until: date | None
    about: tuple[str, ...]
    ground: str


@dataclass(frozen=True, kw_only=True)
class CompetenceEnded(Event):
    """Something an officer might take ends on a day, the last one."""

    officer_id: int
    competence_id: int
    until: date


@dataclass(frozen=True, kw_only=True)
class TrainingRecorded(Event):
    """An officer took part in a course or an examination, or worked at another window for a while."""

    officer_id: int
    training_id: int
    kind: str
    until: date
    valid_until: date | None
    passed: bool


@dataclass(frozen=True, kw_only=True)
class VisitParked(Event):
    """A visit was set aside; its window is free."""

    visit_id: int
    window_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class VisitTakenUp(Event):
    """A parked visit goes on, perhaps at another window with another officer."""

    visit_id: int
    window_id: int
    parked_for: str


@dataclass(frozen=True, kw_only=True)
class PoolSet(Event):
    """A queue for several windows was made, or serves other windows."""

    pool_id: int
    service_point_id: int
    window_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ArrivalRegistered(Event):
    """Somebody came and waits for a window."""

    pool_id: int
    number: int
    item_codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ArrivalTaken(Event):
    """Whoever waited was asked to a window."""

    pool_id: int
    number: int
    window_id: int
    waited_seconds: int


@dataclass(frozen=True, kw_only=True)
class ArrivalLeft(Event):
    """Whoever waited left without being served."""

    pool_id: int
    number: int
