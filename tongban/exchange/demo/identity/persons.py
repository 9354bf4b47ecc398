"""The invented persons of the demo provider, and what it says about each to the platform."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tongban.people.rules.assurance import DOCUMENT, LEVELS, PHONE, reaches
from tongban.people.rules.identifiers import make_citizen_id, make_uscc

FILE = Path(__file__).with_name("persons.toml")
REGION = "990102"
CITIZENS, STAFF = "citizens", "staff"
LEVEL_NAMES = {
    PHONE: ("姓名和手机号", "name and phone"),
    DOCUMENT: ("身份证件", "identity document"),
    "face": ("身份证件和人脸", "identity document and face"),
}


@dataclass(frozen=True)
class Person:
    """Somebody the provider knows; ``claims`` are what it says about them at the highest level."""

    slug: str
    name: str
    realm: str
    claims: dict[str, Any]

    @property
    def firms(self) -> list[dict[str, str]]:
        firms: list[dict[str, str]] = self.claims.get("firms", [])
        return firms


@cache
def persons() -> dict[str, Person]:
    """Return everybody by slug."""
    given = tomllib.loads(FILE.read_text())
    known = [_citizen(each) for each in given["person"]]
    known += [Person(each["username"], each["name"], STAFF, {}) for each in given["staff"]]
    return {person.slug: person for person in known}


def claims_of(slug: str, level: str) -> dict[str, Any]:
    """Return what is said about a person known with this level: without a document neither number nor firms."""
    person = persons()[slug]
    said: dict[str, Any] = {"sub": f"{person.realm}:{slug}", "name": person.name, "acr": level}
    if person.realm == STAFF:
        return said | {"preferred_username": slug}
    told = person.claims if reaches(level, DOCUMENT) else {"phone_number": person.claims["phone_number"]}
    return said | told


def levels_from(wanted: str) -> list[str]:
    """Return the levels that are sure enough for what was asked."""
    return [level for level in LEVELS if wanted not in LEVELS or reaches(level, wanted)]


def _citizen(given: dict[str, Any]) -> Person:
    identity = make_citizen_id(region=REGION, born=given["born"], sequence=given["sequence"])
    firms = [
        {"name": firm["name"], "role": firm["role"], "uscc": make_uscc(firm["number"], region=REGION, department="9")}
        for firm in given.get("firms", [])
    ]
    claims = {
        "phone_number": given["phone"],
        "identity_kind": "citizen-id",
        "identity": identity,
        "firms": firms,
    }
    return Person(given["slug"], given["name"], CITIZENS, claims)
