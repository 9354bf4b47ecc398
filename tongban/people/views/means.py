"""By what colleagues sign in (登录方式): pages of the administrator, who changes them for somebody else."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel.moments import local_day
from tongban.people.access import OfficerRequest, officer_required, require_everywhere
from tongban.people.actions import means as actions
from tongban.people.forms import CertificateForm, ReasonForm
from tongban.people.models import Officer
from tongban.people.queries import means as queries
from tongban.people.rules.certificates import LONGEST, read_file
from tongban.ui.acts import carried_out

ADMINISTERS = "administer"


@require_safe
@officer_required
def colleagues(request: OfficerRequest) -> HttpResponse:
    """Who has what to sign in with; found by name, number, username or office."""
    require_everywhere(request, ADMINISTERS)
    text = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    today = local_day(timezone.now())
    page = queries.officers_with_means(on=today, text=text, after=request.GET.get("after"))
    return render(request, "people/means_list.html", {"page": page, "filters": []})


@never_cache
@require_safe
@officer_required
def means(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Factors and certificates of one colleague, what was changed, and the forms to change it."""
    require_everywhere(request, ADMINISTERS)
    return _page(request, _colleague(officer_id), _binding(), _reason())


@never_cache
@require_POST
@officer_required
def bind(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Bind a certificate to a colleague."""
    require_everywhere(request, ADMINISTERS)
    officer = _colleague(officer_id)
    form = _binding(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, officer, form, _reason(), status=422)
    act = partial(
        actions.bind_colleagues_certificate,
        officer=officer,
        certificate=read_file(form.cleaned_data["file"].read(LONGEST + 1)),
        reason=form.cleaned_data["reason"],
        by=request.officer,
        now=timezone.now(),
    )
    done = _("证书已绑定，%(name)s下次登录时会看到。") % {"name": officer.name}
    return carried_out(request, act, done, to=redirect("people:means", officer_id).url)


@require_POST
@officer_required
def end(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """End the certificates of a colleague."""
    done = _("证书已停用，登录着的设备已退出。")
    return _changed(request, officer_id, actions.end_colleagues_certificates, done)


@require_POST
@officer_required
def reset(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Take away the second factors of a colleague who lost them."""
    done = _("第二重验证已重置，登录着的设备已退出。下次登录时重新绑定。")
    return _changed(request, officer_id, actions.reset_colleagues_factors, done)


def _changed(request: OfficerRequest, officer_id: int, act: Callable[..., int], done: str) -> HttpResponse:
    require_everywhere(request, ADMINISTERS)
    officer = _colleague(officer_id)
    form = _reason(request.POST)
    if not form.is_valid():
        return _page(request, officer, _binding(), form, status=422)
    change = partial(act, officer=officer, reason=form.cleaned_data["reason"], by=request.officer, now=timezone.now())
    return carried_out(request, change, done, to=redirect("people:means", officer_id).url)


def _colleague(officer_id: int) -> Officer:
    return get_object_or_404(Officer.objects.select_related("office", "account"), pk=officer_id, account__kind="staff")


def _page(
    request: OfficerRequest, officer: Officer, binding: CertificateForm, reason: ReasonForm, status: int = 200
) -> HttpResponse:
    context = {
        "colleague": officer,
        "means": queries.means_of(officer),
        "changes": queries.changes_of(officer),
        "binding": binding,
        "reason": reason,
        "is_own": officer.pk == request.officer.pk,
    }
    return render(request, "people/means.html", context, status=status)


# Both stand on one page, and every field there has an identifier of its own.
_binding = partial(CertificateForm, auto_id="bind-%s")
_reason = partial(ReasonForm, auto_id="reset-%s")
