"""What became of a result, and who was told of it."""

from dataclasses import dataclass
from datetime import date

from tongban.cases.events.lifecycle import CaseEvent
from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ResultGiven(CaseEvent):
    """A licence or an approval was given, or given anew in another edition."""

    result_id: int
    catalogue_code: str
    edition: int
    valid_from: date
    valid_until: date | None
    whole_id: int | None = None  # the matter of which the case is a part


@dataclass(frozen=True, kw_only=True)
class ResultEnded(CaseEvent):
    """An edition is no longer in force: ``state`` tells why."""

    result_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class RenewedBySilence(CaseEvent):
    """Nobody decided on a renewal before the term ended: it counts as granted (行政许可法 art. 50)."""


@dataclass(frozen=True, kw_only=True)
class RenewalReminded(CaseEvent):
    """The holder was told until when a renewal can be asked for."""

    result_id: int
    apply_by: date


@dataclass(frozen=True, kw_only=True)
class RegulatorTold(CaseEvent):
    """The office that regulates was told of a decision."""

    notice_id: int
    office_id: int
    about: str


@dataclass(frozen=True, kw_only=True)
class RegulatorReceived(CaseEvent):
    notice_id: int
    office_id: int
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class BegunFromResult(Event):
    """An application was begun from a result, and filled in with what is known of it."""

    result_id: int
    purpose: str
