"""A department's system that runs beside a test: a real demo system, its door on this machine, its own database."""

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tongban.cases.actions import accept_case
from tongban.cases.models import Case
from tongban.cases.tests.conftest import Town
from tongban.catalogue.models import ItemVersion
from tongban.exchange.actions.applying import apply_waiting
from tongban.exchange.actions.links import admit_link
from tongban.exchange.actions.sending import send_waiting
from tongban.exchange.demo.answers import Outgoing
from tongban.exchange.demo.system import System, demo_key, opened
from tongban.exchange.models import ExchangeRow, Link
from tongban.exchange.queries.partners import DEMO_SYSTEM
from tongban.exchange.rules.signing import call_signature
from tongban.kernel.events import SYSTEM

CODE = "province"


@dataclass
class Beside:
    """The system, the link to it, and the town whose cases it handles."""

    system: System
    link: Link
    town: Town

    def accepted(self) -> Case:
        """An application that is handled in the system, accepted by the clerk."""
        case = self.town.case(now=timezone.now())
        case.version.run_mode = ItemVersion.RunMode.PUSHED
        return accept_case(case=case, by=self.town.clerk, now=timezone.now())

    def send(self, *, after: timedelta = timedelta(0)) -> int:
        self.link.refresh_from_db()
        return send_waiting(link=self.link, now=timezone.now() + after)

    def told(self, *, times: int = 1) -> None:
        """Let the system tell what it has, and let it happen."""
        self.system.answer_what_is_due()
        for _ in range(times):
            apply_waiting(now=timezone.now() + timedelta(minutes=2))

    def behave(self, mode: str) -> None:
        self.system.store.keep("mode", mode)

    def rows(self, **narrowed: Any) -> list[tuple[str, str]]:
        return list(ExchangeRow.objects.filter(**narrowed).order_by("pk").values_list("dataset", "state"))


@contextmanager
def running(town: Town, folder: Path, client: Client, patch: pytest.MonkeyPatch) -> Iterator[Beside]:
    """Run the provincial platform for the restaurant's item; what it brings comes in through the test client."""

    def send(self: Outgoing, body: bytes) -> int:
        path = f"/exchange/systems/{self.code}/rows/"
        answer = client.post(path, body, content_type="application/json", headers=signed(self.key, path, body))
        return int(answer.status_code)

    patch.setattr(Outgoing, "send", send)
    system, server = opened(CODE, folder=folder / "partners", platform="http://testserver", delay=0)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    link = admit_link(
        code=CODE,
        name="省级行政审批受理平台",
        adapter=DEMO_SYSTEM,
        office=town.bureau,
        offices=[town.bureau, town.market, town.streets],
        prefix=system.told.prefix,
        key=demo_key(CODE),
        by=SYSTEM,
        now=timezone.now() - timedelta(days=2),
    )
    try:
        yield Beside(system, link, town)
    finally:
        server.shutdown()
        server.server_close()
        system.store.close()


def signed(key: str, path: str, body: bytes, *, nonce: str = "", at: datetime | None = None) -> dict[str, str]:
    moment, nonce = (at or timezone.now()).isoformat(), nonce or secrets.token_hex(16)
    signature = call_signature(key, moment=moment, nonce=nonce, path=path, body=body)
    return {"X-Moment": moment, "X-Nonce": nonce, "X-Signature": signature}


def as_json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()
