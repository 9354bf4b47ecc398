"""What happened to a bundle as it is applied for; the subject is the draft, or the matter of the whole."""

from dataclasses import dataclass
from datetime import date, datetime

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class BundleDraftStarted(Event):
    code: str
    version: int


@dataclass(frozen=True, kw_only=True)
class BundleDraftDiscarded(Event):
    pass


@dataclass(frozen=True, kw_only=True)
class BundleDraftExpiryTold(Event):
    """Whoever began the draft was told on which day it will be removed."""

    ends_on: date


@dataclass(frozen=True, kw_only=True)
class BundleDraftExpired(Event):
    """Nobody had touched the draft for as long as drafts are kept; it is gone with its files."""


@dataclass(frozen=True, kw_only=True)
class WholePaperAttached(Event):
    """A paper was put in once for all members that need it."""

    paper: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class WholePaperTakenBack(Event):
    paper: str


@dataclass(frozen=True, kw_only=True)
class WholeEvent(Event):
    whole_id: int


@dataclass(frozen=True, kw_only=True)
class WholeSubmitted(WholeEvent):
    code: str
    version: int
    channel: str
    members: tuple[str, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MemberBegan(WholeEvent):
    member: str
    number: str


@dataclass(frozen=True, kw_only=True)
class MemberEnded(WholeEvent):
    member: str
    state: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class FieldsFed(WholeEvent):
    """The result of one member filled in fields of another."""

    member: str
    source: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MembersBlocked(WholeEvent):
    """These members cannot begin: what they rest on failed, or their item takes no new cases."""

    members: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class MembersDropped(WholeEvent):
    """These members are given up: they could not begin."""

    members: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MemberTakenUp(WholeEvent):
    """A member that failed is applied for once more."""

    member: str


@dataclass(frozen=True, kw_only=True)
class MemberUrged(WholeEvent):
    member: str
    nudge_id: int


@dataclass(frozen=True, kw_only=True)
class WholeAlarmed(WholeEvent):
    """Its members have taken the time they may, and it is not decided: the lead office is alarmed (超时报警)."""

    amount: int
    unit: str
    used: int  # working days on which any of them ran


@dataclass(frozen=True, kw_only=True)
class WholeAlarmMoved(WholeEvent):
    """The alarm comes later: on some days every open member stood still, and so many working days are left."""

    left: int
    due_at: datetime
