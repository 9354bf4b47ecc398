"""Departments' own systems (自建系统), over HTTP: batches go there, batches are fetched, days are compared.

Every call is signed with the key of the system. Its receipt names the digest of the bytes that it read; one that does
not, or that is no receipt, is believed no more than silence.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tongban.exchange import rules
from tongban.exchange.adapters import PartnerUnavailable, Receipt
from tongban.exchange.adapters.opener import NoAnswer, call
from tongban.exchange.models import Envelope
from tongban.exchange.rules.signing import call_signature

BATCHES, TALLY, CONTROL, ALIVE = "/batches/", "/tally/", "/control/", "/alive/"


def listens_at(state: Path, code: str) -> str:
    """Return where a demo system listens on this machine; nowhere while it does not run. Raises PartnerUnavailable."""
    try:
        return (state / "partners" / f"{code}.address").read_text().strip()
    except OSError as error:
        raise PartnerUnavailable(Envelope.Fault.UNREACHABLE) from error


@dataclass(frozen=True)
class HttpSystem:
    """One system: where its door is, and the key that it shares with us."""

    code: str
    address: str
    key: str

    def send(self, *, key: str, payload: dict[str, Any], now: datetime) -> list[Receipt]:
        """Hand a batch over and return the receipts."""
        told = self._asked("POST", BATCHES, rules.canonical(payload).encode())
        try:
            receipts = told["receipts"]
            return [Receipt(str(one["number"]), str(one["digest"]), tuple(one.get("refused", ()))) for one in receipts]
        except (KeyError, TypeError, IndexError) as error:
            raise PartnerUnavailable(Envelope.Fault.RECEIPT_DIFFERS) from error

    def batches_after(self, number: str) -> list[dict[str, Any]]:
        """Return the batches that it has for us, in the order of their numbers."""
        found = self._asked("GET", f"{BATCHES}?after={number}").get("batches", [])
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    def tally(self, on: date) -> dict[str, Any]:
        """Return what it sent and received on a day: ``{"sent": {set: {guid: digest}}, "received": …}``."""
        return self._asked("GET", f"{TALLY}?day={on:%Y%m%d}")

    def is_alive(self) -> bool:
        """Say whether it answers at all."""
        return self._asked("GET", ALIVE).get("alive") is True

    def control(self, mode: str) -> None:
        """Tell a demo system how to behave."""
        self._asked("POST", CONTROL, rules.canonical({"mode": mode}).encode())

    def _asked(self, method: str, path: str, body: bytes = b"") -> dict[str, Any]:
        moment, nonce = datetime.now(UTC).isoformat(), secrets.token_hex(16)
        signed = call_signature(self.key, moment=moment, nonce=nonce, path=path, body=body)
        headers = {
            "Content-Type": "application/json",
            "X-System": self.code,
            "X-Moment": moment,
            "X-Nonce": nonce,
            "X-Signature": signed,
        }
        try:
            answer = call(self.address, method, path, headers=headers, body=body)
        except NoAnswer as error:
            raise PartnerUnavailable(Envelope.Fault.UNREACHABLE) from error
        if answer.status != 200:
            raise PartnerUnavailable(Envelope.Fault.UNREACHABLE)
        try:
            told = json.loads(answer.body)
        except ValueError as error:
            raise PartnerUnavailable(Envelope.Fault.RECEIPT_DIFFERS) from error
        if not isinstance(told, dict):
            raise PartnerUnavailable(Envelope.Fault.RECEIPT_DIFFERS)
        return told
