"""What happened to the consent of a second party; the subject is the draft."""

from dataclasses import dataclass

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ConsentEvent(Event):
    consent_id: int
    key: str


@dataclass(frozen=True, kw_only=True)
class ConsentAsked(ConsentEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class ConsentAnswered(ConsentEvent):
    """The second party agreed, refused, or took back what they had agreed to."""

    state: str
    way: str  # online, or at a window
