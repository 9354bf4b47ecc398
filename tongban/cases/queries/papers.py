"""Which papers an application asks for, which it has, and which the office fetches itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from tongban.cases.models import Case, Paper
from tongban.cases.models.cases import tolerance_in
from tongban.cases.rules import Asked, Tolerance, as_asked
from tongban.catalogue.models import ItemVersion, MaterialSpec
from tongban.catalogue.rules.materials import fetched_for_you, to_hand_in


def asked_of(version: ItemVersion, answers: Mapping[str, Any]) -> list[Asked]:
    """Return what the applicant must bring in this situation; what the office fetches itself is not asked."""
    return asked_among(version.materials.all(), answers, tolerance_in(version))


def asked_among(specs: Iterable[MaterialSpec], answers: Mapping[str, Any], tolerance: Tolerance) -> list[Asked]:
    """Return the same of papers that have been read already."""
    return as_asked(to_hand_in(specs, answers), tolerance)


def papers_of(case: Case) -> list[Paper]:
    """Return the papers of a case in the order in which they are asked; the case remembers them."""
    papers = Paper.objects.select_related("spec", "file", "held", "fetched").order_by("spec__position", "at")
    prefetch_related_objects([case], Prefetch("papers", papers))
    return list(case.papers.all())


def missing_from(case: Case, papers: Iterable[Paper]) -> list[Asked]:
    """Return what is required and is not among these papers."""
    given = {paper.spec.code for paper in papers}
    return [paper for paper in asked_of(case.version, case.answers) if paper.is_required and paper.code not in given]


def lacking_from(case: Case, papers: Iterable[Paper]) -> list[Asked]:
    """Return what is not among these papers and may follow against a promise."""
    given = {paper.spec.code for paper in papers}
    return [paper for paper in asked_of(case.version, case.answers) if paper.may_follow and paper.code not in given]


def unasked_of(case: Case) -> list[MaterialSpec]:
    """Return what the office must fetch or check itself (免提交), but what came from a source already."""
    came = {paper.spec_id for paper in case.papers.all() if paper.provenance == Paper.Provenance.FETCHED}
    return [spec for spec in fetched_for_you(case.version.materials.all(), case.answers) if spec.pk not in came]
