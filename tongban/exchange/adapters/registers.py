"""Registers outside (人口、婚姻、不动产等数据源): asked for what stands there about somebody.

The demo registers are one partner with several registers. What comes back names the register and the identity that it
is about; an answer about somebody else, or about nothing, is no answer.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tongban.exchange.adapters import PartnerUnavailable
from tongban.exchange.adapters.behaviour import Behaviour
from tongban.exchange.models import DemoEntry, Envelope, Partner
from tongban.kernel.vault import blind_index


@dataclass(frozen=True)
class Entry:
    """What a register holds of somebody: the number there, since when it stands so, and what it says."""

    register: str
    reference: str
    as_of: datetime
    facts: tuple[dict[str, str], ...]


class Registers(Protocol):
    """A partner that keeps registers."""

    def look_up(self, identity: str, registers: Sequence[str]) -> dict[str, Entry]:
        """Return what stands there about an identity, by register. Raises PartnerUnavailable."""


@dataclass(frozen=True)
class DemoRegisters(Behaviour):
    """Registers inside the house."""

    def look_up(self, identity: str, registers: Sequence[str]) -> dict[str, Entry]:
        self.refuse_if_failing()
        if self.mode == Partner.Mode.DOWN:
            raise PartnerUnavailable(Envelope.Fault.UNREACHABLE)
        if self.mode == Partner.Mode.LOSES_RECEIPTS:
            raise PartnerUnavailable(Envelope.Fault.RECEIPT_LOST)
        if self.mode == Partner.Mode.SLOW:
            time.sleep(self.slow_seconds)
        if self.mode == Partner.Mode.KNOWS_NOTHING:
            return {}
        return checked(self._told(identity, registers), identity, registers)

    def _told(self, identity: str, registers: Sequence[str]) -> list[dict[str, Any]]:
        """Return the answer as it would come over a wire: rubbish is about somebody else."""
        found = DemoEntry.objects.filter(identity_index=blind_index(identity), register__in=list(registers))
        about = identity[::-1] if self.mode == Partner.Mode.RUBBISH else identity
        return [
            {
                "register": entry.register,
                "about": about,
                "reference": entry.reference,
                "as_of": entry.as_of,
                "facts": entry.facts.clear(),
            }
            for entry in found
        ]


def checked(told: Sequence[dict[str, Any]], identity: str, registers: Sequence[str]) -> dict[str, Entry]:
    """Return an answer as entries. Raises PartnerUnavailable if it is about something else than was asked."""
    if any(each["about"] != identity or each["register"] not in registers for each in told):
        raise PartnerUnavailable(Envelope.Fault.RECEIPT_DIFFERS)
    return {
        each["register"]: Entry(each["register"], each["reference"], each["as_of"], tuple(each["facts"]))
        for each in told
    }
