"""A draft that nobody touches is told of, then removed with its files; one that is taken up again stays."""

from datetime import timedelta
from typing import Any

import pytest

from tongban.cases.actions import save_draft
from tongban.cases.actions.forgetting import KEPT, REMIND, forget_drafts, forget_told_once, forget_visits
from tongban.cases.actions.telling_once import tell_once
from tongban.cases.models import Draft, Elsewhere, Paper, ToldOnce
from tongban.cases.reactions import tell_of_drafts_that_end
from tongban.cases.tests.conftest import MORNING, PDF, Town
from tongban.documents.actions import store_file
from tongban.documents.models import PrintedDocument, StoredFile
from tongban.kernel.journal import events_of
from tongban.kernel.models import JournalEntry, OutboxRow
from tongban.kernel.retention import run
from tongban.windows.actions import end_visit
from tongban.windows.models import Visit

MOMENT = timedelta(seconds=1)
KEPT_FOR = timedelta(days=KEPT["drafts"].days)
END = MORNING + KEPT_FOR


def messages() -> list[dict[str, str]]:
    rows = OutboxRow.objects.filter(key__startswith="draft-expires").order_by("pk")
    return [row.payload.clear()["values"] for row in rows]


def begun(town: Town) -> Draft:
    town.account.phone = "13812345678"
    town.account.save()
    return town.draft()


@pytest.mark.django_db
def test_a_draft_is_told_of_a_week_before_its_end_and_once(town: Town) -> None:
    draft = begun(town)

    tell_of_drafts_that_end(END - REMIND)
    assert messages() == []
    for moment in (END - REMIND + MOMENT, END - MOMENT):
        tell_of_drafts_that_end(moment)

    assert messages() == [{"item": draft.version.title, "ends_on": "2026年6月26日（周五）"}]
    assert [told.name for told in events_of(draft.subject)].count("DraftExpiryTold") == 1


@pytest.mark.django_db
def test_a_draft_that_is_taken_up_again_is_told_of_anew(town: Town) -> None:
    draft = begun(town)
    tell_of_drafts_that_end(END - MOMENT)
    save_draft(draft=draft, form={"name": "云味大馆"}, now=END - MOMENT)

    run(KEPT["drafts"], forget_drafts, END + MOMENT)
    tell_of_drafts_that_end(END + KEPT_FOR - timedelta(days=1))

    assert Draft.objects.filter(pk=draft.pk).exists()
    assert len(messages()) == 2


@pytest.mark.django_db
def test_at_its_end_a_draft_goes_with_its_papers_and_the_journal_says_so(town: Town) -> None:
    draft = town.complete_draft()
    subject = draft.subject
    files = StoredFile.objects.filter(subject=draft.subject).count()
    assert files

    run(KEPT["drafts"], forget_drafts, END)
    assert Draft.objects.filter(pk=draft.pk).exists()
    run(KEPT["drafts"], forget_drafts, END + MOMENT)

    assert not Draft.objects.exists()
    assert not Paper.objects.exists()
    assert not StoredFile.objects.exists()
    names = [told.name for told in events_of(subject)]
    assert names.count("FileRemoved") == files
    assert "DraftExpired" in names
    assert JournalEntry.objects.filter(subject="retention:drafts", name="Forgotten").count() == 1


@pytest.mark.django_db
def test_what_was_handed_in_is_no_draft_any_more(town: Town) -> None:
    case = town.case()

    run(KEPT["drafts"], forget_drafts, END + timedelta(days=365))

    assert Draft.objects.get().submitted_as == case.matter.number
    assert case.papers.exists()


def ended(visit: Visit, **changes: Any) -> Visit:
    """A visit like this one that ended a while ago."""
    told = {"window": visit.window, "officer": visit.officer, "party": visit.party, "handler": visit.handler}
    return Visit.objects.create(**told, started_at=MORNING, ended_at=MORNING, outcome="consultation", **changes)


def test_a_visit_that_led_to_no_case_goes_with_its_scans_after_its_time(visit: Visit, town: Town) -> None:
    asked, applied = ended(visit), ended(visit)
    case = town.case()
    case.visit = applied
    case.save()
    store_file(upload=(PDF, "scan.pdf"), subject=f"visit:{asked.pk}", by=town.clerk, now=MORNING)
    end = MORNING + timedelta(days=KEPT["visits"].days)

    run(KEPT["visits"], forget_visits, end)
    assert Visit.objects.count() == 3
    run(KEPT["visits"], forget_visits, end + MOMENT)

    assert set(Visit.objects.values_list("pk", flat=True)) == {visit.pk, applied.pk}
    assert not StoredFile.objects.filter(subject=f"visit:{asked.pk}").exists()
    assert JournalEntry.objects.filter(subject="retention:visits", name="Forgotten").count() == 1


def test_a_sheet_of_what_to_bring_goes_with_its_paper_after_its_time_and_its_visit_after_it(
    visit: Visit, town: Town
) -> None:
    Visit.objects.filter(pk=visit.pk).update(started_at=MORNING)
    what = {"item": town.restaurant, "answers": {"dishes": "hot"}, "there": [], "by": town.clerk}
    number = tell_once(visit=visit, **what, now=MORNING).document.number  # type: ignore[union-attr]
    end_visit(visit=visit, outcome="told_once", by=town.clerk, now=MORNING)
    end = MORNING + timedelta(days=KEPT["told_once"].days)

    run(KEPT["visits"], forget_visits, end + MOMENT)
    run(KEPT["told_once"], forget_told_once, end)
    assert ToldOnce.objects.count() == PrintedDocument.objects.filter(number=number).count() == 1
    run(KEPT["told_once"], forget_told_once, end + MOMENT)
    assert not ToldOnce.objects.exists()
    assert not PrintedDocument.objects.filter(number=number).exists()
    assert JournalEntry.objects.filter(subject="retention:told_once", name="Forgotten").count() == 1
    [gone] = [event for event in events_of(f"visit:{visit.pk}") if event.name == "DocumentRemoved"]
    assert gone.by == "system:tongban"
    run(KEPT["visits"], forget_visits, end + MOMENT)
    assert not Visit.objects.exists()


def test_a_visit_in_which_something_was_taken_for_elsewhere_stays_with_it(visit: Visit, town: Town) -> None:
    asked = ended(visit)
    guided = {"mode": "guided", "number": "E1", "system": "省统一平台", "taken_at": MORNING, "changed_at": MORNING}
    version = town.restaurant.current
    Elsewhere.objects.create(**guided, version=version, party=visit.party, visit=asked)
    run(KEPT["visits"], forget_visits, MORNING + timedelta(days=KEPT["visits"].days) + MOMENT)
    assert Visit.objects.filter(pk=asked.pk).exists()
