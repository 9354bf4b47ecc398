"""What a source has is asked for once for all members of a bundle, goes with each of them, and keeps nobody waiting."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tongban.bundles.actions.designing import add_member, draft_version, list_bundle, publish_version
from tongban.bundles.actions.drafts import obstacles_to_draft, start_draft, submit_draft
from tongban.bundles.actions.fetching import fetch_for_draft
from tongban.bundles.models import BundleDraft
from tongban.bundles.queries.fetched import Sources
from tongban.bundles.queries.plans import plan_of
from tongban.bundles.rules.papers import MergedPapers
from tongban.cases.models import Case, Paper
from tongban.cases.tests.conftest import MORNING, PDF, Town, _item, _publish, _version, signed_in
from tongban.catalogue.models import MaterialSpec
from tongban.documents.actions import forget_fetched_papers
from tongban.documents.models import FetchedPaper
from tongban.exchange.models import DemoEntry, Partner
from tongban.kernel.events import SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("E17", "E16")]
HOUSEHOLD = {"code": "household", "name": "居民户口簿"}


@pytest.fixture
def draft(town: Town) -> BundleDraft:
    """A bundle of two: one has the household fetched, the other still asks for it, and for a marriage promised."""
    birth, card = (
        _item(town.bureau, town.market, code, name)
        for code, name in (("990709009000", "出生登记"), ("992014009000", "社会保障卡申领"))
    )
    spec(birth, "出生登记", exempted_by="sharing", exempted_from="户籍信息", **HOUSEHOLD)
    spec(card, "社会保障卡申领", **HOUSEHOLD)
    spec(card, "社会保障卡申领", code="marriage", name="结婚证", exempted_by="commitment")
    Partner.objects.create(code="registers", name="数据源", adapter="demo_registers")
    facts = [{"label": "户籍地址", "value": "云州市云城区荷塘路6号", "kind": "address"}]
    DemoEntry.objects.create(
        register="household",
        identity=town.applicant.identity.clear(),
        reference="HU-1",
        as_of=MORNING - timedelta(days=1),
        facts=facts,
    )
    told: dict[str, Any] = {"by": SYSTEM, "now": MORNING}
    bundle = list_bundle(code="newborn", region=town.bureau.region, lead_office=town.bureau, **told)
    version = draft_version(bundle=bundle, says={"title": "新生儿出生", "theme": "birth"}, **told)
    add_member(version=version, code="birth", item=_publish(birth.versions.get()), **told)
    add_member(version=version, code="card", item=_publish(card.versions.get()), **told)
    publish_version(version=version, **told)
    bundle.refresh_from_db()
    draft = start_draft(account=town.account, bundle=bundle, party=town.applicant, now=MORNING)
    draft.form = {"shop_name": "李小云", "floor_area": 1}
    draft.save()
    return draft


def spec(item: Any, title: str, **values: str) -> None:
    version = item.versions.first() or _version(item)
    MaterialSpec.objects.create(version=version, position=version.materials.count() + 1, why="核对", **values)


def lines(draft: BundleDraft) -> MergedPapers:
    plan = plan_of(draft.version)
    return plan.papers(plan.applying(draft.answers), draft.answers, covers=Sources(draft.subject).cover)


def fetch(town: Town, draft: BundleDraft) -> None:
    fetch_for_draft(draft=draft, plan=plan_of(draft.version), by=town.account, now=MORNING)


def page(town: Town, draft: BundleDraft) -> str:
    return signed_in(town.account).get(reverse("bundles:papers", args=[draft.pk])).content.decode()


def set_mode(mode: str) -> None:
    Partner.objects.filter(code="registers").update(mode=mode, settings={"slow_seconds": 0})


def test_each_line_says_why_nobody_brings_it_and_the_count_adds_up(town: Town, draft: BundleDraft) -> None:
    papers = lines(draft)
    assert [(line.name, line.verdict, line.by) for line in papers.lines] == [
        ("居民户口簿", "fetched", "户籍信息"),
        ("结婚证", "exempt", "commitment"),
    ]
    assert (papers.before, papers.after, papers.spared) == (3, 0, {"fetched": 2, "exempt": 1})
    shown = page(town, draft)
    assert "分开办要交 3 份，这里只交 0 份" in shown
    assert "免交：以告知承诺代替" in shown


def test_one_asking_serves_every_member_and_goes_with_the_case_of_each(town: Town, draft: BundleDraft) -> None:
    fetch(town, draft)
    row = FetchedPaper.objects.get()
    assert (row.outcome, row.source, row.purpose, row.subject) == ("found", "household", "新生儿出生", draft.subject)
    assert "从公安局“户籍信息”取得" in page(town, draft)

    whole = submit_draft(draft=draft, channel="web", now=MORNING)
    row.refresh_from_db()
    assert row.subject == whole.matter.subject
    for case in Case.objects.filter(matter__parent=whole.matter):
        [paper] = Paper.objects.filter(case=case)
        assert (paper.spec.code, paper.provenance, paper.grade, paper.file, paper.fetched) == (
            "household", "fetched", "A", None, row,
        )  # fmt: skip
    later = MORNING + timedelta(days=61)
    assert forget_fetched_papers(before=later, at_most=10, now=later) == 0  # it was handed in


@pytest.mark.parametrize("mode", ["down", "rubbish"])
def test_a_silent_source_keeps_nobody_from_handing_in(town: Town, draft: BundleDraft, mode: str) -> None:
    set_mode(mode)
    fetch(town, draft)
    shown = page(town, draft)
    assert "没有联系上“户籍信息”" in shown
    assert "再查一次" in shown
    assert not obstacles_to_draft(draft, plan_of(draft.version), MORNING)
    set_mode("normal")  # it is back
    again = reverse("bundles:fetch_papers", args=[draft.pk])
    assert "从公安局“户籍信息”取得" in signed_in(town.account).post(again, follow=True).content.decode()
    set_mode(mode)
    assert submit_draft(draft=draft, channel="web", now=MORNING).pk


def test_what_no_register_has_is_brought_where_an_item_asks_for_it(town: Town, draft: BundleDraft) -> None:
    DemoEntry.objects.all().delete()
    fetch(town, draft)
    assert [(line.verdict, line.parts) for line in lines(draft).lines if line.key == lines(draft).lines[0].key] == [
        ("asked", ("card",)),
        ("fetched", ("birth",)),
    ]
    plan = plan_of(draft.version)
    assert [o.code for o in obstacles_to_draft(draft, plan, MORNING)] == ["missing_paper"]


def test_where_no_source_can_be_reached_at_all_an_item_asks_as_before(town: Town, draft: BundleDraft) -> None:
    Partner.objects.all().delete()
    fetch(town, draft)
    assert not FetchedPaper.objects.exists()
    assert lines(draft).after == 1


def test_who_likes_may_bring_what_a_source_did_not_give(town: Town, draft: BundleDraft) -> None:
    set_mode("down")
    fetch(town, draft)
    [line] = [line for line in lines(draft).lines if line.verdict == "fetched"]
    given = {line.code: SimpleUploadedFile("hu.pdf", PDF)}
    address = reverse("bundles:papers", args=[draft.pk])
    assert signed_in(town.account).post(address, given).status_code == 302
    whole = submit_draft(draft=draft, channel="web", now=MORNING)
    papers = Paper.objects.filter(case__matter__parent=whole.matter)
    assert list(papers.values_list("provenance", flat=True)) == ["uploaded", "uploaded"]
