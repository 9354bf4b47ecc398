"""The doctor finds what is amiss, and only that."""

import dataclasses
import json
from argparse import Namespace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from tests import house
from tongban.kernel import nodes, outbox
from tongban.kernel.models import NodeLease, OutboxRow, PeriodicJob
from tongban.server.checks import configuration, database, examine, work
from tongban.server.checks.findings import Finding
from tongban.server.checks.wording import WORDS, in_words
from tongban.server.commands import doctor

SOUND = {
    "DEMO": False,
    "DEBUG": False,
    "SECRET_KEY": "s" * 50,
    "VAULT_KEYS": "k1:" + "ab" * 32,
    "INDEX_KEY": "cd" * 32,
    "SEAL_KEY": "a key of one's own",
    "ALLOWED_HOSTS": ["city.example.org"],
    "PUBLIC_ADDRESS": "https://city.example.org",
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    "METRICS_TOKEN": "a token",
    "SECOND_FACTOR": "approvers",
    "IDENTITY_ADDRESS": "https://identity.example.org",
    "IDENTITY_SECRET": "a secret of one's own",
    "CITY_NAMES": {"zh-hans": "兰溪市", "en": "Lanxi"},
}


@pytest.fixture
def production(settings, monkeypatch: pytest.MonkeyPatch):
    for name, value in SOUND.items():
        setattr(settings, name, value)
    monkeypatch.setattr(configuration, "os", Namespace(environ={"TONGBAN_MODE": "production"}))
    return settings


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_sound_configuration_has_no_findings(production) -> None:
    assert list(configuration.look_at_configuration()) == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("DEMO", True, "demo_mode"),
        ("DEBUG", True, "debug_on"),
        ("SECRET_KEY", "", "key_missing"),
        ("IDENTITY_SECRET", "", "key_missing"),
        ("IDENTITY_SECRET", configuration.DEMO_IDENTITY_SECRET, "demo_key"),
        ("IDENTITY_ADDRESS", "http://identity.example.org", "identity_not_https"),
        ("SECOND_FACTOR", "offered", "second_factor_offered"),
        ("SECOND_FACTOR", "approver", "second_factor_unknown"),
        ("SECRET_KEY", "short", "secret_short"),
        ("SECRET_KEY", configuration.DEMO_SECRET, "demo_key"),
        ("VAULT_KEYS", "mine:" + "11" * 32, "demo_key"),
        ("INDEX_KEY", "22" * 32, "demo_key"),
        ("SEAL_KEY", "", "key_missing"),
        ("ALLOWED_HOSTS", ["*"], "hosts_default"),
        ("ALLOWED_HOSTS", ["localhost", "127.0.0.1"], "hosts_default"),
        ("PUBLIC_ADDRESS", "http://city.example.org", "address_not_https"),
        ("PUBLIC_ADDRESS", "https://other.example.org", "address_not_served"),
        ("ALLAUTH_TRUSTED_PROXY_COUNT", 0, "no_trusted_proxy"),
        ("METRICS_TOKEN", "", "no_metrics_token"),
        ("CITY_NAMES", {"zh-hans": "云州市", "en": "Lanxi"}, "city_without_its_name"),
        ("TIME_ZONE", "UTC", "time_zone"),
    ],
)
def test_each_weakness_of_a_configuration_is_found(production, name: str, value: object, code: str) -> None:
    setattr(production, name, value)

    assert code in codes(list(configuration.look_at_configuration()))


def test_the_demo_keys_of_the_settings_are_known_to_the_doctor(production) -> None:
    production.SEAL_KEY = production.DEMO_SEAL_KEY

    assert codes(list(configuration.look_at_configuration())) == ["demo_key"]


def test_a_name_mistyped_in_the_environment_is_told_with_what_was_meant() -> None:
    (finding,) = configuration.unknown_variables(["TONGBAN_MODE", "TONGBAN_PUBLIC_ADRESS", "PATH"])

    assert finding.details == {"name": "TONGBAN_PUBLIC_ADRESS", "meant": "TONGBAN_PUBLIC_ADDRESS"}


