"""Walks through the demo city (演示路线): whom to be, where to begin, what to look for; data."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parents[1] / "data/walks.toml"


@dataclass(frozen=True)
class Step:
    """What to do as one person; nobody in particular where ``who`` is empty."""

    text: str
    text_en: str
    at: str
    who: str = ""


@dataclass(frozen=True)
class Walk:
    """A few minutes in the city, and the moment to look for."""

    code: str
    title: str
    title_en: str
    moment: str
    moment_en: str
    minutes: int
    steps: tuple[Step, ...]


def read_walks(text: str) -> list[Walk]:
    """Return the walks that a TOML text describes, in its order. Raises KeyError, TypeError."""
    return [
        Walk(**{**each, "steps": tuple(Step(**step) for step in each["steps"])})
        for each in tomllib.loads(text)["walks"]
    ]


WALKS = read_walks(DATA.read_text(encoding="utf-8"))
