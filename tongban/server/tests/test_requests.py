"""A request has one name everywhere: in the answer, on the page, in the log and in the journal."""

import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tongban.exchange.actions import ensure_partner
from tongban.kernel import jobs, outbox
from tongban.kernel.events import SYSTEM
from tongban.kernel.logs import JsonLines
from tongban.kernel.models import JournalEntry, PeriodicJob
from tongban.kernel.requests import request_id, within

NOW = datetime.fromisoformat("2026-05-07T09:00+08:00")


class Kept(logging.Handler):
    """Keeps each line as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(JsonLines())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def of(self, message: str) -> list[dict[str, Any]]:
        return [line for line in map(json.loads, self.lines) if line["message"] == message]


@pytest.fixture
def log() -> Iterator[Kept]:
    kept = Kept()
    logging.getLogger().addHandler(kept)
    yield kept
    logging.getLogger().removeHandler(kept)


@pytest.mark.django_db
def test_an_answer_and_its_line_in_the_log_bear_the_same_id(client: Client, log: Kept) -> None:
    answer = client.get("/items/", {"q": "张三 13812345678"})

    (line,) = log.of("request")
    assert line["request"] == answer["X-Request-ID"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "items/", 200)
    assert line["actor"] == "anonymous"
    assert "张三" not in "".join(log.lines)
    assert request_id.get() == ""


def test_an_id_that_a_proxy_gave_is_kept_and_a_forged_one_is_not(client: Client, log: Kept) -> None:
    given, forged = "5f0e1c2a-9b7d-4c1e-8a55-0123456789ab", 'x"}\r\n{"level": "critical"}'

    assert client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given
    assert client.get("/healthz", headers={"X-Request-ID": forged})["X-Request-ID"] != forged
    assert all(len(line.splitlines()) == 1 for line in log.lines)


@pytest.mark.django_db
def test_an_address_is_logged_as_its_route(client: Client, log: Kept) -> None:
    client.get("/verify/云市监许字〔2026〕1号")
    client.get("/张三/13812345678\r\nforged/")

    assert [line["route"] for line in log.of("request")] == ["verify/<str:number>", "unknown"]
    assert not [line for line in log.lines if "云市监" in line or "张三" in line or "forged" in line]


@pytest.mark.django_db
def test_a_page_that_could_not_be_shown_tells_its_number(client: Client) -> None:
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert f"<code>{answer['X-Request-ID']}</code>" in answer.content.decode()


@pytest.mark.django_db
def test_what_happens_in_a_request_stands_in_the_journal_under_its_id() -> None:
    with within("7f3a91c0"):
        ensure_partner(code="x", name="X", adapter="none", by=SYSTEM, now=NOW)

    assert JournalEntry.objects.get().request == "7f3a91c0"


@pytest.mark.django_db(transaction=True)
def test_each_job_and_each_delivery_of_the_worker_is_a_request_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    note = jobs.Periodic("note", timedelta(minutes=1), lambda now: seen.append(request_id.get()))
    monkeypatch.setattr(jobs, "_jobs", {"note": note})
    monkeypatch.setattr(outbox, "_receivers", {"note": lambda payload, key: seen.append(request_id.get())})
    PeriodicJob.objects.create(name="note", every=note.every, next_run_at=NOW)
    outbox.enqueue(kind="note", key="1", payload={}, now=NOW)

    jobs.run_next(NOW)
    outbox.deliver_next(NOW)

    assert all(seen)
    assert len(set(seen)) == 2
    assert request_id.get() == ""
