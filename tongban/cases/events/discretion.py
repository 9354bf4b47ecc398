"""A decision left the item's rule of discretion."""

from dataclasses import dataclass

from tongban.cases.events.lifecycle import CaseEvent


@dataclass(frozen=True, kw_only=True)
class DiscretionWasLeft(CaseEvent):
    rule: str
