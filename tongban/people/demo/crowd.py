"""The many people and firms of a large demo city, as lines for ``tongban import``."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tongban.people.demo.names import person_name
from tongban.people.demo.population import FANCY, OLDEST, TRADES, YOUNGEST
from tongban.people.rules.identifiers import make_citizen_id, make_uscc

FIRST_PHONE = 19920000000
FIRST_FIRM = 20_000_000
DAYS = (YOUNGEST - OLDEST).days
FIRM_EVERY = 4  # of so many parties one is a firm
STREETS = ("建设路", "人民路", "解放街", "滨江大道", "工业园一路", "学府路", "望江巷", "商贸路")


def reference(number: int) -> str:
    """Return how the old system names its n-th party: ``F…`` a firm, ``P…`` a person."""
    return f"{'F' if is_firm(number) else 'P'}{number:07d}"


def is_firm(number: int) -> bool:
    return number % FIRM_EVERY == 0


def party_lines(count: int, *, counties: list[tuple[str, str]], draw: random.Random) -> Iterator[dict[str, Any]]:
    """Yield parties; ``counties``: code and name of each place they come from."""
    for number in range(count):
        code, place = draw.choice(counties)
        yield {
            "kind": "party",
            "ref": reference(number),
            "phone": str(FIRST_PHONE + number),
            "address": f"云州市{place}{draw.choice(STREETS)}{draw.randrange(1, 400)}号",
            "assurance": draw.choice(("seen", "seen", "verified", "declared")),
            **(_firm(number, code, place, draw) if is_firm(number) else _person(number, code, draw)),
        }


def _firm(number: int, county: str, place: str, draw: random.Random) -> dict[str, str]:
    return {
        "type": "organisation",
        "name": f"{place}{draw.choice(FANCY)}{draw.choice(TRADES)}有限公司",
        "identity_kind": "uscc",
        "identity": make_uscc(FIRST_FIRM + number, region=county, department="9"),
    }


def _person(number: int, county: str, draw: random.Random) -> dict[str, str]:
    """Invent a person; the day of birth and the sequence follow from the number, so that nobody occurs twice."""
    sequence, day = divmod(number, DAYS)
    identity = make_citizen_id(region=county, born=OLDEST + timedelta(days=day), sequence=sequence + 1)
    return {"type": "person", "name": person_name(draw), "identity_kind": "citizen-id", "identity": identity}
