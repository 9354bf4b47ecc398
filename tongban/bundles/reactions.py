"""What follows for a whole when one of its parts moves, or is given a result."""

from tongban.bundles.actions.advancing import note_part
from tongban.bundles.actions.feeding import feed_from_result
from tongban.cases.events import ResultGiven
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


@reacts_to(ResultGiven)
def its_result_stands_in_what_rests_on_it(event: ResultGiven) -> None:
    if event.whole_id is not None:
        feed_from_result(
            matter_id=event.whole_id,
            result_id=event.result_id,
            by=Actor(*event.by.split(":", 1)),
            now=event.at,
        )
