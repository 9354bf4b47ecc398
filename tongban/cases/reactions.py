"""What follows for a case when its clock runs out, is moved, or stands still."""

from datetime import datetime, timedelta

from tongban.cases.actions.acceptance import deem_accepted, return_case
from tongban.cases.actions.forgetting import KEPT, REMIND, forget_drafts, forget_visits, tell_draft_expiry
from tongban.cases.actions.printing import print_extension, print_special_procedure
from tongban.cases.actions.telling import tell_extended, tell_special_procedure, tell_uncollected
from tongban.cases.actions.volumes import count_volumes
from tongban.cases.models import Case
from tongban.cases.queries.own import drafts_to_tell_of
from tongban.kernel.events import SYSTEM, reacts_to
from tongban.kernel.jobs import periodic
from tongban.kernel.retention import forgets
from tongban.matters.events import ClockMissed, MatterExtended, SpecialProcedureBegun
from tongban.matters.models import Clock, Extension, Pause


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


@reacts_to(MatterExtended)
def more_time_is_told_with_its_reason(event: MatterExtended) -> None:
    extension = Extension.objects.select_related("clock", "approved_by").get(pk=event.extension_id)
    for case in Case.objects.filter(matter=event.matter_id).select_related("matter"):
        print_extension(case, extension, by=extension.approved_by, now=event.at)
        tell_extended(case, extension, now=event.at)


@reacts_to(SpecialProcedureBegun)
def a_special_procedure_is_told_in_writing(event: SpecialProcedureBegun) -> None:
    """The applicant is told in writing how long it will take (行政许可法 art. 45)."""
    pause = Pause.objects.get(pk=event.pause_id)
    for case in Case.objects.filter(matter=event.matter_id).select_related("matter"):
        print_special_procedure(case, pause, by=SYSTEM, now=event.at)
        tell_special_procedure(case, pause, now=event.at)


forgets(KEPT["drafts"])(forget_drafts)
forgets(KEPT["visits"])(forget_visits)


@periodic("cases: tell of drafts that will be removed", every=timedelta(hours=6))
def tell_of_drafts_that_end(now: datetime) -> None:
    for draft in drafts_to_tell_of(before=KEPT["drafts"].before(now) + REMIND):
        tell_draft_expiry(draft=draft, now=now)


@periodic("cases: count by item", every=timedelta(hours=6))
def count_by_item(now: datetime) -> None:
    count_volumes(now=now)
