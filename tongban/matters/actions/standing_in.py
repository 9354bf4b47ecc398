"""What becomes of work in hand: when its officer goes away, and when the mandate it was taken up by is over."""

from datetime import date, datetime

from django.db.models import QuerySet

from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.matters.actions.steps import lay_back_step, pass_on_step
from tongban.matters.models import Step
from tongban.matters.queries.access import may_work_on
from tongban.people.models import Officer, Post

ABSENCE, MANDATE = "absence", "mandate"


@action
def pass_on_work(*, officer: Officer, until: date, now: datetime) -> list[Step]:
    """Give what falls due while an officer is away to B of their post; where no B can do it, to the whole office.

    What falls due later stays with them, and what others have in hand is not touched. Return the steps that moved.
    """
    moved = []
    for step in in_hand_of(officer):
        due = step.due_at or step.matter.due_at
        if due is None or local_day(due) > until:
            continue
        instead = _stand_in(step, officer, now)
        if instead:
            moved.append(pass_on_step(step=step, to=instead, now=now))
        else:
            moved.append(lay_back_step(step=step, why=ABSENCE, now=now))
    return moved


@action
def lay_back_work(*, officer: Officer, now: datetime) -> list[Step]:
    """Lay the steps back that an officer has in hand and may not do any more; return them."""
    today = local_day(now)
    beyond = [step for step in in_hand_of(officer) if not may_work_on(officer, step, on=today)]
    return [lay_back_step(step=step, why=MANDATE, now=now) for step in beyond]


def in_hand_of(officer: Officer) -> QuerySet[Step]:
    """Return the open steps that an officer has taken up, in the order in which their matters are locked."""
    steps = Step.objects.filter(claimed_by=officer, state=Step.State.OPEN, is_superseded=False)
    return steps.select_related("matter__office", "office", "claimed_by").order_by("matter", "pk")


def _stand_in(step: Step, officer: Officer, now: datetime) -> Officer | None:
    """Return the first B of the officer's posts for such a step who may do it today and is not away."""
    today = local_day(now)
    posts = Post.objects.filter(holder_a=officer, kind=step.post_kind, holder_b__isnull=False)
    for post in posts.select_related("holder_b__office").order_by("pk"):
        other = post.holder_b
        if other and not other.absences.on(today).exists() and may_work_on(other, step, on=today):
            return other
    return None
