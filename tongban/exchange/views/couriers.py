"""The demo courier's round: anyone may say in demo mode what becomes of a parcel."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tongban.exchange.actions import end_demo_parcel
from tongban.exchange.models import DemoParcel
from tongban.kernel.paging import page
from tongban.people.access import limited

SHOWN = 30


@require_safe
def round_of(request: HttpRequest) -> HttpResponse:
    """The parcels that the demo courier has, the newest first."""
    if not settings.DEMO:
        raise Http404
    shown = page(DemoParcel.objects.all(), keys=("-taken_at", "-id"), after=request.GET.get("after"), size=SHOWN)
    return render(request, "exchange/courier.html", {"page": shown, "fates": DemoParcel.Fate.choices})


@require_POST
@limited("pay")
def end(request: HttpRequest, number: str) -> HttpResponse:
    """Say what becomes of one."""
    if not settings.DEMO or not DemoParcel.objects.filter(number=number).exists():
        raise Http404
    if request.POST.get("fate") in DemoParcel.Fate.values:
        end_demo_parcel(number=number, fate=request.POST["fate"], now=timezone.now())
    return redirect("exchange:courier")
