"""Papers on file in an application: used instead of an upload, looked at before that."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.actions.held import use_on_file
from tongban.cases.models import Draft
from tongban.cases.views.apply import of_own_draft, offers_in
from tongban.catalogue.rules.materials import fetched_for_you, to_hand_in
from tongban.documents.actions import CannotUse
from tongban.documents.views import hand_out_held
from tongban.people.access import PartyRequest
from tongban.ui.acts import tell_reasons


@require_POST
@of_own_draft
def use(request: PartyRequest, draft: Draft) -> HttpResponse:
    """Use one paper on file, or all that serve and for which nothing was given yet."""
    asked = to_hand_in(draft.version.materials.all(), draft.answers)
    found, wanted, now = offers_in(request, draft, asked), request.POST.get("paper", ""), timezone.now()
    given = set(draft.papers.values_list("spec__code", flat=True))
    codes = [wanted] if wanted else [code for code, offer in found.items() if offer.is_usable and code not in given]
    try:
        for offer in [found[code] for code in codes if code in found]:
            use_on_file(draft=draft, offer=offer, by=request.user, now=now)
            messages.success(request, _("“%(name)s”用材料库里的，不用再交。") % {"name": offer.spec.name})
    except CannotUse as refused:
        tell_reasons(request, refused)
    return redirect("cases:papers", draft=draft.pk)


@require_safe
@of_own_draft
def held_page(request: PartyRequest, draft: Draft, code: str, number: int) -> HttpResponseBase:
    """Look at a page of a paper on file that this application asks for."""
    specs = list(draft.version.materials.all())
    asked = [*to_hand_in(specs, draft.answers), *fetched_for_you(specs, draft.answers)]
    offer = offers_in(request, draft, [spec for spec in asked if spec.code == code]).get(code)
    if offer is None:
        raise Http404
    return hand_out_held(offer.on_file, number)
