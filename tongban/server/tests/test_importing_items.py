"""Items come in the same file: listed, taken on, their text in force, so that cases can name them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tongban.cases.tests.conftest import Town, town  # noqa: F401 (fixture)
from tongban.catalogue.models import CatalogItem, Item, ItemVersion
from tongban.catalogue.queries import content_of, search
from tongban.kernel import journal
from tongban.kernel.models import JournalEntry
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter, Step
from tongban.people.rules.identifiers import make_uscc
from tongban.server.importing import loading
from tongban.server.importing.loading import How
from tongban.server.tests.old_system import HEAD, NOW, PERSON, closed_case, refused, rehearse, take_in, write

EXAMPLE = Path(loading.__file__).parent / "examples" / "old-system.ndjson"
LINES = [json.loads(line) for line in EXAMPLE.read_text().splitlines()]
[LISTED] = [line for line in LINES if line["kind"] == "catalog_item"]
[TOLD] = [line for line in LINES if line["kind"] == "item"]
CODE = f"{TOLD['office']}3{LISTED['code']}"
OFFICE = {
    "kind": "office",
    "uscc": make_uscc(500, region="990100"),
    "name": "云州市水务局",
    "short_name": "水务局",
    "type": "department",
    "level": "3",
    "region": "990100",
}


def item(**changes: Any) -> dict[str, Any]:
    """The item of the example with another text."""
    return {**TOLD, "version": {**TOLD["version"], **changes}}


def case_of_it(town: Town, **changes: Any) -> dict[str, Any]:  # noqa: F811
    whole = closed_case(town, item=CODE, answers={}, form={}, papers=[TOLD["version"]["materials"][0]["code"]])
    return {**whole, "steps": [], **changes}


@pytest.fixture
def folder(town: Town, tmp_path: Path) -> Path:  # noqa: F811
    return tmp_path


def test_an_item_is_listed_taken_on_and_in_force_and_a_case_of_the_same_file_names_it(
    town: Town,  # noqa: F811
    folder: Path,
) -> None:
    path = write(folder / "old.ndjson", [HEAD, LISTED, TOLD, PERSON, case_of_it(town)])
    load = take_in(path).load

    assert (load.added, load.refused, refused(path)) == (4, 0, {})
    item = Item.objects.get(code=CODE)
    assert (item.office, item.current.state if item.current else "") == (town.bureau, "published")
    assert Matter.objects.get().subject_code.startswith(CODE)
    assert [hit.code for hit in search(TOLD["version"]["title"], on=local_day(NOW))][:1] == [CODE]


def test_its_text_is_kept_word_for_word(folder: Path) -> None:
    take_in(write(folder / "old.ndjson", [HEAD, LISTED, TOLD]))

    content, told = content_of(ItemVersion.objects.get(item__code=CODE)), TOLD["version"]
    assert {name: content.fields[name] for name in told if name in content.fields} == {
        name: value for name, value in told.items() if name in content.fields
    }
    assert [paper["name"] for paper in content.materials] == [paper["name"] for paper in told["materials"]]
    assert set(content.placements) == {(each["kind"], each["code"]) for each in told["placements"]}


def test_the_journal_tells_of_it_and_its_chain_holds(folder: Path) -> None:
    take_in(write(folder / "old.ndjson", [HEAD, LISTED, TOLD]))

    subject = Item.objects.get(code=CODE).subject
    assert [event.name for event in journal.events_of(subject)] == ["ItemCreated", "VersionDrafted", "ItemPublished"]
    assert journal.verify(subject) is None


def test_taken_in_again_it_adds_nothing_and_another_text_is_the_next_version(folder: Path) -> None:
    take_in(write(folder / "old.ndjson", [HEAD, LISTED, TOLD]))
    entries = JournalEntry.objects.count()

    again = take_in(write(folder / "again.ndjson", [HEAD, LISTED, TOLD, b""]))
    assert (again.load.added, again.load.known, JournalEntry.objects.count()) == (0, 2, entries)

    later = take_in(write(folder / "next.ndjson", [HEAD, item(summary="换了说明。"), TOLD])).load
    assert (later.added, later.known) == (1, 1)
    versions = ItemVersion.objects.filter(item__code=CODE).order_by("number").values_list("number", "state")
    assert list(versions) == [(1, "retired"), (2, "published")]


def test_versions_come_with_the_moments_at_which_they_were_published(town: Town, folder: Path) -> None:  # noqa: F811
    first = {**TOLD, "published_at": "2024-01-10T09:00:00+08:00"}
    second = {**item(summary="第二版"), "published_at": "2026-05-01T09:00:00+08:00"}
    older, newer = case_of_it(town), case_of_it(town, number="2026-0003", received_at="2026-05-02T10:00:00+08:00")
    newer = {
        key: value for key, value in newer.items() if not key.startswith(("accepted", "decided", "closed", "outcome"))
    }

    path = write(folder / "old.ndjson", [HEAD, LISTED, first, second, PERSON, older, newer])
    take_in(path, How(batch=1))

    assert refused(path) == {}
    led = dict(Matter.objects.values_list("old_number__number", "subject_version"))
    assert led == {"2026-0001": 1, "2026-0003": 2}


WRONG: list[tuple[dict[str, Any], str]] = [
    ({**TOLD, "catalog_item": "990131009001"}, "catalog_item_unknown"),
    ({**TOLD, "office": OFFICE["uscc"]}, "office_unknown"),
    ({**TOLD, "regulating_office": OFFICE["uscc"]}, "office_unknown"),
    ({**TOLD, "published_at": "2026-02-30T09:00:00+08:00"}, "moment_does_not_exist"),
    ({**TOLD, "published_at": "2027-01-01T09:00:00+08:00"}, "moment_out_of_reach"),
    (item(colour="red"), "column_unknown"),
    (item(promised_amount="five"), "column_other_type"),
    (item(elements=[]), "column_other_type"),
    (item(run_mode="elsewhere"), "column_wrong"),
    (item(materials=[{"code": "a", "name": "身份证"}]), "column_missing"),
    (item(steps=[{"wave": 1, "code": "v", "name": "核查", "post_kind": "review", "office": "9"}]), "office_unknown"),
    (item(receipt_rule={"amount": {}}), "column_wrong"),
    (item(elements={**TOLD["version"]["elements"], "legal_bases": "法"}), "item_not_readable"),
    (item(elements={**TOLD["version"]["elements"], "legal_bases": []}), "no_legal_basis"),
    ({**TOLD, "version": {"materials": []}}, "line_shape_wrong"),
    ({**LISTED, "code": "123"}, "line_shape_wrong"),
]


def test_an_item_that_cannot_be_is_refused_with_its_reasons_and_nothing_of_it_stays(folder: Path) -> None:
    path = write(folder / "old.ndjson", [HEAD, LISTED, *(line for line, _ in WRONG)])
    rehearsed = rehearse(path)
    load = take_in(path).load

    assert [codes[0] for codes in refused(path).values()] == [code for _, code in WRONG]
    assert (load.added, rehearsed.load.added, rehearsed.load.refused) == (1, 1, len(WRONG))
    assert not Item.objects.filter(code__contains=LISTED["code"]).exists()


def test_a_draft_waits_for_its_manager(folder: Path) -> None:
    take_in(write(folder / "old.ndjson", [HEAD, LISTED, {**TOLD, "is_draft": True}]))

    item = Item.objects.get(code=CODE)
    assert (item.current, item.versions.get().state) == (None, "draft")


def test_a_dry_run_knows_what_the_file_itself_would_bring_and_writes_nothing(town: Town, folder: Path) -> None:  # noqa: F811
    step = {"wave": 1, "code": "look", "name": "踏勘", "post_kind": "review", "office": OFFICE["uscc"]}
    lines = [
        HEAD,
        OFFICE,
        LISTED,
        item(steps=[step], is_instant=False, is_single_officer=False, promised_amount=1),
        PERSON,
    ]
    wrong = case_of_it(town, number="2026-0004", papers=["lease"])
    path = write(folder / "old.ndjson", [*lines, case_of_it(town), wrong])
    before = JournalEntry.objects.count()

    rehearsal = rehearse(path)

    assert (rehearsal.load.added, rehearsal.load.refused) == (5, 1)
    assert (JournalEntry.objects.count(), CatalogItem.objects.filter(code=LISTED["code"]).count()) == (before, 0)
    take_in(path)
    assert refused(path) == {7: ["paper_unknown"]}
    assert Step.objects.filter(matter__old_number__number="2026-0001").exists()
