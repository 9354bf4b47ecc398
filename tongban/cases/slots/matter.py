"""Panels of a case on the matter page: what may be done next, what was filled in and handed in, what was printed."""

from operator import attrgetter
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongban.cases.actions import OBJECT
from tongban.cases.actions.discretion import rule_that_binds
from tongban.cases.forms.desk import DecisionForm, HandOverForm, OpinionForm
from tongban.cases.models import Case
from tongban.cases.queries.answers import answered
from tongban.cases.queries.desk import case_of, possible
from tongban.cases.queries.papers import missing_from, papers_of, unasked_of
from tongban.cases.queries.volumes import busiest, online_among
from tongban.cases.rules import DECIDE, DECISION
from tongban.catalogue.indicators import Scope
from tongban.catalogue.models import Item
from tongban.catalogue.queries.item_page import ItemPage
from tongban.documents.queries import documents_of
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter, Step
from tongban.matters.queries import may_work_with, steps_of
from tongban.matters.queries.progress import outcome_in_words
from tongban.people.access import officer_of
from tongban.people.slots import entry_for
from tongban.ui.slots import Filled, fills
from tongban.ui.wording import say
from tongban.windows.queries import sits_somewhere


def case_on(request: HttpRequest, matter: Matter) -> Case | None:
    """Read the case once for all panels of a page."""
    known = request.__dict__.setdefault("_case_of_matter", {})
    if matter.pk not in known:
        known[matter.pk] = case = case_of(matter)
        if case:
            case.matter = matter
            prefetch_related_objects([case], "version__materials")
    return known[matter.pk]  # type: ignore[no-any-return]


def _opinions(matter: Matter) -> list[Step]:
    """What the offices have said, in the order in which they said it; what was redone later does not count."""
    done = [step for step in steps_of(matter) if step.state == Step.State.DONE and not step.is_superseded]
    return sorted(done, key=attrgetter("closed_at"))


@fills("matter.actions", order=10)
def what_may_be_done(request: HttpRequest, matter: Matter) -> Filled | None:
    case, officer = case_on(request, matter), officer_of(request)
    if case is None or officer is None:
        return None
    acts = possible(case, officer, on=local_day(timezone.now()))
    if not acts:
        return None
    missing = [paper.name for paper in missing_from(case, papers_of(case))] if acts.accept else []
    shown = {"case": case, "matter": matter, "acts": acts, "hand_over": HandOverForm(), "missing": missing}
    return "cases/parts/actions.html", shown


def _held_back(case: Case) -> list[str]:
    """Return in words what keeps the decision back: which paper is missing and since when, a visit to be made."""
    if not case.open_holds:
        return []
    today, holds = local_day(timezone.now()), case.dossier().holds
    return [say(hold.as_obstacle()) for hold in holds if hold.blocks == DECISION and not hold.is_over(today)]


@fills("step.complete", order=10)
def own_way_of_ending_a_step(request: HttpRequest, step: Step) -> Filled | None:
    """A review ends with an opinion, the last step with the decision."""
    case = case_on(request, step.matter)
    if case is None:
        return None
    if step.code == DECIDE:
        given = [each for each in _opinions(step.matter) if each.pk != step.pk]
        objections = [each for each in given if each.outcome == OBJECT]
        rule = rule_that_binds(case)
        outcomes = [outcome_in_words(outcome) for outcome in rule.outcomes] if rule else []
        shown = {"case": case, "form": DecisionForm(), "objections": objections, "agreed": len(given)}
        shown |= {"rule": rule, "outcomes": outcomes, "waits": _held_back(case)}
        return "cases/parts/decide.html", shown
    spec = case.version.steps.filter(code=step.code).first()
    checklist = spec.standard if spec else []
    return "cases/parts/opinion.html", {"case": case, "step": step, "form": OpinionForm(), "checklist": checklist}


@fills("matter.main", order=10)
def opinions(request: HttpRequest, matter: Matter) -> Filled | None:
    case = case_on(request, matter)
    if case is None:
        return None
    shown: dict[str, Any] = {
        "case": case,
        "opinions": _opinions(matter),
        "notice": getattr(case, "correction", None),
    }
    return "cases/parts/opinions.html", shown


@fills("matter.main", order=20)
def application(request: HttpRequest, matter: Matter) -> Filled | None:
    case = case_on(request, matter)
    if case is None:
        return None
    shown = {
        "case": case,
        "sections": answered(case, language=get_language() or "zh-hans"),
        "may_reveal": may_work_with(officer_of(request), matter, on=local_day(timezone.now())),
    }
    return "cases/parts/application.html", shown


@fills("matter.main", order=30)
def papers(request: HttpRequest, matter: Matter) -> Filled | None:
    case = case_on(request, matter)
    if case is None:
        return None
    given = papers_of(case)
    shown = {"case": case, "papers": given, "missing": missing_from(case, given), "unasked": unasked_of(case)}
    return "cases/parts/papers.html", shown


@fills("matter.side", order=25)
def late_entry(request: HttpRequest, matter: Matter) -> Filled | None:
    """The mark of what was entered afterwards, with both times."""
    case = case_on(request, matter)
    entry = getattr(case, "late_entry", None)
    return ("cases/late/mark.html", {"entry": entry}) if entry else None


@fills("matter.side", order=30)
def documents(request: HttpRequest, matter: Matter) -> Filled | None:
    case = case_on(request, matter)
    if case is None:
        return None
    printed = sorted(documents_of(matter.subject, case.inside), key=lambda each: each.subject == case.inside)
    return "cases/parts/documents.html", {"case": case, "documents": printed}


@fills("desk.nav", order=5)
def window_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    """Only for those who sit at a window today."""
    officer = officer_of(request)
    if officer is None or not sits_somewhere(officer, local_day(timezone.now())):
        return None
    return "ui/components/nav_entry.html", {"label": _("窗口受理"), "url": reverse("cases:window"), "icon": "monitor"}


@fills("desk.nav", order=70)
def outages_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    """Only for those who supervise a place."""
    return entry_for(request, _("停机补录"), "cases:outages", "clock", "supervise")


@fills("site.nav", order=30)
def own_in_the_navigation(request: HttpRequest, subject: object) -> Filled:
    return "ui/components/nav_entry.html", {"label": _("我的申请"), "url": reverse("cases:own"), "icon": "files"}


@fills("item.acts", order=60)
def what_if_entry(request: HttpRequest, page: ItemPage) -> Filled | None:
    """From the page of an item its manager tries another promise out."""
    if not page.is_mine or page.item.current_id is None:
        return None
    return "cases/parts/what_if_entry.html", {"item": page.item}


@fills("figures.more", order=10)
def busiest_items(request: HttpRequest, scope: Scope) -> Filled | None:
    """Beside the figures of the catalogue: what the busiest items can do online."""
    rows = busiest(scope)
    if not rows:
        return None
    return "cases/parts/top_online.html", {"ratio": online_among(rows), "url": reverse("cases:volumes")}


@fills("form.preview", order=10)
def preview_of_the_form(request: HttpRequest, item: Item) -> Filled:
    """Beside the fields of a form: how an applicant will see it."""
    return "cases/parts/form_preview_entry.html", {"item": item}
