"""How far a paper on file can be relied on (可信等级 A–D), and what asks for how much.

The grades and what each paper asks for are dated data, ``data/grades.toml``; which grade a paper has follows from
how it came, nothing else. Whether the one on file may be used again is asked here too; who may see it is not.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tongban.kernel.obstacles import Obstacle

DATA = Path(__file__).parents[1] / "data/grades.toml"
ISSUED, VERIFIED, SEEN, HANDED_IN = "issued", "verified", "seen", "handed_in"  # how a paper came
HELD, WITHDRAWN, REPLACED, ENDED, EXPIRED = "held", "withdrawn", "replaced", "ended", "expired"  # what became of it


@dataclass(frozen=True)
class Grade:
    """One grade: its letter, what it means in both languages, and from when on it is so."""

    letter: str
    name: str
    name_en: str
    meaning: str
    meaning_en: str
    since: date


@dataclass(frozen=True)
class OnFile:
    """A paper on file as the rules see it."""

    name: str
    grade: str
    state: str
    valid_until: date | None
    is_whole: bool  # its bytes are still there


def grade_of(came: str, *, is_own_making: bool = False) -> str:
    """Return the grade of a paper by how it came; ``is_own_making``: the applicant wrote it, nobody issued it.

    >>> grade_of(ISSUED), grade_of(VERIFIED), grade_of(SEEN, is_own_making=True)
    ('A', 'A', 'B')
    >>> grade_of(HANDED_IN), grade_of(HANDED_IN, is_own_making=True)
    ('C', 'D')
    """
    if came in (ISSUED, VERIFIED):
        return "A"
    if came == SEEN:
        return "B"
    return "D" if is_own_making else "C"


def lowest_for(kind: str, *, is_electronic: bool = False) -> str:
    """Return the lowest grade that will do where a paper is asked as ``original``, ``copy`` or ``both``.

    >>> lowest_for("original"), lowest_for("original", is_electronic=True), lowest_for("copy")
    ('B', 'D', 'D')
    """
    lowest: str = _read()["lowest"]["electronic" if is_electronic else kind]
    return lowest


def suffices(grade: str, lowest: str) -> bool:
    """Say whether a grade is as good as another, or better.

    >>> suffices("A", "B"), suffices("B", "B"), suffices("C", "B")
    (True, True, False)
    """
    return grade <= lowest


def takes_the_place_of(grade: str, held: OnFile, *, on: date) -> bool:
    """Say whether a paper that comes in now replaces the one on file: as good or better, or that one has run out."""
    return suffices(grade, held.grade) or not is_usable(held, on=on)


def is_usable(paper: OnFile, *, on: date) -> bool:
    """Say whether a paper on file still stands for itself on a day."""
    return not obstacles_to_using(paper, on=on)


def obstacles_to_using(paper: OnFile, *, on: date, lowest: str = "D") -> list[Obstacle]:
    """Return why the paper on file cannot be used on a day for something that asks for a grade; one reason at most.

    The last day of its validity counts.
    """
    if paper.state == WITHDRAWN:
        return [Obstacle("held_paper_withdrawn", paper.name)]
    if paper.state == REPLACED:
        return [Obstacle("held_paper_replaced", paper.name)]
    if paper.state == ENDED:
        return [Obstacle("held_paper_ended", paper.name)]
    if paper.valid_until and paper.valid_until < on:
        return [Obstacle("held_paper_expired", paper.name, {"until": paper.valid_until.isoformat()})]
    if not paper.is_whole:
        return [Obstacle("held_paper_destroyed", paper.name)]
    if not suffices(paper.grade, lowest):
        return [Obstacle("held_paper_original_wanted", paper.name)]
    return []


@cache
def grades() -> Mapping[str, Grade]:
    """Return the four grades by their letter, the best first."""
    rows = _read()["grade"]
    return {letter: Grade(letter, since=_read()["since"], **row) for letter, row in rows.items()}


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return read
