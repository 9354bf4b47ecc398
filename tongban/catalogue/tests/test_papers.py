"""The catalogue of papers and the list of proofs: names, who asks, what may be asked for."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tongban.catalogue.actions import (
    CannotPublish,
    draft_from_current,
    edit_draft,
    publish_version,
    retire_item,
)
from tongban.catalogue.actions.papers import (
    change_paper_kind,
    end_paper_kind,
    enter_paper_kind,
    enter_unknown_names,
    join_name,
    write_paper_uses,
)
from tongban.catalogue.actions.refusals import CannotKeepPaper, NotYourCatalogue
from tongban.catalogue.models import Item, PaperKind, PaperUse
from tongban.catalogue.queries import content_of
from tongban.catalogue.queries.papers import paper_names, proofs_on_list, unknown_names
from tongban.catalogue.reactions.papers import papers_that_are_missing
from tongban.kernel.events import SYSTEM
from tongban.people.models import Account, Officer, RoleGrant


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")


@pytest.fixture
def licence(items: list[Item], now: datetime) -> PaperKind:
    return enter_paper_kind(values={"name": "营业执照", "issuer": "市场监督管理局"}, by=SYSTEM, now=now)


@pytest.fixture
def keeper(client: Client, food: Item, now: datetime) -> Client:
    account = Account.objects.create(kind=Account.Kind.STAFF, username="keeper")
    officer = Officer.objects.create(
        account=account, office=food.office, name="林芳", staff_number="9", joined_on=now.date()
    )
    RoleGrant.objects.create(officer=officer, role="item_manager", office=food.office, since=now.date())
    client.force_login(account)
    return client


@pytest.mark.requirement("E21")
def test_a_kind_is_found_behind_every_form_and_other_name_of_it(licence: PaperKind) -> None:
    assert licence.code == "CL00001"
    assert {use.name for use in licence.uses.all()} == {"营业执照"}
    assert (
        licence.uses.values("item").distinct().count()
        == Item.objects.filter(current__materials__name="营业执照").distinct().count()
    )


@pytest.mark.requirement("E21")
def test_names_the_catalogue_does_not_know_are_listed_and_joined(licence: PaperKind, now: datetime) -> None:
    unknown = {row["name"]: row["items"] for row in unknown_names()}
    assert "营业执照" not in unknown
    name = "店面产权或者租赁信息"
    assert unknown[name] == 3

    deed = enter_paper_kind(values={"name": "场所使用权证明"}, by=SYSTEM, now=now)
    join_name(kind=deed, name=name, by=SYSTEM, now=now)
    assert deed.uses.filter(name=name).count() == 3
    assert name not in {row["name"] for row in unknown_names()}
    assert paper_names()[name] == "场所使用权证明"


@pytest.mark.requirement("E21")
def test_a_name_means_one_paper(licence: PaperKind, now: datetime) -> None:
    for values in (
        {"name": "营业执照"},
        {"name": "执照", "other_names": ["营业执照"]},
        {"name": "照", "other_names": ["照"]},
    ):
        with pytest.raises(CannotKeepPaper) as refused:
            enter_paper_kind(values=values, by=SYSTEM, now=now)
        assert [obstacle.code for obstacle in refused.value.obstacles] == ["paper_name_taken"]


@pytest.mark.requirement("E21")
def test_every_unknown_name_is_entered_at_once_with_issuer_and_basis(items: list[Item], now: datetime) -> None:
    enter_unknown_names(by=SYSTEM, now=now)
    assert unknown_names() == []
    health = PaperKind.objects.get(name="从业人员健康证明")
    assert (health.issuer, health.is_proof) == ("卫生健康委员会", True)
    assert health.proof_basis == "中华人民共和国食品安全法"
    licence = PaperKind.objects.get(name="营业执照")
    assert licence.is_proof is False

    end_paper_kind(kind=licence, by=SYSTEM, now=now)
    assert [row["name"] for row in unknown_names()] == ["营业执照"]
    assert enter_unknown_names(by=SYSTEM, now=now) == []  # what was ended stays ended
    with pytest.raises(CannotKeepPaper):
        enter_paper_kind(values={"name": "营业执照"}, by=SYSTEM, now=now)


@pytest.mark.requirement("E18")
def test_without_a_list_of_proofs_there_is_none_and_with_one_only_what_has_a_basis_is_on_it(
    licence: PaperKind, now: datetime
) -> None:
    day = now.date()
    assert proofs_on_list(day) is None
    with pytest.raises(CannotKeepPaper):
        enter_paper_kind(values={"name": "亲属关系证明", "is_proof": True}, by=SYSTEM, now=now)
    proof = enter_paper_kind(
        values={
            "name": "无犯罪记录证明", "other_names": ["无犯罪证明"], "is_proof": True, "proof_basis": "教师法 第十四条",
        },
        by=SYSTEM, now=now,
    )  # fmt: skip
    assert proofs_on_list(day) == {"无犯罪记录证明", "无犯罪证明"}
    end_paper_kind(kind=proof, by=SYSTEM, now=now)
    assert proofs_on_list(day) == frozenset()


@pytest.mark.requirement("E21")
def test_what_items_ask_for_follows_their_versions(food: Item, licence: PaperKind, now: datetime) -> None:
    assert food.current is not None
    assert food.paper_uses.count() == food.current.materials.count()
    PaperUse.objects.all().delete()
    papers_that_are_missing(now)
    assert food.paper_uses.count() == food.current.materials.count()
    assert licence.uses.filter(item=food).exists()
    retire_item(item=food, reason="合并", by=SYSTEM, now=now)
    assert not food.paper_uses.exists()


def test_many_versions_take_a_handful_of_statements(items: list[Item], django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(9):
        write_paper_uses(versions=list(Item.objects.values_list("current", flat=True)))


def test_the_catalogue_of_the_city_is_kept_by_who_manages_all_of_it(food: Item, now: datetime) -> None:
    officer = Officer.objects.create(office=food.office, name="周敏", staff_number="8", joined_on=now.date())
    with pytest.raises(NotYourCatalogue):
        enter_paper_kind(values={"name": "某证"}, by=officer, now=now)


@pytest.mark.requirement("E18", "E21")
def test_the_public_reads_which_papers_there_are_and_which_proofs_may_be_asked_for(
    client: Client, items: list[Item], licence: PaperKind, now: datetime
) -> None:
    enter_unknown_names(by=SYSTEM, now=now)
    change_paper_kind(kind=licence, values={"other_names": ["工商执照"]}, by=SYSTEM, now=now)
    page = client.get("/papers/", {"q": "执照"}).text
    assert "营业执照" in page
    assert "从业人员健康证明" not in page
    proofs = client.get("/papers/", {"kind": "proofs"}).text
    assert "从业人员健康证明" in proofs
    assert "营业执照" not in proofs
    assert "《中华人民共和国食品安全法》" in proofs

    one = client.get(f"/papers/{licence.code}/").text
    assert "食品经营许可" in one
    assert "已替您查到，不用交" in one
    assert client.get("/papers/CL99999/").status_code == 404
    assert "没有符合条件的材料" in client.get("/papers/", {"q": "护照"}).text


@pytest.mark.requirement("E18", "E21")
def test_the_manager_enters_changes_joins_and_ends(keeper: Client, licence: PaperKind) -> None:
    desk = keeper.get("/desk/papers/").text
    assert "个名称还没有录入" in desk
    keeper.post("/desk/papers/join/", {"name": "店面产权或者租赁信息", "kind": "营业执照"})
    licence.refresh_from_db()
    assert licence.other_names == ["店面产权或者租赁信息"]

    refused = keeper.post("/desk/papers/new/", {"name": "亲属关系证明", "is_proof": "on"})
    assert refused.status_code == 422
    assert "没有写明设定依据" in refused.text
    assert (
        keeper.post("/desk/papers/new/", {"name": "户口簿", "other_names": "户口本\n户籍证明\n\n"}).status_code == 302
    )
    kept = PaperKind.objects.get(name="户口簿")
    assert kept.other_names == ["户口本", "户籍证明"]
    keeper.post(f"/desk/papers/{kept.code}/", {"name": "居民户口簿", "issuer": "公安局"})
    kept.refresh_from_db()
    assert (kept.name, kept.issuer, kept.other_names) == ("居民户口簿", "公安局", [])

    keeper.post("/desk/papers/enter-unknown/")
    assert "个名称还没有录入" not in keeper.get("/desk/papers/").text
    keeper.post(f"/desk/papers/{kept.code}/end/")
    kept.refresh_from_db()
    assert kept.ended_on is not None


def test_the_pages_take_the_same_number_of_statements_whatever_they_hold(
    client: Client, all_items: list[Item], now: datetime, django_assert_max_num_queries: Any
) -> None:
    enter_unknown_names(by=SYSTEM, now=now + timedelta(days=1))
    with django_assert_max_num_queries(8):
        client.get("/papers/")
    code = PaperKind.objects.get(name="营业执照").code
    with django_assert_max_num_queries(8):
        client.get(f"/papers/{code}/")


@pytest.mark.requirement("E18")
def test_no_item_is_published_that_asks_for_a_proof_outside_the_list(food: Item, now: datetime) -> None:
    proof = {
        "name": "无犯罪记录证明",
        "other_names": ["无犯罪证明"],
        "is_proof": True,
        "proof_basis": "教师法 第十四条",
    }
    enter_paper_kind(values=proof, by=SYSTEM, now=now)
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    text = content_of(draft)
    asked = {**text.materials[0], "code": "income", "name": "收入证明"}
    draft = edit_draft(version=draft, content=replace(text, materials=(*text.materials, asked)), by=SYSTEM, now=now)
    with pytest.raises(CannotPublish) as refused:
        publish_version(version=draft, by=SYSTEM, now=now)
    assert [each.code for each in refused.value.obstacles] == ["proof_not_on_list"]

    listed = {**asked, "name": "无犯罪证明（原件）"}
    edit_draft(version=draft, content=replace(text, materials=(*text.materials, listed)), by=SYSTEM, now=now)
    publish_version(version=draft, by=SYSTEM, now=now)
    assert food.paper_uses.get(code="income").paper_kind.name == "无犯罪记录证明"
