"""What waits at a desk as a file: hearings to hold, results to collect, broken promises, receipts of regulators.

Each file holds what the page shows to the same officer, narrowed and masked as there.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongban.cases.models import BrokenPromise, Case, Hearing, RegulatorNotice
from tongban.cases.queries.hearings import announce_by, hearings_to_hold
from tongban.cases.queries.promises import broken_for
from tongban.cases.queries.regulation import POWER, notices_shown
from tongban.cases.queries.uncollected import results_shown
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.matters.rules.extensions import SUSPENDING
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, limited, officer_required, require_somewhere
from tongban.ui.exports import MOST_ROWS


@require_POST
@officer_required
@limited("export")
def hearings(request: OfficerRequest) -> HttpResponse:
    """What is to be held, what is due first on top."""
    require_somewhere(request, *SUSPENDING)
    found = hearings_to_hold(request.officer, on=local_day(timezone.now())).order_by("hold_by_on", "id")
    heads = [_("听证事项"), _("提出时间"), _("最晚通知"), _("最晚举行"), _("举行时间"), _("地点")]
    return _file(request, "hearings", _("要举行的听证"), heads, found, _hearing)


@require_POST
@officer_required
@limited("export")
def uncollected(request: OfficerRequest) -> HttpResponse:
    """What waits to be collected, the longest first."""
    require_somewhere(request, "deliver")
    show = request.GET.get("show", "")
    found = results_shown(request.officer, show=show, on=local_day(timezone.now())).order_by("matter__decided_at", "id")
    heads = [_("窗口"), _("决定时间"), _("提醒次数"), _("最近一次提醒"), _("长期未领")]
    return _file(request, "uncollected", _("未领取的结果"), heads, found, _waiting, show)


@require_POST
@officer_required
@limited("export")
def broken(request: OfficerRequest) -> HttpResponse:
    """The promises that were not kept, the latest first."""
    require_somewhere(request, "accept", "decide", "supervise")
    state = request.GET.get("state", "")
    found = broken_for(request.officer, state=state, on=local_day(timezone.now())).order_by("-id")
    heads = [_("种类"), _("承诺了什么"), _("登记"), _("修复"), _("修复理由")]
    return _file(request, "broken_promises", _("没有履行的承诺"), heads, found, _broken, state)


@require_POST
@officer_required
@limited("export")
def receipts(request: OfficerRequest) -> HttpResponse:
    """The decisions that were sent to who regulates, and which were signed for."""
    require_somewhere(request, POWER)
    now, show = timezone.now(), request.GET.get("show", "")
    rows, keys = notices_shown(request.officer, show=show, on=local_day(now), now=now)
    heads = [_("事由"), _("送来时间"), _("最晚签收"), _("签收时间")]
    return _file(request, "regulator_receipts", _("审管联动"), heads, rows.order_by(*keys), _receipt, show)


def _file(
    request: OfficerRequest,
    what: str,
    title: str,
    heads: Sequence[str],
    found: QuerySet[Any],
    row: Callable[[Any], tuple[Matter, Sequence[object]]],
    narrowed: str = "",
) -> HttpResponse:
    """Answer with a list: of each row first whose matter it is, then its own cells."""
    rows = ((*_named(matter), *cells) for matter, cells in map(row, found[:MOST_ROWS]))
    all_heads = [_("编号"), _("事项"), _("申请人"), _("部门"), *heads]
    name = f"{title} {local_day(timezone.now())}"
    return take_away(request, what, name, all_heads, rows, narrowed=("state",) if narrowed else ())


def _named(matter: Matter) -> tuple[object, ...]:
    return matter.number, matter.subject_title, matter.party.shown_name, matter.office.short_name


def _hearing(hearing: Hearing) -> tuple[Matter, Sequence[object]]:
    asked, last = hearing.requested_at, hearing.hold_by_on
    return hearing.case.matter, (
        hearing.matter_of, asked and local_day(asked), announce_by(hearing), last, hearing.set_for, hearing.place,
    )  # fmt: skip


def _waiting(case: Case) -> tuple[Matter, Sequence[object]]:
    known = getattr(case, "uncollected", None)
    window = case.visit.window if case.visit else None
    return case.matter, (
        f"{window.service_point.name} {window.number}" if window else "",
        case.matter.decided_at,
        known.reminders if known else 0,
        known.reminded_at if known else None,
        known.marked_at if known else None,
    )


def _broken(each: BrokenPromise) -> tuple[Matter, Sequence[object]]:
    told = (each.promise.get_kind_display(), each.about, local_day(each.at))
    return each.promise.case.matter, (*told, each.repaired_at and local_day(each.repaired_at), each.repair)


def _receipt(notice: RegulatorNotice) -> tuple[Matter, Sequence[object]]:
    return notice.case.matter, (notice.get_about_display(), notice.sent_at, notice.due_at, notice.received_at)
