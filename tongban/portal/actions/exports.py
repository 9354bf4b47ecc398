"""A person's export: asked for, made by the worker, taken, forgotten after a week."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone
from django_tasks import task

from tongban.documents import storage
from tongban.kernel import rates
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.retention import keepings_of, tell_forgotten
from tongban.kernel.transactions import action
from tongban.people.models import Party
from tongban.portal.events import ExportAsked, ExportMade, ExportTaken
from tongban.portal.models import PersonalExport
from tongban.portal.queries.exports import own_cases, write_archive

KEPT = keepings_of(Path(__file__).parents[1] / "data/retention.toml")
MOST, WITHIN = 3, timedelta(days=1)


class CannotExport(Refused):
    """One export is being made, or too many were asked for."""


def ask_for_export(*, party: Party, now: datetime) -> PersonalExport:
    """Have a copy of everything about a person made, three a day at most. Raises CannotExport."""
    if any(export.is_being_made(now) for export in PersonalExport.objects.filter(party=party, ready_at=None)):
        raise CannotExport([Obstacle("export_being_made")])
    if not rates.allow(f"export {party.pk}", limit=MOST, per=WITHIN, now=now):
        raise CannotExport([Obstacle("exports_too_often", details={"most": MOST})])
    return _ask(party=party, now=now)


@action
def _ask(*, party: Party, now: datetime) -> PersonalExport:
    export = PersonalExport.objects.create(party=party, asked_at=now, total=own_cases(party).count())
    build_export.enqueue(export.pk)

    publish(ExportAsked(subject=export.subject, by=str(party.actor), at=now, party_id=party.pk))
    return export


@task
def build_export(export_id: int) -> None:
    """Gather everything and keep it sealed. May run twice: the second finds it done."""
    export = PersonalExport.objects.select_related("party__account").get(pk=export_id)
    if export.ready_at:
        return
    with tempfile.TemporaryFile() as archive:
        for done in write_archive(archive, export.party, made_at=timezone.now()):
            PersonalExport.objects.filter(pk=export.pk).update(done=done)
        archive.seek(0)
        storage.write_whole(storage.root() / export.place, iter(lambda: archive.read(storage.CHUNK), b""))
    _note_made(export=export, now=timezone.now())


@action
def _note_made(*, export: PersonalExport, now: datetime) -> None:
    export.done, export.ready_at = export.total, now
    export.expires_at = now + timedelta(days=KEPT["personal_exports"].days)
    export.save(update_fields=["done", "ready_at", "expires_at"])

    publish(ExportMade(subject=export.subject, by=str(SYSTEM), at=now, cases=export.total))


@action
def note_taken(*, export: PersonalExport, now: datetime) -> None:
    """Keep in the journal that the copy left the house, into its owner's hands."""
    publish(ExportTaken(subject=export.subject, by=str(export.party.actor), at=now))


@action
def forget_exports(*, before: datetime, at_most: int, now: datetime) -> int:
    """Remove exports made before a moment, and the archives."""
    old = list(PersonalExport.objects.filter(asked_at__lt=before).order_by("pk")[:at_most])
    for export in old:
        (storage.root() / export.place).unlink(missing_ok=True)
    PersonalExport.objects.filter(pk__in=[export.pk for export in old]).delete()
    return tell_forgotten(KEPT["personal_exports"], len(old), now=now)
