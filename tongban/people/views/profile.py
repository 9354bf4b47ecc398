"""Who I am, what is held about me, and who may act for me."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tongban.kernel.moments import local_day
from tongban.kernel.vault import reveal
from tongban.people import actions, queries
from tongban.people.access import (
    AccountRequest,
    OfficerRequest,
    PartyRequest,
    account_required,
    officer_required,
    party_of,
    party_required,
    step_up,
)
from tongban.people.forms import AgentForm, IdentityForm
from tongban.people.models import Account, Authorisation
from tongban.people.queries.means import changes_of
from tongban.people.queries.posts import oversteps_of
from tongban.people.queries.sessions import open_sessions_of
from tongban.people.rules.levels import OWN_FIELDS, REVEAL_OWN
from tongban.people.rules.roles import ROLES
from tongban.ui.wording import say


@never_cache
@account_required
def who_are_you(request: AccountRequest) -> HttpResponse:
    """Ask a citizen who has just signed in for the first time who they are."""
    if request.user.kind != Account.Kind.CITIZEN:
        raise PermissionDenied
    if party_of(request):
        return redirect(_back(request))
    now = timezone.now()
    form = IdentityForm(request.POST or None, today=local_day(now))
    if form.is_valid():
        try:
            actions.tie_party_to_account(account=request.user, **form.cleaned_data, by=request.user, now=now)
        except actions.CannotRecordParty as refused:
            _add_errors(form, refused)
        else:
            request.session.cycle_key()  # this session may do more now than the one before
            return redirect(_back(request))
    return render(request, "people/who_are_you.html", {"form": form, "next": _back(request)})


@never_cache
@party_required
def profile(request: PartyRequest) -> HttpResponse:
    """Show what is held about me, masked, and who may act for me."""
    return _profile(request)


@never_cache
@require_POST
@party_required
def reveal_own(request: PartyRequest, field: str) -> HttpResponse:
    """Show one of my own values in clear; the journal keeps that it was shown."""
    if field not in OWN_FIELDS:
        raise Http404
    if asked := step_up(request, REVEAL_OWN):
        return asked
    text = reveal(request.party, field, by=request.party.actor, purpose="本人查看", now=timezone.now())
    if request.headers.get("HX-Request"):
        return render(request, "people/parts/revealed.html", {"text": text})
    return _profile(request, revealed={field: text})


@never_cache
@party_required
def authorise(request: PartyRequest) -> HttpResponse:
    """Let somebody act for me."""
    now = timezone.now()
    form = AgentForm(request.POST or None, today=local_day(now))
    if form.is_valid():
        try:
            actions.authorise_person(party=request.party, **form.cleaned_data, by=request.party, now=now)
        except (actions.CannotRecordParty, actions.CannotAuthorise) as refused:
            _add_errors(form, refused)
        else:
            messages.success(request, _("授权已生效，对方现在可以替您办事。"))
            return redirect("people:profile")
    return render(request, "people/authorise.html", {"form": form})


@require_POST
@party_required
def revoke(request: PartyRequest, authorisation_id: int) -> HttpResponse:
    """Withdraw an authorisation I gave."""
    given = get_object_or_404(Authorisation, pk=authorisation_id, party=request.party)
    actions.revoke_authorisation(authorisation=given, by=request.party, now=timezone.now())
    messages.success(request, _("授权已撤销。"))
    return redirect("people:profile")


@never_cache
@officer_required
def staff_profile(request: OfficerRequest) -> HttpResponse:
    """Show an officer their office, posts, roles, mandates, what they tried beyond them, and sign-ins."""
    today = local_day(timezone.now())
    posts = queries.posts_of(request.officer)
    grants = [(ROLES[grant.role], grant) for grant in queries.grants_of(request.officer, on=today)]
    context = {
        "posts": posts,
        "grants": grants,
        "mandates": request.officer.mandates.on(today).select_related("office").order_by("since", "pk"),
        "oversteps": oversteps_of(request.officer),
        "sign_ins": queries.sign_ins_of(request.user),
        "sessions": open_sessions_of(request.user, now=timezone.now()),
        "changes": changes_of(request.officer),
    }
    return render(request, "people/staff_profile.html", context)


def _profile(request: PartyRequest, revealed: dict[str, str] | None = None) -> HttpResponse:
    today = local_day(timezone.now())
    labels = {"name": _("姓名"), "identity": _("证件号码"), "phone": _("手机号码"), "address": _("联系地址")}
    rows = [(name, labels[name], getattr(request.party, name), (revealed or {}).get(name)) for name in OWN_FIELDS]
    given = [(row, row.is_in_force(today)) for row in queries.authorisations_given(request.party)]
    context: dict[str, Any] = {
        "party": request.party,
        "rows": rows,
        "given": given,
        "held": queries.authorisations_held(request.party, on=today),
        "sign_ins": queries.sign_ins_of(request.user),
        "sessions": open_sessions_of(request.user, now=timezone.now()),
    }
    return render(request, "people/profile.html", context)


def _add_errors(form: Any, refused: actions.CannotRecordParty | actions.CannotAuthorise) -> None:
    for obstacle in refused.obstacles:
        form.add_error(None, say(obstacle))


def _back(request: HttpRequest) -> str:
    """The page to go on to, if it is one of ours."""
    wanted: str = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("people:profile")
