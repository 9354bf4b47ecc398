"""What a granted case gives: a result with its number and term; what becomes of the one it is about."""

from datetime import date, datetime, timedelta
from typing import Any

from tongban.cases.actions.refusals import CannotFollowUp
from tongban.cases.events import ResultEnded, ResultGiven
from tongban.cases.models import Case, Result
from tongban.cases.rules import results as rules
from tongban.documents.actions.files import next_count, next_in_series
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import insert, store
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.people.rules.identifiers import make_uscc

SERIES = "证"  # the letter in the numbers of results
CREDIT_CODES = "统一社会信用代码"  # the series of those that this platform gives
FIRST_CODE = 60_000_000  # below are those of bodies that were registered elsewhere
DAY = timedelta(days=1)
BASIC = slice(19, 31)  # of an item's code: the code of its entry in the catalogue


def result_about(case: Case) -> Result | None:
    """Return the result that a case is about, locked; nothing for what is new. Nothing is asked if there is none."""
    if case.about_id is None or case.purpose == Case.Purpose.NEW:
        return None
    return Result.objects.select_for_update().get(pk=case.about_id)


def obstacles_to_granting(case: Case, about: Result | None) -> list[Obstacle]:
    return rules.obstacles_to_asking(purpose=case.purpose, state=about.state, number=about.number) if about else []


def result_of(case: Case, about: Result | None, *, now: datetime) -> Result | None:
    """Return what a case gives if it is granted, not stored yet; nothing where its item gives nothing.

    A change keeps number and term; a renewal adds a term to the one that runs; a replacement is the same again.
    """
    described = case.version.elements.get("result", {})
    if not described.get("name") or case.purpose == Case.Purpose.CANCEL:
        return None
    today = local_day(now)
    if about:
        since = today if about.valid_until is None else min(today, about.valid_until + DAY)
        return next_edition(about, case=case, since=since, until=_until(case, about, described), name=described["name"])
    item = case.version.item_id
    return Result(
        case=case,
        party_id=case.matter.party_id,
        office_id=case.matter.office_id,
        item_id=item,
        catalogue_code=case.matter.subject_code[BASIC],
        name=described["name"],
        number=_number(case, described, now),
        valid_from=today,
        valid_until=rules.term_of(described).last_day(today),
    )


def _number(case: Case, described: dict[str, Any], now: datetime) -> str:
    """Return the number of a new result: of the office's series, or the credit code that it gives (GB 32100-2015)."""
    office = case.matter.office
    if not rules.is_credit_code(described):
        return next_in_series(office_name=office.name, letter=SERIES, now=now)
    department, category = described["credit_code"]
    serial = FIRST_CODE + next_count(series=CREDIT_CODES)
    return make_uscc(serial, region=office.region_id, department=department, category=category)


def _until(case: Case, about: Result, described: dict[str, Any]) -> date | None:
    if case.purpose != Case.Purpose.RENEW or about.valid_until is None:
        return about.valid_until
    return rules.term_of(described).last_day(about.valid_until + DAY)


def next_edition(about: Result, *, case: Case, since: date, until: date | None, name: str) -> Result:
    """Return the edition that takes the place of another: under the same number, not stored yet."""
    return Result(
        case=case,
        party_id=about.party_id,
        office_id=about.office_id,
        item_id=about.item_id,
        catalogue_code=about.catalogue_code,
        name=name,
        number=about.number,
        edition=about.edition + 1,
        valid_from=since,
        valid_until=until,
        previous=about,
    )


def give_result(result: Result, *, by: Acting, now: datetime) -> Result:
    """Put a result on record; the edition before it is replaced."""
    if result.previous:
        end_result(result.previous, state=Result.State.REPLACED, by=by, now=now)
    insert([result])
    publish(
        ResultGiven(
            subject=result.case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=result.case_id,
            result_id=result.pk,
            catalogue_code=result.catalogue_code,
            edition=result.edition,
            valid_from=result.valid_from,
            valid_until=result.valid_until,
            whole_id=result.case.matter.parent_id,
        )
    )
    return result


def end_result(result: Result, *, state: str, by: Acting, now: datetime) -> None:
    """Say that an edition is no longer in force, and why; the caller holds its row."""
    result.state, result.ended_on = state, local_day(now)
    store(result, "state", "ended_on")
    publish(
        ResultEnded(
            subject=f"matter:{result.case.matter_id}",
            by=str(by.actor),
            at=now,
            case_id=result.case_id,
            result_id=result.pk,
            state=state,
        )
    )


@action
def expire_result(*, result: Result, now: datetime) -> Result:
    """Let a result end with its term. Raises ``CannotFollowUp`` if it ended before, or its term still runs."""
    from_table = Result.objects.select_for_update(of=("self",)).select_related("case").get(pk=result.pk)
    if not from_table.is_in_force or from_table.valid_until is None or from_table.valid_until >= local_day(now):
        raise CannotFollowUp([Obstacle("result_not_in_force", from_table.number)])
    end_result(from_table, state=Result.State.EXPIRED, by=SYSTEM, now=now)
    return from_table
