"""Decisions that one officer made alone, for sampling: those of the offices that somebody supervises."""

from datetime import date

from tongban.cases.models import Decision
from tongban.kernel.paging import Page, page
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices

SIZE = 30


def decided_alone(officer: Officer, *, on: date, state: str, after: str | None) -> Page[Decision]:
    """Return a page of the decisions by one officer, the latest first; open: not yet checked."""
    there = accessible_offices(officer, "supervise", on=on, field="case__matter__office")
    rows = Decision.objects.filter(there, case__version__is_single_officer=True, case__version__is_instant=True)
    if state == "open":
        rows = rows.filter(spot_check=None)
    if state == "amiss":
        rows = rows.exclude(spot_check=None).exclude(spot_check__result="right")
    full = rows.select_related("case__matter__office", "case__matter__party", "by__office", "spot_check__by")
    return page(full, keys=("-at", "-id"), after=after, size=SIZE)
