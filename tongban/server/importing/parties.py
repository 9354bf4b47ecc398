"""From a line to a party."""

from datetime import date
from typing import Any

from tongban.kernel.obstacles import Obstacle
from tongban.kernel.vault import blind_index
from tongban.people.actions.bulk import PastParty
from tongban.people.rules.identifiers import check_identity, check_phone, normal, normal_phone


def party_of(data: dict[str, Any]) -> PastParty:
    """Return the party that a line of the right shape tells of."""
    identity = normal(data["identity"])
    return PastParty(
        reference=data["ref"],
        kind=data["type"],
        name=data["name"].strip(),
        identity_kind=data["identity_kind"],
        identity=identity,
        identity_index=blind_index(identity),
        phone=normal_phone(data.get("phone", "")),
        address=data.get("address", "").strip(),
        assurance=data.get("assurance", "declared"),
    )


def obstacles_to_party(party: PastParty, *, today: date) -> list[Obstacle]:
    """Return why no such party can exist: the questions of ``people.actions.parties``."""
    obstacles = check_identity(party.identity_kind, party.identity, today=today)
    if not party.name:
        obstacles.append(Obstacle("name_missing"))
    if (party.kind == "organisation") != (party.identity_kind == "uscc"):
        obstacles.append(Obstacle("identity_kind_does_not_fit", party.identity_kind))
    if party.phone:
        obstacles += check_phone(party.phone)
    return obstacles
