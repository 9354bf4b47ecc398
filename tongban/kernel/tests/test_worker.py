"""The worker: its loop, its tasks, its way out."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from tongban.kernel import nodes, outbox, tasks, worker
from tongban.kernel.models import NodeLease, OutboxRow, PeriodicJob

NOW = datetime.fromisoformat("2026-05-07T09:00+08:00")


@task
def add(one: int, other: int) -> int:
    return one + other


@pytest.mark.django_db(transaction=True)
def test_a_task_is_run_in_a_turn_of_the_worker() -> None:
    first, second = add.enqueue(1, 2), add.enqueue(3, 4)

    assert [tasks.run_next("w1") for _ in range(3)] == [True, True, False]
    assert {DBTaskResult.objects.get(pk=result.id).return_value for result in (first, second)} == {3, 7}


@pytest.mark.django_db
def test_a_task_whose_worker_died_is_made_ready_again() -> None:
    NodeLease.objects.create(
        node=1, holder="alive", role="worker", held_since=NOW, seen_at=NOW, expires_at=NOW + nodes.LEASE
    )
    for holder in ("alive", "dead"):
        result = DBTaskResult.objects.get(pk=add.enqueue(1, 2).id)
        result.claim(holder)

    assert tasks.put_back_abandoned(NOW) == 1
    (ready,) = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    assert ready.worker_ids == ["dead"]


@pytest.mark.django_db(transaction=True)
def test_the_worker_rests_longer_and_longer_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    working = worker.Worker("w1")
    pauses: list[float] = []
    outcomes = [OperationalError("gone")] * 6 + [True, False]

    def turn() -> bool:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def wait(pause: float) -> bool:
        pauses.append(pause)
        return not outcomes

    monkeypatch.setattr(working, "turn", turn)
    monkeypatch.setattr(working._stopped, "wait", wait)
    working.run()

    assert pauses == [0.0, 2.0, 4.0, 8.0, 10.0, 10.0, 10.0, 0.0, worker.IDLE]


@pytest.mark.django_db(transaction=True)
def test_a_worker_process_works_says_it_is_alive_and_ends_when_told(database_url: str) -> None:
    outbox.enqueue(kind="nobody takes this", key="1", payload={"phone": "13812345678"}, now=timezone.now())
    environment = os.environ | {
        "TONGBAN_DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tongban.server.settings",
    }
    command = [sys.executable, "-m", "tongban.server", "worker"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 30
        while not OutboxRow.objects.filter(last_error="KeyError").exists() and time.monotonic() < deadline:
            time.sleep(0.2)
        was_at_work = nodes.is_at_work("worker", timezone.now())
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)

    assert was_at_work, errors
    assert process.returncode == 0
    assert not nodes.is_at_work("worker", timezone.now() + timedelta(seconds=2))
    assert PeriodicJob.objects.filter(name="tasks.put_back_abandoned", last_error="").exists()
    lines = [json.loads(line) for line in errors.splitlines()]
    assert {"worker started", "delivery failed", "worker stopped"} <= {line["message"] for line in lines}
    assert "13812345678" not in errors
