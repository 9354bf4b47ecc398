"""Agreements with partner regions: public to read; on the desk signed, filled with items, compared, ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.catalogue.actions import agreements as verbs
from tongban.catalogue.forms.agreements import AgreementForm, PartnerPapers, PartnerSideForm, as_typed, values_typed
from tongban.catalogue.forms.delegations import EndForm
from tongban.catalogue.models import AgreedItem, Agreement, Item, ItemVersion
from tongban.catalogue.queries import agreements as queries
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.access import OfficerRequest, kept_for, officer_required, require
from tongban.people.queries import may, may_somewhere
from tongban.ui.acts import carried_out

WHOLE = ("agreement__partner", "agreement__office", "item__catalog_item", "item__office")


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """Every agreement that holds, and the figures by partner and by our own places."""
    on = local_day(timezone.now())
    page = queries.agreements_listed(on, state="open", text=_typed(request, "q"), after=request.GET.get("after"))
    context = {
        "page": page,
        "by_partner": queries.by_partner(on),
        "by_place": queries.by_own_office(on, level="region"),
    }
    return render(request, "catalogue/agreements/public.html", context)


@require_safe
def public_one(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """One agreement with the items that are led across."""
    agreement = _agreement(agreement_id)
    page = queries.items_of(agreement, state="agreed", after=request.GET.get("after"))
    return render(request, "catalogue/agreements/public_one.html", {"agreement": agreement, "page": page})


@require_safe
@officer_required
def desk(request: OfficerRequest) -> HttpResponse:
    """All agreements, with reports by our own organisations, departments and scope."""
    on = local_day(timezone.now())
    page = queries.agreements_listed(
        on,
        state=request.GET.get("state", ""),
        reach=request.GET.get("reach", ""),
        text=_typed(request, "q"),
        after=request.GET.get("after"),
    )
    filters = [
        {"name": "reach", "label": _("通办范围"), "options": Agreement.Reach.choices},
        {"name": "state", "label": _("状态"), "options": [("open", _("生效中")), ("over", _("已终止"))]},
    ]
    scopes = dict(ItemVersion.CrossScope.choices)
    context = {
        "page": page,
        "filters": filters,
        "today": on,
        "own": queries.by_own_office(on),
        "departments": queries.by_department(on),
        "partners": queries.by_partner(on),
        "scopes": [(scopes.get(scope, scope), level, items) for scope, level, items in queries.by_scope()],
        "may_sign": may_somewhere(request.officer, "manage_catalogue", on=on),
    }
    return render(request, "catalogue/agreements/desk.html", context)


@require_http_methods(["GET", "POST"])
@officer_required
def sign(request: OfficerRequest) -> HttpResponse:
    """Enter an agreement."""
    now = timezone.now()
    if not may_somewhere(request.officer, "manage_catalogue", on=local_day(now)):
        raise kept_for("manage_catalogue")
    form = AgreementForm(request.POST or None, officer=request.officer, today=local_day(now))
    obstacles: list[Obstacle] = []
    if form.is_valid():
        try:
            agreement = verbs.sign_agreement(**form.signed(), by=request.officer, now=now)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, _("协议已登记，可以提出通办事项。"))
            return redirect("catalogue:agreement_desk", agreement.pk)
    context = {"form": form, "obstacles": obstacles, "known": queries.known_partners()}
    return render(request, "catalogue/agreements/sign.html", context, status=_status(form.is_bound, obstacles))


@require_safe
@officer_required
def one(request: OfficerRequest, agreement_id: int) -> HttpResponse:
    """An agreement with everything that was put forward for it."""
    agreement, on = _agreement(agreement_id), local_day(timezone.now())
    state = request.GET.get("state", "")
    is_mine = may(request.officer, "manage_catalogue", office=agreement.office, on=on)
    states = [("agreed", _("已进入清单")), ("differs", _("两边不一致")), ("left", _("已退出"))]
    context = {
        "agreement": agreement,
        "page": queries.items_of(agreement, state=state, after=request.GET.get("after")),
        "filters": [{"name": "state", "label": _("状态"), "options": states}],
        "is_mine": is_mine,
        "is_over": bool(agreement.until and agreement.until < on),
        "choices": queries.items_to_put_forward(agreement, request.officer, on)[:300] if is_mine else (),
    }
    return render(request, "catalogue/agreements/one.html", context)


@require_http_methods(["GET", "POST"])
@officer_required
def put_forward(request: OfficerRequest, agreement_id: int) -> HttpResponse:
    """Put an item forward with what the partner says of it."""
    agreement = _agreement(agreement_id)
    require(request, "manage_catalogue", office=agreement.office)
    items = Item.objects.select_related("office", "catalog_item", "current")
    item = get_object_or_404(items, code=request.GET.get("item", ""), current__isnull=False)
    first = queries.values_of_version(queries.versions_to_compare([item.pk])[item.pk])
    mode = {"mode": AgreedItem.Mode.ONLINE}
    basics = {name: first[name] for name in ("task_name", "catalog_code", "task_type")}

    def act(values: dict[str, Any], mode: str) -> AgreedItem:
        now = timezone.now()
        return verbs.put_forward(
            agreement=agreement, item=item, mode=mode, values=values, by=request.officer, now=now
        )  # fmt: skip

    return _partner_side(request, agreement, item, {**mode, **basics}, [], act)


@require_http_methods(["GET", "POST"])
@officer_required
def agreed(request: OfficerRequest, agreed_id: int) -> HttpResponse:
    """Both sides of an item put forward, side by side, with what to change; a new statement of the partner."""
    found = get_object_or_404(AgreedItem.objects.select_related(*WHOLE), pk=agreed_id)
    if request.method == "GET" and not request.GET.get("revise"):
        return render(request, "catalogue/agreements/agreed.html", _compared(request, found))
    require(request, "manage_catalogue", office=found.item.office)
    typed, rows = as_typed(found.partner_values)

    def act(values: dict[str, Any], mode: str) -> AgreedItem:
        return verbs.revise(agreed=found, values=values, by=request.officer, now=timezone.now())

    return _partner_side(request, found.agreement, found.item, {"mode": found.mode, **typed}, rows, act)


@require_POST
@officer_required
def take_out(request: OfficerRequest, agreed_id: int) -> HttpResponse:
    """Take an item out of the agreement, with a reason."""
    found = get_object_or_404(AgreedItem.objects.select_related(*WHOLE), pk=agreed_id)
    require(request, "manage_catalogue", office=found.item.office)
    reason = request.POST.get("reason", "")[:400]
    return carried_out(
        request,
        lambda: verbs.take_out(agreed=found, reason=reason, by=request.officer, now=timezone.now()),
        _("已退出这份协议。"),
        to=_address(found),
    )


@require_http_methods(["GET", "POST"])
@officer_required
def end(request: OfficerRequest, agreement_id: int) -> HttpResponse:
    """End an agreement on a last day."""
    agreement, now = _agreement(agreement_id), timezone.now()
    require(request, "manage_catalogue", office=agreement.office)
    form = EndForm(request.POST or None, today=local_day(now))
    obstacles: list[Obstacle] = []
    if form.is_valid():
        try:
            verbs.end_agreement(agreement=agreement, **form.cleaned_data, by=request.officer, now=now)
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            messages.success(request, _("已登记终止。"))
            return redirect("catalogue:agreement_desk", agreement.pk)
    context = {"form": form, "obstacles": obstacles, "agreement": agreement}
    return render(request, "catalogue/agreements/end.html", context, status=_status(form.is_bound, obstacles))


def _partner_side(
    request: OfficerRequest,
    agreement: Agreement,
    item: Item,
    first: dict[str, Any],
    rows: list[dict[str, Any]],
    act: Any,
) -> HttpResponse:
    """Ask for the partner's side of an item, and compare it as soon as it is given."""
    form = PartnerSideForm(request.POST or None, request.FILES or None, initial=first)
    papers = PartnerPapers(request.POST or None, initial=rows, prefix="papers")
    obstacles: list[Obstacle] = []
    if form.is_valid() and papers.is_valid():
        try:
            done = act(values_typed(form, papers), form.cleaned_data["mode"])
        except Refused as refused:
            obstacles = refused.obstacles
        else:
            _tell(request, done)
            return redirect(_address(done))
    context = {"agreement": agreement, "item": item, "form": form, "papers": papers, "obstacles": obstacles}
    return render(request, "catalogue/agreements/partner.html", context, status=_status(form.is_bound, obstacles))


