"""What a form can be filled in with before anybody types, and from where each value comes.

From the applicant's profile and the answers just given where a field names its source; from the latest applications
of the same applicant where a field is a shared one (字段目录). Never from anybody else's; for an agent only from
applications for items that their authorisation covers.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tongban.cases.models import Case, Result
from tongban.cases.queries.results import form_of
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.rules import form_errors
from tongban.catalogue.rules.schemas import columns_of
from tongban.kernel.moments import local_day
from tongban.people.models import Party
from tongban.people.queries import items_covered

LOOKED_AT = 5  # the latest applications: older ones say little
EVERY_ITEM = ""


@dataclass(frozen=True)
class Known:
    """A value that we know already; ``number`` and ``on`` are those of the application that it comes from, if any."""

    value: Any
    number: str = ""
    on: date | None = None

    @property
    def is_earlier(self) -> bool:
        return bool(self.number)


def prefilled(
    *, schema: Mapping[str, Any], party: Party, reader: Party, answers: Mapping[str, Any], on: date
) -> dict[str, Known]:
    """Return what we know already, by the names of the fields. Two statements more where shared fields are left."""
    known = _from_profile(schema, party, answers)
    shared = {
        spec["shared"]: name
        for name, spec in schema.get("properties", {}).items()
        if spec.get("shared") and name not in known and not columns_of(spec)
    }
    if shared:
        known |= _from_earlier(shared, party, reader, on)
        values = {name: each.value for name, each in known.items()}
        for obstacle in form_errors(schema, values, answers, today=on):  # no longer allowed here, or never was
            if known.get(obstacle.about) and known[obstacle.about].is_earlier:
                del known[obstacle.about]
    return known


def values_of(known: Mapping[str, Known]) -> dict[str, Any]:
    return {name: each.value for name, each in known.items()}


def known_from(result: Result, version: ItemVersion) -> dict[str, Known]:
    """Return what was filled in for a licence, by the names of the fields that a version still has."""
    matter = result.case.matter
    number, on = matter.number, local_day(matter.received_at)
    return {name: Known(value, number, on) for name, value in form_of(result, version).items()}


def _from_profile(schema: Mapping[str, Any], party: Party, answers: Mapping[str, Any]) -> dict[str, Known]:
    """Return what fields ask for by name: ``person.name`` and ``person.identity`` of a natural person only."""
    held = {
        "party.name": party.name,
        "person.name": None if party.is_organisation else party.name,
        "person.identity": None if party.is_organisation else party.identity,
        "party.identity": party.identity,
        "party.phone": party.phone,
        "party.address": party.address,
    }
    values: dict[str, Any] = {}
    for name, spec in schema.get("properties", {}).items():
        source = spec.get("autofill", "")
        if held.get(source):
            values[name] = held[source].clear()
        elif source.startswith("answers."):
            values[name] = answers.get(source.removeprefix("answers."))
    return {name: Known(value) for name, value in values.items() if value is not None}


def _from_earlier(shared: Mapping[str, str], party: Party, reader: Party, on: date) -> dict[str, Known]:
    """Return the latest answer to each shared field, by the field of this form that it is."""
    found: dict[str, Known] = {}
    for case in _latest(party, items_covered(reader, party, on=on)):
        for code, value in _shared_answers(case):
            if code in shared and shared[code] not in found:
                found[shared[code]] = Known(value, case.matter.number, local_day(case.matter.received_at))
    return found


def _latest(party: Party, items: Collection[str]) -> QuerySet[Case]:
    cases = Case.objects.filter(matter__party=party).select_related("matter", "version")
    if not items:
        return cases.none()
    if EVERY_ITEM not in items:
        cases = cases.filter(version__item__code__in=items)
    return cases.order_by("-pk")[:LOOKED_AT]


def _shared_answers(case: Case) -> Iterator[tuple[str, Any]]:
    form = case.form.clear() or {}
    for name, spec in case.version.form_schema.get("properties", {}).items():
        if spec.get("shared") and form.get(name) not in (None, "", []):
            yield spec["shared"], form[name]
