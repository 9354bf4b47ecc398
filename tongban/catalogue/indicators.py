"""The figures of the catalogue: each two terms over the items in force, and the items behind each term.

A share counts items (or scenarios, 业务办理项). A reduction adds up a quantity: how much less it is than the law allows
or than before a reform, out of what it was. The mean of the rates of single items is another number than the rate of
their sums; both are offered, under different names.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, Expression, F, Q, QuerySet, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models import ItemFacts, ItemVersion
from tongban.catalogue.queries.scope import of_department
from tongban.kernel.figures import WHOLE, Terms, kept_daily
from tongban.kernel.indicators import indicator
from tongban.kernel.ratios import Ratio

FEN = 100  # in a yuan
HUNDREDTHS = 100  # days are kept to the hundredth and counted in hundredths, for terms are whole numbers
MEAN_SCALE = 10_000  # the mean of rates is kept to the hundredth of a per cent
ALL = Q()

Words = str | Promise


@dataclass(frozen=True)
class Scope:
    """Over which items: all of them, or those of a place, a department, a level."""

    region: str = ""
    department: str = ""
    level: str = ""

    def facts(self) -> QuerySet[ItemFacts]:
        """Return the facts of the items in this scope; items are in force as long as they have facts."""
        chosen = Q()
        if self.region:
            chosen &= Q(item__office__region=self.region)
        if self.department:
            chosen &= of_department(self.department, "item__")
        if self.level:
            chosen &= Q(level=self.level)
        return ItemFacts.objects.filter(chosen)


@dataclass(frozen=True)
class Figure:
    """One figure: which items it is of (``whole``), and its two terms as sums over them.

    ``part`` names the items of the numerator; a reduction has none, since every item adds to both terms. ``scale``
    says by how much the sums are multiplied to become whole numbers.
    """

    code: str
    name: Words
    formula: Words
    unit: Words  # what the terms count
    whole: Q
    part: Q | None = None
    counted: Combinable | None = None  # what an item counts for in a share; none: one
    reduced: tuple[Combinable, Combinable] | None = None  # what it is now, what it was
    scale: int = 1
    shown_by: int = 1  # by how much a term is divided to be read in its unit
    is_mean: bool = False

    def sums(self) -> dict[str, Expression]:
        """Return the two sums as columns of one statement, shared by all figures of a page."""
        if self.reduced is not None:
            now, before = self.reduced
            return {
                f"{self.code}_n": Sum(before - now, filter=self.whole),
                f"{self.code}_d": Sum(before, filter=self.whole),
            }
        whole, part = self.whole, self.whole & (self.part if self.part is not None else ALL)
        if self.counted is None:
            return {f"{self.code}_n": Count("pk", filter=part), f"{self.code}_d": Count("pk", filter=whole)}
        return {f"{self.code}_n": Sum(self.counted, filter=part), f"{self.code}_d": Sum(self.counted, filter=whole)}

    def ratio(self, row: Mapping[str, Any]) -> Ratio:
        terms = (Decimal(row[f"{self.code}_{term}"] or 0) * self.scale for term in "nd")
        return Ratio(*(int(term.to_integral_value()) for term in terms))

    def items(self, scope: Scope, term: str) -> QuerySet[ItemFacts]:
        """Return the items behind a term: ``part``, ``whole``, or ``rest``: of the whole, but not of the part."""
        found = scope.facts().filter(self.whole)
        if self.part is None or term == "whole":
            return found
        return found.filter(self.part) if term == "part" else found.exclude(self.part)


SCENARIOS = Greatest(F("scenarios"), Value(1))
HERE = [ItemVersion.RunMode.HERE, ItemVersion.RunMode.PUSHED, ItemVersion.RunMode.PROXY]
HAS_LIMIT = Q(statutory_days__isnull=False)
HAS_BASELINE = Q(item__baseline__isnull=False)
JOINT = Q(modes__icontains='"joint"')
DAYS = DecimalField(max_digits=14, decimal_places=2)


def _compression(code: str, name: Words, formula: Words, whole: Q, **more: Any) -> Figure:
    kept: dict[str, Any] = {"unit": _("工作日"), "scale": HUNDREDTHS, "shown_by": HUNDREDTHS, **more}
    reduced = (F("promised_days"), F("statutory_days"))
    return Figure(code, name, formula, whole=whole & HAS_LIMIT, reduced=reduced, **kept)


def _reduction(code: str, name: Words, unit: Words, now: str, before: str, whole: Q = ALL, **more: Any) -> Figure:
    formula = _("1 − Σ现在 ÷ Σ基线，取有基线的事项")
    reduced = (F(now), F(f"item__baseline__{before}"))
    return Figure(code, name, formula, unit, whole & HAS_BASELINE, reduced=reduced, **more)


def _share(code: str, name: Words, formula: Words, part: Q, whole: Q = ALL, **more: Any) -> Figure:
    return Figure(code, name, formula, more.pop("unit", _("项")), whole, part=part, **more)


BY_SCENARIO: dict[str, Any] = {"counted": SCENARIOS, "unit": _("业务办理项")}
FIGURES: tuple[Figure, ...] = (
    _share("claimed", _("认领事项占比"), _("认领上级目录的事项 ÷ 全部在用事项"), Q(is_local=False)),
    _share("local", _("本地增加事项占比"), _("本地增加的事项 ÷ 全部在用事项"), Q(is_local=True)),
    _compression(
        "compression_licences",
        _("行政许可时限压缩率"),
        _("1 − Σ承诺 ÷ Σ法定，取有法定时限的行政许可，折算为工作日"),
        Q(item_type="01"),
    ),
    _compression(
        "compression", _("全部事项时限压缩率"), _("1 − Σ承诺 ÷ Σ法定，取有法定时限的全部事项，折算为工作日"), ALL
    ),
    _compression(
        "compression_mean",
        _("各事项压缩率的平均"),
        _("Σ(1 − 承诺 ÷ 法定) ÷ 事项数，取有法定时限的事项；与上一项不是同一个数"),
        Q(statutory_days__gt=0),
        unit=_("项"),
        shown_by=MEAN_SCALE,
        is_mean=True,
    ),
    _share("instant", _("即办件占比"), _("即办件事项 ÷ 全部在用事项"), Q(is_instant=True)),
    _reduction("fewer_steps", _("减环节"), _("个环节"), "steps", "steps"),
    _reduction("fewer_papers", _("减材料"), _("份材料"), "papers", "papers"),
    _reduction("fewer_days", _("减时限"), _("工作日"), "promised_days", "days", scale=HUNDREDTHS, shown_by=HUNDREDTHS),
    _reduction("fewer_fees", _("减费用"), _("元"), "fee", "fee", shown_by=FEN),
    _reduction("fewer_trips", _("减跑动"), _("次"), "trips", "trips"),
    _reduction("fewer_steps_joint", _("跨部门事项减环节"), _("个环节"), "steps", "steps", whole=JOINT),
    _share(
        "on_platform",
        _("纳入平台运行占比"),
        _("在本平台受理的事项 ÷ 应纳入的事项（法律法规另有规定和涉密的除外，另列）"),
        Q(item__current__run_mode__in=HERE),
        Q(item__kept_off=""),
    ),
    _share("online", _("网上可办率"), _("可网上办理的业务办理项 ÷ 全部业务办理项"), Q(is_online=True), **BY_SCENARIO),
    _share("wholly_online", _("全程网办占比"), _("Ⅳ级深度且零跑动的事项 ÷ 全部在用事项"), Q(depth=4, trips=0)),
    _share(
        "one_trip",
        _("最多跑一次占比"),
        _("跑动不超过一次的业务办理项 ÷ 全部业务办理项"),
        Q(trips__lte=1),
        **BY_SCENARIO,
    ),
    _share("no_trip", _("零见面占比"), _("零跑动的业务办理项 ÷ 全部业务办理项"), Q(trips=0), **BY_SCENARIO),
    _share("no_paper", _("零材料占比"), _("零材料申报的业务办理项 ÷ 全部业务办理项"), Q(papers=0), **BY_SCENARIO),
    _share("cross", _("通办事项占比"), _("有通办范围的事项 ÷ 全部在用事项"), ~Q(cross_scope="")),
)
BY_CODE = {figure.code: figure for figure in FIGURES}


def figures_of(scope: Scope) -> dict[str, Ratio]:
    """Return every figure of a scope: two statements, however many figures and items."""
    summed = [figure for figure in FIGURES if not figure.is_mean]
    columns = {name: column for figure in summed for name, column in figure.sums().items()}
    row = scope.facts().aggregate(**columns)
    found = {figure.code: figure.ratio(row) for figure in summed}
    return {figure.code: found.get(figure.code) or _mean(figure, scope) for figure in FIGURES}


def _mean(figure: Figure, scope: Scope) -> Ratio:
    """Return the mean of the rates of single items, as hundredths of a per cent over as many for each item."""
    rows = scope.facts().filter(figure.whole).values_list("promised_days", "statutory_days")
    rates = [1 - promised / statutory for promised, statutory in rows if statutory]
    return Ratio(round(sum(rates) * MEAN_SCALE), len(rates) * MEAN_SCALE)


def by_cross_scope(scope: Scope) -> dict[str, int]:
    """Return how many items are led for other regions, by how far (通办范围)."""
    counted = scope.facts().exclude(cross_scope="").values_list("cross_scope").annotate(Count("pk"))
    return dict(counted.order_by())


def _measure(code: str) -> Callable[..., Ratio]:
    return lambda scope=Scope(): figures_of(scope)[code]


for _figure in FIGURES:
    indicator(f"catalogue.{_figure.code}", name=str(_figure.name), formula=str(_figure.formula))(_measure(_figure.code))


@kept_daily
def figures_of_the_day(now: datetime) -> Iterable[Terms]:
    """Yield every figure over all items, and over each place that has some."""
    places = (
        ItemFacts.objects.values_list("item__office__region", flat=True).distinct().order_by("item__office__region")
    )
    for scope in (WHOLE, *places):
        for code, ratio in figures_of(Scope(region=scope)).items():
            yield f"catalogue.{code}", scope, ratio
