"""The trail of a matter: the journal of its subject, in words, for the desk."""

from dataclasses import replace
from typing import Any

from tongban.kernel.journal import Told, events_of
from tongban.matters.models import Matter
from tongban.matters.queries.progress import procedure_in_words
from tongban.matters.queries.steps import steps_of
from tongban.people.queries.trails import TrailEntry, officers_behind, text_of, told_in_words

CONSEQUENCES = {"StepOpened", "DueDateMoved"}  # nobody's act: they follow from the one before
PROCEDURES = {"SpecialProcedureBegun", "SpecialProcedureEnded"}

ICONS = {
    "StepCompleted": "circle-check",
    "StepReturned": "undo",
    "ClockMissed": "triangle-alert",
    "SpecialProcedureBegun": "pause",
    "MatterClosed": "flag",
}


def trail(matter: Matter) -> list[TrailEntry]:
    """Return what happened to a matter, the newest first. Events that no module has put into words are left out."""
    told = told_in_words(events_of(matter.subject))
    steps = {step.pk: step for step in steps_of(matter)}
    names = officers_behind(told)
    return [_line(each, steps, names) for each in reversed(told)]


def _line(told: Told, steps: dict[int, Any], names: dict[str, str]) -> TrailEntry:
    if told.name in PROCEDURES:
        told = replace(told, facts={**told.facts, "kind": procedure_in_words(told.facts["kind"])})
    step = steps.get(int(told.facts.get("step_id", 0)))
    done = step if told.name in ("StepCompleted", "StepReturned") else None
    return TrailEntry(
        at=told.at,
        text=text_of(told, step.name if step else _state_of_part(told)),
        who="" if told.name in CONSEQUENCES else names.get(told.by, ""),
        note=done.opinion if done else "",
        icon=ICONS.get(told.name, ""),
    )


def _state_of_part(told: Told) -> str:
    """Return how a part of a whole stands after it moved, in words."""
    return str(Matter.State(told.facts["state"]).label) if told.name == "PartMoved" else ""
