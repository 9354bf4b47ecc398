"""What a partner's adapter does, and what can go wrong with it.

An adapter takes an envelope's payload under a key and returns the partner's receipt. It may raise
``PartnerUnavailable`` (nothing arrived, or nobody knows) and will then be asked again with the same key; the
partner must take a key it has already taken as done.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


class PartnerUnavailable(Exception):
    """The partner did not answer, or not as agreed (``Envelope.Fault``). The same envelope is sent again later."""

    def __init__(self, fault: str):
        self.fault = fault
        super().__init__(fault)


@dataclass(frozen=True)
class Receipt:
    """What a partner says it took: its own number and the digest of what it read; of a batch, the rows it refused."""

    number: str
    digest: str
    refused: tuple[dict[str, Any], ...] = ()


class Adapter(Protocol):
    """One kind of partner."""

    def send(self, *, key: str, payload: dict[str, Any], now: datetime) -> list[Receipt]:
        """Hand over the payload and return the receipts, at least one."""
