"""The catalogue of papers and the list of proofs: for everybody to read, for who manages the whole to keep."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.catalogue.actions import papers as verbs
from tongban.catalogue.actions.refusals import CannotKeepPaper
from tongban.catalogue.forms.papers import PaperKindForm
from tongban.catalogue.models import PaperKind
from tongban.catalogue.queries.papers import listed_kinds, names_to_choose_from, unknown_names, uses_of
from tongban.kernel.moments import local_day
from tongban.people.access import OfficerRequest, officer_required, require_everywhere
from tongban.people.queries import may_everywhere
from tongban.ui.acts import carried_out
from tongban.ui.wording import say

PROOFS = "proofs"


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The papers that items may ask for; with ``kind=proofs`` the proofs among them."""
    kind, text = request.GET.get("kind", ""), _typed(request, "q")
    page = listed_kinds(
        local_day(timezone.now()), text=text, proofs=kind == PROOFS, after=request.GET.get("after"), size=30
    )
    filters = [{"name": "kind", "label": _("种类"), "options": [(PROOFS, _("只看证明事项"))]}]
    context = {"page": page, "filters": filters, "is_of_proofs": kind == PROOFS}
    return render(request, "catalogue/papers/catalogue.html", context)


@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """One paper: its names, who issues it, on what ground it may be asked for, and which items ask for it."""
    kind = get_object_or_404(PaperKind, code=code)
    page = uses_of(kind, after=request.GET.get("after"))
    return render(request, "catalogue/papers/paper.html", {"kind": kind, "page": page})


@require_safe
@officer_required
def desk(request: OfficerRequest) -> HttpResponse:
    """The catalogue of papers as its managers see it, with the names it does not know yet."""
    on = local_day(timezone.now())
    page = listed_kinds(on, text=_typed(request, "q"), after=request.GET.get("after"))
    context = {
        "page": page,
        "unknown": unknown_names(),
        "known": names_to_choose_from(),
        "may_keep": may_everywhere(request.officer, "manage_catalogue", on=on),
    }
    return render(request, "catalogue/papers/desk.html", context)


@require_http_methods(["GET", "POST"])
@officer_required
def enter(request: OfficerRequest) -> HttpResponse:
    """Enter a kind of paper."""
    require_everywhere(request, "manage_catalogue")
    form = PaperKindForm(request.POST or None, initial={"name": _typed(request, "name")})
    return _kept(request, form, None)


@require_http_methods(["GET", "POST"])
@officer_required
def change(request: OfficerRequest, code: str) -> HttpResponse:
    """Change what the catalogue says of a paper."""
    kind = get_object_or_404(PaperKind, code=code)
    require_everywhere(request, "manage_catalogue")
    return _kept(request, PaperKindForm.of(kind, request.POST or None), kind)


@require_POST
@officer_required
def join(request: OfficerRequest) -> HttpResponse:
    """Put a name under the kind that it means."""
    require_everywhere(request, "manage_catalogue")
    kind = get_object_or_404(PaperKind, name=request.POST.get("kind", "").strip(), ended_on=None)
    name = request.POST.get("name", "").strip()[:200]
    return carried_out(
        request,
        lambda: verbs.join_name(kind=kind, name=name, by=request.officer, now=timezone.now()),
        _("已归入“%(kind)s”。") % {"kind": kind.name},
        to="catalogue:paper_desk",
    )


@require_POST
@officer_required
def enter_unknown(request: OfficerRequest) -> HttpResponse:
    """Enter every name that nobody has entered yet, as it stands."""
    require_everywhere(request, "manage_catalogue")
    return carried_out(
        request,
        lambda: verbs.enter_unknown_names(by=request.officer, now=timezone.now()),
        _("已全部录入，请补上出具单位和依据。"),
        to="catalogue:paper_desk",
    )


@require_POST
@officer_required
def end(request: OfficerRequest, code: str) -> HttpResponse:
    """Take a paper out of the catalogue from today on."""
    kind = get_object_or_404(PaperKind, code=code)
    require_everywhere(request, "manage_catalogue")
    return carried_out(
        request,
        lambda: verbs.end_paper_kind(kind=kind, by=request.officer, now=timezone.now()),
        _("已移出材料目录。"),
        to="catalogue:paper_desk",
    )


def _kept(request: OfficerRequest, form: PaperKindForm, kind: PaperKind | None) -> HttpResponse:
    if form.is_valid():
        by, now = request.officer, timezone.now()
        try:
            if kind:
                verbs.change_paper_kind(kind=kind, values=form.cleaned_data, by=by, now=now)
            else:
                verbs.enter_paper_kind(values=form.cleaned_data, by=by, now=now)
        except CannotKeepPaper as refused:
            for obstacle in refused.obstacles:
                form.add_error("proof_basis" if obstacle.code == "proof_without_basis" else "name", say(obstacle))
        else:
            return redirect(reverse("catalogue:paper_desk"))
    context = {"form": form, "kind": kind}
    return render(request, "catalogue/papers/edit.html", context, status=422 if form.is_bound else 200)


def _typed(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:60]
