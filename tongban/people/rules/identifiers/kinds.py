"""Which check belongs to which kind of identifier."""

import re
from collections.abc import Callable
from datetime import date

from tongban.kernel.obstacles import Obstacle
from tongban.people.rules.identifiers.citizens import check_citizen_id
from tongban.people.rules.identifiers.form import normal
from tongban.people.rules.identifiers.items import check_item_code
from tongban.people.rules.identifiers.licences import check_licence_id
from tongban.people.rules.identifiers.organisations import check_uscc
from tongban.people.rules.identifiers.phones import check_phone
from tongban.people.rules.identifiers.places import check_project_code, check_region

Check = Callable[[str, date], list[Obstacle]]


def _timeless(check: Callable[[str], list[Obstacle]]) -> Check:
    return lambda value, today: check(value)


def _citizen_id(value: str, today: date) -> list[Obstacle]:
    return check_citizen_id(value, today=today)


def _document(kind: str, pattern: str) -> Check:
    def check(value: str, today: date) -> list[Obstacle]:
        if not normal(value):
            return [Obstacle("identifier_empty", kind)]
        return [] if re.fullmatch(pattern, normal(value)) else [Obstacle("identifier_wrong_form", kind)]

    return check


def _residence_permit(value: str, today: date) -> list[Obstacle]:
    """港澳台居民居住证 has the form of an identity number, of three regions of its own."""
    number = normal(value)
    if number[:6] not in ("810000", "820000", "830000"):
        return [Obstacle("identifier_wrong_form", "residence-permit")]
    return check_citizen_id(number, today=today)


CHECKS: dict[str, Check] = {
    "uscc": _timeless(check_uscc),
    "citizen-id": _citizen_id,
    "licence-id": _timeless(check_licence_id),
    "project-code": _timeless(check_project_code),
    "region": _timeless(check_region),
    "phone": _timeless(check_phone),
    "item-code": _timeless(check_item_code),
}

# What a party can be known by.
IDENTITY_CHECKS: dict[str, Check] = {
    "citizen-id": _citizen_id,
    "uscc": _timeless(check_uscc),
    "passport": _document("passport", r"[A-Z0-9]{5,17}"),
    "residence-permit": _residence_permit,
    "mainland-travel-permit": _document("mainland-travel-permit", r"[HM]?[0-9]{8,10}"),
    "foreign-residence-permit": _document("foreign-residence-permit", r"[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]"),
}


def check(kind: str, value: str, *, today: date) -> list[Obstacle]:
    """Return why a value cannot be an identifier of this kind. Raises KeyError for an unknown kind."""
    return CHECKS[kind](value, today)


def check_identity(kind: str, value: str, *, today: date) -> list[Obstacle]:
    """Return why a party cannot be known by this number of this kind of document."""
    if kind not in IDENTITY_CHECKS:
        return [Obstacle("identity_kind_unknown", kind)]
    return IDENTITY_CHECKS[kind](value, today)
