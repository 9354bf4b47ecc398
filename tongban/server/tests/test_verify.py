"""The commands by which an auditor asks: verify, proof, seal."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests import house
from tongban.exchange.models import DemoWitnessed
from tongban.kernel import outbox
from tongban.kernel.models import JournalEntry, Seal, SealLeaf
from tongban.kernel.seals import checking
from tongban.kernel.tests.lamps import entry, light, street_with_seals
from tongban.server.command import main

pytestmark = [pytest.mark.requirement("G14")]


@pytest.mark.django_db
def test_verify_tells_how_much_it_looked_through_and_that_all_holds(capsys: pytest.CaptureFixture[str]) -> None:
    street_with_seals()
    light("lamp:1")

    assert main(["verify"]) == 0

    told = capsys.readouterr().out
    assert "11 条记录 entries, 3 个对象 subjects, 3 个存证 seals" in told
    assert "1 条记录太新" in told
    assert "Nothing was touched" in told


@pytest.mark.django_db
@pytest.mark.parametrize("options", [[], ["--subject", "lamp:2"]])
def test_verify_names_the_first_broken_row_with_its_cause(
    unguarded: None, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    street_with_seals()
    entry("lamp:2", 3).update(by="officer:5")

    assert main(["verify", *options]) == 1

    told = capsys.readouterr().out
    assert "1. lamp:2 的第 3 条记录被改过：内容与摘要不符。 / Entry 3 of lamp:2 was rewritten" in told


@pytest.mark.django_db
def test_verify_of_another_subject_does_not_mind(unguarded: None) -> None:
    street_with_seals()
    entry("lamp:2", 3).update(by="officer:5")
    assert main(["verify", "--subject", "lamp:1"]) == 0


@pytest.mark.django_db
def test_entries_that_wait_too_long_are_no_green(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checking, "ALARM", timedelta(0))
    light("lamp:1")
    assert main(["verify"]) == 3
    assert "more than five minutes" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_processes_share_the_work(
    unguarded: None, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checking, "SUBJECTS_IN_A_PART", 1)
    street_with_seals()
    assert main(["verify", "--processes", "2"]) == 0
    assert "10 条记录 entries, 3 个对象 subjects" in capfd.readouterr().out

    entry("lamp:1", 1).update(by="officer:5")
    assert main(["verify", "--processes", "2"]) == 1


@pytest.mark.django_db
def test_a_history_written_anew_with_the_citys_own_key_is_found_by_the_witness(
    unguarded: None, capsys: pytest.CaptureFixture[str]
) -> None:
    street_with_seals()
    while outbox.deliver_next(timezone.now()):
        pass
    for table in (SealLeaf, Seal, JournalEntry):
        table.objects.all().delete()
    checking.JournalHead.objects.all().delete()
    street_with_seals()

    assert main(["verify"]) == 0
    assert main(["verify", "--witness"]) == 1
    assert "存证第 1 号与见证方保存的不同" in capsys.readouterr().out


@pytest.mark.django_db
def test_seals_that_only_the_witness_has_are_missed(unguarded: None, capsys: pytest.CaptureFixture[str]) -> None:
    street_with_seals()
    while outbox.deliver_next(timezone.now()):
        pass
    assert main(["verify", "--witness"]) == 0
    SealLeaf.objects.filter(seal_id=3).delete()
    Seal.objects.filter(number=3).delete()
    assert main(["verify", "--witness"]) == 1
    assert "见证方保存着存证第 3 号" in capsys.readouterr().out
    DemoWitnessed.objects.filter(number=3).delete()
    assert main(["verify", "--witness"]) == 0


@pytest.mark.django_db
def test_a_proof_written_by_the_command_is_proved_by_the_verifier(tmp_path: Path) -> None:
    street_with_seals()
    path = tmp_path / "proof.json"

    assert main(["proof", "lamp:2", "--output", str(path)]) == 0

    verifier = house.ROOT / "verifier" / "verify.py"
    assert subprocess.run([sys.executable, "-I", verifier, path], check=False, capture_output=True).returncode == 0


@pytest.mark.django_db
def test_a_proof_goes_to_standard_output_without_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    street_with_seals()
    assert main(["proof", "lamp:2"]) == 0
    assert json.loads(capsys.readouterr().out)["subject"] == "lamp:2"


@pytest.mark.django_db
def test_of_nothing_there_is_no_proof(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proof", "990101-260507-000123-X"]) == 1
    assert "Nothing is recorded" in capsys.readouterr().err


@pytest.mark.django_db
def test_seal_takes_in_everything_that_waits(capsys: pytest.CaptureFixture[str]) -> None:
    light("lamp:1", "lamp:2")
    assert main(["seal"]) == 0
    assert "2 条记录已存证" in capsys.readouterr().out
    assert SealLeaf.objects.count() == 2


def test_a_new_key_can_be_set_at_once(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seal", "--new-key"]) == 0
    line, fingerprint = capsys.readouterr().out.splitlines()
    settings.SEAL_KEY = line.removeprefix("TONGBAN_SEAL_KEY=")
    assert checking.keys.signer().fingerprint == fingerprint.removeprefix("# fingerprint: ")


def test_without_a_key_nothing_is_sealed(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.SEAL_KEY = ""
    assert main(["seal"]) == 1
    assert "TONGBAN_SEAL_KEY is not set" in capsys.readouterr().err
