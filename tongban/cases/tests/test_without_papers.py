"""Cases decided without a paper handed in: counted with both terms, and the cases behind each."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tongban.cases.actions import accept_case, decide_case, submit_draft
from tongban.cases.models import Case
from tongban.cases.queries.without_papers import PART, REST, WHOLE, Period, cases_behind, share_without_papers
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.catalogue.indicators import Scope
from tongban.kernel.figures import keep_figures
from tongban.kernel.indicators import indicator_of
from tongban.kernel.models import FigureSnapshot
from tongban.kernel.moments import local_day
from tongban.kernel.ratios import Ratio

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("E20")]
TODAY = local_day(MORNING)
DAY, EVERYWHERE = Period(TODAY, TODAY), Scope()


def decided(town: Town, provenance: str) -> Case:
    """Return an instant case that was granted; its paper came in this way."""
    draft = town.complete_draft(town.signboard)
    case = submit_draft(draft=draft, channel="web", now=MORNING)
    case.papers.update(provenance=provenance)
    case = accept_case(case=case, by=town.clerk, now=MORNING)
    decide_case(case=case, outcome="granted", reasons="", by=town.approver, now=MORNING)
    return case


def test_a_paper_on_file_is_none_handed_in_and_one_that_was_shown_is(town: Town) -> None:
    free, uploaded = decided(town, "held"), decided(town, "uploaded")
    seen = decided(town, "seen")
    town.case()  # not decided
    assert share_without_papers(DAY, EVERYWHERE) == Ratio(1, 3)
    behind = {term: set(cases_behind(term, DAY, EVERYWHERE)) for term in (PART, REST, WHOLE)}
    assert behind == {PART: {free}, REST: {uploaded, seen}, WHOLE: {free, uploaded, seen}}


def test_the_day_and_the_place_of_the_decision_count(town: Town) -> None:
    decided(town, "held")
    before = Period(TODAY - timedelta(days=9), TODAY - timedelta(days=1))
    assert share_without_papers(before, EVERYWHERE) == Ratio(0, 0)
    assert share_without_papers(DAY, Scope(region="990199")) == Ratio(0, 0)
    assert share_without_papers(DAY, Scope(region="990100", department="行政审批局", level="3")) == Ratio(1, 1)


def test_the_figure_stands_in_the_registry_and_is_kept_daily(town: Town) -> None:
    decided(town, "held")
    assert indicator_of("cases.without_papers").measure(DAY) == Ratio(1, 1)
    keep_figures(now=MORNING)
    kept = FigureSnapshot.objects.get(code="cases.without_papers")
    assert (kept.numerator, kept.denominator) == (1, 1)


def test_the_page_shows_both_terms_and_the_cases_the_officer_may_see(
    town: Town, django_assert_max_num_queries: Any
) -> None:
    case = decided(town, "held")
    period = {"since": TODAY.isoformat(), "until": TODAY.isoformat()}
    client = signed_in(town.clerk)
    with django_assert_max_num_queries(25):
        page = client.get(reverse("cases:without_papers"), period).content.decode()
    assert case.matter.number in page
    assert "1 ÷ 1" in page or "1/1" in page or "100" in page
    file = client.post(reverse("cases:export_without_papers") + f"?since={TODAY}&until={TODAY}", {"format": "csv"})
    assert case.matter.number in b"".join(getattr(file, "streaming_content", [file.content])).decode("utf-8-sig")
    none = client.get(reverse("cases:without_papers"), {**period, "term": REST}).content.decode()
    assert "没有这样的办件" in none
