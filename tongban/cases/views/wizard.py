"""What the pages of an application share, be it for one item or for several: for whom, the form, going on, files."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tongban.cases.forms.application import ApplicationForm
from tongban.cases.forms.apply import ForWhomForm
from tongban.cases.queries.prefill import prefilled
from tongban.documents.actions import CannotStore
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Refused
from tongban.kernel.rates import TooOften
from tongban.people.access import PartyRequest, client_of, count_try, step_up, whom_of
from tongban.people.models import Party
from tongban.people.queries import parties_for
from tongban.people.rules.levels import demands_in, level_for, strongest
from tongban.ui.acts import tell_reasons
from tongban.ui.wording import say

PLACES = {
    "questions": gettext_lazy("回答问题"),
    "form": gettext_lazy("填写表单"),
    "papers": gettext_lazy("上传材料"),
    "check": gettext_lazy("核对提交"),
}
P = TypeVar("P")
DEMANDS = demands_in(Path(__file__).parents[1] / "data/levels.toml")
BASIC = slice(19, 31)  # of an item's code: the item of the basic catalogue


def places(face: str, draft: int, codes: Sequence[str], here: str) -> list[dict[str, Any]]:
    """Return the pages of an application in their order; those before this one are done and can be gone back to."""
    done = codes.index(here)
    return [
        {"code": code, "name": PLACES[code], "is_done": at < done, "url": reverse(f"{face}:{code}", args=[draft])}
        for at, code in enumerate(codes)
    ]


def whom_to_begin_for(request: PartyRequest) -> tuple[Party | None, ForWhomForm]:
    """Return for whom an application begins, or None and the form that asks; who can act for one only is not asked."""
    parties = parties_for(request.party, on=local_day(timezone.now()))
    form = ForWhomForm(parties, request.POST if request.method == "POST" else None)
    if len(parties) == 1:
        return parties[0], form
    if (whom := whom_of(request)) != request.party and request.method == "GET":
        return whom, form
    return form.chosen() if form.is_valid() else None, form


def turned_back(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Say why an application cannot go on, among one's own."""
    tell_reasons(request, refused)
    return redirect("cases:own")


def fill_in(request: PartyRequest, draft: Any, schema: Any, answers: dict[str, Any]) -> ApplicationForm:
    """Return the form of a draft, of one item or of several: as it was left, with what is known of who applies."""
    today = local_day(timezone.now())
    return ApplicationForm(
        schema,
        answers,
        language=language(),
        today=today,
        data=request.POST if request.method == "POST" else None,
        initial=draft.form.clear(),
        known=prefilled(schema=schema, party=draft.party, reader=request.party, answers=answers, on=today),
        is_own=draft.party_id == request.party.pk,
        is_drawn_anew="again" in request.GET,
    )


def kept_midway(request: HttpRequest, filled: ApplicationForm) -> HttpResponse | None:
    """Return the answer to a form that is kept while it is being filled in: anew, if others depend on what changed."""
    if "again" in request.GET:
        return render(request, "cases/parts/fields.html", {"form": filled, "is_fresh": True})
    return HttpResponse(status=204) if "keep" in request.GET else None


def go_on(request: HttpRequest, address: str, draft: int) -> HttpResponse:
    """Go to the next page, or, if asked to, leave the draft for another day."""
    if "later" in request.POST:
        messages.success(request, _("已保存，可以随时回来继续。"))
        return redirect("cases:own")
    return redirect(address, draft=draft)


def take_files(
    request: HttpRequest, asked: Iterable[tuple[str, P]], attach: Callable[[P, Any], object]
) -> dict[str, list[str]]:
    """Keep the files that will do, ``asked`` by the names of their fields; return what is wrong with the others."""
    errors: dict[str, list[str]] = {}
    for field, paper in asked:
        for upload in request.FILES.getlist(field):
            try:
                count_try("upload", client_of(request))
                attach(paper, upload)
            except (CannotStore, TooOften) as refused:
                errors.setdefault(field, []).extend(say(obstacle) for obstacle in refused.obstacles)
    return errors


def asked_level(request: HttpRequest, item_codes: Iterable[str]) -> HttpResponse | None:
    """Return the way to show more surely who one is, if an item to be handed in asks for it; else None."""
    today = local_day(timezone.now())
    level = strongest(level_for(DEMANDS, code[BASIC], on=today) for code in item_codes)
    return step_up(request, "hand_in", level=level) if level else None


def channel_of(request: HttpRequest) -> str:
    """Return by which channel a page was asked for: a phone counts as the app."""
    return "app" if "Mobi" in request.headers.get("User-Agent", "") else "web"


def language() -> str:
    return get_language() or "zh-hans"
