"""What the lint knows from the data of this module, and the sources that modules above have connected."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache

from tongban.catalogue.rules.laws import normal_title
from tongban.catalogue.rules.lint.checks import World
from tongban.catalogue.rules.lint.names import stem
from tongban.catalogue.rules.profiles import DATA

_sources: dict[str, str] = {}
_services: set[str] = set()


def connect(paper: str, source: str) -> None:
    """Say that a source supplies a paper, by whatever name it is asked: called once by the module that connects it."""
    _sources[stem(paper, synonyms())] = source


def world(on: date) -> World:
    """Return what is known on a day. The published list of proofs comes with its own pages."""
    return World(
        on=on, repealed=repealed(), sources=dict(_sources), synonyms=synonyms(), intermediaries=intermediaries()
    )


def intermediaries() -> frozenset[str]:
    """Return the services on the published list: of this module's data, and of whoever keeps a list above."""
    return _listed_here() | frozenset(_services)


def list_intermediary(name: str) -> None:
    """Put a service on the published list: called by the module that keeps it."""
    _services.add(name)


@cache
def _listed_here() -> frozenset[str]:
    rows = tomllib.loads((DATA / "intermediaries.toml").read_text(encoding="utf-8"))["service"]
    return frozenset(row["name"] for row in rows)


@cache
def synonyms() -> Mapping[str, str]:
    """Return the paper that each other name means."""
    names = tomllib.loads((DATA / "papers.toml").read_text(encoding="utf-8"))["names"]
    return {other: paper for paper, others in names.items() for other in (paper, *others)}


@cache
def repealed() -> Mapping[str, date]:
    """Return from which day a law is no longer in force, by title as it is compared."""
    rows = tomllib.loads((DATA / "laws.toml").read_text(encoding="utf-8"))["repealed"]
    return {normal_title(title): row["on"] for row in rows for title in row["titles"]}
