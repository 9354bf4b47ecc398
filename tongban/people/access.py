"""Who is at the other end of a request: decorators for views, and what templates may ask.

Views of every module import ``officer_required`` and ``party_required`` from here. They set
``request.officer`` or ``request.party`` to the row (annotate ``request: OfficerRequest``); in templates of other
pages both are lazy, and false if there is none. ``limited`` lets one client do something only so often.
"""

import ipaddress
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.rates import demand
from tongban.people import queries
from tongban.people.models import Account, Office, Officer, Party
from tongban.people.queries.held import held_by
from tongban.people.rules.assurance import PHONE, reaches
from tongban.people.rules.factors import OFFERED, is_demanded
from tongban.people.rules.levels import demands_in, level_for
from tongban.people.rules.rates import RATES
from tongban.people.rules.roles import ROLES


class AccountRequest(HttpRequest):
    """A request of someone who has signed in."""

    user: Account


class OfficerRequest(AccountRequest):
    """A request that came through ``officer_required``."""

    officer: Officer


class PartyRequest(AccountRequest):
    """A request that came through ``party_required``."""

    party: Party


View = Callable[..., HttpResponseBase]
ASSURED = "assured"  # in the session: how surely somebody signed in
WHOM = "for_whom"  # in the session: the party for whom a citizen is here, if not for themselves
DEMANDS = demands_in(Path(__file__).parent / "data/levels.toml")
SECOND = "second_factor"  # in the session: by what more than a password somebody came in


def officer_required(view: View) -> View:
    """Let only officers in service through, as ``request.officer``; others are sent to the staff sign-in."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in(request, "people:staff_sign_in")
        officer = officer_of(request)
        if officer is None:
            if colleague_of(request):
                return _sign_in(request, "people:factors")
            raise PermissionDenied
        request.officer = officer
        return view(request, *args, **kwargs)

    return guarded


def colleague_required(view: View) -> View:
    """Let officers in service through before they have shown a second factor: to the pages where they get one."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in(request, "people:staff_sign_in")
        if colleague_of(request) is None:
            raise PermissionDenied
        request.officer = colleague_of(request)
        return view(request, *args, **kwargs)

    return guarded


def account_required(view: View) -> View:
    """Let anyone through who has signed in, in whatever capacity."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in(request, "account_login")
        return view(request, *args, **kwargs)

    return guarded


def party_required(view: View) -> View:
    """Let only citizens through who have said who they are, as ``request.party``.

    Others are asked to sign in by phone, then who they are, and come back to where they were.
    """

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or request.user.kind != Account.Kind.CITIZEN:
            return _sign_in(request, "account_login")
        party = party_of(request)
        if party is None:
            return _sign_in(request, "people:who_are_you")
        request.party = party
        return view(request, *args, **kwargs)

    return guarded


def require(
    request: HttpRequest, *powers: str, office: Office, item: str = "", desk: int | None = None, has_it: bool = False
) -> None:
    """Answer 403 unless the officer who signed in holds one of these powers at that office today, as ``may`` asks.

    For what the officer sees but may not do; what may not be seen is not found.
    """
    officer, today = officer_of(request), local_day(timezone.now())
    if any(
        queries.may(officer, power, office=office, item=item, desk=desk, on=today, has_it=has_it) for power in powers
    ):
        return
    why = queries.why_not(officer, powers[0], office=office, item=item, on=today)
    raise kept_for(*powers) if why.code == "no_power" else PermissionDenied(why)


def require_somewhere(request: OfficerRequest, *powers: str) -> None:
    """Answer 403 unless the officer holds one of these powers over any office at all today."""
    today = local_day(timezone.now())
    if not any(queries.may_somewhere(request.officer, power, on=today) for power in powers):
        raise kept_for(*powers)


def require_everywhere(request: OfficerRequest, power: str) -> None:
    """Answer 403 unless the officer holds this power over the whole platform today."""
    if not queries.may_everywhere(request.officer, power, on=local_day(timezone.now())):
        raise kept_for(power)


def kept_for(*powers: str) -> PermissionDenied:
    """Return the refusal of a page or an act that says whose it is: the roles that hold one of these powers."""
    roles = [role for role in ROLES.values() if not role.powers.isdisjoint(powers)]
    if not roles:
        return PermissionDenied()
    is_english = (get_language() or "").startswith("en")
    named = ", ".join(role.english for role in roles) if is_english else "、".join(role.term for role in roles)
    return PermissionDenied(Obstacle("kept_for_roles", named))


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answer alike for what does not exist and for what this reader may not see.

    Who has not signed in is asked to, for they may turn out to be a reader; everybody else finds nothing.
    """
    if not request.user.is_authenticated:
        return _sign_in(request, "account_login")
    raise Http404


