"""The consent of a second party: asked from the check page, answered on one's own page, or taken in at a window."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tongban.bundles.actions.consents import agree_at_window, answer_consent, ask_for_consent
from tongban.bundles.models import BundleDraft, Consent
from tongban.bundles.queries.consents import (
    consent_asked_of,
    consent_to_take_in,
    may_take_in,
    members_of,
    standing_of,
    terms_of,
    wanted_of,
    whole_of,
)
from tongban.bundles.queries.plans import Plan
from tongban.bundles.rules.consents import AGREED, REFUSED, WITHDRAWN
from tongban.bundles.views.apply import of_own_draft
from tongban.cases.views.wizard import language
from tongban.kernel.moments import local_day
from tongban.people.access import OfficerRequest, PartyRequest, officer_required, party_required, require_somewhere
from tongban.ui.acts import carried_out

DONE = {
    AGREED: gettext_lazy("您已同意。"),
    REFUSED: gettext_lazy("已告诉申请人：您不同意。"),
    WITHDRAWN: gettext_lazy("您的同意已收回。"),
}


@require_POST
@of_own_draft
def ask(request: PartyRequest, draft: BundleDraft, plan: Plan) -> HttpResponse:
    """Ask whom the form names to agree to what is filled in."""

    def act() -> None:
        ask_for_consent(draft=draft, key=request.POST.get("key", ""), now=timezone.now())

    return carried_out(request, act, _("已请对方同意。"), to=reverse("bundles:check", args=[draft.pk]))


@never_cache
@require_http_methods(["GET", "POST"])
@party_required
def consent(request: PartyRequest, pk: int) -> HttpResponse:
    """What one is asked to agree to, the answer, and where it stands once it was handed in."""
    asked = consent_asked_of(request.party, pk)
    if asked is None:
        raise Http404
    state = request.POST.get("state", "")
    if request.method == "POST" and state in DONE:

        def act() -> None:
            answer_consent(
                consent=asked, state=state, read=request.POST.get("read", ""), by=request.party, now=timezone.now()
            )

        return carried_out(request, act, str(DONE[state]), to=reverse("bundles:consent", args=[pk]))
    whole = whole_of(asked)
    shown = {**_shown(asked, is_own=True), "whole": whole, "members": members_of(whole) if whole else []}
    return render(request, "bundles/consent.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
@officer_required
def at_window(request: OfficerRequest) -> HttpResponse:
    """Find a consent by its number, and put on record that the second party came and agreed."""
    require_somewhere(request, "accept")
    number = request.GET.get("number", "").strip()
    asked = consent_to_take_in(number) if number else None
    if asked and not may_take_in(request.officer, asked.draft.version, local_day(timezone.now())):
        asked = None
    if request.method == "POST" and asked:

        def act() -> None:
            agree_at_window(
                consent=asked,
                read=request.POST.get("read", ""),
                is_seen="is_seen" in request.POST,
                by=request.officer,
                now=timezone.now(),
            )

        here = f"{reverse('bundles:consent_at_window')}?number={asked.pk}"
        return carried_out(request, act, _("已登记：对方到窗口同意。"), to=here)
    shown = {"number": number, "consent": None} | (_shown(asked, is_own=False) if asked else {})
    return render(request, "bundles/desk/consent.html", shown)


def _shown(asked: Consent, *, is_own: bool) -> dict[str, object]:
    return {
        "consent": asked,
        "wanted": wanted_of(asked),
        "terms": terms_of(asked, language=language(), is_own=is_own),
        "standing": standing_of(asked, local_day(timezone.now())),
    }
