"""Workbooks of the catalogue: what is written is read again, what is wrong is said by its cell, all or nothing."""

import io
from datetime import date
from typing import Any

import pytest

from tongban.catalogue.actions import draft_from_current, publish_version
from tongban.catalogue.actions.bulk import CannotImport, write_plan
from tongban.catalogue.models import (
    CatalogItem,
    Item,
    ItemFacts,
    ItemVersion,
    ListMembership,
    MaterialSpec,
    PaperKind,
    SearchTerm,
)
from tongban.catalogue.queries import content_of, search
from tongban.catalogue.queries.sheets.gathering import gather
from tongban.catalogue.queries.sheets.planning import How, plan
from tongban.catalogue.queries.sheets.template import write_items, write_template
from tongban.catalogue.rules.sheets.columns import ITEMS, PAPERS, sheets
from tongban.catalogue.rules.sheets.contents import says_the_same
from tongban.catalogue.sample_sheets import basic_code
from tongban.catalogue.tests.conftest import NOW
from tongban.catalogue.tests.workbooks import FIRST, changed, changed_paper, rows_of, sample, take, written, wrong
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of, verify
from tongban.kernel.models import JournalEntry
from tongban.people.models import Office

TODAY = date(2026, 4, 27)


def test_every_column_of_the_workbook_fits_into_its_place(db: None) -> None:
    models = {ITEMS: ItemVersion, PAPERS: MaterialSpec}
    for code, model in models.items():
        for column in sheets()[code].columns.values():
            field = next((each for each in model._meta.concrete_fields if each.name == column.at), None)
            longest = getattr(field, "max_length", None)
            if longest and column.kind in ("text", "long", "code") and column.at != "paper_kind":
                assert column.longest <= longest, column.field


def test_the_template_explains_itself_and_holds_nothing_yet(db: None) -> None:
    out = io.BytesIO()
    write_template(out)

    assert [(error.sheet, error.obstacle.code) for error in gather(out).errors] == [(ITEMS, "sheet_is_empty")]
    heads, fields, helps, example = rows_of(out, "事项")[:4]
    assert heads[:4] == ["检查结果", "事项序号", "实施编码", "基本编码"]
    assert fields[:4] == ["note", "row_number", "task_code", "catalog_code"]
    assert (helps[0], example[0]) == ("说明", "示例")
    assert helps[heads.index("事项类型")].startswith("必填。")
    assert "行政许可、" in helps[heads.index("事项类型")]


@pytest.mark.requirement("A08")
def test_a_workbook_becomes_drafts_with_papers_steps_and_a_journal_row_each(office: Office) -> None:
    taken = take(sample(office, 3))

    assert (taken.written, taken.counts["new"], wrong(taken)) == (3, 3, [])
    version = ItemVersion.objects.get(item__catalog_item__code=basic_code(1))
    assert (version.state, version.number, version.promised_amount) == ("draft", 1, 7)
    assert [paper.name for paper in version.materials.all()][:2] == ["申请表", "场所平面布置图"]
    assert [(step.wave, step.office) for step in version.steps.all()] == [(1, office), (2, office), (3, office)]
    assert version.elements["contacts"]["complain"] == "12345"
    assert version.elements["faqs"][1] == {"q": "多久能办好？", "a": "一般七个工作日。"}
    assert version.item.catalog_item.origin == "local"
    entry = JournalEntry.objects.get(subject=version.item.subject)
    assert [each.name for each in events_of(entry.subject)] == ["ItemCreated", "VersionDrafted"]
    assert verify(entry.subject) is None


