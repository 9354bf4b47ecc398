"""Beginning with a result: its change, renewal, replacement or cancellation, filled in with what is known of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tongban.cases.actions.drafts import start_draft
from tongban.cases.actions.refusals import CannotApply
from tongban.cases.events import BegunFromResult
from tongban.cases.models import Case, Draft, Result
from tongban.cases.queries.results import renews_in_time
from tongban.cases.rules import results as rules
from tongban.catalogue.models import ItemVersion
from tongban.kernel.events import publish
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Account


@action
def begin_from_result(*, result: Result, purpose: str, account: Account, now: datetime) -> Draft:
    """Begin an application about a result. A renewal that comes too late is an ordinary new application.

    One that was begun before is gone on with, if it asks for the same. Raises ``CannotApply``.
    """
    if obstacles := rules.obstacles_to_asking(purpose=purpose, state=result.state, number=result.number):
        raise CannotApply(obstacles)
    asked = purpose
    if purpose == Case.Purpose.RENEW and not renews_in_time(result, now=now):
        purpose = Case.Purpose.NEW

    draft = start_draft(account=account, item=result.item, party=result.party, now=now)
    if draft.about_id == result.pk and draft.purpose in (asked, purpose):
        return draft
    if draft.about_id or draft.form.clear():
        raise CannotApply([Obstacle("draft_already_begun")])

    draft.purpose, draft.about = purpose, result
    draft.answers = _still_asked(draft.version, result.case.answers)
    draft.form = _still_filled_in(draft.version, result.case.form.clear())
    draft.save(update_fields=["purpose", "about", "answers", "form"])
    publish(
        BegunFromResult(
            subject=draft.subject, by=str(account.actor), at=now, result_id=result.pk, purpose=draft.purpose
        )
    )
    return draft


def _still_asked(version: ItemVersion, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the answers to questions that the version still asks."""
    keys = {question["key"] for question in version.questions}
    return {key: answer for key, answer in answers.items() if key in keys}


def _still_filled_in(version: ItemVersion, form: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the fields that the form still has; what is declared is declared anew."""
    fields = version.form_schema.get("properties", {})
    return {name: value for name, value in form.items() if name in fields and "const" not in fields[name]}
