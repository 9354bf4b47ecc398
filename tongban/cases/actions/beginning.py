"""Beginning with a result: its change, renewal, replacement or cancellation, filled in with what is known of it."""

from datetime import datetime

from tongban.cases.actions.drafts import start_draft
from tongban.cases.actions.refusals import CannotApply
from tongban.cases.events import BegunFromResult
from tongban.cases.models import Draft, Result
from tongban.cases.queries.results import answers_of, counts_as, form_of
from tongban.cases.rules import results as rules
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
    asked, purpose = purpose, counts_as(result, purpose, now=now)

    draft = start_draft(account=account, item=result.item, party=result.party, now=now)
    if draft.about_id == result.pk and draft.purpose in (asked, purpose):
        return draft
    if draft.about_id or draft.form.clear():
        raise CannotApply([Obstacle("draft_already_begun")])

    draft.purpose, draft.about = purpose, result
    draft.answers = answers_of(result, draft.version)
    draft.form = form_of(result, draft.version)
    draft.save(update_fields=["purpose", "about", "answers", "form"])
    publish(
        BegunFromResult(
            subject=draft.subject, by=str(account.actor), at=now, result_id=result.pk, purpose=draft.purpose
        )
    )
    return draft
