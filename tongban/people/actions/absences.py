"""Record that an officer is away, so that B stands in; call it off or end it early; begin it when its day has come."""

from datetime import date, datetime, timedelta

from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.events import AbsenceBegun, AbsenceEnded, AbsenceRecorded
from tongban.people.models import Absence, Officer
from tongban.people.queries.held import forget_held
from tongban.people.queries.powers import not_allowed

KEEPING = ("supervise", "manage_posts")  # the head of the office, or who keeps its posts


class CannotBeAway(Refused):
    """This absence cannot be recorded or ended so."""


@action
def record_absence(*, officer: Officer, since: date, until: date, cause: str, by: Officer, now: datetime) -> Absence:
    """Record that somebody is away from a day to a day: by themselves, their head or whoever keeps the posts."""
    officer = Officer.objects.select_for_update(of=("self",)).select_related("office").get(pk=officer.pk)
    obstacles = obstacles_to_recording_for(officer, by, now)
    if until < since or until < local_day(now):
        obstacles.append(Obstacle("ends_before_it_begins", details={"until": until.isoformat()}))
    elif officer.absences.filter(cancelled_at=None, since__lte=until, until__gte=since).exists():
        obstacles.append(Obstacle("absence_overlaps", officer.name))
    if obstacles:
        raise CannotBeAway(obstacles)

    absence = Absence.objects.create(
        officer=officer, since=since, until=until, cause=cause, recorded_by=by, recorded_at=now
    )
    publish(
        AbsenceRecorded(
            subject=f"officer:{officer.pk}",
            by=str(by.actor),
            at=now,
            absence_id=absence.pk,
            since=since,
            until=until,
        )
    )
    return begin_absence(absence=absence, now=now)


@action
def begin_absence(*, absence: Absence, now: datetime) -> Absence:
    """Note that the first day has come: what falls due meanwhile passes on to B. Before that day, or twice: nothing."""
    absence = Absence.objects.select_for_update(of=("self",)).select_related("officer").get(pk=absence.pk)
    today = local_day(now)
    if absence.begun_at or absence.cancelled_at or not absence.since <= today <= absence.until:
        return absence

    forget_held()
    absence.begun_at = now
    absence.save(update_fields=["begun_at"])
    publish(
        AbsenceBegun(
            subject=f"officer:{absence.officer_id}",
            by=str(SYSTEM),
            at=now,
            absence_id=absence.pk,
            officer_id=absence.officer_id,
            until=absence.until,
        )
    )
    return absence


@action
def end_absence(*, absence: Absence, by: Officer, now: datetime) -> Absence:
    """Somebody is back before the day, or does not go at all: from today on their posts are theirs again."""
    absence = Absence.objects.select_for_update(of=("self",)).select_related("officer__office").get(pk=absence.pk)
    today = local_day(now)
    obstacles = obstacles_to_recording_for(absence.officer, by, now)
    if absence.cancelled_at or absence.until < today:
        obstacles.append(Obstacle("absence_over"))
    if obstacles:
        raise CannotBeAway(obstacles)

    if absence.since < today:
        absence.until = today - timedelta(days=1)
    else:
        absence.cancelled_at = now
    absence.save(update_fields=["until", "cancelled_at"])
    publish(
        AbsenceEnded(
            subject=f"officer:{absence.officer_id}",
            by=str(by.actor),
            at=now,
            absence_id=absence.pk,
            officer_id=absence.officer_id,
            until=absence.until,
            is_cancelled=absence.cancelled_at is not None,
        )
    )
    return absence


def obstacles_to_recording_for(officer: Officer, by: Officer, now: datetime) -> list[Obstacle]:
    """Return the obstacle that somebody is neither this officer nor set over their office."""
    if officer.pk == by.pk:
        return []
    return not_allowed(by, *KEEPING, office=officer.office, on=local_day(now))
