"""The verbs of papers on file: put in, withdrawn by the party, taken for an application, forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from tongban.documents import queries, storage
from tongban.documents.actions.files import KEPT, HasActor, receive_upload
from tongban.documents.events import HeldPapersEnded, HeldPaperShown, HeldPaperUsed, HeldPaperWithdrawn, PapersHeld
from tongban.documents.models import HeldPaper, PrintedDocument, StoredFile
from tongban.documents.rules import grades
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.retention import tell_forgotten
from tongban.kernel.statements import insert, store, store_alike
from tongban.kernel.transactions import action
from tongban.people.models import Party

State = HeldPaper.State


class CannotHold(Refused):
    """The paper is not put on file, or not withdrawn."""


class CannotUse(Refused):
    """The paper on file cannot be used for this."""


@dataclass(frozen=True)
class ToHold:
    """A paper that is to be put on file: what it is, how it came, the bytes or the document that it is."""

    kind: str
    name: str
    came: str
    grade: str
    number: str = ""
    files: tuple[storage.Kept, ...] = ()
    document_id: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What makes two papers the same one, in an older and a newer form."""
        return self.name, self.number


@action
def hold_papers(
    *,
    party_id: int,
    papers: Sequence[ToHold],
    subject: str,
    source: str = "",
    office_name: str = "",
    by: HasActor,
    now: datetime,
) -> list[HeldPaper]:
    """Put papers on file where they are as good as what is there, or that has run out; return those put in.

    What they replace stays on record. Told of ``subject``, the case they come from. A constant number of statements.
    """
    _lock(party_id)
    day = local_day(now)
    known = {(held.name, held.number): held for held in _held_by_name(party_id, [paper.name for paper in papers])}
    taken = {paper.key: paper for paper in papers if _is_taken(paper, known.get(paper.key), day)}
    if not taken:
        return []

    replaced = [known[key] for key in taken if key in known]
    for former in replaced:
        former.state, former.ended_at = State.REPLACED, now
    store_alike(replaced, "state", "ended_at")
    held = [_held(paper, party_id, source, office_name, now) for paper in taken.values()]
    insert(held)
    files = [_copy(file, row.subject, by, now) for row in held for file in taken[row.name, row.number].files]
    if files:
        insert(files)

    publish(
        PapersHeld(
            subject=subject,
            by=str(by.actor),
            at=now,
            party_id=party_id,
            held=tuple((row.pk, row.grade) for row in held),
            replaced=tuple(row.pk for row in replaced),
            source=source,
        )
    )
    return held


@action
def put_in(*, party: Party, paper: ToHold, by: HasActor, now: datetime) -> HeldPaper:
    """Put a paper on file at the wish of its party. Raises CannotHold if what is there is better, or it has run out."""
    if paper.valid_until and paper.valid_until < local_day(now):
        raise CannotHold([Obstacle("held_paper_expired", paper.name, {"until": paper.valid_until.isoformat()})])
    held = hold_papers(party_id=party.pk, papers=[paper], subject=f"party:{party.pk}", by=by, now=now)
    if not held:
        raise CannotHold([Obstacle("held_paper_is_better", paper.name)])
    return held[0]


@action
def withdraw_held_paper(*, held: HeldPaper, by: HasActor, now: datetime) -> HeldPaper:
    """Let a paper on file be used no more, at the wish of its party; where it was used it stays."""
    held = HeldPaper.objects.select_for_update().get(pk=held.pk)
    if held.state != State.HELD:
        raise CannotHold([Obstacle("held_paper_ended_already", held.name)])

    held.state, held.ended_at = State.WITHDRAWN, now
    store(held, "state", "ended_at")
    publish(HeldPaperWithdrawn(subject=held.subject, by=str(by.actor), at=now, held_id=held.pk))
    return held


@action
def end_held_papers(*, party_id: int, number: str, subject: str, by: HasActor, now: datetime) -> None:
    """Let papers with this number be used no more: whoever issued them took them back. Told of ``subject``."""
    _lock(party_id)
    ended = list(HeldPaper.objects.filter(party=party_id, number=number, state=State.HELD))
    if not ended:
        return
    for held in ended:
        held.state, held.ended_at = State.ENDED, now
    store_alike(ended, "state", "ended_at")
    publish(HeldPapersEnded(subject=subject, by=str(by.actor), at=now, held_ids=tuple(held.pk for held in ended)))


