"""What follows for a whole when one of its parts moves or is given a result, and what time brings about."""

from datetime import datetime, timedelta

from tongban.bundles.actions.advancing import advance, note_part
from tongban.bundles.actions.alarms import raise_alarm
from tongban.bundles.actions.feeding import feed_from_result
from tongban.bundles.actions.forgetting import KEPT, REMIND, forget_drafts, tell_draft_expiry
from tongban.bundles.actions.joint_visits import lapse_joint_visit, note_part_left
from tongban.bundles.actions.proving import prove_from_whole
from tongban.bundles.queries.joint_visits import part_called_off, visits_to_lapse
from tongban.bundles.queries.led import wholes_to_alarm
from tongban.bundles.queries.own import drafts_to_tell_of
from tongban.bundles.queries.standing import wholes_to_look_at_again
from tongban.cases.events import PrerequisiteAsked, ResultGiven, SiteVisitCancelled
from tongban.kernel.events import SYSTEM, Actor, reacts_to
from tongban.kernel.jobs import periodic
from tongban.kernel.moments import local_day
from tongban.kernel.retention import forgets
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


@reacts_to(PrerequisiteAsked)
def what_the_whole_has_proved_is_not_asked_for(event: PrerequisiteAsked) -> None:
    prove_from_whole(prerequisite_id=event.prerequisite_id, by=SYSTEM, now=event.at)


@reacts_to(SiteVisitCancelled)
def an_office_that_calls_its_visit_off_leaves_the_joint_one(event: SiteVisitCancelled) -> None:
    if part := part_called_off(event.visit_id):
        note_part_left(part=part, by=Actor(*event.by.split(":", 1)), now=event.at)


AT_ONCE = 500  # wholes in a run, so that its lease lasts

forgets(KEPT["bundle_drafts"])(forget_drafts)


@periodic("bundles: tell of drafts that will be removed", every=timedelta(hours=6))
def tell_of_drafts_that_end(now: datetime) -> None:
    for draft in drafts_to_tell_of(before=KEPT["bundle_drafts"].before(now) + REMIND):
        tell_draft_expiry(draft=draft, now=now)


@periodic("bundles: alarm for what takes longer than promised", every=timedelta(minutes=5))
def alarm(now: datetime) -> None:
    for whole in list(wholes_to_alarm(now)[:AT_ONCE]):
        raise_alarm(whole=whole, now=now)


@periodic("bundles: look again where an item ended or takes cases again", every=timedelta(minutes=10))
def look_again(now: datetime) -> None:
    for whole in list(wholes_to_look_at_again(local_day(now))[:AT_ONCE]):
        advance(whole=whole, by=SYSTEM, now=now)


@periodic("bundles: let joint visits lapse that were not answered", every=timedelta(minutes=10))
def let_proposals_lapse(now: datetime) -> None:
    for joint in list(visits_to_lapse(now)[:AT_ONCE]):
        lapse_joint_visit(joint=joint, now=now)
