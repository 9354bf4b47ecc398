"""What follows a decision, on the matter page and in the navigation: its result, and the office that regulates."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.cases.forms.later import StatementForm
from tongban.cases.models import Case, Commitment, LaterDecision, Result
from tongban.cases.queries.later import later_decisions_of, reports_on
from tongban.cases.queries.regulation import POWER, checker_of, notices_about
from tongban.cases.rules import CLOSED, DECIDED, GRANTED
from tongban.cases.slots.matter import case_on
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.people.access import officer_of
from tongban.people.queries import may
from tongban.people.slots import entry_for
from tongban.ui.slots import Filled, fills


@fills("matter.side", order=20)
def result(request: HttpRequest, matter: Matter) -> Filled | None:
    case = case_on(request, matter)
    if case is None or (matter.state not in (DECIDED, CLOSED) and case.about_id is None):
        return None
    results = list(Result.objects.filter(case=case).order_by("edition"))
    return ("cases/results/mark.html", {"case": case, "results": results}) if results or case.about_id else None


@fills("matter.side", order=21)
def regulator(request: HttpRequest, matter: Matter) -> Filled | None:
    """Who else was told of the decision, and whether they signed for it."""
    case = case_on(request, matter)
    if case is None or matter.state not in (DECIDED, CLOSED) or matter.regulating_office_id is None:
        return None
    notices = list(notices_about(case).with_light(timezone.now()))
    return ("cases/regulating/mark.html", {"notices": notices}) if notices else None


@fills("matter.main", order=15)
def after_the_decision(request: HttpRequest, matter: Matter) -> Filled | None:
    """Acts on the licence, what the office that regulates tells, and what this officer may do about it."""
    case, officer = case_on(request, matter), officer_of(request)
    if case is None or officer is None or matter.state not in (DECIDED, CLOSED) or matter.outcome != GRANTED:
        return None
    today = local_day(timezone.now())
    acts, reports = list(later_decisions_of(case)), list(reports_on(case))
    commitment = Commitment.objects.filter(case=case).first() if case.terms == Case.Terms.COMMITMENT else None
    may_decide = may(officer, "decide", **matter.scope, on=today)
    may_check = may(officer, POWER, office=checker_of(case), item=case.matter.subject_code, on=today)
    if not (acts or reports or commitment or may_decide or may_check):
        return None
    shown = {
        "matter": matter,
        "acts": acts,
        "open_act": next((each for each in acts if each.state == LaterDecision.State.ANNOUNCED), None),
        "reports": reports,
        "commitment": commitment,
        "may_decide": may_decide,
        "may_check": may_check,
        "kinds": LaterDecision.Kind.choices,
        "statement": StatementForm(),
    }
    return "cases/later/panel.html", shown


@fills("matter.side", order=31)
def file_of_the_case(request: HttpRequest, matter: Matter) -> Filled | None:
    """The button that prints the file."""
    if matter.state not in (DECIDED, CLOSED) or case_on(request, matter) is None:
        return None
    return "cases/parts/file.html", {"matter": matter}


@fills("own.side", order=15)
def what_is_to_be_done_with_ones_licence(request: HttpRequest, matter: Matter) -> Filled | None:
    """To its holder: what was announced, until when they may speak, and where."""
    open_acts = LaterDecision.objects.filter(case__matter=matter, state=LaterDecision.State.ANNOUNCED)
    found = open_acts.first() if matter.outcome == GRANTED else None
    if found is None:
        return None
    return "cases/later/own.html", {"act": found, "matter": matter, "form": StatementForm()}


@fills("site.footer", order=40)
def published_in_the_footer(request: HttpRequest, subject: object) -> Filled:
    return "cases/published/footer.html", {"url": reverse("cases:published")}


@fills("desk.nav", order=47)
def uncollected_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("未领取"), "cases:uncollected", "clock", "deliver")


@fills("desk.nav", order=46)
def publications_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("公示和双公示"), "cases:publications", "eye", "see")


@fills("desk.nav", order=40)
def results_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("证照和结果"), "cases:results", "stamp", "see")


@fills("desk.nav", order=32)
def inbox_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    """Only for those who review somewhere: decisions of others come to them."""
    return entry_for(request, _("审管联动"), "cases:regulating", "inbox", POWER)


@fills("site.nav", order=35)
def own_results_in_the_navigation(request: HttpRequest, subject: object) -> Filled:
    shown = {"label": _("我的证照"), "url": reverse("cases:own_results"), "icon": "stamp"}
    return "ui/components/nav_entry.html", shown
