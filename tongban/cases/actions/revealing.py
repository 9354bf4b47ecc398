"""Showing one personal answer of a form in clear."""

from datetime import datetime

from tongban.cases.events import AnswerRevealed
from tongban.cases.models import Case
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.matters.queries import may_work_with
from tongban.people.models import Officer


class CannotReveal(Refused):
    """The answer is not shown."""


@action
def reveal_answer(*, case: Case, field: str, purpose: str, by: Acting, now: datetime) -> str:
    """Return one answer in clear; who asked and for which purpose is written down first."""
    if isinstance(by, Officer) and not may_work_with(by, case.matter, on=local_day(now)):
        raise CannotReveal([Obstacle("no_power", "see")])
    form = case.form.clear()
    if field not in form or field not in case.version.form_schema.get("properties", {}):
        raise CannotReveal([Obstacle("answer_unknown", field)])
    if not purpose.strip():
        raise CannotReveal([Obstacle("purpose_missing")])

    publish(
        AnswerRevealed(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            field=field,
            purpose=purpose.strip()[:100],
        )
    )
    return str(form[field])
