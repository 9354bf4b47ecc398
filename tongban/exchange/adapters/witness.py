"""Witnesses (见证方): somebody outside who keeps each seal of the journal as it was handed over, and shows it later.

A seal is kept once. One that comes again, and says something else, is answered with the receipt of the first: so the
platform learns that the two differ (``Envelope.Fault.RECEIPT_DIFFERS``), and cannot put another in its place.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Protocol

from tongban.exchange import rules
from tongban.exchange.adapters import Adapter, PartnerUnavailable, Receipt
from tongban.exchange.adapters.behaviour import Behaviour, Taken
from tongban.exchange.models import DemoWitnessed, Envelope


class Witness(Adapter, Protocol):
    """A partner that keeps seals."""

    def held(self, numbers: range) -> dict[int, dict[str, Any]]:
        """Return what it holds of these seals: statement, signature and public key, by number."""


@dataclass(frozen=True)
class DemoWitness(Behaviour):
    """A witness inside the house; what it holds stands on a page that anyone can read."""

    def send(self, *, key: str, payload: dict[str, Any], now: datetime) -> list[Receipt]:
        """Keep the seal, once."""

        def take() -> Taken:
            held, is_new = DemoWitnessed.objects.get_or_create(
                number=payload["seal"], defaults={"payload": payload, "at": now}
            )
            return Taken(number=f"demo-{held.pk}", payload=held.payload, is_new=is_new)

        return self.answer(take)

    def held(self, numbers: range) -> dict[int, dict[str, Any]]:
        found = DemoWitnessed.objects.filter(number__gte=numbers.start, number__lt=numbers.stop)
        return {held.number: held.payload for held in found}


@dataclass(frozen=True)
class FolderWitness:
    """A folder that somebody outside keeps: each seal is a file, written once and never again."""

    folder: str

    def send(self, *, key: str, payload: dict[str, Any], now: datetime) -> list[Receipt]:
        """Write the seal's file, whole or not at all, or read it where it stands already."""
        path = self._path(payload["seal"])
        try:
            with NamedTemporaryFile("w", dir=self.folder, suffix=".part", encoding="utf-8") as file:
                file.write(rules.canonical(payload))
                file.flush()
                with suppress(FileExistsError):
                    os.link(file.name, path)
            held = json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise PartnerUnavailable(Envelope.Fault.UNREACHABLE) from error
        except ValueError as error:  # somebody wrote over it: somebody has to look
            raise PartnerUnavailable(Envelope.Fault.RECEIPT_DIFFERS) from error
        return [Receipt(number=path.name, digest=rules.digest(held))]

    def held(self, numbers: range) -> dict[int, dict[str, Any]]:
        paths = {number: self._path(number) for number in numbers}
        return {number: json.loads(path.read_text("utf-8")) for number, path in paths.items() if path.exists()}

    def _path(self, number: int) -> Path:
        return Path(self.folder) / f"seal-{number:09d}.json"
