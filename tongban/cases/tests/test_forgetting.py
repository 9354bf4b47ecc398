"""A draft that nobody touches is told of, then removed with its files; one that is taken up again stays."""

from datetime import timedelta

import pytest

from tongban.cases.actions import save_draft
from tongban.cases.actions.forgetting import KEPT, REMIND, forget_drafts
from tongban.cases.models import Draft, Paper
from tongban.cases.reactions import tell_of_drafts_that_end
from tongban.cases.tests.conftest import MORNING, Town
from tongban.documents.models import StoredFile
from tongban.kernel.journal import events_of
from tongban.kernel.models import JournalEntry, OutboxRow
from tongban.kernel.retention import run

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
