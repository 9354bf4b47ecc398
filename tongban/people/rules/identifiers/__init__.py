"""Identifiers (标识) of persons, organisations, items, licences, projects and places: is this one possible?

Every ``check_…`` returns the obstacles, an empty list if the identifier can stand. It judges form, parts and
check characters; it never asks a register whether such a person or firm exists.
"""

from tongban.people.rules.identifiers.citizens import check_citizen_id, make_citizen_id
from tongban.people.rules.identifiers.form import normal
from tongban.people.rules.identifiers.items import check_item_code, make_item_code
from tongban.people.rules.identifiers.kinds import CHECKS, IDENTITY_CHECKS, check, check_identity
from tongban.people.rules.identifiers.licences import check_licence_id, make_licence_id
from tongban.people.rules.identifiers.organisations import check_uscc, make_uscc
from tongban.people.rules.identifiers.phones import check_mobile, check_phone, normal_phone
from tongban.people.rules.identifiers.places import check_project_code, check_region

__all__ = [
    "CHECKS",
    "IDENTITY_CHECKS",
    "check",
    "check_citizen_id",
    "check_identity",
    "check_item_code",
    "check_licence_id",
    "check_mobile",
    "check_phone",
    "check_project_code",
    "check_region",
    "check_uscc",
    "make_citizen_id",
    "make_item_code",
    "make_licence_id",
    "make_uscc",
    "normal",
    "normal_phone",
]
