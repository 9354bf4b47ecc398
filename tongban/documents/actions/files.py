"""The verbs of files and printed documents."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.db.models import QuerySet

from tongban.documents import printing, storage
from tongban.documents.events import DocumentIssued, DocumentRemoved, FileRemoved, FilesAdopted, FileStored
from tongban.documents.models import PaperTemplate, PrintedDocument, StoredFile
from tongban.documents.rules import files as rules
from tongban.documents.rules import numbering
from tongban.kernel.events import Actor, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Refused
from tongban.kernel.retention import keepings_of, tell_forgotten
from tongban.kernel.statements import insert, prepared, store_alike
from tongban.kernel.transactions import action

COUNT_ON = """INSERT INTO documents_numberseries AS kept (series, last) VALUES (%s, 1)
ON CONFLICT (series) DO UPDATE SET last = kept.last + 1
RETURNING last"""
KEPT = keepings_of(Path(__file__).parents[1] / "data/retention.toml")


class HasActor(Protocol):
    @property
    def actor(self) -> Actor: ...


Upload = UploadedFile | tuple[bytes, str] | storage.Kept


class CannotStore(Refused):
    """A file was not taken in."""


def store_file(*, upload: Upload, subject: str, by: HasActor, now: datetime, limit: int | None = None) -> StoredFile:
    """Take a file in: examine its bytes, keep them under their digest, write the row. Raises ``CannotStore``.

    The upload is Django's uploaded file, bytes with a name, or what ``receive_upload`` has kept already.
    """
    kept = upload if isinstance(upload, storage.Kept) else receive_upload(upload=upload, limit=limit)
    return record_file(kept=kept, subject=subject, by=by, now=now)


def receive_upload(*, upload: UploadedFile | tuple[bytes, str], limit: int | None = None) -> storage.Kept:
    """Examine an upload and keep its bytes, without a row: to be called before a transaction begins, so that no lock
    waits for a disk. ``limit`` is in bytes. What no row names later is swept away. Raises ``CannotStore``.
    """
    limit = limit or settings.FILE_LIMIT
    given_name, chunks = _opened(upload)
    name = rules.clean_name(given_name)
    if obstacles := rules.obstacles_to_name(name):
        raise CannotStore(obstacles)
    try:
        with storage.received(chunks, limit=limit) as incoming:
            media_type = _examine(name, incoming, limit)
            path = storage.keep(incoming)
    except storage.CannotKeep as full:
        raise CannotStore(full.obstacles) from full
    return storage.Kept(name=name, media_type=media_type, size=incoming.size, digest=incoming.digest, path=path)


@action
def record_file(*, kept: storage.Kept, subject: str, by: HasActor, now: datetime) -> StoredFile:
    """Write the row of bytes that lie in their place already; several rows may name the same bytes."""
    file = StoredFile(**asdict(kept), subject=subject, by=str(by.actor), at=now)
    file.save(force_insert=True)
    publish(
        FileStored(
            subject=subject,
            by=file.by,
            at=now,
            file_id=file.pk,
            media_type=file.media_type,
            size=file.size,
            digest=file.digest,
        )
    )
    return file


@action
def adopt_files(*, files: Iterable[StoredFile], subject: str, by: HasActor, now: datetime) -> None:
    """Make files of a draft or a visit files of what it became."""
    strangers = [file for file in files if file.subject != subject]
    if not strangers:
        return
    ids = tuple(file.pk for file in strangers)
    came_from = tuple(sorted({file.subject for file in strangers}))
    for file in strangers:
        file.subject = subject
    store_alike(strangers, "subject")
    publish(FilesAdopted(subject=subject, by=str(by.actor), at=now, file_ids=ids, came_from=came_from))


@action
def remove_file(*, file: StoredFile, by: HasActor, now: datetime) -> None:
    """Take back a file of a draft; the caller knows that it may. The bytes go with the next sweep."""
    pk = file.pk
    file.delete()
    publish(FileRemoved(subject=file.subject, by=str(by.actor), at=now, file_id=pk, digest=file.digest))


@action
def issue_document(
    *,
    kind: str,
    subject: str,
    office_name: str,
    data: dict[str, Any],
    by: HasActor,
    now: datetime,
    title: str = "",
    number: str | None = None,
) -> PrintedDocument:
    """Freeze what a paper says, give it its number and the template of today; it is typeset later, on request.

    ``data`` is ``as_data()`` of the value in ``rules.papers`` for this kind. ``number`` is given only for papers
    that were numbered elsewhere.
    """
    digest = _remember_template(kind)
    document = PrintedDocument(
        kind=kind,
        title=title or numbering.KINDS[kind].title,
        subject=subject,
        office_name=office_name,
        template=kind,
        template_digest=digest,
        at=now,
        by=str(by.actor),
    )
    document.number = number or _next_number(document, now)
    document.data = data
    insert([document])
    publish(
        DocumentIssued(
            subject=subject,
            by=document.by,
            at=now,
            document_id=document.pk,
            number=document.number,
            kind=kind,
            template_digest=digest,
        )
    )
    return document


@action
def remove_document(*, document: PrintedDocument, by: HasActor, now: datetime) -> None:
    """Remove a paper that was kept long enough; the caller knows that it may. Its number is never given again."""
    pk = document.pk
    document.delete()
    about: dict[str, Any] = {"document_id": pk, "number": document.number, "kind": document.kind}
    publish(DocumentRemoved(subject=document.subject, by=str(by.actor), at=now, **about))


@action
def note_typeset_forgotten(*, count: int, now: datetime) -> None:
    """Tell the journal how many typeset papers were removed; the papers themselves stay as data."""
    tell_forgotten(KEPT["typeset"], count, now=now)


def next_in_series(*, office_name: str, letter: str, now: datetime) -> str:
    """Return the next number of a series of an office, to be used in the act that asks for it."""
    about: Any = {"word": numbering.office_word(office_name), "letter": letter, "year": local_day(now).year}
    return numbering.serial_number(**about, count=_count_on(numbering.series(**about)))


def next_count(*, series: str) -> int:
    """Return the next count of a series whose numbers are written in another way, to be used in the act that asks."""
    return _count_on(series)


def _next_number(document: PrintedDocument, now: datetime) -> str:
    kind = numbering.KINDS[document.kind]
    if kind.is_serial:
        return next_in_series(office_name=document.office_name, letter=kind.letter, now=now)
    word, year = numbering.office_word(document.office_name), local_day(now).year
    return numbering.own_number(word=word, letter=kind.letter, year=year, identifier=document.pk)


def _count_on(series: str) -> int:
    """Return the next number of a series; its row stays locked until the act ends: no gap, no double."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ON, [series])
        [(last,)] = cursor.fetchall()
        return int(last)


