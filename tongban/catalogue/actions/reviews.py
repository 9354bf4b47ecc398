"""Review by a second person (审定): hand in, send back, approve; what an officer wrote goes public by it alone."""

from datetime import date, datetime
from typing import Any

from tongban.catalogue.actions.refusals import (
    CannotApprove,
    CannotHandIn,
    CannotSendBack,
    refuse_strangers,
    refuse_who_does_not_approve,
)
from tongban.catalogue.actions.versions import lock_version, put_in_force
from tongban.catalogue.events import VersionApproved, VersionHandedIn, VersionSentBack
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.queries.contents import errors_of
from tongban.catalogue.queries.reviews import hands_of
from tongban.catalogue.rules import reviews
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer

State = ItemVersion.State


@action
def hand_in_version(
    *, version: ItemVersion, effective_on: date | None = None, retires_on: date | None = None, by: Any, now: datetime
) -> ItemVersion:
    """Hand a draft in for review, with the days from and until which it is to hold; its text is frozen."""
    version = lock_version(version)
    refuse_strangers(by, version.item.office, now)
    if version.state != State.DRAFT:
        raise CannotHandIn([Obstacle("version_is_published", version.title)])
    today = local_day(now)
    obstacles = reviews.day_obstacles(effective_on, retires_on, today=today)
    if obstacles := obstacles + errors_of(version, on=effective_on or today):
        raise CannotHandIn(obstacles)

    version.state, version.submitted_at = State.REVIEW, now
    version.submitted_by = by if isinstance(by, Officer) else None
    version.effective_on, version.retires_on, version.review_note = effective_on, retires_on, ""
    version.save()

    publish(VersionHandedIn(**_what(version), effective_on=effective_on, by=str(by.actor), at=now))
    return version


@action
def send_back_version(*, version: ItemVersion, note: str, by: Officer, now: datetime) -> ItemVersion:
    """Return what was handed in, or waits for its day, to its editors, who read why."""
    version = lock_version(version)
    refuse_who_does_not_approve(by, version.item.office, now)
    if not note.strip():
        raise CannotSendBack([Obstacle("reason_missing", version.title)])

    return draft_again(version, note=note, by=by, now=now)


@action
def recall_version(*, version: ItemVersion, by: Any, now: datetime) -> ItemVersion:
    """Take back what one handed in, before it is in force, to change it."""
    version = lock_version(version)
    refuse_strangers(by, version.item.office, now)
    return draft_again(version, note="", by=by, now=now)


@action
def approve_version(*, version: ItemVersion, by: Officer, now: datetime) -> ItemVersion:
    """Approve a version: in force at once, or from its day on. By another person than whoever wrote or handed it in."""
    version = lock_version(version)
    refuse_who_does_not_approve(by, version.item.office, now)
    if version.state != State.REVIEW:
        raise CannotApprove([Obstacle("not_in_review", version.title)])
    today = local_day(now)
    obstacles = reviews.obstacles_to_approving(by.pk, hands=hands_of(version), title=version.title)
    if obstacles := obstacles + errors_of(version, on=max(version.effective_on or today, today)):
        raise CannotApprove(obstacles)

    is_due = reviews.is_due(version.effective_on, today=today)
    state = State.REVIEW if is_due else State.SCHEDULED
    ItemVersion.objects.filter(pk=version.pk).update(state=state, reviewed_at=now, reviewed_by=by)
    version.state, version.reviewed_at, version.reviewed_by = state, now, by

    publish(VersionApproved(**_what(version), effective_on=version.effective_on, by=str(by.actor), at=now))
    return put_in_force(version, by=by, now=now) if is_due else version


def draft_again(version: ItemVersion, *, note: str, by: Any, now: datetime) -> ItemVersion:
    """Make it a draft within an act that has locked it and asked who may."""
    if version.state not in (State.REVIEW, State.SCHEDULED):
        raise CannotSendBack([Obstacle("not_in_review", version.title)])

    reviewer = by if isinstance(by, Officer) and note else None
    changes: dict[str, Any] = {"reviewed_at": now if note else None, "reviewed_by": reviewer, "review_note": note[:400]}
    ItemVersion.objects.filter(pk=version.pk).update(state=State.DRAFT, **changes)
    version.refresh_from_db(fields=["state", *changes])

    publish(VersionSentBack(**_what(version), note=version.review_note, by=str(by.actor), at=now))
    return version


def _what(version: ItemVersion) -> dict[str, Any]:
    return {
        "subject": version.item.subject,
        "item_id": version.item_id,
        "version_id": version.pk,
        "number": version.number,
    }
