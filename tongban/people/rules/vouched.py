"""What an identity provider vouches for (统一身份认证): who signed in, how surely, and which firms they belong to.

The provider's signature, audience and nonce are checked before; here only the content is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongban.kernel.obstacles import Obstacle
from tongban.people.rules.assurance import DOCUMENT, LEVELS, reaches
from tongban.people.rules.identifiers import check_identity, check_mobile, normal, normal_phone

LEGAL_REPRESENTATIVE, HANDLER = "legal_representative", "handler"


@dataclass(frozen=True)
class Firm:
    """A legal person that the provider says the person belongs to, and as what."""

    name: str
    uscc: str
    role: str


@dataclass(frozen=True)
class Vouched:
    """A natural person as the provider knows them."""

    level: str
    phone: str
    name: str = ""
    identity_kind: str = ""
    identity: str = ""
    firms: tuple[Firm, ...] = ()

    @property
    def shows_document(self) -> bool:
        return reaches(self.level, DOCUMENT)


def read(claims: Mapping[str, Any]) -> Vouched:
    """Return what the claims say; what is missing is empty, and firms that are no firms are left out."""
    listed = claims.get("firms")
    firms = [_firm(each) for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    return Vouched(
        level=_text(claims, "acr"),
        phone=normal_phone(_text(claims, "phone_number")),
        name=_text(claims, "name"),
        identity_kind=_text(claims, "identity_kind"),
        identity=normal(_text(claims, "identity")),
        firms=tuple(firm for firm in firms if firm.name and firm.role in (LEGAL_REPRESENTATIVE, HANDLER)),
    )


def obstacles(vouched: Vouched, *, today: Any) -> list[Obstacle]:
    """Return why nobody can be signed in on these words: the provider said too little, or what cannot be.

    >>> obstacles(Vouched(level="guess", phone="19900000001"), today=None)[0].code
    'identity_level_unknown'
    """
    if vouched.level not in LEVELS:
        return [Obstacle("identity_level_unknown")]
    found = check_mobile(vouched.phone)
    if vouched.shows_document:
        found += check_identity(vouched.identity_kind, vouched.identity, today=today)
        if not vouched.name:
            found.append(Obstacle("name_missing"))
    return found


def _firm(given: Mapping[str, Any]) -> Firm:
    return Firm(name=_text(given, "name"), uscc=normal(_text(given, "uscc")), role=_text(given, "role"))


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return value.strip() if isinstance(value, str) else ""
