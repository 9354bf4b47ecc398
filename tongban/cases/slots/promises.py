"""Promises on the matter page and on the applicant's own page."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.cases import rules
from tongban.cases.forms.promises import ArrivalForm, MoreTimeForm
from tongban.cases.models import Case
from tongban.cases.queries.desk import possible
from tongban.cases.queries.papers import lacking_from, missing_from, papers_of
from tongban.cases.queries.promises import commitment_in, excluded_from, gaps_of, promise_of
from tongban.cases.rules.promises import COMMITMENT, GAPS
from tongban.cases.slots.matter import case_on
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.people.access import officer_of
from tongban.people.queries import powers_at
from tongban.people.slots import entry_for
from tongban.ui.slots import Filled, fills


@fills("matter.actions", order=15)
def ways_of_accepting(request: HttpRequest, matter: Matter) -> Filled | None:
    """On a promise: where only papers lack that may follow, or where the item is decided at once on one."""
    case, officer = case_on(request, matter), officer_of(request)
    if case is None or officer is None or matter.state not in rules.BEFORE_ACCEPTANCE:
        return None
    if not (acts := possible(case, officer, on=local_day(timezone.now()))).accept and not acts.decide_instantly:
        return None
    shown = ways_of(case)
    return ("cases/promises/ways.html", {"matter": matter, **shown}) if shown else None


def ways_of(case: Case) -> dict[str, Any]:
    """Return on what promises a case may be accepted now; empty where it is the ordinary way alone."""
    given = papers_of(case)
    lacking = [paper.name for paper in lacking_from(case, given)]
    is_whole = not missing_from(case, given)
    commits = is_whole and not lacking and commitment_in(case.version) is not None and not excluded_from(case.version)
    if not is_whole:
        return {"previews": True}
    if not commits and not lacking:
        return {}
    return {
        "lacking": lacking,
        "tolerates": is_whole and bool(lacking),
        "commits": commits,
        "gap_promise": promise_of(case, GAPS) if lacking else None,
        "commitment_promise": promise_of(case, COMMITMENT) if commits else None,
    }


@fills("matter.main", order=5)
def what_lacks(request: HttpRequest, matter: Matter) -> Filled | None:
    """Only of a case that was accepted while papers lacked."""
    case, officer = case_on(request, matter), officer_of(request)
    if case is None or officer is None or case.terms != Case.Terms.TOLERANT:
        return None
    today = local_day(timezone.now())
    powers = powers_at(officer, **matter.scope, on=today)
    is_over = matter.state not in rules.BEFORE_DECISION
    gaps = gaps_of(case)
    left = [gap for gap in gaps if gap.filled_at is None]
    may_receive = "receive" in powers and not is_over
    forms = {gap.pk: ArrivalForm(today=today, prefix=f"gap-{gap.pk}") for gap in left if may_receive}
    shown = {
        "matter": matter,
        "lines": [(gap, forms.get(gap.pk)) for gap in gaps],
        "left": left,
        "is_over": is_over,
        "more_time": MoreTimeForm() if left and not is_over and "decide" in powers else None,
    }
    return "cases/promises/panel.html", shown


@fills("matter.side", order=26)
def what_was_committed(request: HttpRequest, matter: Matter) -> Filled | None:
    case = case_on(request, matter)
    if case is None or case.terms != Case.Terms.COMMITMENT:
        return None
    shown = {"promise": promise_of(case, COMMITMENT), "commitment": getattr(case, "commitment", None)}
    return "cases/promises/commitment.html", shown


@fills("own.side", order=5)
def own_promises(request: HttpRequest, matter: Matter) -> Filled | None:
    """What is still to come, and the promise that may be taken back."""
    case = case_on(request, matter)
    if case is None:
        return None
    is_open = matter.state in rules.BEFORE_DECISION
    gaps = gaps_of(case) if case.terms == Case.Terms.TOLERANT and is_open else []
    shown = {
        "matter": matter,
        "left": [gap for gap in gaps if gap.filled_at is None],
        "may_take_back": is_open and commitment_in(case.version) is not None and promise_of(case, COMMITMENT),
        "commitment": getattr(case, "commitment", None) if case.terms == Case.Terms.COMMITMENT else None,
    }
    is_empty = not (shown["left"] or shown["may_take_back"] or shown["commitment"])
    return None if is_empty else ("cases/promises/own.html", shown)


@fills("desk.nav", order=47)
def broken_promises_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("承诺记录"), "cases:broken_promises", "flag", "accept", "decide", "supervise")


@fills("desk.nav", order=72)
def violations_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    """Only for those who supervise somewhere."""
    return entry_for(request, _("违规记录"), "cases:violations", "triangle-alert", "supervise")


@fills("desk.nav", order=46)
def tolerant_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("容缺受理"), "cases:tolerant", "clock", "accept", "decide", "supervise")
