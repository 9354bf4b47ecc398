"""What happened to the exports of persons."""

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
