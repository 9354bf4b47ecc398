"""Parties of an old system, many at a time: the rows that ``find_or_create_party`` would have written.

Whether they are new and whether their particulars can be right has been asked before; see ``queries.parties``.
"""

from dataclasses import dataclass

from tongban.kernel.bulk import Sheet, Trails
from tongban.kernel.bulk.origins import Origin
from tongban.kernel.events import SYSTEM
from tongban.kernel.ids import new_id
from tongban.kernel.vault import blind_index
from tongban.kernel.vault.keys import seal
from tongban.people.events import PartyImported
from tongban.people.models import OldReference, Party

PARTIES = Sheet(
    Party,
    *("id", "kind", "account_id", "name", "name_index", "identity_kind", "identity", "identity_index"),
    *("assurance", "phone", "phone_index", "address"),
)
REFERENCES = Sheet(OldReference, "id", "party_id", "system", "reference")
TABLE = Party._meta.db_table


@dataclass(frozen=True, slots=True)
class PastParty:
    """A party as an old system knew it; identifiers in their normal form, checked."""

    reference: str
    kind: str
    name: str
    identity_kind: str
    identity: str
    identity_index: str
    phone: str = ""
    address: str = ""
    assurance: str = Party.Assurance.DECLARED.value


class PartySheets:
    """New parties of one batch, with their trails and the names that the old system has for them."""

    def __init__(self, trails: Trails):
        self._trails = trails
        self._parties, self._references = PARTIES.new(), REFERENCES.new()

    @property
    def sheets(self) -> list[Sheet]:
        return [self._parties, self._references]

    def add(self, party: PastParty, origin: Origin) -> int:
        """Record a party that is new, and return its key."""
        key = new_id()
        self._parties.add(
            (
                key,
                party.kind,
                None,
                _sealed(party.name, "name", key),
                blind_index(party.name),
                party.identity_kind,
                _sealed(party.identity, "identity", key),
                party.identity_index,
                party.assurance,
                _sealed(party.phone, "phone", key),
                blind_index(party.phone),
                _sealed(party.address, "address", key),
            )
        )
        self.refer(party.reference, key, origin)
        self._trails.begin(f"party:{key}", [_imported(party, key, origin)])
        return key

    def refer(self, reference: str, key: int, origin: Origin) -> None:
        """Remember how the old system names a party, new or known."""
        self._references.add((new_id(), key, origin.system, reference))


def _sealed(text: str, field: str, key: int) -> str:
    return seal(text, bound_to=f"{TABLE}.{field}.{key}") if text else ""


def _imported(party: PastParty, key: int, origin: Origin) -> PartyImported:
    return PartyImported(
        subject=f"party:{key}",
        by=str(SYSTEM),
        at=origin.at,
        party_id=key,
        kind=party.kind,
        identity_kind=party.identity_kind,
        assurance=party.assurance,
        system=origin.system,
        reference=party.reference,
        file_digest=origin.file_digest,
        line=origin.line,
    )
