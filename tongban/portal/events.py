"""What happened to the exports of persons and to the notices of offices."""

from dataclasses import dataclass

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ExportAsked(Event):
    """Somebody asked for a copy of their data."""

    party_id: int


@dataclass(frozen=True, kw_only=True)
class ExportMade(Event):
    """The copy lies ready for its owner."""

    cases: int


@dataclass(frozen=True, kw_only=True)
class ExportTaken(Event):
    """Its owner downloaded it."""


@dataclass(frozen=True, kw_only=True)
class NoticePublished(Event):
    """An office told those of its region something."""

    notice_id: int
    kind: str
    region: str


@dataclass(frozen=True, kw_only=True)
class NoticeWithdrawn(Event):
    """An office took a notice back."""

    notice_id: int
