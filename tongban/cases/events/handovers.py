"""What happened to bags, shelves, parcels, receipts and questions, past tense. References and codes only."""

from dataclasses import dataclass

from tongban.cases.events.lifecycle import CaseEvent
from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class HandOverPrepared(Event):
    """A list of bags was made for whoever takes them next."""

    hand_over_id: int
    way: str
    cases: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class BagScanned(Event):
    hand_over_id: int
    case_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class HandOverSigned(Event):
    """The bags were taken over; which were missing and which were not on the list."""

    hand_over_id: int
    missing: tuple[int, ...]
    surplus: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ResultShelved(CaseEvent):
    service_point_id: int
    place: str
    arrived_from: int | None
    hand_over_id: int | None


@dataclass(frozen=True, kw_only=True)
class ParcelPacked(CaseEvent):
    parcel_id: int
    partner: str


@dataclass(frozen=True, kw_only=True)
class ParcelTold(CaseEvent):
    """The courier said how far a parcel is."""

    parcel_id: int
    state: str
    number: str


@dataclass(frozen=True, kw_only=True)
class ReceiptVoided(CaseEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class OfficeAsked(Event):
    """The front desk asked an office about an item while somebody waited."""

    question_id: int
    office_id: int
    item_code: str


@dataclass(frozen=True, kw_only=True)
class OfficeAnswered(Event):
    question_id: int
    waited_seconds: int


@dataclass(frozen=True, kw_only=True)
class BatchExamined(Event):
    batch_id: int
    ready: int
    bad: int


@dataclass(frozen=True, kw_only=True)
class BatchBegun(Event):
    batch_id: int


@dataclass(frozen=True, kw_only=True)
class BatchEnded(Event):
    batch_id: int
    received: int
    refused: int
