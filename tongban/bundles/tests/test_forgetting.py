"""A draft of a bundle ends as other drafts do."""

from datetime import timedelta

from tongban.bundles.actions.forgetting import KEPT, REMIND, forget_drafts
from tongban.bundles.models import BundleDraft, Consent, WholePaper
from tongban.bundles.reactions import tell_of_drafts_that_end
from tongban.bundles.tests.conftest import MORNING, Street
from tongban.documents.models import StoredFile
from tongban.kernel.journal import events_of
from tongban.kernel.models import OutboxRow
from tongban.kernel.retention import run

MOMENT = timedelta(seconds=1)
END = MORNING + timedelta(days=KEPT["bundle_drafts"].days)


def names(subject: str) -> list[str]:
    return [told.name for told in events_of(subject)]


def test_a_draft_is_told_of_once_and_at_its_end_goes_with_its_papers(street: Street) -> None:
    street.town.account.phone = "13812345678"
    street.town.account.save()
    draft = street.draft()
    Consent.objects.create(draft=draft, key="seller", identity="1", terms={}, asked_at=MORNING, ends_on=MORNING)
    subject = draft.subject
    assert StoredFile.objects.filter(subject=subject).count() == 4

    tell_of_drafts_that_end(END - REMIND)
    assert "BundleDraftExpiryTold" not in names(subject)
    for moment in (END - REMIND + MOMENT, END - MOMENT):
        tell_of_drafts_that_end(moment)
    [row] = OutboxRow.objects.filter(key__startswith="bundle-draft-expires")
    assert row.payload.clear()["values"] == {"item": "开一家小店", "ends_on": "2026年6月26日（周五）"}

    run(KEPT["bundle_drafts"], forget_drafts, END)
    assert BundleDraft.objects.filter(pk=draft.pk).exists()
    run(KEPT["bundle_drafts"], forget_drafts, END + MOMENT)
    assert not BundleDraft.objects.filter(pk=draft.pk).exists()
    assert not WholePaper.objects.exists()
    assert not Consent.objects.exists()
    assert not StoredFile.objects.filter(subject=subject).exists()
    assert names(subject)[-1] == "BundleDraftExpired"
    assert names("retention:bundle_drafts") == ["Forgotten"]


def test_what_was_handed_in_is_kept(street: Street) -> None:
    whole = street.whole()
    run(KEPT["bundle_drafts"], forget_drafts, END + timedelta(days=365))
    assert BundleDraft.objects.get().submitted_as == whole.matter.number
    assert whole.papers.count() == 4