def _tell(request: HttpRequest, done: AgreedItem) -> None:
    if done.state == "agreed":
        messages.success(request, _("两边一致，已进入通办清单。"))
    else:
        count = {"n": done.differences}
        messages.warning(request, _("两边有 %(n)s 处不一致，还不能进入通办清单。") % count)


def _compared(request: OfficerRequest, found: AgreedItem) -> dict[str, Any]:
    """Return both sides as they stand now; of what has left, why it did."""
    version = queries.versions_to_compare([found.item_id]).get(found.item_id)
    checked = queries.check(found.agreement.reach, version, found.partner_values) if version else None
    on = local_day(timezone.now())
    return {
        "agreed": found,
        "agreement": found.agreement,
        "item": found.item,
        "checked": checked,
        "sides": queries.side_by_side(checked) if checked else (),
        "is_mine": may(request.officer, "manage_catalogue", office=found.item.office, on=on),
    }


def _agreement(agreement_id: int) -> Agreement:
    return get_object_or_404(Agreement.objects.select_related("office", "partner"), pk=agreement_id)


def _address(agreed: AgreedItem) -> str:
    return reverse("catalogue:agreed", args=[agreed.pk])


def _typed(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:60]


def _status(is_bound: bool, obstacles: list[Obstacle]) -> int:
    return 409 if obstacles else 422 if is_bound else 200
