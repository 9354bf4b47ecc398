"""Asking the back office while the citizen waits (当场请示): the question, the answer, and how long it took."""

from datetime import datetime

from tongban.cases.actions.refusals import CannotAsk
from tongban.cases.events import OfficeAnswered, OfficeAsked
from tongban.cases.models import Case, Question
from tongban.cases.queries.handovers import BACK_OFFICE
from tongban.catalogue.models import Item
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer
from tongban.people.queries import may
from tongban.windows.models import Visit


@action
def ask_office(
    *, visit: Visit, item: Item, text: str, case: Case | None = None, by: Officer, now: datetime
) -> Question:
    """Ask the office that decides an item; the question stays on record with the visit."""
    obstacles = [] if visit.is_open and visit.officer_id == by.pk else [Obstacle("not_your_visit")]
    if not text.strip():
        obstacles.append(Obstacle("question_without_words"))
    if obstacles:
        raise CannotAsk(obstacles)

    question = Question.objects.create(
        visit=visit, item=item, case=case, office=item.office, text=text.strip(), asked_by=by, asked_at=now
    )
    publish(
        OfficeAsked(
            subject=question.subject,
            by=str(by.actor),
            at=now,
            question_id=question.pk,
            office_id=item.office_id,
            item_code=item.code,
        )
    )
    return question


@action
def answer_question(*, question: Question, answer: str, by: Officer, now: datetime) -> Question:
    """Answer, once, from the office that was asked."""
    locked = Question.objects.select_for_update(of=("self",)).select_related("office").get(pk=question.pk)
    obstacles = [] if may_answer(by, locked, now=now) else [Obstacle("not_your_office")]
    if locked.answered_at:
        obstacles.append(Obstacle("question_answered_already"))
    if not answer.strip():
        obstacles.append(Obstacle("answer_without_words"))
    if obstacles:
        raise CannotAsk(obstacles)

    locked.answer, locked.answered_by, locked.answered_at = answer.strip(), by, now
    locked.save(update_fields=["answer", "answered_by", "answered_at"])
    publish(
        OfficeAnswered(
            subject=locked.subject,
            by=str(by.actor),
            at=now,
            question_id=locked.pk,
            waited_seconds=locked.waited_seconds or 0,
        )
    )
    return locked


def may_answer(officer: Officer, question: Question, *, now: datetime) -> bool:
    """Say whether an officer does the work of the office that was asked."""
    return any(may(officer, power, office=question.office, on=local_day(now)) for power in BACK_OFFICE)