@pytest.mark.django_db
def test_a_database_as_it_is_made_is_fit(settings) -> None:
    known = {"role_owns_tables", "not_durable"}  # of a test: it owns its tables, and need not survive a power cut
    assert set(codes(list(database.look_at_database()))) <= known

    settings.DEMO = False
    found = codes(list(database.look_at_database()))
    assert ("sqlite_in_production" in found) == (connection.vendor == "sqlite")


@pytest.mark.django_db
def test_a_guard_that_sleeps_is_found() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE kernel_journalentry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER journal_refuses_delete")

    (finding,) = (finding for finding in database.look_at_database() if finding.code == "guard_missing")
    assert finding.details == {"table": "kernel_journalentry"}


@pytest.mark.django_db
def test_triggers_of_powers_that_are_gone_are_found() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER powers_change ON people_office")
        else:
            cursor.execute("DROP TRIGGER powers_change_people_office_update")

    (finding,) = (finding for finding in database.look_at_database() if finding.code == "powers_unwatched")
    assert finding.details == {"table": "people_office"}


@pytest.mark.django_db
def test_a_clock_that_differs_from_the_database_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    late = datetime.now(UTC) - timedelta(minutes=2)
    monkeypatch.setattr(database.timezone, "now", lambda: late)

    (finding,) = (finding for finding in database.look_at_database() if finding.code == "clock_skew")
    assert 115 < int(finding.details["seconds"]) < 180


@pytest.mark.django_db
def test_work_that_stands_still_is_found(monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> None:
    now = timezone.now()
    outbox.enqueue(kind="sms", key="1", payload={}, now=now)
    OutboxRow.objects.update(state=OutboxRow.State.DEAD)
    hour = timedelta(hours=1)
    PeriodicJob.objects.create(name="seal", every=hour, next_run_at=now, last_error="ValueError")
    PeriodicJob.objects.create(name="remind", every=hour, next_run_at=now - hour)
    (tmp_path / "a file").write_text("")
    settings.FILES_DIR = tmp_path / "a file"
    monkeypatch.setattr(work, "missing_families", lambda: {"Noto Serif SC"})

    found = codes(list(work.look_at_work(now)))

    for code in ("dead_letters", "job_failed", "job_late", "files_not_writable", "fonts_missing"):
        assert code in found


@pytest.mark.django_db
@pytest.mark.parametrize(("left", "found"), [(61, []), (60, []), (59, ["calendar_ends"]), (-1, ["calendar_over"])])
def test_a_calendar_that_ends_soon_is_found(monkeypatch: pytest.MonkeyPatch, left: int, found: list[str]) -> None:
    now = datetime(2026, 5, 7, 1, tzinfo=UTC)
    until = date(2026, 5, 7) + timedelta(days=left)
    calendar = dataclasses.replace(work.calendar_for(work.NATION), known_until=until)
    monkeypatch.setattr(work, "calendar_for", lambda region: calendar)

    assert [code for code in codes(list(work.look_at_work(now))) if code.startswith("calendar")] == found


@pytest.mark.django_db
def test_the_doctor_tells_faults_first_and_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    nodes.take(holder="w", role=NodeLease.Role.WORKER, now=timezone.now())

    assert doctor.run(Namespace(json=False, lang="zh")) == 1  # it is a demo
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("✗ 现在是演示模式")
    assert lines[1] == "  → 正式使用请设置 TONGBAN_MODE=production。"

    assert doctor.run(Namespace(json=True, lang="en")) == 1
    told = json.loads(capsys.readouterr().out)
    assert {name: told[0][name] for name in ("code", "is_fault")} == {"code": "demo_mode", "is_fault": True}


@pytest.mark.django_db
def test_without_a_worker_the_doctor_finds_it_away() -> None:
    assert "worker_away" in codes(examine(timezone.now()))


def test_everything_that_may_be_found_has_words_in_both_languages() -> None:
    named = {
        text
        for path in (house.PACKAGE / "server/checks").glob("*.py")
        for call, name in house.calls(house.ast.parse(path.read_text()))
        if name in {"fault", "warning"}
        for text in list(house.texts(call))[:1]
    }

    assert named == set(WORDS)


def test_words_take_the_details_of_what_was_found() -> None:
    what, mend = in_words(Finding("guard_missing", {"table": "kernel_journalentry"}), "en")

    assert what == "The triggers that guard kernel_journalentry are gone or asleep."
    assert "tongban verify" in mend
