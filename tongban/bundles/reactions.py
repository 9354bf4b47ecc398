"""What follows for a whole when one of its parts moves."""

from tongban.bundles.actions.advancing import note_part
from tongban.kernel.events import Actor, reacts_to
from tongban.matters.events import PartMoved


@reacts_to(PartMoved)
def the_whole_goes_on(event: PartMoved) -> None:
    note_part(
        matter_id=event.matter_id,
        part_id=event.part_id,
        state=event.state,
        outcome=event.outcome,
        by=Actor(*event.by.split(":", 1)),
        now=event.at,
    )
