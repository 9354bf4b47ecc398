"""What applicants see of a whole: the receipt, and where each of its members stands."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tongban.bundles.actions.leading import end_the_rest, take_up_again
from tongban.bundles.actions.refusals import CannotLead
from tongban.bundles.forms.leading import EndForm
from tongban.bundles.models import JointVisit, Whole
from tongban.bundles.queries.consents import consents_given
from tongban.bundles.queries.joint_map import joint_map
from tongban.bundles.queries.joint_visits import joint_visits_of, set_on_day
from tongban.bundles.queries.own import own_whole, wholes_of, with_parts
from tongban.documents.models import PrintedDocument
from tongban.documents.queries import documents_of
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.matters.queries.progress import clock_seen, clocks_of
from tongban.people.access import PartyRequest, party_required
from tongban.ui.acts import tell_reasons


@never_cache
@require_safe
@party_required
def wholes(request: PartyRequest) -> HttpResponse:
    """Every whole of one's own, the latest first, with its parts under it."""
    found = wholes_of(request.party, on=local_day(timezone.now()))
    shown = page(found, keys=("-id",), after=request.GET.get("after"), size=20)
    return render(request, "bundles/wholes.html", {"page": shown, "wholes": with_parts(shown.rows)})


@never_cache
@require_safe
@party_required
def mine(request: PartyRequest, number: str) -> HttpResponse:
    """The joint map: office, act and latest day of every member, and the results under one number."""
    return _render(request, _whole(request, number))


@never_cache
@require_safe
@party_required
def handed_in(request: PartyRequest, number: str) -> HttpResponse:
    whole = _whole(request, number)
    shown = {"whole": whole, "query_code": whole.matter.told_code(), "map": joint_map(whole, now=timezone.now())}
    return render(request, "bundles/handed_in.html", shown)


@require_POST
@party_required
def take_up(request: PartyRequest, number: str) -> HttpResponse:
    """Apply for a member that failed once more."""
    whole = _whole(request, number)
    try:
        take_up_again(whole=whole, code=request.POST.get("member", ""), by=request.party, now=timezone.now())
    except CannotLead as refused:
        tell_reasons(request, refused)
    return redirect("bundles:mine", number=number)


@require_POST
@party_required
def end_rest(request: PartyRequest, number: str) -> HttpResponse:
    """Give up what cannot begin."""
    whole = _whole(request, number)
    form = EndForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        end_the_rest(whole=whole, reason=reason, by=request.party, now=timezone.now())
    except CannotLead as refused:
        tell_reasons(request, refused)
    return redirect("bundles:mine", number=number)


def _render(request: PartyRequest, whole: Whole) -> HttpResponse:
    now, matter = timezone.now(), whole.matter
    visits = [joint for joint in joint_visits_of(whole) if joint.state == JointVisit.State.SET]
    for joint in visits:
        joint.where = joint.place.clear()
    clocks = [clock for clock in clocks_of(matter) if clock.step_id is None and clock.stopped_at is None]
    promised = next((clock for clock in clocks if clock.kind == "promised"), None)
    shown = {
        "whole": whole,
        "matter": matter,
        "map": joint_map(whole, now=now),
        "visits": visits,
        "visit_on": set_on_day(visits),
        "clock": clock_seen(promised, now=now) if promised else None,
        "query_code": matter.told_code(),
        "documents": _documents(whole),
        "consents": consents_given(whole),
        "end_form": EndForm(),
    }
    return render(request, "bundles/mine.html", shown)


def _documents(whole: Whole) -> list[tuple[str, list[PrintedDocument]]]:
    """Return what was issued, by the matter that it is about: those of the whole first, under no title."""
    titles = {whole.matter.subject: ""}
    titles |= {
        f"matter:{pk}": title
        for pk, title in whole.matter.children.order_by("number").values_list("pk", "subject_title")
    }
    found: dict[str, list[PrintedDocument]] = {subject: [] for subject in titles}
    for document in documents_of(*titles):
        found[document.subject].append(document)
    return [(titles[subject], documents) for subject, documents in found.items() if documents]


def _whole(request: PartyRequest, number: str) -> Whole:
    whole = own_whole(request.party, number, on=local_day(timezone.now()))
    if whole is None:
        raise Http404
    return whole
