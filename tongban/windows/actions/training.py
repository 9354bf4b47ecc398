"""Put training and rotation on record, and let what clerks may take rest on it."""

from collections.abc import Collection
from datetime import date, datetime

from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.people.models import Office, Officer
from tongban.windows.actions.competences import By, confirm_competence, not_in_charge
from tongban.windows.actions.refusals import CannotConfirm
from tongban.windows.events import TrainingRecorded
from tongban.windows.models import Training, Window
from tongban.windows.rules.training import obstacles_to_recording


@action
def record_training(
    *,
    officers: Collection[Officer],
    kind: str,
    title: str,
    since: date,
    until: date,
    hours: int = 0,
    window: Window | None = None,
    passed: bool = True,
    valid_until: date | None = None,
    item_codes: Collection[str] = (),
    catalog_codes: Collection[str] = (),
    offices: Collection[Office] = (),
    by: By,
    now: datetime,
) -> list[Training]:
    """Put on record what officers took part in. Who passed may take these items from today until it is void.

    Once it is void they take nothing on its ground any more, until somebody confirms it anew. Raises CannotConfirm.
    """
    today = local_day(now)
    obstacles = [each for officer in officers for each in not_in_charge(by, officer, now)]
    obstacles += obstacles_to_recording(
        kind=kind,
        officers=len(officers),
        title=title,
        since=since,
        until=until,
        valid_until=valid_until,
        at=window is not None,
        today=today,
    )
    if obstacles:
        raise CannotConfirm(list(dict.fromkeys(obstacles)))

    recorder = by if isinstance(by, Officer) else None
    rows = [
        Training(
            officer=officer,
            kind=kind,
            title=title.strip(),
            since=since,
            until=until,
            hours=hours,
            window=window,
            passed=passed,
            valid_until=valid_until,
            recorded_by=recorder,
            recorded_at=now,
        )
        for officer in officers
    ]
    Training.objects.bulk_create(rows)
    if passed and (item_codes or catalog_codes or offices) and (valid_until is None or valid_until >= today):
        confirm_competence(
            officers=officers,
            item_codes=item_codes,
            catalog_codes=catalog_codes,
            offices=offices,
            since=today,
            until=valid_until,
            ground=rows[0].ground,
            by=by,
            now=now,
        )

    for row in rows:
        publish(
            TrainingRecorded(
                subject=f"officer:{row.officer_id}",
                by=str(by.actor if isinstance(by, Officer) else by),
                at=now,
                officer_id=row.officer_id,
                training_id=row.pk,
                kind=kind,
                until=until,
                valid_until=valid_until,
                passed=passed,
            )
        )
    return rows
