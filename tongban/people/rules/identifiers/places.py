"""Codes of places (GB/T 2260 and its town and village extension) and of investment projects (项目代码)."""

import re

from tongban.kernel.obstacles import Obstacle
from tongban.people.rules.identifiers.form import normal, wrong_form

REGION, PROJECT = "region", "project-code"


def check_region(value: str) -> list[Obstacle]:
    """Return why this cannot be the code of a place: province 2, city 2, county 2, town 3, village 3.

    Whether such a place exists, or did, is a question to the dated table of regions.

    >>> check_region("320412"), check_region("320412001002")
    ([], [])
    """
    code = normal(value)
    if obstacles := wrong_form(REGION, code, lengths={6, 9, 12}, alphabet="0123456789"):
        return obstacles
    if code.startswith(("0", "10")):
        return [Obstacle("region_of_no_province", REGION, {"region": code})]
    if code[2:4] == "00" and code[4:].strip("0"):
        return [Obstacle("region_skips_a_level", REGION, {"region": code})]
    if code[6:9] == "000" and code[9:].strip("0"):
        return [Obstacle("region_skips_a_level", REGION, {"region": code})]
    return []


def check_project_code(value: str) -> list[Obstacle]:
    """Return why this cannot be a project code: form and region only.

    How its last digit is computed was never published (GB/T 40058-2021), so it is not judged.

    >>> check_project_code("2020-320412-01-01-123456")
    []
    """
    code = normal(value)
    if not code:
        return [Obstacle("identifier_empty", PROJECT)]
    if not re.fullmatch(r"[0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}", code):
        return [Obstacle("project_code_wrong_form", PROJECT, {"found": len(code)})]
    region = code[5:11]
    if region == "000000":  # projects of the central administration
        return []
    return [Obstacle("project_region_wrong", PROJECT, {"region": region})] if check_region(region) else []
