"""What a demo system tells of a case, and how it brings it: signed, as the interface says."""

import http.client
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Protocol
from urllib.parse import urlsplit
from uuid import uuid4

from tongban.exchange.rules.signing import call_signature

BEIJING = timezone(timedelta(hours=8))
PATIENCE = 10.0
BROKEN = [
    {"set": "up_pro_nothing", "guid": "no", "project_no": ""},
    {"set": "up_pro_result", "guid": str(uuid4()), "sync": "I", "sync_at": "yesterday", "project_no": "X"},
]


class HasSteps(Protocol):
    @property
    def steps(self) -> list[dict[str, Any]]: ...
    @property
    def prefix(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def reason(self) -> str: ...
    def licence_of(self, item_code: str) -> str: ...


def told_to(told: HasSteps, accepted: dict[str, Any], *, is_refused: bool) -> list[tuple[str, dict[str, str]]]:
    """Return what follows from an acceptance: rows by set, in the order in which they are told."""
    own = f"{told.prefix}-{accepted['project_no'][-8:]}"
    return [(step["set"], _row(told, step, accepted, own, is_refused)) for step in told.steps]


def _row(told: HasSteps, step: dict[str, Any], accepted: dict[str, Any], own: str, is_refused: bool) -> dict[str, str]:
    now = f"{datetime.now(BEIJING):%Y-%m-%d %H:%M:%S}"
    common = {
        "guid": str(uuid4()),
        "sync": "I",
        "sync_at": now,
        "project_no": accepted["project_no"],
        "department_no": own,
    }
    if step["set"] == "up_pro_accept":
        left_out = {*common, "set"}
        return {
            **{name: value for name, value in accepted.items() if name not in left_out},
            **common,
            "accept_time": now,
        }
    if step["set"] == "up_pro_process":
        event = "2" if is_refused and step["event"] == "1" else step["event"]
        return {
            **common,
            "step_name": step["name"],
            "event_name": event,
            "start_time": now,
            "end_time": now,
            "handler": "系统经办",
            "opinion": told.reason if event == "2" else "核对无误。",
            "unit": told.name,
            "status": "2",
        }
    outcome = (
        {"result_type": "1", "result_text": told.reason}
        if is_refused
        else {"result_type": "0", "result_text": "准予。"}
    )
    name = told.licence_of(str(accepted.get("item_code", "")))
    licence = {} if is_refused else {"licence_name": name, "licence_number": own}
    return {**common, **outcome, **licence, "result_time": now, "handler": "系统审批", "satisfaction": "1"}


@dataclass(frozen=True)
class Outgoing:
    """The way to the platform."""

    platform: str
    code: str
    key: str

    def send(self, body: bytes) -> int:
        """Bring a batch and return the status of the answer. Raises OSError."""
        path, moment, nonce = (
            f"/exchange/systems/{self.code}/rows/",
            datetime.now(UTC).isoformat(),
            secrets.token_hex(16),
        )
        headers = {
            "Content-Type": "application/json",
            "X-Moment": moment,
            "X-Nonce": nonce,
            "X-Signature": call_signature(self.key, moment=moment, nonce=nonce, path=path, body=body),
        }
        parts = urlsplit(self.platform)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
        try:
            connection.request("POST", path, body=body, headers=headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        finally:
            connection.close()

    def send_rubbish(self, body: bytes) -> None:
        """Bring what is no batch, and a batch of rows in which nothing is right."""
        told = json.loads(body)
        self.send(b"\xff\xfe{")
        broken = {**told, "batch": f"{told['batch'][:8]}9{told['batch'][9:]}", "rows": BROKEN}
        self.send(json.dumps(broken).encode())
