"""Review by a second person: hand in, take back, read, approve, send back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.catalogue.actions.reviews import approve_version, hand_in_version, recall_version, send_back_version
from tongban.catalogue.forms.reviews import HandInForm, SendBackForm
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries.contents import content_of, findings_of
from tongban.catalogue.queries.laws import known_world
from tongban.catalogue.queries.reviews import hands_of, versions_in_review
from tongban.catalogue.rules.differences import differences
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.people.access import OfficerRequest, officer_required, require
from tongban.people.queries import may
from tongban.ui.acts import carried_out

WAITING = (ItemVersion.State.REVIEW, ItemVersion.State.SCHEDULED)


@require_safe
@officer_required
def reviews(request: OfficerRequest) -> HttpResponse:
    """What waits for review or for its day, as far as the officer approves or manages it."""
    waiting = versions_in_review(request.officer, on=local_day(timezone.now()))
    rows = page(waiting, keys=("submitted_at", "id"), after=request.GET.get("after"))
    return render(request, "catalogue/reviews.html", {"page": rows})


@require_safe
@officer_required
def review(request: OfficerRequest, code: str) -> HttpResponse:
    """Everything that the second person needs: who wrote it, what the lint says, and the two answers."""
    version = _version(request, code, "approve_catalogue", "manage_catalogue")
    if version.state not in WAITING:
        return redirect("catalogue:desk_item", code=code)
    today = local_day(timezone.now())
    approves = may(request.officer, "approve_catalogue", office=version.item.office, on=today)
    before = version.item.current
    context = {
        "item": version.item,
        "version": version,
        "findings": findings_of(version, known_world(max(version.effective_on or today, today))),
        "approves": approves,
        "is_own": approves and request.officer.pk in hands_of(version),
        "manages": may(request.officer, "manage_catalogue", office=version.item.office, on=today),
        "back": SendBackForm(),
        "before": before,
        "after": version,
        "differences": differences(content_of(before), content_of(version)) if before else [],
    }
    return render(request, "catalogue/review.html", context)


@require_POST
@officer_required
def hand_in(request: OfficerRequest, code: str) -> HttpResponse:
    """Hand the draft of an item in, with its days."""
    version = _version(request, code, "manage_catalogue")
    form = HandInForm(request.POST)
    if not form.is_valid():
        for field in form:
            for error in field.errors:
                messages.error(request, f"{field.label}{_('：')}{error}")
        return redirect("catalogue:desk_item", code=code)
    days = form.cleaned_data
    act = lambda: hand_in_version(version=version, **days, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("已送审，等待审定。"), to=_page_of(code))


@require_POST
@officer_required
def recall(request: OfficerRequest, code: str) -> HttpResponse:
    """Take back what was handed in."""
    version = _version(request, code, "manage_catalogue")
    act = lambda: recall_version(version=version, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("已撤回，可以继续修改。"), to=_page_of(code))


@require_POST
@officer_required
def approve(request: OfficerRequest, code: str) -> HttpResponse:
    """Approve: in force at once, or on its day."""
    version = _version(request, code, "approve_catalogue")
    act = lambda: approve_version(version=version, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("已审定。"), to=_page_of(code))


@require_POST
@officer_required
def send_back(request: OfficerRequest, code: str) -> HttpResponse:
    """Send back, with the reason."""
    version = _version(request, code, "approve_catalogue")
    form = SendBackForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    act = lambda: send_back_version(version=version, note=note, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("已退回修改。"), to=_page_of(code))


def _page_of(code: str) -> str:
    return reverse("catalogue:desk_item", args=[code])


def _version(request: HttpRequest, code: str, *powers: str) -> ItemVersion:
    """Return the version being worked on, for whoever holds one of these powers over its office: else 403."""
    item = get_object_or_404(Item.objects.select_related("office", "catalog_item", "current"), code=code)
    require(request, *powers, office=item.office)
    versions = item.versions.select_related("submitted_by", "reviewed_by", "edited_by")
    version: ItemVersion = get_object_or_404(versions, state__in=ItemVersion.UNFINISHED)
    version.item = item
    return version