def test_the_journal_of_a_workbook_is_one_row_for_each_item_in_a_bounded_number_of_statements(
    office: Office, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(80):
        take(sample(office, 60, papers=2, steps=1))

    assert JournalEntry.objects.filter(subject__startswith="item:").count() == 60


def test_nothing_is_written_when_one_cell_is_wrong(office: Office) -> None:
    taken = take(sample(office, 5, changed(promise_day="七天")))

    assert wrong(taken) == [(ITEMS, FIRST, "promise_day", "cell_not_whole")]
    assert taken.written is None
    assert not Item.objects.exists()
    assert not CatalogItem.objects.exists()


def test_a_dry_run_says_what_would_be_and_writes_nothing(office: Office) -> None:
    taken = take(sample(office, 4), is_rehearsal=True)

    assert (taken.written, taken.counts["new"], taken.is_sound) == (None, 4, True)
    assert not Item.objects.exists()


@pytest.mark.requirement("E21")
def test_a_paper_refers_to_the_catalogue_of_papers_by_its_code(office: Office) -> None:
    kind = PaperKind.objects.create(code="form", name="申请表")

    take(sample(office, 1, changed_paper(material_id="form")))

    assert MaterialSpec.objects.get(name="申请表").paper_kind == kind


def test_scenarios_without_a_condition_are_asked_for_by_their_names(office: Office) -> None:
    def change(sheet: str, number: int, row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "scenario": "情形2"} if sheet == PAPERS and row["material_name"] == "现场照片" else row

    taken = take(sample(office, 1, change, scenarios=2))

    version = ItemVersion.objects.get()
    assert wrong(taken) == []
    assert [question["key"] for question in version.questions] == ["situation"]
    assert [choice["label"] for choice in version.questions[0]["choices"]] == ["情形1", "情形2"]
    assert [item.name for item in version.handling_items.all()] == ["情形1", "情形2"]
    assert version.materials.get(name="现场照片").condition == {"field": "situation", "op": "is", "value": "s2"}


def test_items_that_are_written_out_are_read_again_as_unchanged(items: list[Item]) -> None:
    out = io.BytesIO()
    query = Item.objects.select_related("catalog_item", "office", "regulating_office").order_by("code")

    count = write_items(out, query)
    taken = take(out)

    assert count == query.count() > 4
    assert wrong(taken) == []
    assert (taken.counts["same"], taken.counts["changed"], taken.counts["new"]) == (count, 0, 0)
    assert taken.written == 0


def test_only_what_was_changed_in_the_sheet_changes_and_all_else_stays(food: Item) -> None:
    out = io.BytesIO()
    write_items(out, Item.objects.filter(pk=food.pk).select_related("catalog_item", "office", "regulating_office"))
    before = content_of(food.current)
    assert before is not None

    rows = {sheet.name: rows_of(out, sheet.name) for sheet in sheets().values()}
    fields = rows["事项"][1]
    rows["事项"][3][fields.index("promise_day")] = 4
    taken = take(written(rows))

    draft = food.versions.get(state="draft")
    after = content_of(draft)
    assert (taken.written, wrong(taken), draft.number) == (1, [], 2)
    assert after.fields["promised_amount"] == 4
    assert after.fields["form_schema"] == before.fields["form_schema"]
    assert says_the_same(
        before, after.__class__(**{**after.__dict__, "fields": {**after.fields, "promised_amount": 5}})
    )


def test_a_draft_is_replaced_only_if_that_was_asked_for(office: Office) -> None:
    take(sample(office, 1))
    again = sample(office, 1, changed(promise_day=6))

    assert wrong(take(again)) == [(ITEMS, FIRST, "", "draft_exists")]
    assert take(again, replaces_drafts=True).written == 1
    draft = ItemVersion.objects.get()
    assert (draft.promised_amount, draft.number, draft.materials.count()) == (6, 1, 6)


def test_a_catalogue_that_changed_after_the_check_is_noticed(food: Item) -> None:
    out = io.BytesIO()
    write_items(out, Item.objects.filter(pk=food.pk).select_related("catalog_item", "office", "regulating_office"))
    rows = {sheet.name: rows_of(out, sheet.name) for sheet in sheets().values()}
    rows["事项"][3][rows["事项"][1].index("promise_day")] = 4
    planned = plan(gather(written(rows)), How(by=SYSTEM, on=TODAY))
    draft_from_current(item=food, by=SYSTEM, now=NOW)

    with pytest.raises(CannotImport):
        write_plan(plan=planned, by=SYSTEM, now=NOW)


def test_the_system_may_publish_and_what_follows_from_it_is_there(office: Office) -> None:
    taken = take(sample(office, 3), publishes=True)

    assert (taken.written, taken.counts["errors"]) == (3, 0)
    item = Item.objects.select_related("current").get(catalog_item__code=basic_code(1))
    assert item.current is not None
    assert item.current.state == "published"
    assert item.code in {hit.code for hit in search("户外广告", on=TODAY)}
    assert ItemFacts.objects.get(item=item).papers == 6
    assert ListMembership.objects.filter(item=item).exists()
    assert [each.name for each in events_of(item.subject)] == ["ItemCreated", "VersionDrafted", "ItemPublished"]


def test_what_is_published_in_bulk_leaves_the_same_rows_as_one_that_is_published_alone(office: Office) -> None:
    take(sample(office, 1))
    alone = ItemVersion.objects.get()
    publish_version(version=alone, by=SYSTEM, now=NOW)
    take(sample(office, 2, lambda sheet, number, row: row if number == 2 else None), publishes=True)

    one, other = Item.objects.order_by("pk")
    related = [each for each in Item._meta.related_objects if each.related_model is not SearchTerm]
    counts = [
        {each.name: each.related_model.objects.filter(**{each.field.name: item}).count() for each in related}
        for item in (one, other)
    ]
    assert counts[0] == counts[1]
    assert other.terms.count() > 10


def test_what_may_not_be_published_is_not_taken_in_at_all(office: Office) -> None:
    taken = take(sample(office, 2, changed_paper(material_name="其他材料")), publishes=True)

    assert taken.written is None
    assert "catch_all_paper" in [finding.obstacle.code for _, finding in taken.plan.findings]
    assert not Item.objects.exists()


def test_what_comes_into_force_later_stays_a_draft(office: Office) -> None:
    take(sample(office, 1, changed(plan_effective_date="2026-06-01")), publishes=True)

    assert ItemVersion.objects.get().state == "draft"
