"""Identifier of an electronic licence (电子证照标识, GB/T 36904-2018): type, body, serial, version, check."""

import re

from tongban.kernel.check_characters import mod_37_36
from tongban.kernel.obstacles import Obstacle
from tongban.people.rules.identifiers.form import normal, wrong_check
from tongban.people.rules.identifiers.organisations import check_uscc

KIND = "licence-id"
ROOT = "1.2.156.3005.2"


def check_licence_id(value: str) -> list[Obstacle]:
    """Return why this cannot be a licence identifier; the object-identifier root may be left out.

    >>> check_licence_id("1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9")
    []
    """
    text = normal(value)
    if not text:
        return [Obstacle("identifier_empty", KIND)]
    parts = text.removeprefix(ROOT + ".").split(".")
    if len(parts) != 5:
        return [Obstacle("licence_parts_not_five", KIND, {"root": ROOT})]
    licence_type, body, serial, version, check = parts
    obstacles = _wrong_type(licence_type) + _wrong_body(body)
    if not re.fullmatch(r"[0-9A-Z]{1,32}", serial):
        obstacles.append(Obstacle("licence_serial_wrong", KIND, {"serial": serial}))
    if not re.fullmatch(r"[0-9]{3}", version) or version == "000":
        obstacles.append(Obstacle("licence_version_wrong", KIND, {"version": version}))
    if obstacles:
        return obstacles
    return wrong_check(KIND, expected=mod_37_36(licence_type + body + serial + version), found=check)


def make_licence_id(*, licence_type: str, body: str, serial: str, version: int = 1) -> str:
    """Return the identifier with its root and check character."""
    parts = [licence_type, body, serial, f"{version:03d}"]
    return ".".join([ROOT, *parts, mod_37_36("".join(parts))])


def _wrong_type(code: str) -> list[Obstacle]:
    """The body that defines the type (18), and three digits of its own."""
    if re.fullmatch(r"[0-9A-Z]{18}[0-9]{3}", code) and not check_uscc(code[:18]):
        return []
    return [Obstacle("licence_type_wrong", KIND, {"type": code})]


def _wrong_body(code: str) -> list[Obstacle]:
    """The issuing body: its credit code, or in older data a shorter code of digits and capitals."""
    if len(code) == 18:
        return [Obstacle("licence_body_wrong", KIND, {"body": code})] if check_uscc(code) else []
    if re.fullmatch(r"[0-9A-Z]{6,17}", code):
        return []
    return [Obstacle("licence_body_wrong", KIND, {"body": code})]
