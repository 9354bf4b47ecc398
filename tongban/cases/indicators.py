"""The figures that cases offer: what the busiest items can do."""

from collections.abc import Iterable
from datetime import datetime

from tongban.cases.queries.volumes import busiest, online_among
from tongban.catalogue.indicators import Scope
from tongban.kernel.figures import WHOLE, Terms, kept_daily
from tongban.kernel.indicators import indicator
from tongban.kernel.ratios import Ratio

TOP_ONLINE = "cases.top_online"
EVERYTHING = Scope()


@indicator(
    TOP_ONLINE,
    name="办件量前100位网上可办率",
    formula="近一年办件量前100位的行政权力事项中可网上办理的 ÷ 前100位（不足100项的按实有数）",
)
def top_online(scope: Scope = EVERYTHING) -> Ratio:
    return online_among(busiest(scope))


@kept_daily
def figures_of_the_day(now: datetime) -> Iterable[Terms]:
    yield TOP_ONLINE, WHOLE, top_online()
