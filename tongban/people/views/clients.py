"""Other systems and their keys: for administrators. A key is shown once, on the page that made it."""

from datetime import timedelta
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel.moments import local_day
from tongban.people import actions
from tongban.people.access import OfficerRequest, officer_required, require_everywhere
from tongban.people.forms import SystemForm, end_of
from tongban.people.models import ClientToken
from tongban.people.queries import clients_with_names
from tongban.people.rules.scopes import SCOPES
from tongban.ui.acts import carried_out
from tongban.ui.wording import say


@require_safe
@officer_required
def clients(request: OfficerRequest) -> HttpResponse:
    """List the systems that hold a key."""
    require_everywhere(request, "administer")
    rows = clients_with_names(now=timezone.now())
    return render(request, "people/clients.html", {"rows": rows, "terms": _terms()})


@never_cache
@require_http_methods(["GET", "POST"])
@officer_required
def admit(request: OfficerRequest) -> HttpResponse:
    """Admit a system and give it its first key."""
    require_everywhere(request, "administer")
    now = timezone.now()
    form = SystemForm(request.POST or None, today=local_day(now), english=_in_english())
    if form.is_valid():
        try:
            client, secret = actions.admit_and_give_key(**form.admitted(), by=request.officer, now=now)
        except actions.CannotMakeToken as refused:
            for obstacle in refused.obstacles:
                form.add_error("scopes", say(obstacle))
        else:
            return _shown_once(request, client, secret)
    return render(request, "people/client_new.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_POST
@officer_required
def replace(request: OfficerRequest, client_id: int) -> HttpResponse:
    """Give the same system a new key; the old one works on until it is revoked or ends."""
    require_everywhere(request, "administer")
    now = timezone.now()
    until = end_of(local_day(now) + SystemForm.LONGEST - timedelta(days=1))
    client, secret = actions.replace_client_token(
        client=get_object_or_404(ClientToken, pk=client_id), expires_at=until, by=request.officer, now=now
    )
    return _shown_once(request, client, secret)


@require_POST
@officer_required
def revoke(request: OfficerRequest, client_id: int) -> HttpResponse:
    """Take a key back, at once and for good."""
    require_everywhere(request, "administer")
    client = get_object_or_404(ClientToken, pk=client_id)
    act = partial(actions.revoke_client_token, client=client, by=request.officer, now=timezone.now())
    done = _("“%(name)s”的密钥已撤销，马上不能再用。") % {"name": client.name}
    return carried_out(request, act, done, to="people:clients")


def _shown_once(request: OfficerRequest, client: ClientToken, secret: str) -> HttpResponse:
    return render(request, "people/client_key.html", {"client": client, "secret": secret, "terms": _terms()})


def _terms() -> dict[str, str]:
    """Return the scopes in the reader's language."""
    return {code: scope.english if _in_english() else scope.term for code, scope in SCOPES.items()}


def _in_english() -> bool:
    return (get_language() or "").startswith("en")
