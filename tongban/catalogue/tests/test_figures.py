"""The figures of the catalogue: both terms, the items behind them, targets, baselines, and their course."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tongban.catalogue.actions.baselines import as_they_are, keep_baselines
from tongban.catalogue.actions.refusals import CannotKeepBaseline
from tongban.catalogue.indicators import BY_CODE, FIGURES, Scope, by_cross_scope, figures_of
from tongban.catalogue.models import Item, ItemFacts
from tongban.catalogue.queries.figures import course, items_behind, shown_figure, shown_figures
from tongban.kernel.events import SYSTEM
from tongban.kernel.figures import CannotSetTarget, history, keep_figures, set_target
from tongban.kernel.indicators import indicators
from tongban.kernel.models import FigureSnapshot
from tongban.kernel.ratios import Ratio

TODAY = date(2026, 4, 27)
FACTS: dict[str, Any] = {
    "item_type": "01", "is_applied_for": True, "is_local": False, "level": "3", "scenarios": 0, "is_instant": False,
    "is_online": True, "depth": 3, "trips": 1, "steps": 4, "papers": 3, "statutory_days": Decimal(20),
    "promised_days": Decimal(5), "fee": 0, "is_deferrable": False, "is_by_commitment": False, "cross_scope": "",
    "modes": [],
}  # fmt: skip


@pytest.fixture
def four(items: list[Item]) -> list[Item]:
    """Four items with known facts; the others of the city have none."""
    ItemFacts.objects.all().delete()
    told: list[dict[str, Any]] = [
        {"scenarios": 3},
        {"depth": 4, "trips": 0, "papers": 0, "promised_days": Decimal(0), "is_instant": True, "cross_scope": "nation"},
        {"item_type": "07", "is_local": True, "statutory_days": Decimal(10), "promised_days": Decimal(2)},
        {"item_type": "20", "statutory_days": None, "is_online": False, "depth": 1, "trips": 2, "modes": ["joint"]},
    ]
    ItemFacts.objects.bulk_create(ItemFacts(item=item, **FACTS | own) for item, own in zip(items, told))
    return items[:4]


@pytest.mark.requirement("A01", "A02", "A24", "A25", "A26", "D02", "D03", "D04", "D05", "D06", "D07", "D08", "F01")
@pytest.mark.parametrize(
    ("code", "numerator", "denominator"),
    [
        ("claimed", 3, 4),
        ("local", 1, 4),
        ("compression_licences", 3500, 4000),  # 40 days by law, 5 promised, in hundredths
        ("compression", 4300, 5000),
        ("instant", 1, 4),
        ("on_platform", 4, 4),
        ("online", 5, 6),  # by scenario: an item that is not split counts once
        ("wholly_online", 1, 4),
        ("one_trip", 5, 6),
        ("no_trip", 1, 6),
        ("no_paper", 1, 6),
        ("cross", 1, 4),
    ],
)
def test_a_figure_has_its_two_terms(four: list[Item], code: str, numerator: int, denominator: int) -> None:
    assert figures_of(Scope())[code] == Ratio(numerator, denominator)


@pytest.mark.requirement("A24", "A25")
def test_the_mean_of_the_rates_is_not_the_rate_of_the_sums(four: list[Item]) -> None:
    found = figures_of(Scope())
    assert found["compression"].percent(2) == "86.00%"  # 43 of 50 days
    assert found["compression_mean"].percent(2) == "85.00%"  # of 75, 100 and 80 per cent


@pytest.mark.requirement("D02")
def test_what_a_law_keeps_off_the_platform_is_not_in_the_whole(four: list[Item]) -> None:
    Item.objects.filter(pk=four[0].pk).update(kept_off="secret", kept_off_basis="保守国家秘密法")
    assert figures_of(Scope())["on_platform"] == Ratio(3, 3)


@pytest.mark.requirement("A22", "A23", "A27")
def test_reductions_are_reckoned_against_the_baseline(four: list[Item], now: datetime) -> None:
    kept = keep_baselines(
        rows=as_they_are([item.pk for item in four], taken_on=TODAY, source="改革方案"), by=SYSTEM, now=now
    )
    assert kept == 4
    ItemFacts.objects.filter(item=four[3]).update(steps=2, papers=1, trips=0, promised_days=Decimal("2.50"))

    found = figures_of(Scope())

    assert found["fewer_steps"] == Ratio(2, 16)
    assert found["fewer_papers"] == Ratio(2, 9)
    assert found["fewer_trips"] == Ratio(2, 4)
    assert found["fewer_days"] == Ratio(250, 1200)
    assert found["fewer_fees"] == Ratio(0, 0)
    assert found["fewer_steps_joint"] == Ratio(2, 4)


def test_a_baseline_names_its_source_and_is_kept_once(four: list[Item], now: datetime) -> None:
    keys = [item.pk for item in four]
    with pytest.raises(CannotKeepBaseline) as refused:
        keep_baselines(rows=as_they_are(keys, taken_on=TODAY, source=" "), by=SYSTEM, now=now)
    assert refused.value.obstacles[0].code == "baseline_without_source"

    keep_baselines(rows=as_they_are(keys, taken_on=TODAY, source="改革方案"), by=SYSTEM, now=now)
    with pytest.raises(CannotKeepBaseline) as refused:
        keep_baselines(rows=as_they_are(keys, taken_on=TODAY, source="又一次"), by=SYSTEM, now=now)
    assert refused.value.obstacles[0].code == "nothing_to_keep"


def test_the_items_behind_a_term_add_up(four: list[Item]) -> None:
    for figure in FIGURES:
        if figure.part is None or figure.counted is not None:
            continue
        found = {term: len(items_behind(figure.code, Scope(), term, after=None)) for term in ("part", "rest", "whole")}
        assert found["part"] + found["rest"] == found["whole"]
        assert Ratio(found["part"], found["whole"]) == figures_of(Scope())[figure.code]


def test_a_scope_narrows_every_figure(four: list[Item]) -> None:
    place = four[0].office.region_id
    inside = [item for item in four if item.office.region_id == place]
    assert figures_of(Scope(region=place))["claimed"].denominator == len(inside)
    assert figures_of(Scope(level="4"))["claimed"].denominator == 0
    assert figures_of(Scope(department="无此部门"))["claimed"].percent() is None


@pytest.mark.requirement("F01")
def test_items_led_for_other_regions_are_counted_by_reach(four: list[Item]) -> None:
    assert by_cross_scope(Scope()) == {"nation": 1}


def test_all_figures_take_three_statements(four: list[Item], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        assert len(shown_figures(Scope(), TODAY)) == len(FIGURES)


@pytest.mark.requirement("A24", "D04")
def test_a_target_holds_from_its_day_on(four: list[Item], now: datetime) -> None:
    words = {"code": "catalogue.compression_licences", "source": "年度工作要点", "by": SYSTEM, "now": now}
    set_target(percent=Fraction(60), since=TODAY - timedelta(days=1), **words)
    set_target(percent=Fraction("92.5"), since=TODAY + timedelta(days=1), **words)

    today = shown_figure("compression_licences", Scope(), TODAY)
    later = shown_figure("compression_licences", Scope(), TODAY + timedelta(days=1))

    assert today is not None
    assert later is not None
    assert (today.percent, today.aim, today.is_reached) == ("87.50%", "60%", True)
    assert (later.aim, later.is_reached) == ("92.5%", False)


@pytest.mark.parametrize("percent", [Fraction(101), Fraction(-1), Fraction("33.333")])
def test_a_target_is_a_per_cent(four: list[Item], now: datetime, percent: Fraction) -> None:
    with pytest.raises(CannotSetTarget):
        set_target(code="catalogue.claimed", percent=percent, since=TODAY, source="文件", by=SYSTEM, now=now)


def test_figures_are_kept_by_day_for_all_and_for_each_place(four: list[Item], now: datetime) -> None:
    keep_figures(now=now - timedelta(days=1))
    ItemFacts.objects.filter(item=four[0]).update(is_instant=True)
    keep_figures(now=now)
    kept = keep_figures(now=now)  # once more on the same day

    scopes = 1 + len({item.office.region_id for item in four})
    assert kept >= len(FIGURES) * scopes  # modules above keep theirs, too
    assert FigureSnapshot.objects.filter(code__startswith="catalogue.", taken_on=TODAY).count() == len(FIGURES) * scopes
    since = TODAY - timedelta(days=3)
    assert [ratio.numerator for _, ratio in history("catalogue.instant", since=since)] == [1, 2]
    assert course("instant", region="", on=TODAY) == [("04-26", 25.0), ("04-27", 50.0)]


def test_every_figure_stands_in_the_registry() -> None:
    assert {f"catalogue.{code}" for code in BY_CODE} <= {known.code for known in indicators()}


def test_pages_show_figures_and_lists(four: list[Item], manager: Client, now: datetime) -> None:
    page = manager.get(reverse("catalogue:figures"))
    assert page.status_code == 200
    assert "86.00%" in page.content.decode()
    one = manager.get(reverse("catalogue:figure", args=["instant"]), {"term": "part"})
    assert four[1].catalog_item.name in one.content.decode()
    assert manager.get(reverse("catalogue:figure", args=["nothing"])).status_code == 404
    file = manager.post(reverse("catalogue:figure_export", args=["compression"]), {"format": "csv"})
    assert four[1].code in file.content.decode("utf-8-sig")
