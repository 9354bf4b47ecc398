"""The demo items are complete, published everywhere, and the same each time."""

import re

import pytest

from tongban.catalogue.demo import demo_items
from tongban.catalogue.models import Item, StepSpec
from tongban.catalogue.rules.themes import EVENTS, THEMES

# Articles that were known from the text of the law when the items were written; of others only the title is shown.
SURE = {
    ("中华人民共和国食品安全法", "第三十五条"),
    ("中华人民共和国食品安全法实施条例", "第十五条"),
    ("中华人民共和国消防法", "第十五条"),
    ("中华人民共和国烟草专卖法", "第十六条"),
    ("中华人民共和国烟草专卖法实施条例", "第六条"),
    ("中华人民共和国烟草专卖法实施条例", "第九条"),
    ("中华人民共和国道路运输条例", "第二十一条"),
    ("中华人民共和国道路运输条例", "第二十二条"),
    ("中华人民共和国道路运输条例", "第二十四条"),
    ("中华人民共和国建筑法", "第七条"),
    ("中华人民共和国建筑法", "第八条"),
    ("中华人民共和国建筑法", "第九条"),
    ("城市市容和环境卫生管理条例", "第十一条"),
    ("城镇排水与污水处理条例", "第二十一条"),
    ("城镇排水与污水处理条例", "第二十二条"),
    ("中华人民共和国教师法", "第十三条"),
    ("教师资格条例", "第十三条"),
    ("教师资格条例", "第十四条"),
    ("教师资格条例", "第十六条"),
    ("住房公积金管理条例", "第二十四条"),
    ("住房公积金管理条例", "第二十五条"),
    ("中华人民共和国医师法", "第十三条"),
    ("中华人民共和国动物防疫法", "第六十一条"),
    ("中华人民共和国动物防疫法", "第六十二条"),
    ("中华人民共和国行政许可法", "第三十二条"),
}
ARTICLE = re.compile(r"第[一二三四五六七八九十百]+条")


def test_there_are_the_twelve_items_of_the_first_cut() -> None:
    assert [data["number"] for data in demo_items()] == [9, 13, 17, 28, 41, 45, 46, 49, 65, 71, 84, 90]


def test_an_article_is_shown_only_where_it_is_sure() -> None:
    shown = {
        (basis["title"], basis["article"]) for data in demo_items() for basis in data["legal_bases"] if basis["article"]
    }
    parts = [part for data in demo_items() for part in (*data["papers"], data["receipt"])]
    for part in parts:
        title, _, article = part["basis"].partition(" ")
        assert bool(ARTICLE.search(part["basis"])) == bool(part.get("sure")), part
        if article:
            shown.add((title, article))
    assert shown <= SURE


def test_every_item_says_what_the_guide_needs() -> None:
    for data in demo_items():
        assert 8 <= len(data["fields"]) <= 15, data["name"]
        assert 4 <= len(data["papers"]) <= 8, data["name"]
        assert all(field["title"] and field["title_en"] for field in data["fields"])
        assert all(paper.get("standard") or paper.get("exempt") for paper in data["papers"]), data["name"]
        assert data["faqs"]
        assert data["questions"]
        assert set(data["themes"]) <= THEMES.keys()
        assert set(data["events"]) <= EVENTS.keys()


@pytest.mark.requirement("A20")
def test_the_same_item_asks_the_same_at_every_place(items: list[Item]) -> None:
    for catalog_item in {item.catalog_item for item in items}:
        versions = [item.current for item in items if item.catalog_item == catalog_item]
        asked = {
            (str(v.form_schema), v.promised_amount, tuple(v.materials.values_list("name", flat=True)))
            for v in versions
            if v
        }
        assert len(asked) == 1


def test_a_bureau_decides_where_powers_were_moved_and_the_department_regulates(items: list[Item]) -> None:
    food = Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")
    assert food.office.short_name == "行政审批局"
    assert food.regulating_office is not None
    assert food.regulating_office.short_name == "市监局"

    county = Item.objects.get(catalog_item__code="990131001000", office__region__name="望河县")
    assert (county.office.short_name, county.regulating_office) == ("市监局", None)


def test_several_items_let_two_offices_work_side_by_side(all_items: list[Item]) -> None:
    versions = [item.current for item in all_items if item.office.region.name == "云州市" and item.current]
    side_by_side = {
        version.title
        for version in versions
        if len({step.office_id for step in StepSpec.objects.filter(version=version, wave=1)}) > 1
    }
    assert len(side_by_side) >= 3
    assert sum(version.is_instant for version in versions) >= 2
    assert any(version.is_single_officer for version in versions)
