"""The lint over the whole catalogue, and its command."""

from datetime import date, datetime
from typing import Any

import pytest

from tongban.catalogue.models import Item, ItemVersion, PaperKind
from tongban.catalogue.queries.linting import circular_proofs, lint_all
from tongban.catalogue.rules.lint import lists
from tongban.catalogue.rules.lint.names import stem
from tongban.documents.models import HeldPaper
from tongban.kernel.moments import BEIJING
from tongban.people.models import Party

TODAY = date(2026, 5, 7)
NOW = datetime(2026, 5, 7, 10, tzinfo=BEIJING)
pytestmark = pytest.mark.django_db


@pytest.fixture
def food(items: list[Item]) -> Item:
    return next(item for item in items if "食品经营" in item.catalog_item.name)


@pytest.fixture
def sign(items: list[Item]) -> Item:
    return next(item for item in items if "门头招牌" in item.catalog_item.name)


def codes(item: Item) -> set[str]:
    return {
        finding.obstacle.code
        for examined in lint_all(on=TODAY)
        if examined.version.item_id == item.pk
        for finding in examined.findings
    }


def draft_of(item: Item, **elements: Any) -> ItemVersion:
    """A draft beside the version in force, with papers and elements of its own."""
    current = item.current
    assert current
    return ItemVersion.objects.create(
        item=item, number=current.number + 1, title=current.title, created_at=NOW, promised_amount=5,
        elements={**current.elements, **elements},
    )  # fmt: skip


@pytest.mark.requirement("A15")
def test_a_law_that_was_repealed_is_no_basis_any_more(food: Item) -> None:
    draft_of(food, legal_bases=[{"title": "中华人民共和国合同法", "article": "第一条"}])
    assert "basis_repealed" in codes(food)


@pytest.mark.requirement("E18")
def test_a_source_that_is_connected_makes_asking_its_paper_an_error(food: Item, monkeypatch: Any) -> None:
    monkeypatch.setattr(lists, "_sources", {})
    draft = draft_of(food)
    draft.materials.create(
        position=1, code="id", name="申请人身份证复印件", why="核对", source="government", issuer="公安局"
    )
    assert "paper_issued_elsewhere" in codes(food)
    lists.connect("居民身份证", "公安人口库")
    assert "paper_held_by_a_source" in codes(food)
    assert "paper_issued_elsewhere" not in codes(food)


@pytest.mark.requirement("E16", "E17")
def test_what_we_issued_ourselves_is_on_file_and_no_item_asks_for_it(food: Item) -> None:
    kind = PaperKind.objects.create(code="CL00801", name="排水许可证", other_names=["排水证"])
    draft_of(food).materials.create(position=1, code="drain", name="排水证（复印件）", why="核对", source="government")
    assert "paper_held_by_a_source" not in codes(food)
    holder = Party.objects.create(kind="person", name="王五", identity_kind="citizen-id", identity="11010519491231002X")
    HeldPaper.objects.create(party=holder, kind=kind.code, name=kind.name, came="issued", grade="A", at=NOW)
    assert "paper_held_by_a_source" in codes(food)


@pytest.mark.requirement("E18")
def test_items_that_ask_for_one_anothers_results_are_a_circle(food: Item, sign: Item) -> None:
    assert circular_proofs() == []
    for item, result, paper in ((food, "甲证", "乙证复印件"), (sign, "乙证", "甲证（原件）")):
        version = draft_of(item, result={"name": result})
        version.materials.create(position=1, code="p", name=paper, why="核对")
        Item.objects.filter(pk=item.pk).update(current=version)
    assert circular_proofs() == [tuple(sorted((food.code, sign.code)))]


def test_examining_more_items_takes_no_more_queries_than_their_chunks(
    food: Item, sign: Item, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(
        9
    ):  # versions, four kinds of parts; laws that changed, papers, those we issued, proofs on the lists
        assert len(list(lint_all(on=TODAY))) >= 2


def test_other_names_of_a_paper_lead_to_it() -> None:
    known = lists.synonyms()
    assert stem("房屋产权证明复印件", known) == stem("不动产权证书", known)
    assert stem("有效身份证件原件", known) == stem("居民身份证正反面", known)
    assert stem("租赁合同", known) != stem("授权委托书", known)