def _remember_template(kind: str) -> str:
    digest = printing.digest_of(kind)
    if not _kept(digest):
        template = PaperTemplate(digest=digest, name=kind, source=printing.source_of(kind))
        PaperTemplate.objects.bulk_create([template], ignore_conflicts=True)
    return digest


def ask_template_ahead(kind: str) -> None:
    """Have it asked whether the template of a paper is kept, together with what an act asks next."""
    _kept.ahead(printing.digest_of(kind))


@prepared
def _kept(digest: str) -> "QuerySet[PaperTemplate, tuple[str]]":
    return PaperTemplate.objects.filter(digest=digest).values_list("digest")


def _opened(upload: UploadedFile | tuple[bytes, str]) -> tuple[str, Iterable[bytes]]:
    if isinstance(upload, tuple):
        content, name = upload
        return name, [content]
    return upload.name or "", upload.chunks(storage.CHUNK)


def _examine(name: str, incoming: storage.Incoming, limit: int) -> str:
    if obstacles := rules.obstacles_to_size(name, incoming.size, limit):
        raise CannotStore(obstacles)
    with incoming.open() as stream:
        kind, obstacles = rules.obstacles_to_content(name, stream, incoming.size)
    if obstacles or kind is None:
        raise CannotStore(obstacles)
    return kind.media_type
