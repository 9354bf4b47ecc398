"""What was promised for a case, what is still to come, and whose word is taken."""

from datetime import date, datetime

from django.db.models import QuerySet

from tongban.calendars.queries import calendar_for
from tongban.cases import rules
from tongban.cases.models import BrokenPromise, Case, PaperGap, SignedPromise, ToldOnce
from tongban.cases.rules.letters import days_to_enter
from tongban.catalogue.models import ItemVersion, MaterialSpec
from tongban.catalogue.rules.commitments import CommitmentTerms, commitment_of, excluded_word
from tongban.kernel.moments import local_day
from tongban.people.models import Officer, Party
from tongban.people.queries import accessible_offices
from tongban.windows.models import Visit

AT_ONCE = 200  # cases a run of the job ends


def promise_of(case: Case, kind: str) -> SignedPromise | None:
    """Return the promise of a kind that is in force for a case."""
    return case.promises.filter(kind=kind, withdrawn_at=None).select_related("signed_by").first()


def commitment_in(version: ItemVersion) -> CommitmentTerms | None:
    """Return what a version says of its commitment; nothing where it offers none."""
    return commitment_of(version.elements)


def excluded_from(version: ItemVersion) -> str:
    """Return the field that excludes a commitment to this item; empty where a statute allows it, or none does."""
    terms, excluded = commitment_of(version.elements), excluded_word(version.title)
    return excluded[0].name if excluded and not (terms and terms.statute) else ""


def gaps_of(case: Case) -> list[PaperGap]:
    """Return the papers that lacked when it was accepted, those that came among them."""
    return list(case.gaps.select_related("spec", "received_by").order_by("spec__position"))


def specs_named(case: Case, codes: set[str]) -> list[MaterialSpec]:
    return [spec for spec in case.version.materials.all() if spec.code in codes]


def bad_records(party: Party, *, on: date) -> list[rules.BadRecord]:
    """Return what speaks against taking a party's word: promises broken and not made up for, and what others know."""
    broken = BrokenPromise.objects.filter(party=party, repaired_at=None).order_by("at")
    own = [rules.BadRecord(each.about, local_day(each.at)) for each in broken]
    return own + rules.told_bad_records(party.pk, on)


def broken_for(officer: Officer, *, state: str, on: date) -> QuerySet[BrokenPromise]:
    """Return the promises that were not kept at the offices an officer sees; page by ``("-id",)``."""
    seen = BrokenPromise.objects.filter(
        accessible_offices(officer, "see", on=on, field="promise__case__matter__office")
    )
    if state in ("open", "repaired"):
        seen = seen.filter(repaired_at__isnull=state == "open")
    return seen.select_related("promise__case__matter__office", "party", "repaired_by")


def cases_to_lapse(now: datetime) -> list[Case]:
    """Return cases of which a promised paper did not come: its last day, and the time to enter it, are over."""
    today = local_day(now)
    overdue = PaperGap.objects.filter(filled_at=None, due_on__lt=today, case__matter__closed_at=None)
    cases: dict[int, Case] = {}
    for gap in overdue.select_related("case__matter").order_by("due_on", "pk")[:AT_ONCE]:
        last = calendar_for(gap.case.matter.region_id).nth_after(gap.due_on, days_to_enter())
        if last < today:
            cases[gap.case_id] = gap.case
    return list(cases.values())


def told_in(visit: Visit) -> list[ToldOnce]:
    """Return the sheets of what to bring that somebody was given in a visit."""
    return list(ToldOnce.objects.filter(visit=visit).select_related("document", "version").order_by("pk"))
