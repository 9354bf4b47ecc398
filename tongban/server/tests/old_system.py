"""Files of an old system, for the tests of the import: a person, a firm, a closed case and an open one."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from tongban.cases.tests.conftest import Town
from tongban.kernel.moments import BEIJING
from tongban.people.rules.identifiers import make_citizen_id, make_uscc
from tongban.server.importing import loading
from tongban.server.importing.loading import How, Progress

NOW = datetime(2026, 5, 20, 9, 0, tzinfo=BEIJING)
WHOLE = How()
HEAD = {"kind": "file", "system": "原审批系统", "format": 1}
PERSON = {
    "kind": "party",
    "ref": "P1",
    "type": "person",
    "name": "张三",
    "identity_kind": "citizen-id",
    "identity": make_citizen_id(region="990102", born=datetime(1980, 5, 8).date(), sequence=7),
    "phone": "199 0000 7777",
}
FIRM = {
    "kind": "party",
    "ref": "F1",
    "type": "organisation",
    "name": "云州好味餐饮有限公司",
    "identity_kind": "uscc",
    "identity": make_uscc(77, region="990102", department="9"),
}


def closed_case(town: Town, **changes: Any) -> dict[str, Any]:
    """A restaurant that was granted: received, accepted, two reviews, decided, handed over."""
    return {
        "kind": "case",
        "number": "2026-0001",
        "item": town.restaurant.code,
        "party": "P1",
        "channel": "web",
        "received_at": "2026-04-27T10:00:00+08:00",
        "accepted_at": "2026-04-27T15:00",
        "accepted_by": town.clerk.staff_number,
        "decided_at": "2026-04-29T11:00:00+08:00",
        "decided_by": town.approver.staff_number,
        "closed_at": "2026-05-07T02:00:00Z",
        "closed_by": town.clerk.staff_number,
        "outcome": "granted",
        "answers": {"dishes": "hot"},
        "form": {"name": "云味小馆", "area": 120},
        "papers": ["layout", "plan"],
        "steps": [
            {
                "code": "visit",
                "officer": town.market_reviewer.staff_number,
                "closed_at": "2026-04-28T10:00:00+08:00",
                "outcome": "agree",
                "opinion": "符合要求。",
            },
            {
                "code": "drain",
                "officer": town.streets_reviewer.staff_number,
                "closed_at": "2026-04-28T16:00:00+08:00",
                "outcome": "agree",
                "opinion": "同意。",
            },
        ],
        **changes,
    }


def open_case(town: Town, **changes: Any) -> dict[str, Any]:
    """One of whose two reviews is done."""
    whole = closed_case(town, number="2026-0002", party="F1", handler="P1")
    gone = {"decided_at", "decided_by", "closed_at", "closed_by", "outcome"}
    return {key: value for key, value in whole.items() if key not in gone} | {"steps": whole["steps"][:1], **changes}


def write(path: Path, lines: Iterable[dict[str, Any] | bytes]) -> Path:
    written = [line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines]
    path.write_bytes(b"\n".join(written) + b"\n")
    return path


def take_in(path: Path, how: How = WHOLE, *, now: datetime = NOW) -> Progress:
    return loading.run(path, loading.begin(path, now=now), how, now=now, watch=lambda _: None)


def rehearse(path: Path, *, now: datetime = NOW) -> Progress:
    load = loading.begin(path, now=now, is_rehearsal=True)
    return loading.rehearse(path, load, WHOLE, now=now, watch=lambda _: None)


def refused(path: Path) -> dict[int, list[str]]:
    """Return the codes of the reasons by line."""
    errors = path.with_name(f"{path.stem}.errors.ndjson")
    entries = map(json.loads, errors.read_text().splitlines()) if errors.exists() else ()
    return {entry["line"]: [reason["code"] for reason in entry["reasons"]] for entry in entries}
