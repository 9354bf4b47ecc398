"""When a clock of a case has run out, what the law or the notice said happens."""

from tongban.cases.actions.acceptance import deem_accepted, return_case
from tongban.cases.actions.telling import tell_uncollected
from tongban.cases.models import Case
from tongban.kernel.events import SYSTEM, reacts_to
from tongban.matters.events import ClockMissed
from tongban.matters.models import Clock


@reacts_to(ClockMissed)
def silence_has_its_meaning(event: ClockMissed) -> None:
    """The duty to answer missed: accepted as of receipt, where the item's rule says so."""
    if event.kind != Clock.Kind.RECEIPT or Clock.objects.get(pk=event.clock_id).on_silence != "accepted":
        return
    for case in Case.objects.filter(matter=event.matter_id).select_related("matter"):
        deem_accepted(case=case, now=event.at)


@reacts_to(ClockMissed)
def correction_that_did_not_come_returns_the_case(event: ClockMissed) -> None:
    if event.kind == Clock.Kind.CORRECTION:
        for case in Case.objects.filter(matter=event.matter_id).select_related("matter"):
            return_case(case=case, by=SYSTEM, now=event.at)


@reacts_to(ClockMissed)
def result_not_collected_is_reminded_of(event: ClockMissed) -> None:
    if event.kind == Clock.Kind.DELIVERY:
        for case in Case.objects.filter(matter=event.matter_id).select_related("matter"):
            tell_uncollected(case, now=event.at)
