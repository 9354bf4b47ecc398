"""The shared fields of forms: who uses them how often, and the form to enter another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongban.catalogue.actions.fields import end_shared_field, keep_shared_field, kind_of
from tongban.catalogue.forms.fields import KINDS, SharedFieldForm
from tongban.catalogue.models import SharedField
from tongban.kernel.obstacles import Refused
from tongban.people.access import OfficerRequest, officer_required, require_everywhere
from tongban.ui.acts import carried_out, tell_reasons


@require_http_methods(["GET", "POST"])
@officer_required
def shared_fields(request: OfficerRequest) -> HttpResponse:
    """Every shared field, and the form to enter or change one; only for who manages every catalogue."""
    require_everywhere(request, "manage_catalogue")
    form = SharedFieldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_shared_field(**form.cleaned_data, by=request.officer, now=timezone.now())
        except Refused as refused:
            tell_reasons(request, refused)
        else:
            messages.success(request, _("共用字段已保存。"))
            return redirect("catalogue:shared_fields")
    names = dict(KINDS)
    rows = [(field, names.get(kind_of(field), "")) for field in SharedField.objects.order_by("code")]
    return render(request, "catalogue/shared_fields.html", {"rows": rows, "form": form})


@require_POST
@officer_required
def end(request: OfficerRequest, code: str) -> HttpResponse:
    """Offer a shared field no longer."""
    require_everywhere(request, "manage_catalogue")
    field = get_object_or_404(SharedField, code=code)
    act = lambda: end_shared_field(field=field, by=request.officer, now=timezone.now())  # noqa: E731
    return carried_out(request, act, _("共用字段已停用。"), to=reverse("catalogue:shared_fields"))
