"""The trail of a matter: the journal of its subject, in words, for the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.kernel.journal import Told, events_of
from tongban.kernel.obstacles import Obstacle
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
    told = [each for each in events_of(matter.subject) if PREFIX + each.name in words]
    steps = {step.pk: step for step in matter.steps.all()}
    names = _officers(told)
    return [_line(each, steps, names) for each in reversed(told)]


def _line(told: Told, steps: dict[int, Any], names: dict[str, str]) -> TrailEntry:
    step = steps.get(int(told.facts.get("step_id", 0)))
    done = step if told.name in ("StepCompleted", "StepReturned") else None
    return TrailEntry(
        at=told.at,
        text=say(Obstacle(PREFIX + told.name, step.name if step else "", told.facts)),
        who="" if told.name in CONSEQUENCES else names.get(told.by, ""),
        note=done.opinion if done else "",
        icon=ICONS.get(told.name, ""),
    )


def _officers(told: Iterable[Told]) -> dict[str, str]:
    ids = {each.by.removeprefix("officer:") for each in told if each.by.startswith("officer:")}
    officers = Officer.objects.select_related("office").filter(pk__in=ids)
    return {f"officer:{officer.pk}": f"{officer.name}（{officer.office.short_name}）" for officer in officers}
