"""What machines ask: alive, ready, and the figures."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from tongban.kernel import nodes, outbox
from tongban.kernel.ids import first_of
from tongban.kernel.models import JournalEntry, NodeLease, OutboxRow
from tongban.server import figures
from tongban.server.checks import running


@pytest.fixture
def at_work(db: None) -> None:
    nodes.take(holder="w", role=NodeLease.Role.WORKER, now=timezone.now())


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "_state", figures.State())


def reasons(client: Client) -> list[str]:
    answer = client.get("/readyz")
    assert answer.status_code == (503 if answer.json()["reasons"] else 200)
    found: list[str] = answer.json()["reasons"]
    return found


def test_a_process_is_alive_whatever_its_database_does(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


def test_a_platform_at_work_is_ready(client: Client, at_work: None) -> None:
    assert reasons(client) == []


@pytest.mark.django_db
def test_without_a_worker_nothing_is_ready(client: Client) -> None:
    assert "worker_away" in reasons(client)
    assert client.get("/readyz?of=pages").status_code == 200


def test_a_migration_that_was_not_applied_is_a_reason(client: Client, at_work: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'kernel' AND name = '0002_journal_triggers'")

    assert reasons(client) == ["migrations_pending"]


def test_entries_that_wait_too_long_for_their_seal_are_a_reason(client: Client, at_work: None) -> None:
    entry = first_of(timezone.now() - timedelta(minutes=6))
    JournalEntry.objects.create(id=entry, subject="x:1", position=1, name="X", by="x", at=timezone.now(), body="{}")

    assert reasons(client) == ["seals_late"]


def test_a_full_disk_is_a_reason(client: Client, at_work: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LEAST_FREE", running.free_bytes() * 2)

    assert reasons(client) == ["disk_full"]


def test_a_database_that_is_away_is_a_reason_and_no_error(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> list[str]:
        raise OperationalError

    monkeypatch.setattr(running, "pending_migrations", away)

    assert reasons(client) == ["database_away"]


def test_figures_are_for_this_machine_or_for_who_shows_the_token(client: Client, settings, db: None) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 403

    settings.METRICS_TOKEN = "a token"
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer a token"}).status_code == 200

    settings.METRICS_TOKEN, settings.ALLAUTH_TRUSTED_PROXY_COUNT = "", 1
    assert client.get("/metrics").status_code == 403


def test_figures_tell_of_requests_and_of_work_that_waits(client: Client, at_work: None) -> None:
    now = timezone.now()
    outbox.enqueue(kind="sms", key="1", payload={}, now=now - timedelta(minutes=2))
    outbox.enqueue(kind="sms", key="2", payload={}, now=now)
    OutboxRow.objects.filter(key="2").update(state="dead")
    client.get("/items/")

    text = client.get("/metrics").content.decode()

    assert 'tongban_outbox_rows{state="waiting"} 1.0' in text
    assert 'tongban_outbox_rows{state="dead"} 1.0' in text
    assert 'tongban_processes{role="worker"} 1.0' in text
    assert re.search(r'tongban_requests_total\{method="GET",route="items/",status="200"\} [1-9]', text)
    age = re.search(r"^tongban_outbox_oldest_seconds (\S+)", text, re.MULTILINE)
    assert age
    assert 119 < float(age[1]) < 180


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tongban.server.settings",
        "TONGBAN_DATABASE_URL": database_url,
        "TONGBAN_STATE_DIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "tongban.server", "serve", "--collected", "--workers=2", f"--port={port}"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


def test_the_processes_of_a_server_count_together(server: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            read(f"{server}/healthz")
            break
        except OSError:
            time.sleep(0.2)
    for _ in range(30):
        read(f"{server}/healthz")

    counted = re.findall(
        r'tongban_requests_total\{method="GET",route="healthz",status="200"\} (\S+)', read(f"{server}/metrics")
    )
    assert [float(number) for number in counted] == [31.0]
