"""Fees on the matter page, on the applicant's own page, and in the navigation."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.cases.models import Case
from tongban.cases.queries.fees import fees_of
from tongban.cases.slots.matter import case_on
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.people.access import officer_of
from tongban.people.queries import powers_at
from tongban.people.slots import entry_for
from tongban.ui.slots import Filled, fills

CHARGEABLE = ("accepted", "suspended", "decided")


@fills("matter.main", order=28)
def fees_of_the_case(request: HttpRequest, matter: Matter) -> Filled | None:
    """Only where the item charges, or something has to come first."""
    case, officer = case_on(request, matter), officer_of(request)
    if case is None or officer is None or not _is_concerned(case):
        return None
    powers = powers_at(officer, **matter.scope, on=local_day(timezone.now()))
    may_work = "accept" in powers
    fees, may_charge = fees_of(case), may_work and matter.state in CHARGEABLE and _charges(case)
    if not fees and not may_charge:
        return None
    shown = {
        "matter": matter,
        "fees": fees,
        "may_work": may_work,
        "may_refund": matter.state != "closed" and matter.outcome == "",
        "may_charge": may_charge,
    }
    return "cases/fees/panel.html", shown


@fills("own.side", order=10)
def what_is_to_be_paid(request: HttpRequest, matter: Matter) -> Filled | None:
    case = case_on(request, matter)
    if case is None or not _is_concerned(case):
        return None
    fees = fees_of(case)
    return ("cases/fees/own.html", {"fees": fees}) if fees else None


@fills("desk.nav", order=45)
def fees_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("收费"), "cases:fees", "wallet", "accept", "decide")


def _charges(case: Case) -> bool:
    return bool((case.version.elements.get("fees") or {}).get("charges"))


def _is_concerned(case: Case) -> bool:
    return _charges(case) or bool(case.version.elements.get("prerequisites"))
