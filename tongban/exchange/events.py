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
