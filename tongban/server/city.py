"""A large demo city: its past is written down as the file of an old system, and taken in as any such file is."""

import json
import random
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from tongban.cases.demo.past import Years
from tongban.people.demo.crowd import party_lines
from tongban.people.models import Region
from tongban.server.demo import Stage

SIZES = {"city": 1_000_000}  # words for so many cases
CASES_PER_PARTY = 3.3
LEAST_PARTIES = 100
SYSTEM = "云州市原行政审批系统"


def size_of(text: str) -> int:
    """Read a number of cases, or a word for one."""
    return SIZES.get(text) or int(text)


def write_past(stage: Stage, *, size: int, now: datetime) -> tuple[Path, float]:
    """Write the file of so many cases, unless it lies there; return it and the seconds that it took."""
    path = Path(settings.STATE) / f"city-{size}.ndjson"
    started = time.monotonic()
    if not path.exists():
        unfinished = path.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in _lines(stage, size, now))
        unfinished.rename(path)
    return path, time.monotonic() - started


def _lines(stage: Stage, size: int, now: datetime) -> Iterator[str]:
    draw = random.Random(f"past {size}")  # noqa: S311 (sample data)
    parties = max(int(size / CASES_PER_PARTY), LEAST_PARTIES)
    counties = [(region.code, region.name) for region in stage.city.regions if region.level == Region.Level.COUNTY]
    yield json.dumps({"kind": "file", "system": SYSTEM, "format": 1}, ensure_ascii=False)
    for party in party_lines(parties, counties=counties, draw=draw):
        yield json.dumps(party, ensure_ascii=False)
    yield from Years(stage.city, stage.items, parties=parties, now=now, draw=draw).lines(size)
