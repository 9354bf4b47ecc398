"""An import that is killed goes on exactly after what it had committed: real processes, killed in the act."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tongban.cases.tests.conftest import make_town
from tongban.kernel import journal
from tongban.kernel.models import JournalEntry, Load
from tongban.matters.models import Matter, OldNumber
from tongban.people.models import Party
from tongban.server.tests.old_system import FIRM, HEAD, PERSON, closed_case, refused, write
from tongban.server.tests.test_importing_items import CODE, LISTED, TOLD

CASES = 600
BATCH = "40"


def begin(path: Path, database_url: str, folder: Path) -> "subprocess.Popen[bytes]":
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tongban.server.settings",
        "TONGBAN_DATABASE_URL": database_url,
        "TONGBAN_STATE_DIR": str(folder),
    }
    command = [sys.executable, "-m", "tongban.server", "import", str(path), "--batch", BATCH, "--processes", "2"]
    return subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.PIPE)


def wait_until_line(line: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 120
    while not Load.objects.filter(line__gte=line).exists():
        assert process.poll() is None, process.stderr and process.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_goes_on_after_the_last_batch_it_had_committed(database_url: str, tmp_path: Path) -> None:
    town = make_town()
    cases = [closed_case(town, number=f"K{n:04d}", party="P1" if n % 2 else "F1") for n in range(CASES)]
    cases[CASES // 8]["party"] = cases[-1]["party"] = "P404"
    path = write(tmp_path / "old.ndjson", [HEAD, PERSON, FIRM, *cases])

    first = begin(path, database_url, tmp_path)
    wait_until_line(CASES // 5, first)
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    reached = Load.objects.get()
    assert reached.finished_at is None
    assert Matter.objects.count() + Party.objects.filter(account=None).count() == reached.added

    second = begin(path, database_url, tmp_path)
    said = second.communicate(timeout=180)[1].decode()
    assert second.returncode == 1, said  # two lines were refused

    load = Load.objects.get()
    assert (load.line, load.added, load.known, load.refused) == (CASES + 3, CASES, 0, 2), said
    assert load.finished_at is not None
    assert OldNumber.objects.count() == Matter.objects.count() == CASES - 2
    assert refused(path) == {CASES // 8 + 4: ["party_unknown"], CASES + 3: ["party_unknown"]}
    subjects = JournalEntry.objects.filter(name="MatterImported").values_list("subject", flat=True)
    assert len(subjects) == CASES - 2
    assert all(journal.verify(subject) is None for subject in subjects[::25])


@pytest.mark.django_db(transaction=True)
def test_what_one_process_entered_another_that_had_read_before_reads_again(database_url: str, tmp_path: Path) -> None:
    """Items come in the middle of the file: every case after a version is led under it, whoever makes its rows."""
    town = make_town()
    first = {**TOLD, "published_at": "2024-01-10T09:00:00+08:00"}
    second = {**TOLD, "published_at": "2026-05-01T09:00:00+08:00", "version": {**TOLD["version"], "summary": "第二版"}}
    gone = ("accepted", "decided", "closed", "outcome")
    whole = closed_case(town, item=CODE, form={}, papers=[], steps=[], received_at="2026-05-02T10:00:00+08:00")
    received = {key: value for key, value in whole.items() if not key.startswith(gone)}
    cases = [{**received, "number": f"V{n:04d}"} for n in range(160)]
    path = write(tmp_path / "old.ndjson", [HEAD, PERSON, LISTED, first, *cases[:40], second, *cases[40:]])

    process = begin(path, database_url, tmp_path)
    said = process.communicate(timeout=180)[1].decode()

    assert (process.returncode, refused(path)) == (0, {}), said
    led = dict(OldNumber.objects.values_list("number", "matter__subject_version"))
    assert {led[case["number"]] for case in cases[40:]} == {2}
