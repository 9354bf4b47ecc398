"""Reading results: those of a party, those of offices, and how each may be gone on with."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from tongban.calendars.queries import calendar_for
from tongban.cases.models import Case, Result
from tongban.cases.rules import ACCEPTED, SUSPENDED
from tongban.cases.rules.renewals import RenewalRule, longest_ahead, renewal_rule
from tongban.cases.rules.results import NEW, RENEW
from tongban.catalogue.models import ItemVersion
from tongban.kernel.moments import local_day
from tongban.people.models import Authorisation, Officer, Party
from tongban.people.queries import accessible_offices
from tongban.windows.models import Visit

AT_ONCE = 500


def results_of(party: Party, *, on: date) -> QuerySet[Result]:
    """Return what a party holds, and what those hold for whom it may act on that day; page by ``-id``."""
    own = Q(party=party)
    covered: dict[str, list[int]] = {}
    for holder, item in Authorisation.objects.in_force(on).filter(agent=party).values_list("party", "item_code"):
        covered.setdefault(item, []).append(holder)
    for item, holders in covered.items():
        own |= Q(party__in=holders, item__code=item) if item else Q(party__in=holders)
    return Result.objects.filter(own).select_related("party", "office", "item")


def results_at(officer: Officer, *, on: date) -> QuerySet[Result]:
    """Return the results of the offices that an officer sees; page by ``-id``."""
    seen = accessible_offices(officer, "see", on=on)
    return Result.objects.filter(seen).select_related("party", "office", "case__matter")


@dataclass(frozen=True)
class Renewing:
    """How a result is renewed: until when, by what rule, and whether that day has gone by."""

    rule: RenewalRule
    last_day: date
    is_late: bool


def renewing(result: Result, *, now: datetime) -> Renewing | None:
    """Return how a result is renewed; nothing where it has no end or is no longer in force."""
    if not result.is_in_force or result.valid_until is None:
        return None
    today = local_day(now)
    rule = renewal_rule(result.catalogue_code, on=today)
    last_day = rule.last_day(result.valid_until, calendar_for(result.office.region_id))
    return Renewing(rule, last_day, today > last_day)


def renews_in_time(result: Result, *, now: datetime) -> bool:
    """Say whether a renewal asked for now is in time; what has no end is not renewed."""
    shown = renewing(result, now=now)
    return shown is not None and not shown.is_late


def counts_as(result: Result, purpose: str, *, now: datetime) -> str:
    """Return as what an application about a result counts: a renewal that comes too late is an ordinary new one."""
    is_late = purpose == RENEW and not renews_in_time(result, now=now)
    return NEW if is_late else purpose


def answers_of(result: Result, version: ItemVersion) -> dict[str, Any]:
    """Return the answers given for a result, to questions that a version still asks."""
    keys = {question["key"] for question in version.questions}
    return {key: answer for key, answer in result.case.answers.items() if key in keys}


def form_of(result: Result, version: ItemVersion) -> dict[str, Any]:
    """Return what was filled in for a result, in fields that a version still has; what is declared is declared anew."""
    fields = version.form_schema.get("properties", {})
    filled = result.case.form.clear()
    return {name: value for name, value in filled.items() if name in fields and "const" not in fields[name]}


def results_in(visit: Visit, *, on: date) -> QuerySet[Result]:
    """Return what whom a visit is for holds and can ask something about, as far as who came may; page by ``-id``."""
    held = results_of(visit.handler, on=on).filter(party=visit.party, state=Result.State.VALID)
    return held.select_related("party", "office__region", "item", "case__matter", "case__version")


def renewals_to_deem(now: datetime) -> QuerySet[Case]:
    """Return the renewals asked for in time that nobody decided before the term ended."""
    over = Result.objects.filter(state=Result.State.VALID, valid_until__lt=local_day(now))
    waiting = Case.objects.filter(about__in=over, purpose=RENEW, matter__state__in=(ACCEPTED, SUSPENDED))
    return waiting.select_related("matter__office", "version").order_by("about__valid_until", "pk")[:AT_ONCE]


def results_to_remind_of(now: datetime) -> list[Result]:
    """Return the results whose holders were not yet reminded that they can ask for renewal from now on."""
    today = local_day(now)
    ending = Result.objects.filter(state=Result.State.VALID, reminded_at=None, valid_until__gte=today)
    near = ending.filter(valid_until__lte=today + longest_ahead()).exclude(cases_about__purpose=RENEW)
    return [
        result
        for result in near.select_related("party", "office", "case__matter").order_by("valid_until", "pk")[:AT_ONCE]
        if reminds_on(result, today) <= today
    ]


def reminds_on(result: Result, today: date) -> date:
    assert result.valid_until
    rule = renewal_rule(result.catalogue_code, on=today)
    return rule.reminds_on(result.valid_until, calendar_for(result.office.region_id))


def results_past_their_term(now: datetime) -> QuerySet[Result]:
    """Return the results whose term is over, but for those whose renewal was asked for and is not decided."""
    over = Result.objects.filter(state=Result.State.VALID, valid_until__lt=local_day(now))
    asked = Q(cases_about__purpose=RENEW, cases_about__matter__decided_at=None, cases_about__matter__closed_at=None)
    return over.exclude(asked).order_by("valid_until", "pk")[:AT_ONCE]
