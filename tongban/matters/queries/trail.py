"""The trail of a matter: the journal of its subject, in words, for the desk."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.kernel.journal import entries_of
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.tables.journal import JournalEntry
from tongban.matters.models import Matter
from tongban.people.models import Officer
from tongban.ui.wording import all_words, say

PREFIX = "trail."  # of the wording's codes: ``trail.StepCompleted``

CONSEQUENCES = {"StepOpened", "DueDateMoved"}  # nobody's act: they follow from the one before

ICONS = {
    "StepCompleted": "circle-check",
    "StepReturned": "undo",
    "ClockMissed": "triangle-alert",
    "SpecialProcedureBegun": "pause",
    "MatterClosed": "flag",
}


@dataclass(frozen=True)
class TrailEntry:
    """One line: when, what, who (an officer's name: for the desk alone), and what was noted."""

    at: datetime
    text: str
    who: str
    note: str
    icon: str


def trail(matter: Matter) -> list[TrailEntry]:
    """Return what happened to a matter, the newest first. Events that no module has put into words are left out."""
    words = all_words()
    entries = [entry for entry in entries_of(matter.subject) if PREFIX + entry.name in words]
    steps = {step.pk: step for step in matter.steps.all()}
    names = _officers(entries)
    return [_line(entry, json.loads(entry.body), steps, names) for entry in reversed(entries)]


def _line(entry: JournalEntry, body: dict[str, Any], steps: dict[int, Any], names: dict[str, str]) -> TrailEntry:
    step = steps.get(int(body.get("step_id", 0)))
    done = step if entry.name in ("StepCompleted", "StepReturned") else None
    return TrailEntry(
        at=entry.at,
        text=say(Obstacle(PREFIX + entry.name, step.name if step else "", body)),
        who="" if entry.name in CONSEQUENCES else names.get(entry.by, ""),
        note=done.opinion if done else "",
        icon=ICONS.get(entry.name, ""),
    )


def _officers(entries: Iterable[JournalEntry]) -> dict[str, str]:
    ids = {entry.by.removeprefix("officer:") for entry in entries if entry.by.startswith("officer:")}
    officers = Officer.objects.select_related("office").filter(pk__in=ids)
    return {f"officer:{officer.pk}": f"{officer.name}（{officer.office.short_name}）" for officer in officers}
