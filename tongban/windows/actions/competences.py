"""Confirm what clerks may take at windows (能力清单), and end it.

What is confirmed rests on a ground: training, an examination, rotation. A module that records these calls
``confirm_competence`` with what it found.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Q

from tongban.kernel.events import Actor, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Office, Officer
from tongban.people.queries import not_allowed
from tongban.windows.actions.refusals import CannotConfirm
from tongban.windows.events import CompetenceConfirmed, CompetenceEnded
from tongban.windows.models import Competence
from tongban.windows.rules.competences import obstacles_to_confirming

By = Officer | Actor


@action
def confirm_competence(
    *,
    officers: Collection[Officer],
    item_codes: Collection[str] = (),
    catalog_codes: Collection[str] = (),
    offices: Collection[Office] = (),
    level: str = Competence.Level.ABLE,
    since: date,
    until: date | None = None,
    ground: str,
    by: By,
    now: datetime,
) -> list[Competence]:
    """Confirm that officers may take these items, catalogue items and offices from a day on.

    What an officer holds of the same already ends the day before, so that one level counts. Raises CannotConfirm.
    """
    things = len(item_codes) + len(catalog_codes) + len(offices)
    obstacles = [each for officer in officers for each in not_in_charge(by, officer, now)]
    obstacles += obstacles_to_confirming(things=things, officers=len(officers), since=since, until=until, ground=ground)
    if obstacles:
        raise CannotConfirm(list(dict.fromkeys(obstacles)))

    list(Officer.objects.select_for_update().filter(pk__in=[each.pk for each in officers]).order_by("pk"))
    rows = [
        *(Competence(item_code=code) for code in sorted(set(item_codes))),
        *(Competence(catalog_code=code) for code in sorted(set(catalog_codes))),
        *(Competence(office=office) for office in offices),
    ]
    confirmer = by if isinstance(by, Officer) else None
    given: list[Competence] = []
    for officer in officers:
        _end_same(officer, rows, since)
        given += [
            Competence(
                officer=officer,
                item_code=row.item_code,
                catalog_code=row.catalog_code,
                office_id=row.office_id,
                level=level,
                since=since,
                until=until,
                ground=ground.strip(),
                confirmed_by=confirmer,
                confirmed_at=now,
            )
            for row in rows
        ]
        about = (*sorted({*item_codes, *catalog_codes}), *(f"office:{office.pk}" for office in offices))
        publish(
            CompetenceConfirmed(
                subject=f"officer:{officer.pk}",
                by=str(by.actor),
                at=now,
                officer_id=officer.pk,
                level=level,
                since=since,
                until=until,
                about=about,
                ground=ground.strip(),
            )
        )
    return Competence.objects.bulk_create(given)


@action
def end_competence(*, competence: Competence, until: date, by: Officer, now: datetime) -> Competence:
    """End a competence on a day, which is its last; one that has not begun is removed. Raises CannotConfirm."""
    held = Competence.objects.select_for_update(of=("self",)).select_related("officer__office").get(pk=competence.pk)
    obstacles = not_in_charge(by, held.officer, now)
    if held.until and held.until < until:
        obstacles.append(Obstacle("competence_has_ended"))
    if obstacles:
        raise CannotConfirm(obstacles)

    if until < held.since:
        held.delete()
    else:
        held.until = until
        held.save(update_fields=["until"])
    publish(
        CompetenceEnded(
            subject=f"officer:{held.officer_id}",
            by=str(by.actor),
            at=now,
            officer_id=held.officer_id,
            competence_id=competence.pk,
            until=until,
        )
    )
    return held


def not_in_charge(by: By, officer: Officer, now: datetime) -> list[Obstacle]:
    """The system may confirm anything; an officer, for their own people and for who sits in a hall of theirs."""
    if not isinstance(by, Officer):
        return []
    halls = Office.objects.filter(service_points__windows__seats__officer=officer).distinct()
    answers = [not_allowed(by, "supervise", office=each, on=local_day(now)) for each in [officer.office, *halls]]
    return [] if [] in answers else answers[0]


def _end_same(officer: Officer, rows: Collection[Competence], since: date) -> None:
    """End what the officer holds of the same things the day before; what would not have begun goes."""
    held = Competence.objects.filter(Q(until=None) | Q(until__gte=since), officer=officer)
    wanted = {(row.item_code, row.catalog_code, row.office_id) for row in rows}
    same = [row for row in held if (row.item_code, row.catalog_code, row.office_id) in wanted]
    Competence.objects.filter(pk__in=[row.pk for row in same if row.since >= since]).delete()
    Competence.objects.filter(pk__in=[row.pk for row in same if row.since < since]).update(
        until=since - timedelta(days=1)
    )
