"""Which papers of an item an office gets from a register outside, and what the registers said for an application."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from tongban.catalogue.models import MaterialSpec
from tongban.catalogue.rules.lint.lists import synonyms
from tongban.catalogue.rules.materials import fetched_for_you
from tongban.documents.rules import sources
from tongban.documents.rules.sources import Answer, Fact, Source
from tongban.exchange import queries
from tongban.exchange.adapters import PartnerUnavailable

DATA = Path(__file__).parents[1] / "data/sources.toml"
BY_REGISTER = frozenset({MaterialSpec.Exemption.LICENCE, MaterialSpec.Exemption.SHARING})


def connect_registers() -> None:
    """Register each register of the data as a source: called once, when the module is ready."""
    read = _read()
    for row in read["register"]:
        source = {**row, "papers": frozenset(row["papers"]), "words": tuple(row["words"])}
        sources.register(Source(**source, basis=read["basis"], keeper=queries.REGISTERS, ask=ask_registers))


def ask_registers(identity: str, registers: Sequence[str], now: datetime) -> dict[str, Answer]:
    """Ask the registers outside. Raises SourceSilent, and NotConnected where there are none."""
    try:
        found = queries.registers().look_up(identity, registers)
    except queries.NoPartner as error:
        raise sources.NotConnected from error
    except PartnerUnavailable as error:
        raise sources.SourceSilent(error.fault) from error
    return {code: _answer(found.get(code)) for code in registers}


def source_of(spec: MaterialSpec) -> Source | None:
    """Return the source from which a paper is fetched that is not asked for."""
    if spec.exempted_by not in BY_REGISTER:
        return None
    return sources.covering(synonyms().get(spec.name, spec.name), spec.exempted_from)


def sources_for(specs: Iterable[MaterialSpec], answers: Mapping[str, Any]) -> list[tuple[MaterialSpec, Source]]:
    """Return the papers of a situation that a source covers, each with it."""
    found = [(spec, source_of(spec)) for spec in fetched_for_you(specs, answers)]
    return [(spec, source) for spec, source in found if source]


def covers(kind: str, name: str, replaced_by: str = "") -> Source | None:
    """Return the source that covers a paper: by what the guide says replaces it, its name, or that of its kind."""
    return sources.covering(synonyms().get(name, name), replaced_by) or sources.covering(kind)


def are_connected() -> bool:
    """Say whether the registers outside can be asked at all."""
    try:
        queries.registers()
    except queries.NoPartner:
        return False
    return True


def _answer(entry: Any) -> Answer:
    if entry is None:
        return Answer(sources.NOT_FOUND)
    return Answer(sources.FOUND, entry.reference, entry.as_of, tuple(Fact(**fact) for fact in entry.facts))


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return read
