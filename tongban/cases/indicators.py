"""The figures that cases offer: what the busiest items can do online, how many cases came without papers."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from tongban.cases.models import SiteVisit
from tongban.cases.queries.business import Part, counts_of, on_the_platform, one_window
from tongban.cases.queries.connectivity import whole_city
from tongban.cases.queries.site_visits import calls_between, trips_between
from tongban.cases.queries.tolerant import share_tolerant
from tongban.cases.queries.volumes import busiest, online_among
from tongban.cases.queries.without_papers import Period, share_without_papers
from tongban.catalogue.indicators import Scope
from tongban.kernel.figures import WHOLE, Terms, kept_daily
from tongban.kernel.indicators import indicator
from tongban.kernel.moments import BEIJING, local_day
from tongban.kernel.ratios import Ratio

TOP_ONLINE = "cases.top_online"
WITHOUT_PAPERS = "cases.without_papers"
TOLERANT = "cases.tolerant"
FOUR = ("cases.network_through", "cases.items_through", "cases.business_through", "cases.data_through")
EVERYTHING = Scope()


@indicator(
    TOP_ONLINE,
    name="办件量前100位网上可办率",
    formula="近一年办件量前100位的行政权力事项中可网上办理的 ÷ 前100位（不足100项的按实有数）",
)
def top_online(scope: Scope = EVERYTHING) -> Ratio:
    return online_among(busiest(scope))


@indicator(
    WITHOUT_PAPERS,
    name="零材料办结率",
    formula="期间内决定的办件中，申请人没有提交任何材料的（只用材料库已有的或者由部门核验的） ÷ 期间内决定的办件",
)
def without_papers(period: Period, scope: Scope = EVERYTHING) -> Ratio:
    return share_without_papers(period, scope)


@indicator(
    TOLERANT,
    name="容缺受理占比",
    formula="期间内容缺受理的办件 ÷ 期间内受理的办件",
)
def tolerant(period: Period, scope: Scope = EVERYTHING) -> Ratio:
    return share_tolerant(period, scope)


@kept_daily
def figures_of_the_day(now: datetime) -> Iterable[Terms]:
    yield TOP_ONLINE, WHOLE, top_online()
    yield WITHOUT_PAPERS, WHOLE, without_papers(Period.year_to(local_day(now)))
    yield TOLERANT, WHOLE, tolerant(Period.year_to(local_day(now)))
    whole = whole_city(on=local_day(now))
    yield from ((code, WHOLE, measured) for code, measured in zip(FOUR, whole.parts, strict=True))


@indicator(
    "cases.one_window",
    name="一窗受理事项占比",
    formula="综合窗口（无差别、分领域）受理的事项 ÷ 进驻事项",
    target=Fraction(70, 100),
)
def one_window_share(part: Part) -> Ratio:
    return one_window(part, part.last)


@indicator(
    "cases.on_platform",
    name="统一平台受理事项占比",
    formula="在本平台受理的事项（本平台办理、推送办理、代收代办）÷ 依申请的在用事项",
    target=Fraction(90, 100),
)
def platform_share(part: Part) -> Ratio:
    return on_the_platform(part)


@indicator("cases.done_on_time", name="按时办结率（办结口径）", formula="本期按时办结的件 ÷ 本期办结的件")
def done_on_time(part: Part) -> Ratio:
    return counts_of(part.tallies()).done_on_time


@indicator(
    "cases.met_target",
    name="提速目标达成率",
    formula="在目标工作日内办结的件 ÷ 设有目标的事项本期办结的件",
)
def met_target(part: Part) -> Ratio:
    return counts_of(part.tallies()).met_target


@indicator("cases.site_visits", name="现场踏勘趟次", formula="本期已完成的踏勘趟数 ÷ 本期安排的趟数（取消的不计）")
def site_visits(part: Part) -> Ratio:
    return trips_between(SiteVisit.objects.filter(office__in=part.offices), *_span(part))


@indicator(
    "cases.site_calls",
    name="现场踏勘上门次数",
    formula="本期已完成的上门次数 ÷ 本期安排的上门次数（几家部门联合踏勘算一次，取消的不计）",
)
def site_calls(part: Part) -> Ratio:
    return calls_between(SiteVisit.objects.filter(office__in=part.offices), *_span(part))


def _span(part: Part) -> tuple[datetime, datetime]:
    """Return the first moment of a part and the first after it."""
    first = datetime.combine(part.first, time(), BEIJING)
    return first, datetime.combine(part.last + timedelta(days=1), time(), BEIJING)


@indicator(FOUR[0], name="网络通", formula="电子政务外网接通的接入点 ÷ 登记的接入点")
def network_through(on: date) -> Ratio:
    return whole_city(on=on).network


@indicator(FOUR[1], name="事项通", formula="在本平台受理或者所在系统已对接的事项 ÷ 在用事项")
def items_through(on: date) -> Ratio:
    return whole_city(on=on).items


@indicator(FOUR[2], name="业务通", formula="近 30 天有进展或结果回来的办件 ÷ 推送或引导到其他系统的办件")
def business_through(on: date) -> Ratio:
    return whole_city(on=on).business


@indicator(FOUR[3], name="数据通", formula="近 30 天送达并生效的数据 ÷ 应交换的数据")
def exchanged_through(on: date) -> Ratio:
    return whole_city(on=on).data
