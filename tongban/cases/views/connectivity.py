"""The four 通 of each organisation, and the registers of connections as files."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.queries.connectivity import Four, four_of, organisations, together
from tongban.exchange.queries import systems
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, limited, officer_required, require_somewhere
from tongban.people.models import Office
from tongban.ui.exports import MOST_ROWS

SHOWN = 30


@require_safe
@officer_required
def four(request: OfficerRequest) -> HttpResponse:
    """The four figures of all together, and of each organisation."""
    require_somewhere(request, "see", "administer")
    on = local_day(timezone.now())
    every = four_of(list(organisations().values_list("pk", flat=True)), on=on)
    shown = page(organisations(), keys=("id",), after=request.GET.get("after"), size=SHOWN)
    whole = together(every.values())
    context = {
        "page": shown,
        "rows": [(office, every.get(office.pk, Four())) for office in shown],
        "whole": list(zip(_heads(), whole.parts, strict=True)),
        "heads": [title for title, _formula in _heads()],
    }
    return render(request, "cases/connectivity/four.html", context)


def _heads() -> list[tuple[str, str]]:
    """Return the title and the formula of each figure."""
    return [
        (_("网络通"), _("电子政务外网接通的接入点 ÷ 登记的接入点")),
        (_("事项通"), _("在本平台受理或者所在系统已对接的事项 ÷ 在用事项")),
        (_("业务通"), _("近 30 天有进展或结果回来的办件 ÷ 推送或引导到其他系统的办件")),
        (_("数据通"), _("近 30 天送达并生效的数据 ÷ 应交换的数据")),
    ]


@require_POST
@officer_required
@limited("export")
def export_four(request: OfficerRequest) -> HttpResponse:
    """The four figures of each organisation, with their terms."""
    require_somewhere(request, "see", "administer")
    offices = list(organisations().order_by("id")[:MOST_ROWS])
    found = four_of([office.pk for office in offices], on=local_day(timezone.now()))
    heads = [
        _("单位"),
        _("地区"),
        *(f"{title}{part}" for title, _f in _heads() for part in (_("（分子）"), _("（分母）"))),
    ]
    return _file(request, "four", _("四通"), heads, (_row(office, found[office.pk]) for office in offices))


def _row(office: Office, figures: Four) -> Sequence[object]:
    terms = [term for ratio in figures.parts for term in (ratio.numerator, ratio.denominator)]
    return (office.name, office.region.name, *terms)


@require_POST
@officer_required
@limited("export")
def export_systems(request: OfficerRequest) -> HttpResponse:
    """The board of connected systems."""
    require_somewhere(request, "see", "administer")
    heads = [_("系统"), _("主管单位"), _("已连通"), _("最近一次成功"), _("待发"), _("等待前序"), _("已退回")]
    rows = [
        (
            each.link.partner.name,
            each.link.office.name,
            _("是") if each.is_connected else _("否"),
            each.link.seen_at,
            each.waiting,
            each.parked,
            each.refused,
        )
        for each in systems.standings(timezone.now())
    ]
    return _file(request, "systems", _("系统对接"), heads, rows)


@require_POST
@officer_required
@limited("export")
def export_network(request: OfficerRequest) -> HttpResponse:
    """The register of the network."""
    require_somewhere(request, "see", "administer")
    asked = request.GET
    found = systems.sites(level=asked.get("level", ""), reached=asked.get("reached", ""), text=asked.get("q", "")[:60])
    heads = [
        _("接入点"),
        _("层级"),
        _("地区"),
        _("使用单位"),
        _("已接通"),
        _("接通日期"),
        _("带宽（兆）"),
        _("核查日期"),
    ]
    rows = [
        (
            site.name,
            site.level_name,
            site.region.name,
            site.office.name if site.office else "",
            _("是") if site.is_reached else _("否"),
            site.reached_on,
            site.bandwidth_mbps,
            site.checked_on,
        )
        for site in found.order_by("-id")[:MOST_ROWS]
    ]
    return _file(request, "network", _("网络覆盖"), heads, rows)


def _file(
    request: OfficerRequest, what: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    return take_away(request, what, f"{name} {local_day(timezone.now())}", heads, rows)
