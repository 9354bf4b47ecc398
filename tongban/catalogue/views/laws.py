"""Pages of law on the desk: who cites an article, changes entered, and what has to be looked at again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongban.catalogue import actions
from tongban.catalogue.forms.laws import LawChangeForm, SettlingForm
from tongban.catalogue.models import ReviewMark
from tongban.catalogue.queries import laws as queries
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Refused
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, officer_required, require, require_somewhere


@require_safe
@officer_required
def laws(request: OfficerRequest) -> HttpResponse:
    """Find the items and papers that cite an article; and what has changed of late."""
    require_somewhere(request, "manage_catalogue", "approve_catalogue")
    today = local_day(timezone.now())
    title, article = (request.GET.get(name, "").replace("\x00", "").strip()[:60] for name in ("title", "article"))
    context: dict[str, Any] = {"title": title, "article": article, "changes": queries.latest_changes()}
    context["ended"] = queries.repealed_and_cited(request.officer, today)
    if title or article:
        context["page"], context["rows"] = queries.items_citing(
            request.officer, today, title=title, article=article, after=request.GET.get("after")
        )
    return render(request, "catalogue/laws.html", context)


@require_http_methods(["GET", "POST"])
@officer_required
def enter(request: OfficerRequest) -> HttpResponse:
    """Enter a change of law: every item that it touches is marked."""
    require_somewhere(request, "manage_catalogue")
    form = LawChangeForm(request.POST or None, initial={"title": request.GET.get("title", "")[:120]})
    obstacles = []
    if form.is_valid():
        try:
            change = actions.enter_law_change(**form.cleaned_data, by=request.officer, now=timezone.now())
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            marked = change.marks.count()
            messages.success(request, _("已登记，标记了 %(n)d 个事项待复核。") % {"n": marked})
            return redirect("catalogue:marks")
    status = 409 if obstacles else 422 if form.is_bound else 200
    return render(request, "catalogue/law_change.html", {"form": form, "obstacles": obstacles}, status=status)


@require_safe
@officer_required
def marks(request: OfficerRequest) -> HttpResponse:
    """The items to be looked at again, or those that were."""
    require_somewhere(request, "manage_catalogue")
    is_settled = request.GET.get("state") == "settled"
    found = queries.marks_for(request.officer, local_day(timezone.now()), is_settled=is_settled)
    listed = page(found, keys=("-id",), after=request.GET.get("after"), size=25)
    return render(request, "catalogue/marks.html", {"page": listed, "is_settled": is_settled})


@require_http_methods(["GET", "POST"])
@officer_required
def settle(request: OfficerRequest, mark: int) -> HttpResponse:
    """Settle one with a note."""
    found = get_object_or_404(
        ReviewMark.objects.select_related("item__office", "item__catalog_item", "change"), pk=mark
    )
    require(request, "manage_catalogue", office=found.item.office)
    form = SettlingForm(request.POST or None)
    obstacles = []
    if form.is_valid():
        try:
            actions.settle_mark(mark=found, note=form.cleaned_data["note"], by=request.officer, now=timezone.now())
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, _("已复核。"))
            return redirect("catalogue:marks")
    status = 409 if obstacles else 422 if form.is_bound else 200
    context = {"form": form, "mark": found, "item": found.item, "obstacles": obstacles}
    return render(request, "catalogue/settle.html", context, status=status)
