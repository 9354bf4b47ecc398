"""Working on a step: claim, lay back, hand over, return, complete. Each is the verb of the matter page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.versions import act_if_unchanged
from tongban.matters import actions
from tongban.matters.actions.refusals import CannotAct, bring_up_to_date, locked, refuse_if
from tongban.matters.api.shapes import StepOut, step_out, version_of
from tongban.matters.models import Step
from tongban.matters.queries import colleagues_for, matter_seen, step_of
from tongban.matters.queries.access import obstacles_to_working_on
from tongban.people.api import CallRequest, Key, officer
from tongban.ui.api.problems import problems
from tongban.ui.api.schemas import taken_as
from tongban.ui.api.values import key_of
from tongban.ui.api.versions import IF_MATCH, put_version, seen_version
from tongban.ui.slots import fillings

router = Router(tags=["steps"])
ONE = "/matters/{number}/steps/{step}"
ACTING: dict[str, Any] = {"response": {200: StepOut, **problems(404, 409)}, "auth": Key("work:act")}


class HandOverIn(Schema):
    model_config = taken_as({"to": "YZ00017"})

    to: str = Field(max_length=20, description="Staff number of a colleague who may do this step")


class ReturnIn(Schema):
    model_config = taken_as({"to_wave": 1, "reason": "核查照片看不清，请重新核查"})

    to_wave: int = Field(ge=1, le=1000, description="An earlier wave; its steps and all after it are done again")
    reason: str = Field(min_length=1, max_length=2000)


class CompletionIn(Schema):
    model_config = taken_as({"outcome": "pass", "opinion": "符合要求"})

    outcome: Literal["pass", "object"]
    opinion: str = Field("", max_length=2000)


@router.get(ONE, response={200: StepOut, **problems(404)}, auth=Key("work:read"), summary="Read a step")
def read_step(request: CallRequest, number: str, step: str, response: HttpResponse) -> StepOut:
    """Its version stands in `ETag` too."""
    return _told(own_step(request, number, step), response)


@router.post(f"{ONE}/claim", **ACTING, summary="Claim a step")
def claim(request: CallRequest, number: str, step: str, response: HttpResponse) -> StepOut:
    """Take an open step up (认领). Of two who try at once one has it; one's own again changes nothing."""
    return _act(
        request, number, step, response, lambda own, now: actions.claim_step(step=own, by=officer(request), now=now)
    )


@router.post(f"{ONE}/release", **ACTING, summary="Lay a step back")
def release(request: CallRequest, number: str, step: str, response: HttpResponse) -> StepOut:
    """Lay a claimed step back on the office's desk."""
    return _act(
        request, number, step, response, lambda own, now: actions.release_step(step=own, by=officer(request), now=now)
    )


@router.post(f"{ONE}/hand-over", **ACTING, summary="Hand a step over")
def hand_over(request: CallRequest, number: str, step: str, data: HandOverIn, response: HttpResponse) -> StepOut:
    """Give a step to a colleague who may do it (移交)."""

    def act(own: Step, now: datetime) -> None:
        to = colleagues_for(own, on=local_day(now)).filter(staff_number=data.to).first()
        if to is None:
            raise CannotAct([Obstacle("colleague_may_not", own.name)])
        actions.hand_over_step(step=own, to=to, by=officer(request), now=now)

    return _act(request, number, step, response, act)


@router.post(f"{ONE}/return", **ACTING, summary="Return to an earlier wave")
def return_to(request: CallRequest, number: str, step: str, data: ReturnIn, response: HttpResponse) -> StepOut:
    """Send the work back, with a reason (退回). What was done stays on record."""

    def act(own: Step, now: datetime) -> None:
        actions.return_step(step=own, to_wave=data.to_wave, reason=data.reason, by=officer(request), now=now)

    return _act(request, number, step, response, act)


@router.post(
    f"{ONE}/completion",
    response={200: StepOut, **problems(404, 409, 412, 428)},
    auth=Key("work:act"),
    openapi_extra={"parameters": [IF_MATCH]},
    summary="Complete a step",
)
def complete(request: CallRequest, number: str, step: str, data: CompletionIn, response: HttpResponse) -> StepOut:
    """End a step with its outcome (办结环节). A step of a case ends with an opinion or the decision."""

    def act(own: Step, now: datetime) -> None:
        if fillings("step.complete", request, own):
            raise CannotAct([Obstacle("step_ends_in_its_own_way", own.name)])
        actions.complete_step(step=own, **data.model_dump(), by=officer(request), now=now)

    return complete_if_unchanged(request, number, step, response, act)


def complete_if_unchanged(
    request: CallRequest, number: str, step: str, response: HttpResponse, act: Callable[[Step, datetime], Any]
) -> StepOut:
    """Do something with a step if it still is as the caller has seen it, for modules that end steps their own way."""
    seen = seen_version(request)

    def if_unchanged(own: Step, now: datetime) -> None:
        act_if_unchanged(seen=seen, current=lambda: _current(own), act=lambda: act(own, now))

    return _act(request, number, step, response, if_unchanged)


def own_step(request: CallRequest, number: str, step: str) -> Step:
    """Return a step of a matter that the officer may see. Raises Http404."""
    matter = matter_seen(number, officer=officer(request), on=local_day(timezone.now()))
    found = step_of(matter, key_of(step)) if matter else None
    if found is None:
        raise Http404
    return found


def _current(step: Step) -> str:
    """Lock the matter, then the step, and return the version of now."""
    step.matter = locked(step.matter)
    bring_up_to_date(step)
    return version_of(step)


def _act(
    request: CallRequest, number: str, step: str, response: HttpResponse, act: Callable[[Step, datetime], Any]
) -> StepOut:
    own, now = own_step(request, number, step), timezone.now()
    refuse_if(obstacles_to_working_on(own, officer(request), on=local_day(now)))
    act(own, now)
    done = Step.objects.select_related("office", "claimed_by").get(pk=key_of(step))
    return _told(done, response)


def _told(step: Step, response: HttpResponse) -> StepOut:
    put_version(response, version_of(step))
    return step_out(step)
