"""A refused row is put right by a person: what stood stays as it was, and a new row goes its way in its place."""

from collections.abc import Mapping
from datetime import datetime

from tongban.exchange.actions.sending import new_row
from tongban.exchange.events import RowCorrected
from tongban.exchange.models import ExchangeRow
from tongban.exchange.rules.sets import OUTSIDE_MOMENT
from tongban.kernel.events import publish
from tongban.kernel.moments import BEIJING, local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.models import Officer
from tongban.people.queries import not_allowed

State = ExchangeRow.State


class CannotCorrect(Refused):
    """The row was not refused, or it would be again."""


@action
def correct_row(*, row: ExchangeRow, changes: Mapping[str, str], by: Officer, now: datetime) -> ExchangeRow:
    """Change fields of a refused row and let it go its way again, as it came but for these. Raises CannotCorrect."""
    row = (
        ExchangeRow.objects.select_for_update(of=("self",))
        .select_related("link__office", "link__partner")
        .get(pk=row.pk)
    )
    obstacles = not_allowed(by, "review", office=row.link.office, on=local_day(now))
    if row.state != State.REFUSED or not row.payload.clear():
        obstacles.append(Obstacle("row_not_refused"))
    if obstacles:
        raise CannotCorrect(obstacles)

    earlier = dict(row.payload.clear())
    given = {name: text.strip() for name, text in changes.items()}
    changed = {name: text for name, text in given.items() if text != earlier.get(name, "")}
    payload = {name: text for name, text in {**earlier, **given}.items() if text}
    payload["sync_at"] = now.astimezone(BEIJING).strftime(OUTSIDE_MOMENT)
    fresh = new_row(row.link, row.direction, row.dataset, payload, now)
    if fresh.state == State.REFUSED:
        raise CannotCorrect([Obstacle(each["code"], each["about"], each["details"]) for each in fresh.reasons])

    row.state = State.CORRECTED
    row.save(update_fields=["state"])
    fresh.corrects = row
    fresh.save(force_insert=True)
    publish(
        RowCorrected(
            subject=row.subject,
            by=str(by.actor),
            at=now,
            dataset=row.dataset,
            project_no=fresh.project_no,
            fields=tuple(sorted(changed)),
            row_id=fresh.pk,
        )
    )
    return fresh
