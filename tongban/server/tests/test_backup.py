"""A backup comes back as it was, on whichever database; a damaged one is refused by name."""

import gzip
import json
import stat
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django_tasks import task

from tongban.documents.actions import store_file
from tongban.documents.tests.made import pdf
from tongban.exchange.actions import ensure_partner
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import JournalHead, PeriodicJob
from tongban.server.backup.manifest import CannotBackUp, CannotRestore, damage, read_manifest
from tongban.server.backup.restoring import restore
from tongban.server.backup.writing import back_up
from tongban.server.tests.databases import empty_database, tongban

NOW = datetime.fromisoformat("2026-05-07T09:00:00.123456+08:00")


@task
def nothing() -> None:
    """A row with an identifier of the kind that task queues like."""


@pytest.fixture
def city(transactional_db: None, settings, tmp_path: Path) -> None:
    """Rows with every kind of value: text, moments, durations, truth, JSON, sealed ones, identifiers."""
    settings.FILES_DIR = tmp_path / "files"
    ensure_partner(code="tax", name="税务局 “一号”\n\\N", adapter="none", by=SYSTEM, now=NOW)
    outbox.enqueue(kind="sms", key="1", payload={"phone": "13812345678"}, now=NOW)
    PeriodicJob.objects.create(name="seal", every=timedelta(minutes=1, microseconds=5), next_run_at=NOW)
    store_file(upload=(pdf(), "租赁合同.pdf"), subject="matter:1", by=SYSTEM, now=NOW)
    nothing.enqueue()


def rows(folder: Path) -> dict[str, list[str]]:
    found = {}
    for path in sorted((folder / "tables").iterdir()):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found[path.name] = sorted(
                line for line in lines if "BackupRestored" not in line and "platform:" not in line
            )
    return found


def make(folder: Path, keys: Path | None = None) -> Path:
    assert back_up(folder, keys_folder=keys, now=NOW, say=lambda line: None) == []
    return folder


@pytest.mark.requirement("P01")
def test_a_backup_comes_back_as_it_was(city: None, tmp_path: Path) -> None:
    made, again = make(tmp_path / "made"), tmp_path / "again"
    with empty_database(tmp_path, "restored") as database:
        tongban("restore", made, database=database, folder=tmp_path / "new")
        tongban("backup", again, database=database, folder=tmp_path / "new")

    assert rows(again) == rows(made)
    assert (tmp_path / "new/files" / next(iter((made / "files").glob("*/*/*"))).relative_to(made / "files")).is_file()


def test_a_backup_holds_one_moment_while_others_write(city: None, tmp_path: Path, monkeypatch) -> None:
    written = threading.Event()

    def write_on() -> None:
        for number in range(20):
            ensure_partner(code=f"late{number}", name="late", adapter="none", by=SYSTEM, now=NOW)
        connection.close()
        written.set()

    def say(line: str) -> None:
        if line.startswith("exchange_partner") and not written.is_set():
            writer = threading.Thread(target=write_on)
            writer.start()
            writer.join()

    folder = tmp_path / "made"
    back_up(folder, keys_folder=None, now=NOW, say=say)

    heads = dict(json.loads(line)[::2] for line in rows(folder)["kernel_journalhead.ndjson.gz"])
    assert written.is_set()
    assert JournalHead.objects.filter(subject__startswith="partner:late").count() == 20
    assert not [subject for subject in heads if "late" in subject]
    assert not [line for line in rows(folder)["kernel_journalentry.ndjson.gz"] if "late" in line]


def test_damage_is_found_by_name(city: None, tmp_path: Path) -> None:
    folder = make(tmp_path / "made")
    manifest = read_manifest(folder)
    assert list(damage(folder, manifest)) == []

    table = folder / "tables/exchange_partner.ndjson.gz"
    table.write_bytes(table.read_bytes()[:-1])
    file = next(iter((folder / "files").glob("*/*/*")))
    file.unlink()

    assert sorted(damage(folder, manifest)) == [str(file.relative_to(folder)), "tables/exchange_partner.ndjson.gz"]


def refusal(folder: Path) -> str:
    with pytest.raises(CannotRestore) as refused:
        restore(folder, now=NOW, say=lambda line: None)
    return refused.value.obstacles[0].code


def test_what_cannot_be_put_back_is_refused_before_anything_is_touched(city: None, tmp_path: Path, settings) -> None:
    folder = make(tmp_path / "made")
    manifest = folder / "manifest.json"
    said = json.loads(manifest.read_text())

    assert refusal(folder) == "database_not_empty"
    manifest.write_text(json.dumps(said | {"migrations": ["kernel.9999_of_tomorrow"]}))
    assert refusal(folder) == "backup_of_a_later_version"
    manifest.write_text(json.dumps(said | {"format": 2}))
    assert refusal(folder) == "backup_of_another_format"
    manifest.write_text(json.dumps(said))
    settings.INDEX_KEY = "33" * 32
    assert refusal(folder) == "key_of_the_backup_missing"
    (folder / "SHA256SUMS").unlink()
    assert refusal(folder) == "no_whole_backup"


def test_keys_lie_apart_and_only_their_owner_reads_them(city: None, tmp_path: Path, settings) -> None:
    for beside in ("made", "made/keys"):
        with pytest.raises(CannotBackUp) as refused:
            back_up(tmp_path / "made", keys_folder=tmp_path / beside, now=NOW, say=print)
        assert refused.value.obstacles[0].code == "keys_beside_the_data"

    folder = make(tmp_path / "made", keys=tmp_path / "keys")

    place = tmp_path / "keys/keys.env"
    assert f"TONGBAN_INDEX_KEY={settings.INDEX_KEY}\n" in place.read_text()
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    everything = b"".join(gzip.decompress(p.read_bytes()) for p in (folder / "tables").iterdir())
    everything += (folder / "manifest.json").read_bytes()
    for secret in (settings.SECRET_KEY, settings.INDEX_KEY, settings.VAULT_KEYS.partition(":")[2], "13812345678"):
        assert secret.encode() not in everything


def test_a_folder_in_use_takes_no_backup_and_a_file_that_is_gone_is_told(city: None, tmp_path: Path, settings) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/note").write_text("mine")
    with pytest.raises(CannotBackUp):
        back_up(tmp_path / "full", keys_folder=None, now=NOW, say=print)

    (gone,) = (path for path in settings.FILES_DIR.glob("*/*/*"))
    gone.unlink()
    lost = back_up(tmp_path / "made", keys_folder=None, now=NOW, say=print)

    assert lost == [str(gone.relative_to(settings.FILES_DIR))]
    assert list(damage(tmp_path / "made", read_manifest(tmp_path / "made"))) == []
