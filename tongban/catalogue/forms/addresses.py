"""What comes in by address: the filters of the list, the answers to questions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from tongban.catalogue.queries import Filters
from tongban.catalogue.rules import read_answers
from tongban.catalogue.rules.themes import EVENTS, THEMES

AUDIENCES = ("person", "firm")
LONGEST = 40


def filters_in(data: QueryDict) -> Filters:
    """Read the filters; what is no choice of ours is left out."""
    return Filters(
        audience=_one_of(data.get("audience", ""), AUDIENCES),
        theme=_one_of(data.get("theme", ""), THEMES),
        event=_one_of(data.get("event", ""), EVENTS),
        department=data.get("department", "")[:LONGEST].replace("\x00", ""),
        region=region if (region := data.get("region", "")[:12]).isdecimal() else "",
    )


def narrowing_in(data: QueryDict) -> dict[str, str]:
    """Read by what a list of the desk is narrowed down: a state, words of the name or the code."""
    return {"state": data.get("state", "")[:LONGEST], "text": data.get("q", "").replace("\x00", "").strip()[:60]}


def answers_in(questions: Iterable[Mapping[str, Any]], data: QueryDict) -> dict[str, Any]:
    """Read the answers to the scenario questions from an address."""
    return read_answers(questions, {key: data.get(key, "") for key in data})


def _one_of(value: str, choices: Iterable[str]) -> str:
    return value if value in choices else ""
