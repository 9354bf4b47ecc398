"""Which papers an application asks for, and which it has."""

from collections.abc import Mapping
from typing import Any

from tongban.cases.models import Case, Paper
from tongban.cases.rules import Asked
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.rules.materials import to_hand_in


def asked_of(version: ItemVersion, answers: Mapping[str, Any]) -> list[Asked]:
    """Return what the applicant must bring in this situation; what the office fetches itself is not asked."""
    specs = to_hand_in(version.materials.all(), answers)
    return [Asked(spec.code, spec.name, spec.necessity == "required") for spec in specs]


def papers_of(case: Case) -> list[Paper]:
    """Return the papers of a case in the order in which they are asked."""
    return list(case.papers.select_related("spec", "file").order_by("spec__position", "at"))