def limited(what: str) -> Callable[[View], View]:
    """Let one client through only as often as ``RATES`` says; more often raises ``TooOften``, which is answered 429."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            count_try(what, client_of(request))
            return view(request, *args, **kwargs)

        return guarded

    return wrap


def count_try(what: str, of: str) -> None:
    """Count one more try of somebody or something. Raises ``TooOften``; not to be called inside an act."""
    rate = RATES[what]
    demand(f"{what} {of}", limit=rate.limit * settings.LIMITS_TIMES, per=rate.per, now=timezone.now())


def client_of(request: HttpRequest) -> str:
    """Return whom to count: the account that signed in, else the address; of IPv6 the network that a household has."""
    if request.user.is_authenticated:
        return f"account {request.user.pk}"
    address = ipaddress.ip_address(get_adapter(request).get_client_ip(request).partition("%")[0])
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))


def officer_of(request: HttpRequest) -> Any:
    """Return the officer in service who signed in surely enough for what they may do, or None. Asked once a request."""
    return _remembered(request, "_officer", Account.Kind.STAFF, partial(_sure_officer, request))


def colleague_of(request: HttpRequest) -> Any:
    """Return the officer in service who signed in, however surely; else None. For the pages of second factors alone."""
    return _remembered(request, "_colleague", Account.Kind.STAFF, _officer_in_service)


def _sure_officer(request: HttpRequest, account: Account) -> Officer | None:
    officer: Officer | None = colleague_of(request)
    if officer is None or account.kind != Account.Kind.STAFF:
        return officer
    if settings.SECOND_FACTOR == OFFERED and account.username not in settings.SECOND_FACTOR_OF:
        return officer
    is_sure = SECOND in request.session or not lacks_factor(officer)
    return officer if is_sure else None


def lacks_factor(officer: Officer) -> bool:
    """Say whether what an officer may do today demands more than a password, or whether it is demanded of them."""
    if officer.account and officer.account.username in settings.SECOND_FACTOR_OF:
        return True
    powers = {held.power for held in held_by(officer, local_day(timezone.now()))}
    return is_demanded(settings.SECOND_FACTOR, powers)


def party_of(request: HttpRequest) -> Any:
    """Return the party who signed in, or whose system came by its key; else None. Asked once per request."""
    return _remembered(request, "_party", Account.Kind.CITIZEN, queries.party_of)


def whom_of(request: HttpRequest) -> Any:
    """Return for whom the citizen who signed in is here: themselves, or whom they chose, while that may be.

    Who has chosen nobody costs no question. An authorisation that has ended leads back to oneself, and says so.
    """
    own = party_of(request)
    if own is None or WHOM not in request.session:
        return own
    if not hasattr(request, "_whom"):
        today = local_day(timezone.now())
        parties = queries.parties_for(own, on=today)
        chosen = next((party for party in parties if str(party.pk) == request.session[WHOM]), None)
        if chosen is None:
            del request.session[WHOM]
            messages.warning(request, _("您代办的授权已经结束，现在为您自己办事。"))
        request._whom = chosen or own  # type: ignore[attr-defined]
    return request._whom  # type: ignore[attr-defined]


def level_of(request: HttpRequest) -> str:
    """Return how surely the citizen of this session signed in: as the provider said, else by a code to their phone."""
    return str(request.session.get(ASSURED) or PHONE)


def level_wanted(act: str, *, level: str = "") -> str:
    """Return how surely somebody must have signed in for an act; empty: however, or no provider could show it."""
    wanted = level or settings.LEVELS.get(act) or level_for(DEMANDS, act, on=local_day(timezone.now()))
    return wanted if settings.IDENTITY_ADDRESS else ""


def step_up(request: HttpRequest, act: str, *, level: str = "") -> HttpResponse | None:
    """Return the way to show more surely who one is, if an act asks for more than this session has shown; else None.

    ``level`` names what is asked where it is not an act of ``people``. Without a provider nothing is asked.
    """
    wanted = level_wanted(act, level=level)
    if not wanted or reaches(level_of(request), wanted):
        return None
    here = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/my/")
    target = f"{reverse('people:surer')}?{urlencode({'level': wanted, 'next': here})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": target})
    return redirect(target)


def _officer_in_service(account: Account) -> Officer | None:
    officer = queries.officer_of(account)
    return officer if officer and officer.is_in_service(local_day(timezone.now())) else None


def _remembered(request: HttpRequest, name: str, kind: str, find: Callable[[Account], Any]) -> Any:
    if not hasattr(request, name):
        account: Any = getattr(request, "user", None)  # none where a request is refused at the door
        may_be = account is not None and account.is_authenticated and account.kind in (kind, Account.Kind.SYSTEM)
        setattr(request, name, find(account) if may_be else None)
    return getattr(request, name)


def _sign_in(request: HttpRequest, address: str) -> HttpResponse:
    """Send to a page that leads back here; a form that was being sent leads back to the page it was on."""
    back = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")
    target = f"{reverse(address)}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": target})
    return redirect(target)
