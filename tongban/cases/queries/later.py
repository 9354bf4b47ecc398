"""Reading what was done with a licence after it was granted."""

from django.db.models import QuerySet

from tongban.cases.models import Case, LaterDecision, RegulatorReport, Result
from tongban.cases.rules import CLOSED, DECIDED, GRANTED
from tongban.cases.rules.later_acts import Granted


def latest_result(case: Case) -> Result | None:
    """Return the latest edition of what a case gave, or of what it goes on from."""
    own = Result.objects.filter(case=case).order_by("-edition").first()
    if own is None:
        return None
    return Result.objects.select_related("case").filter(number=own.number).order_by("-edition").first()


def granted_of(case: Case) -> Granted:
    """Return a granted case as the rules of later acts see it."""
    result, matter = latest_result(case), case.matter
    open_one = announced_act(case)
    return Granted(
        is_granted=matter.outcome == GRANTED and matter.state in (DECIDED, CLOSED),
        result_state=result.state if result else "",
        announced=open_one.kind if open_one else "",
        answer_by=open_one.answer_by if open_one else None,
        has_answered=bool(open_one and open_one.statement),
        announced_by=open_one.announced_by_id if open_one else None,
    )


def announced_act(case: Case) -> LaterDecision | None:
    """Return the act that was announced to the holder and is neither decided nor dropped."""
    return LaterDecision.objects.filter(case=case, state=LaterDecision.State.ANNOUNCED).first()


def later_decisions_of(case: Case) -> QuerySet[LaterDecision]:
    acts = LaterDecision.objects.filter(case=case).select_related("announced_by", "by", "document", "result")
    return acts.order_by("pk")


def reports_on(case: Case) -> QuerySet[RegulatorReport]:
    return RegulatorReport.objects.filter(case=case).select_related("office", "by").order_by("-on", "-pk")
