"""The door for reports of payments, and the demo cashier."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tongban.exchange import actions, queries
from tongban.exchange.queries import NoPartner
from tongban.kernel.money import Money
from tongban.people.access import limited
from tongban.ui.acts import carried_out

LONGEST = 4096  # bytes of a report


@csrf_exempt  # a system signs what it sends; it has no cookie of ours
@require_POST
@limited("payment_report")
def report(request: HttpRequest) -> HttpResponse:
    """Take a report: 204 when it is kept (again, too), 400 for what is none, 401 for another signature."""
    if int(request.headers.get("Content-Length") or 0) > LONGEST:
        return HttpResponse(status=413)
    moment, signature = request.headers.get("X-Moment", ""), request.headers.get("X-Signature", "")
    try:
        actions.take_report(body=request.body, moment=moment, signature=signature, now=timezone.now())
    except actions.NotTheirs:
        return HttpResponse(status=401)
    except (ValueError, NoPartner):
        return HttpResponse(status=400)
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
@limited("pay")
def cashier(request: HttpRequest, code: str) -> HttpResponse:
    """Where one pays in the demo: the amount that was ordered, or another one to see what comes of it."""
    order = queries.demo_order(code) if settings.DEMO else None
    if order is None:
        raise Http404
    if request.method == "POST":

        def pay() -> None:
            typed = request.POST.get("amount", "").strip()
            amount = Money.parse(typed).fen if typed else order.amount
            actions.pay_at_cashier(code=code, amount=amount, now=timezone.now())

        return carried_out(request, pay, _("已支付。请稍候，收缴平台会通知缴款单位。"), to=request.path)
    return render(
        request,
        "exchange/cashier.html",
        {"order": order, "amount": Money(order.amount), "paid": Money(order.paid_amount)},
    )
