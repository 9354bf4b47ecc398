"""Taking files in, moving and removing them; issuing documents with numbers that have no gap and no double."""

import errno
import io
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from pypdf import PdfReader

from tongban.documents import storage
from tongban.documents.actions import (
    CannotStore,
    adopt_files,
    issue_document,
    receive_upload,
    remove_file,
    store_file,
)
from tongban.documents.models import PaperTemplate, PrintedDocument, StoredFile
from tongban.documents.queries import documents_of, files_of, open_file, render
from tongban.documents.reactions import GRACE, sweep
from tongban.documents.tests import made
from tongban.documents.tests.made import NOW
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import JournalEntry

OFFICE = "云州市行政审批服务局"


@pytest.fixture(autouse=True)
def files_dir(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_DIR = tmp_path
    return tmp_path


def store(content: bytes = made.png(), name: str = "照片.png", subject: str = "draft:1") -> StoredFile:
    return store_file(upload=(content, name), subject=subject, by=SYSTEM, now=NOW)


def issue(kind: str = "acceptance_notice", office: str = OFFICE) -> PrintedDocument:
    paper = next(paper for paper in made.every_paper() if paper.kind == kind)
    return issue_document(kind=kind, subject="matter:1", office_name=office, data=paper.as_data(), by=SYSTEM, now=NOW)


@pytest.mark.django_db
def test_a_file_is_kept_under_its_digest_and_journalled() -> None:
    upload = SimpleUploadedFile("C:\\照片\\身份证.PNG", made.png())
    file = store_file(upload=upload, subject="draft:1", by=SYSTEM, now=NOW)
    assert (file.name, file.media_type, file.size) == ("身份证.PNG", "image/png", len(made.png()))
    assert file.path.endswith(file.digest)
    with open_file(file) as stream:
        assert stream.read() == made.png()
    assert "身份证" not in JournalEntry.objects.get(subject="draft:1").body


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once(files_dir: Path) -> None:
    first, second = store(), store(name="又一张.png")
    assert first.path == second.path
    assert [file.pk for file in files_of("draft:1")] == [first.pk, second.pk]
    assert list((files_dir / "incoming").iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", made.pdf(), b"x" * 3000])
def test_a_refused_file_leaves_nothing_behind(files_dir: Path, content: bytes) -> None:
    with pytest.raises(CannotStore):
        store(content)
    assert not StoredFile.objects.exists()
    assert [path for path in files_dir.rglob("*") if path.is_file()] == []


@pytest.mark.django_db
def test_a_file_beyond_the_limit_is_refused_without_being_read_to_its_end(files_dir: Path) -> None:
    class Endless(SimpleUploadedFile):
        read_so_far = 0

        def chunks(self, chunk_size: int | None = None):  # type: ignore[no-untyped-def]
            while True:
                self.read_so_far += 1
                yield bytes(storage.CHUNK)

    upload = Endless("大.png", b"x")
    with pytest.raises(CannotStore) as refused:
        store_file(upload=upload, subject="draft:1", by=SYSTEM, now=NOW, limit=4 * storage.CHUNK)
    assert [o.code for o in refused.value.obstacles] == ["file_too_large"]
    assert upload.read_so_far == 5


@pytest.mark.django_db
def test_a_full_disk_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", refuse)
    with pytest.raises(CannotStore) as refused:
        store()
    assert [o.code for o in refused.value.obstacles] == ["storage_is_full"]


@pytest.mark.django_db
def test_files_of_a_draft_and_a_visit_become_files_of_the_matter() -> None:
    files = [store(), store(subject="visit:3")]
    adopt_files(files=files, subject="matter:9", by=SYSTEM, now=NOW)
    adopt_files(files=files, subject="matter:9", by=SYSTEM, now=NOW)
    assert files_of("matter:9").count() == 2
    assert JournalEntry.objects.filter(subject="matter:9").count() == 1


@pytest.mark.django_db
def test_bytes_that_no_row_names_are_swept_after_a_day(files_dir: Path) -> None:
    kept, removed = store(), store(made.jpeg(), "照片.jpg")
    remove_file(file=removed, by=SYSTEM, now=NOW)
    receive_upload(upload=(made.pdf(), "没有提交.pdf"))
    (files_dir / "incoming" / "interrupted").write_bytes(b"half")
    later = NOW.replace(year=2040) + GRACE

    sweep(NOW.replace(year=2020))
    assert len([p for p in files_dir.rglob("*") if p.is_file()]) == 4
    sweep(later)
    assert [p.name for p in files_dir.rglob("*") if p.is_file()] == [kept.digest]


@pytest.mark.django_db
def test_papers_of_an_office_are_numbered_by_kind_and_year() -> None:
    numbers = [issue().number, issue().number, issue("refusal_decision").number]
    assert numbers == ["云审批受〔2026〕000001号", "云审批受〔2026〕000002号", "云审批不许〔2026〕000001号"]
    assert issue(office="云州市云城区行政审批局").number == "云城审批受〔2026〕000001号"


@pytest.mark.django_db
def test_a_refused_act_leaves_no_gap_in_the_numbers() -> None:
    issue()
    with transaction.atomic():
        issue()
        transaction.set_rollback(True)
    assert issue().number == "云审批受〔2026〕000002号"


@pytest.mark.django_db
def test_receipts_wait_for_no_counter() -> None:
    first, second = issue("receipt"), issue("receipt")
    assert first.number != second.number
    assert first.number.startswith("云审批收〔2026〕")


@pytest.mark.django_db(transaction=True)
def test_numbers_given_at_the_same_time_are_neither_double_nor_missing() -> None:
    numbers: list[str] = []

    def give() -> None:
        numbers.extend(issue().number for _ in range(5))
        connection.close()

    threads = [threading.Thread(target=give) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [f"云审批受〔2026〕{count:06d}号" for count in range(1, 31)]


@pytest.mark.django_db
def test_what_a_paper_says_is_sealed_in_the_database() -> None:
    document = issue()
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM documents_printeddocument")
        assert "云上人家" not in cursor.fetchone()[0]
    document.refresh_from_db()
    assert document.content["party"] == "云州市云上人家餐饮有限公司"


@pytest.mark.django_db
def test_a_document_is_typeset_once_and_then_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    document = issue()
    first = render(document)
    monkeypatch.setattr("tongban.documents.printing.typeset", None)
    assert render(document) == first


@pytest.mark.django_db
def test_a_document_keeps_the_template_with_which_it_was_issued(files_dir: Path) -> None:
    document = issue()
    PaperTemplate.objects.filter(digest=document.template_digest).update(
        source='#let c = json(bytes(sys.inputs.content))\n#set text(font: "Noto Serif SC")\n#c.document_number 旧版'
    )
    assert "旧版" in PdfReader(io.BytesIO(render(document))).pages[0].extract_text()


@pytest.mark.django_db
def test_listing_documents_takes_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(3):
        issue()
    with django_assert_num_queries(1):
        assert len([str(document) for document in documents_of("matter:1")]) == 3
