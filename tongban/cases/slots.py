"""Panels of a case on the matter page: what may be done next, what was filled in and handed in, what was printed."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongban.cases.forms.desk import DecisionForm, HandOverForm, OpinionForm
from tongban.cases.models import Case
from tongban.cases.queries.answers import answered
from tongban.cases.queries.desk import case_of, possible
from tongban.cases.queries.papers import missing_from, papers_of, unasked_of
from tongban.cases.rules import DECIDE
from tongban.documents.queries import documents_of
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter, Step
from tongban.people.access import officer_of
from tongban.ui.slots import Filled, fills


def _case(request: HttpRequest, matter: Matter) -> Case | None:
    """Read the case once for all panels of a page."""
    known = request.__dict__.setdefault("_case_of_matter", {})
    if matter.pk not in known:
        known[matter.pk] = case_of(matter)
        if known[matter.pk]:
            known[matter.pk].matter = matter
    return known[matter.pk]  # type: ignore[no-any-return]


@fills("matter.actions", order=10)
def what_may_be_done(request: HttpRequest, matter: Matter) -> Filled | None:
    case, officer = _case(request, matter), officer_of(request)
    if case is None or officer is None:
        return None
    acts = possible(case, officer, on=local_day(timezone.now()))
    return ("cases/parts/actions.html", {"case": case, "acts": acts, "hand_over": HandOverForm()}) if acts else None


@fills("step.complete", order=10)
def own_way_of_ending_a_step(request: HttpRequest, step: Step) -> Filled | None:
    """A review ends with an opinion, the last step with the decision."""
    case = _case(request, step.matter)
    if case is None:
        return None
    if step.code == DECIDE:
        return "cases/parts/decide.html", {"case": case, "form": DecisionForm()}
    spec = case.version.steps.filter(code=step.code).first()
    checklist = spec.standard if spec else []
    return "cases/parts/opinion.html", {"case": case, "step": step, "form": OpinionForm(), "checklist": checklist}


@fills("matter.main", order=10)
def opinions(request: HttpRequest, matter: Matter) -> Filled | None:
    case = _case(request, matter)
    if case is None:
        return None
    steps = matter.steps.filter(state=Step.State.DONE).select_related("office", "closed_by").order_by("closed_at")
    shown: dict[str, Any] = {"case": case, "opinions": steps, "notice": getattr(case, "correction", None)}
    return "cases/parts/opinions.html", shown


@fills("matter.main", order=20)
def application(request: HttpRequest, matter: Matter) -> Filled | None:
    case = _case(request, matter)
    if case is None:
        return None
    sections = answered(case, language=get_language() or "zh-hans")
    return "cases/parts/application.html", {"case": case, "sections": sections}


@fills("matter.main", order=30)
def papers(request: HttpRequest, matter: Matter) -> Filled | None:
    case = _case(request, matter)
    if case is None:
        return None
    given = papers_of(case)
    shown = {"case": case, "papers": given, "missing": missing_from(case, given), "unasked": unasked_of(case)}
    return "cases/parts/papers.html", shown


@fills("matter.side", order=30)
def documents(request: HttpRequest, matter: Matter) -> Filled | None:
    case = _case(request, matter)
    if case is None:
        return None
    printed = [*documents_of(matter.subject), *documents_of(case.inside)]
    return "cases/parts/documents.html", {"case": case, "documents": printed}


@fills("site.nav", order=30)
def own_in_the_navigation(request: HttpRequest, subject: object) -> Filled:
    return "ui/components/nav_entry.html", {"label": _("我的申请"), "url": reverse("cases:own"), "icon": "files"}