def bytes_of(held: HeldPaper) -> list[storage.Kept]:
    """Return the bytes of a paper on file, page by page; a document is typeset. To be asked before a transaction."""
    if held.document_id:
        document = PrintedDocument.objects.get(pk=held.document_id)
        content = queries.render(document)
        return [receive_upload(upload=(content, f"{document.title}-{document.number}.pdf"), limit=len(content) + 1)]
    return [_kept(file) for file in queries.files_of(held.subject)]


@action
def use_held_paper(
    *, held: HeldPaper, pages: Sequence[storage.Kept], lowest: str, subject: str, by: HasActor, now: datetime
) -> list[StoredFile]:
    """Take a paper on file for an application: its bytes become files of ``subject``. Raises CannotUse.

    ``pages`` is what ``bytes_of`` returned a moment ago; the row is locked, so that it is not withdrawn meanwhile.
    """
    held = HeldPaper.objects.select_for_update().get(pk=held.pk)
    obstacles = grades.obstacles_to_using(held.as_on_file(is_whole=bool(pages)), on=local_day(now), lowest=lowest)
    if obstacles:
        raise CannotUse(obstacles)

    files = [_copy(page, subject, by, now) for page in pages]
    insert(files)
    publish(
        HeldPaperUsed(subject=subject, by=str(by.actor), at=now, held_id=held.pk, grade=held.grade, source=held.source)
    )
    return files


@action
def note_shown(*, held: HeldPaper, visit: int, by: HasActor, now: datetime) -> None:
    """Keep in the journal that somebody of the staff looked at a paper on file, and in which visit."""
    publish(HeldPaperShown(subject=held.subject, by=str(by.actor), at=now, held_id=held.pk, visit_id=visit))


@action
def forget_held_papers(*, before: datetime, at_most: int, now: datetime) -> int:
    """Remove papers that were withdrawn, replaced or had run out before a moment, with their files."""
    ended = Q(ended_at__lt=before) | Q(state=State.HELD, valid_until__lt=local_day(before))
    rows = list(HeldPaper.objects.filter(ended).order_by("pk")[:at_most])
    StoredFile.objects.filter(subject__in=[row.subject for row in rows]).delete()
    HeldPaper.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return tell_forgotten(KEPT["held_papers"], len(rows), now=now)


def _lock(party: int) -> None:
    """Let the files of one party change one after the other; who only refers to the party does not wait."""
    list(Party.objects.select_for_update(no_key=True).filter(pk=party).values_list("pk"))


def _held_by_name(party: int, names: Sequence[str]) -> list[HeldPaper]:
    return list(HeldPaper.objects.filter(party=party, state=State.HELD, name__in=names))


def _is_taken(paper: ToHold, known: HeldPaper | None, day: date) -> bool:
    return known is None or grades.takes_the_place_of(paper.grade, known.as_on_file(), on=day)


def _held(paper: ToHold, party: int, source: str, office_name: str, now: datetime) -> HeldPaper:
    return HeldPaper(
        party_id=party,
        kind=paper.kind,
        name=paper.name,
        number=paper.number,
        came=paper.came,
        grade=paper.grade,
        valid_from=paper.valid_from,
        valid_until=paper.valid_until,
        source=source,
        office_name=office_name,
        document_id=paper.document_id,
        at=now,
    )


def _kept(file: StoredFile) -> storage.Kept:
    return storage.Kept(file.name, file.media_type, file.size, file.digest, file.path)


def _copy(kept: storage.Kept, subject: str, by: HasActor, now: datetime) -> StoredFile:
    """Return another row of the same bytes: they lie once, and stay as long as any row names them."""
    return StoredFile(
        name=kept.name,
        media_type=kept.media_type,
        size=kept.size,
        digest=kept.digest,
        path=kept.path,
        subject=subject,
        by=str(by.actor),
        at=now,
    )


def kept_of(files: Sequence[StoredFile]) -> tuple[storage.Kept, ...]:
    """Return what rows of files name, so that another row may name it."""
    return tuple(_kept(file) for file in files)
