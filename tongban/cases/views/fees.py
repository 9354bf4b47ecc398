"""Fees on the desk: charged, cancelled, refunded; and the page on which somebody pays."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.cases.actions import fees as actions
from tongban.cases.actions.prerequisites import settle_prerequisite
from tongban.cases.forms.fees import ChargeForm, ProofForm, ReasonForm
from tongban.cases.models import FeeNotice, Payment, Prerequisite, Refund
from tongban.cases.queries import fees as queries
from tongban.cases.views.desk import case_for
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.paging import page
from tongban.matters.models import Matter
from tongban.matters.queries import matter_seen
from tongban.matters.rules.citing import without_notes
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, limited, officer_required, require, require_somewhere
from tongban.ui.acts import carried_out
from tongban.ui.exports import MOST_ROWS

WIDTHS = (26, 28, 30, 16, 14, 14, 14, 24)


@require_safe
@officer_required
def notices(request: OfficerRequest) -> HttpResponse:
    """The notices of the offices one sees, and the refunds that wait."""
    require_somewhere(request, "accept", "review", "decide", "supervise")
    today, state = local_day(timezone.now()), request.GET.get("state", "")
    found = queries.notices_for(request.officer, state=state, on=today)
    options = [*FeeNotice.State.choices, ("overdue", _("逾期未缴"))]
    context = {
        "page": page(found, keys=("-id",), after=request.GET.get("after")),
        "refunds": queries.refunds_for(request.officer, on=today)[:20],
        "filters": [{"name": "state", "label": _("状态"), "options": options}],
        "today": today,
    }
    return render(request, "cases/fees/notices.html", context)


@require_POST
@officer_required
@limited("export")
def export_notices(request: OfficerRequest) -> HttpResponse:
    """The same as a file, the newest first."""
    require_somewhere(request, "accept", "review", "decide", "supervise")
    today = local_day(timezone.now())
    found = queries.notices_for(request.officer, state=request.GET.get("state", ""), on=today)
    heads = [_("缴款码"), _("编号"), _("事项"), _("部门"), _("金额（元）"), _("状态"), _("最晚"), _("电子票据")]
    name, rows = f"{_('缴款通知')} {today}", map(_row, found.order_by("-id")[:MOST_ROWS])
    return take_away(request, "fees", name, heads, rows, widths=WIDTHS)


def _row(notice: FeeNotice) -> tuple[object, ...]:
    matter = notice.case.matter
    return (
        notice.code,
        matter.number,
        matter.subject_title,
        matter.office.short_name,
        str(notice.money),
        notice.get_state_display(),
        notice.pay_by,
        notice.receipt_number,
    )


@require_http_methods(["GET", "POST"])
@officer_required
def charge(request: OfficerRequest, number: str) -> HttpResponse:
    """Choose among the charges of the item; a refusal keeps what was typed."""
    case = case_for(request, number, "accept")
    charges = (case.version.elements.get("fees") or {}).get("charges") or ()
    form = ChargeForm(charges, request.POST if request.method == "POST" else None)
    obstacles: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.charge(case=case, chosen=form.chosen(), by=request.officer, now=timezone.now())
        except Refused as refused:
            obstacles = list(refused.obstacles)
        else:
            return redirect("matters:matter", number=number)
    context = {"matter": case.matter, "form": form, "obstacles": obstacles}
    return render(request, "cases/fees/charge.html", context)


@require_POST
@officer_required
def cancel(request: OfficerRequest, code: str) -> HttpResponse:
    notice = _notice(request, code)
    require(request, "accept", **notice.case.matter.scope)
    reason = _reason(request)
    act = lambda: actions.cancel_charge(notice=notice, reason=reason, by=request.officer, now=timezone.now())  # noqa: E731
    return _back(request, notice, act, _("缴款通知已取消。"))


@require_POST
@officer_required
def refund(request: OfficerRequest, payment: int) -> HttpResponse:
    found = get_object_or_404(Payment.objects.select_related("notice__case__matter"), pk=payment)
    require(request, "accept", **_matter(request, found.notice.case.matter.number).scope)
    reason = _reason(request)
    act = lambda: actions.ask_refund(payment=found, reason=reason, by=request.officer, now=timezone.now())  # noqa: E731
    return _back(request, found.notice, act, _("已申请退款，等待批准。"))


@require_POST
@officer_required
def answer_refund(request: OfficerRequest, pk: int) -> HttpResponse:
    """Approve or refuse; the button says which."""
    found = get_object_or_404(Refund.objects.select_related("payment__notice__case__matter"), pk=pk)
    require(request, "decide", **_matter(request, found.payment.notice.case.matter.number).scope)
    is_approved = request.POST.get("answer") == "approve"

    def act() -> Refund:
        return actions.answer_refund(refund=found, is_approved=is_approved, by=request.officer, now=timezone.now())

    return carried_out(request, act, _("已批准退款。") if is_approved else _("已登记不批准。"), to="cases:fees")


@require_POST
@officer_required
def settle(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put the proof of what comes first on record."""
    asked = get_object_or_404(Prerequisite.objects.select_related("case__matter__office"), pk=pk)
    matter = _matter(request, asked.case.matter.number)
    require(request, "accept", "review", **matter.scope)
    form = ProofForm(request.POST)
    proof = form.cleaned_data["proof"] if form.is_valid() else ""
    act = lambda: settle_prerequisite(prerequisite=asked, proof=proof, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("凭证已登记。"), to=reverse("matters:matter", args=[matter.number]))


@require_safe
@limited("pay")
def pay(request: HttpRequest, code: str) -> HttpResponse:
    """What is to be paid under a code, for whoever has it: the payer need not be the applicant."""
    notice = queries.notice_by_code(code)
    if notice is None:
        raise Http404
    context = {
        "notice": notice,
        "lines": [line | {"basis": without_notes(line["basis"])} for line in notice.lines],
        "matter": notice.case.matter,
        "cashier": settings.PAYMENT_ADDRESS.format(code=code),
    }
    return render(request, "cases/fees/pay.html", context)


def _matter(request: OfficerRequest, number: str) -> Matter:
    matter = matter_seen(number, officer=request.officer, on=local_day(timezone.now()))
    if matter is None:
        raise Http404
    return matter


def _notice(request: OfficerRequest, code: str) -> FeeNotice:
    notice = queries.notice_by_code(code)
    if notice is None:
        raise Http404
    _matter(request, notice.case.matter.number)
    return notice


def _reason(request: OfficerRequest) -> str:
    form = ReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""


def _back(request: OfficerRequest, notice: FeeNotice, act: Callable[[], object], done: str) -> HttpResponse:
    return carried_out(request, act, done, to=reverse("matters:matter", args=[notice.case.matter.number]))
