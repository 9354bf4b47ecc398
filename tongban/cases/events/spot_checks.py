"""What became known of decisions that one officer made alone."""

from dataclasses import dataclass

from tongban.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DecisionChecked(Event):
    """A supervisor looked at a decision by one officer again."""

    case_id: int
    result: str
