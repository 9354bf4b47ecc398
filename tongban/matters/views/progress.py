"""The public look-up by number and query code: slow for whoever guesses, and silent about what exists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tongban.kernel.obstacles import Obstacle
from tongban.kernel.rates import TooOften
from tongban.matters.forms import LookUpForm
from tongban.matters.models import Matter
from tongban.matters.queries import look_up, progress
from tongban.matters.rules.numbers import tidy_number
from tongban.people.access import client_of, count_try

OPEN = "matters_looked_up"  # numbers that this visitor has proved to know, each with the second until which it is shown
KEPT = 10
SHOWN_FOR = 30 * 60  # seconds: the next visitor of a shared computer sees nothing


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, "matters/look_up.html", {"form": LookUpForm(initial=request.GET.dict())})
    form = LookUpForm(request.POST)
    if not form.is_valid():
        return render(request, "matters/look_up.html", {"form": form}, status=422)

    number = tidy_number(form.cleaned_data["number"])
    try:
        count_try("look_up", client_of(request))
        count_try("look_up_number", number)
    except TooOften as refused:
        obstacle = Obstacle("too_many_lookups", details=refused.obstacles[0].details)
        answer = render(request, "matters/look_up.html", {"form": form, "obstacles": [obstacle]}, status=429)
        answer["Retry-After"] = str(refused.seconds)
        return answer
    matter = look_up(number=number, query_code=form.cleaned_data["query_code"])
    if matter is None:
        obstacle = Obstacle("wrong_number_or_code")
        return render(request, "matters/look_up.html", {"form": form, "obstacles": [obstacle]}, status=409)

    latest = list(_open_for(request).items())[-KEPT + 1 :]
    request.session[OPEN] = {**dict(latest), matter.number: int(timezone.now().timestamp()) + SHOWN_FOR}
    return redirect("matters:progress", number=matter.number)


@never_cache
@require_GET
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show a matter to whoever has given its query code in this session; others are asked for it."""
    if number not in _open_for(request):
        return redirect("matters:look_up")
    matter = Matter.objects.select_related("office").get(number=number)
    return render(request, "matters/progress_page.html", {"progress": progress(matter, now=timezone.now())})


def _open_for(request: HttpRequest) -> dict[str, int]:
    now, kept = timezone.now().timestamp(), request.session.get(OPEN)
    return {number: until for number, until in kept.items() if until > now} if isinstance(kept, dict) else {}
