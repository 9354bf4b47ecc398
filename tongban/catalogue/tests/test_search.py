"""Items are found in people's own words, departments' words, pinyin and initials, on every database alike."""

import tomllib
from pathlib import Path

from pytest_django import DjangoAssertNumQueries

from tongban.catalogue.demo import demo_items
from tongban.catalogue.models import Item, SearchTerm
from tongban.catalogue.queries import Filters, search
from tongban.catalogue.rules.words import index_terms
from tongban.catalogue.tests.conftest import TODAY

EXAMPLES = Path(__file__).parents[1] / "examples" / "searches.toml"
NAMES = {data["number"]: data["name"] for data in demo_items()}


def test_every_example_finds_its_item_first(all_items: list[Item]) -> None:
    examples = {text: number for part in tomllib.loads(EXAMPLES.read_text()).values() for text, number in part.items()}
    assert len(examples) >= 40
    found = {text: search(text, on=TODAY) for text in examples}
    wrong = [
        f"{text} -> {hits[0].name if hits else 'nothing'}, not {NAMES[examples[text]]}"
        for text, hits in found.items()
        if not hits or hits[0].name != NAMES[examples[text]]
    ]
    assert not wrong, wrong


def test_a_two_character_word_that_no_item_knows_finds_nothing(items: list[Item]) -> None:
    assert search("护照", on=TODAY) == []


def test_a_two_character_word_is_found_though_a_trigram_index_would_lose_it(items: list[Item]) -> None:
    terms = index_terms(title="普通护照签发", own_words=(), department_words=())
    SearchTerm.objects.bulk_create(
        SearchTerm(item=items[0], token=term.token, kind=term.kind, weight=term.weight)
        for term in terms
        if not SearchTerm.objects.filter(item=items[0], token=term.token, kind=term.kind).exists()
    )
    assert [hit.name for hit in search("护照", on=TODAY)] == [NAMES[9]]
    assert [hit.name for hit in search("huzhao", on=TODAY)] == [NAMES[9]]


def test_nonsense_finds_nothing_and_breaks_nothing(items: list[Item]) -> None:
    nonsense = ["", "  ", "。！？", "%", "_", "'; drop table", "zzzz", "🍜", "的" * 5000]
    assert [text for text in nonsense if search(text, on=TODAY)] == []


def test_a_search_takes_two_queries(items: list[Item], django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(3):
        hits = search("我要开饭店", Filters(audience="firm", region="990102"), on=TODAY)
    assert hits


def test_a_hit_gathers_the_places_and_puts_the_chosen_one_first(items: list[Item]) -> None:
    everywhere = search("开饭店", on=TODAY)[0]
    assert {offer.region_name for offer in everywhere.offers} == {"云州市", "云城区", "望河县"}
    here = search("开饭店", Filters(region="990102"), on=TODAY)[0]
    assert [offer.region_name for offer in here.offers] == ["云城区", "云州市"]


def test_filters_keep_what_the_reader_chose(items: list[Item]) -> None:
    assert search("教师资格", Filters(audience="firm"), on=TODAY) == []
    assert {hit.name for hit in search("招牌", Filters(theme="city"), on=TODAY)} == {NAMES[46]}
    assert search("招牌", Filters(theme="education"), on=TODAY) == []
    assert {hit.name for hit in search("许可", Filters(department="市监局"), on=TODAY)} == {NAMES[9]}
