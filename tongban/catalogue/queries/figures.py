"""The figures of the catalogue as a page shows them: with target, terms in their unit, course, and the items behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tongban.catalogue.indicators import BY_CODE, FIGURES, Figure, Scope, figures_of
from tongban.catalogue.models import Item, ItemFacts
from tongban.catalogue.queries.scope import choices_of
from tongban.kernel.figures import history, targets_on, value_of
from tongban.kernel.models import FigureTarget
from tongban.kernel.paging import Page, page
from tongban.kernel.ratios import Ratio

SHOWN_BACK = timedelta(days=365)
MOST_POINTS = 60  # of a line: a year is thinned out to these


@dataclass(frozen=True)
class Shown:
    """One figure of a scope, ready to be read."""

    figure: Figure
    ratio: Ratio
    target: FigureTarget | None

    @property
    def numerator(self) -> str:
        return self._in_unit(self.ratio.numerator)

    @property
    def denominator(self) -> str:
        return self._in_unit(self.ratio.denominator)

    @property
    def percent(self) -> str | None:
        return self.ratio.percent(places=2)

    @property
    def aim(self) -> str:
        """The target in per cent, without needless noughts."""
        return f"{Decimal(self.target.hundredths) / 100:f}%" if self.target else ""

    @property
    def is_reached(self) -> bool | None:
        return self.ratio.reaches(value_of(self.target)) if self.target else None

    @property
    def width(self) -> float:
        """Of the bar that shows it, in per cent."""
        return max(0.0, min(100.0, 100 * float(self.ratio.value or 0)))

    def _in_unit(self, term: int) -> str:
        return f"{Decimal(term) / self.figure.shown_by:,f}"


def shown_figures(scope: Scope, on: date) -> list[Shown]:
    """Return every figure of a scope with its target: three statements."""
    targets, found = targets_on(on), figures_of(scope)
    return [Shown(figure, found[figure.code], targets.get(f"catalogue.{figure.code}")) for figure in FIGURES]


def shown_figure(code: str, scope: Scope, on: date) -> Shown | None:
    """Return one figure; None if there is none of that code."""
    return next((shown for shown in shown_figures(scope, on) if shown.figure.code == code), None)


def course(code: str, *, region: str, on: date) -> list[tuple[str, float]]:
    """Return how a figure of a place went over the last year, in per cent."""
    kept = [(day, ratio) for day, ratio in history(f"catalogue.{code}", scope=region, since=on - SHOWN_BACK)]
    every = -(-len(kept) // MOST_POINTS) or 1
    points = kept[(len(kept) - 1) % every :: every]  # the last day is always among them
    return [(f"{day:%m-%d}", round(100 * float(ratio.value), 2)) for day, ratio in points if ratio.value is not None]


def items_behind(code: str, scope: Scope, term: str, *, after: str | None, size: int = 30) -> Page[ItemFacts]:
    """Return a page of the items behind one term of a figure."""
    return page(_behind(code, scope, term), keys=("item_id",), after=after, size=size)


def all_items_behind(code: str, scope: Scope, term: str) -> Iterator[ItemFacts]:
    return _behind(code, scope, term).order_by("item_id").iterator()


def _behind(code: str, scope: Scope, term: str):  # type: ignore[no-untyped-def]
    facts = BY_CODE[code].items(scope, term)
    facts = facts.select_related("item__catalog_item", "item__office", "item__baseline")
    return facts.only(
        "item__code", "item__catalog_item__name", "item__office__name", "item__baseline", "scenarios", "trips", "depth",
        "steps", "papers", "promised_days", "statutory_days", "is_instant", "is_online", "fee",
    )  # fmt: skip


def places_and_departments() -> tuple[list[tuple[str, str]], list[str]]:
    """Return what figures can be narrowed to: places as (code, name), departments by short name. One statement."""
    return choices_of(
        Item.objects.filter(facts__isnull=False)
        .values_list("office__region", "office__region__name", "office__short_name", "regulating_office__short_name")
        .distinct()
        .order_by("office__region")
    )
