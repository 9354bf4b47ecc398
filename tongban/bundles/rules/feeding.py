"""Fields fed by a result: what one part gives stands in the form of another, and nobody types it.

``{"firm_code": "number"}`` on a link: the number of the source's result is the credit code that the target asks for.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from tongban.bundles.rules.graph import Link
from tongban.cases.rules.results import is_credit_code, term_of
from tongban.catalogue.rules.conditions import fields_of
from tongban.kernel.obstacles import Obstacle

NUMBER, NAME, OFFICE, SINCE, UNTIL = "number", "name", "office", "valid_from", "valid_until"
GIVES = (NUMBER, NAME, OFFICE, SINCE, UNTIL)
DAYS = frozenset({SINCE, UNTIL})

Schema = Mapping[str, Any]


class Given(Protocol):
    """A result, as far as it fills in fields."""

    name: str
    number: str
    valid_from: date
    valid_until: date | None


def fed_fields(links: Iterable[Link], there: Collection[str]) -> dict[str, dict[str, str]]:
    """Return by part its fields that the result of another one fills in; of those that are not there nothing.

    >>> link = Link("company", "seal", "output", (), (("firm_code", "number"),))
    >>> fed_fields([link], {"company", "seal"}), fed_fields([link], {"seal"})
    ({'seal': {'firm_code': 'company'}}, {})
    """
    found: dict[str, dict[str, str]] = {}
    for link in links:
        if link.fields and link.source in there and link.target in there:
            found.setdefault(link.target, {}).update((name, link.source) for name, _ in link.fields)
    return found


def values_of(fields: Iterable[tuple[str, str]], result: Given, *, office: str) -> dict[str, str]:
    """Return what a result fills in; what it does not have is left out."""
    told = {
        NUMBER: result.number,
        NAME: result.name,
        OFFICE: office,
        SINCE: result.valid_from.isoformat(),
        UNTIL: result.valid_until.isoformat() if result.valid_until else "",
    }
    return {name: told[what] for name, what in fields if told.get(what)}


def findings_of_feeding(
    link: Link, *, source: str, target: str, result: Mapping[str, Any], schema: Schema
) -> Iterator[Obstacle]:
    """Yield what is wrong with what a link feeds: no such field, a field of another kind, one that others hang on.

    >>> schema = {"properties": {"code": {"type": "string", "format": "uscc"}, "on": {"type": "string"}}}
    >>> link = Link("a", "b", "output", (), (("code", "number"), ("on", "valid_from"), ("of", "number")))
    >>> kinds = findings_of_feeding(link, source="甲", target="乙", result={"name": "执照"}, schema=schema)
    >>> [found.code for found in kinds]
    ['bundle_fed_field_of_other_kind', 'bundle_fed_field_of_other_kind', 'bundle_fed_field_unknown']
    """
    specs = schema.get("properties", {})
    deciding = {name for spec in specs.values() for name in fields_of(spec.get("when", {}))}
    for name, what in link.fields:
        details = {"field": str(specs.get(name, {}).get("title") or name), "source": source, "what": what}
        if what not in GIVES:
            yield Obstacle("bundle_feeds_no_such_thing", target, details)
        elif name not in specs:
            yield Obstacle("bundle_fed_field_unknown", target, details)
        elif not _takes(specs[name], what, result):
            yield Obstacle("bundle_fed_field_of_other_kind", target, details)
        elif name in deciding:
            yield Obstacle("bundle_fed_field_decides", target, details)
        elif what == UNTIL and name in schema.get("required", ()) and not term_of(result):
            yield Obstacle("bundle_fed_field_stays_empty", target, details)


def takes(schema: Schema, result: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return by field what of a result may fill it in; a field that takes nothing, or that others hang on, is left out.

    >>> schema = {"properties": {"code": {"format": "uscc"}, "on": {"format": "date"}, "staff": {"type": "number"}}}
    >>> takes(schema, {"name": "执照", "term": {"years": 3}})
    {'on': ['valid_from', 'valid_until']}
    """
    specs, link = schema.get("properties", {}), Link("", "", "output")
    found = {}
    for name in specs:
        fitting = [
            what
            for what in GIVES
            if not any(
                findings_of_feeding(
                    replace(link, fields=((name, what),)), source="", target="", result=result, schema=schema
                )
            )
        ]
        if fitting:
            found[name] = fitting
    return found


def fed_twice(links: Iterable[Link], titles: Mapping[str, str]) -> Iterator[Obstacle]:
    """Yield the fields that two results would fill in.

    >>> links = [Link(source, "seal", "output", (), (("code", "number"),)) for source in ("company", "trader")]
    >>> [found.details["field"] for found in fed_twice(links, {})]
    ['code']
    """
    seen: set[tuple[str, str]] = set()
    for link in links:
        for name, _ in link.fields:
            if (link.target, name) in seen:
                yield Obstacle("bundle_field_fed_twice", titles.get(link.target, link.target), {"field": name})
            seen.add((link.target, name))


def _takes(spec: Schema, what: str, result: Mapping[str, Any]) -> bool:
    """Say whether a field takes what a result gives: a day in a day, a credit code in one, anything in plain text."""
    if spec.get("type", "string") != "string" or spec.get("choices"):
        return False
    kind = spec.get("format", "")
    if what in DAYS:
        return bool(kind == "date")
    return not kind or (kind == "uscc" and what == NUMBER and is_credit_code(result))
