"""A trail in words: what the journal tells of a subject, each event with the officer behind it, for the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tongban.kernel.journal import Told, latest_of
from tongban.kernel.obstacles import Obstacle
from tongban.people.models import Officer
from tongban.ui.wording import all_words, say

PREFIX = "trail."  # of the wording's codes: ``trail.StepCompleted``
SHOWN = 60  # entries of the journal


@dataclass(frozen=True)
class TrailEntry:
    """One line: when, what, who (an officer's name: for the desk alone), and what was noted."""

    at: datetime
    text: str
    who: str
    note: str = ""
    icon: str = ""


def trail_of(subject: str) -> list[TrailEntry]:
    """Return the latest that happened to a subject, newest first; what was told again and again is one line."""
    lines: list[TrailEntry] = []
    told = told_in_words(latest_of(subject, SHOWN))
    names = officers_behind(told)
    for each in told:
        line = TrailEntry(each.at, text_of(each), names.get(each.by, ""), note=str(each.facts.get("reason", "")))
        if not lines or (lines[-1].text, lines[-1].who, lines[-1].note) != (line.text, line.who, line.note):
            lines.append(line)
    return lines


def told_in_words(told: Iterable[Told]) -> list[Told]:
    """Keep the events that some module has put into words."""
    words = all_words()
    return [each for each in told if PREFIX + each.name in words]


def text_of(told: Told, about: str = "") -> str:
    return say(Obstacle(PREFIX + told.name, about, told.facts))


def officers_behind(told: Iterable[Told]) -> dict[str, str]:
    """Return name and office of the officers who acted, by actor. One query."""
    ids = {each.by.removeprefix("officer:") for each in told if each.by.startswith("officer:")}
    officers = Officer.objects.select_related("office").filter(pk__in=ids)
    return {f"officer:{officer.pk}": f"{officer.name}（{officer.office.short_name}）" for officer in officers}
