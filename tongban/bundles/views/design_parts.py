"""Members of a draft and what rests on what: put in, changed, taken out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongban.bundles.actions import designing as actions
from tongban.bundles.forms import designing as typed
from tongban.bundles.forms.links import FIELD, UsesForm
from tongban.bundles.models import Bundle, BundleVersion, Link, Member
from tongban.bundles.queries.designing import with_those_above
from tongban.bundles.queries.plans import Plan, plan_of
from tongban.bundles.rules.feeding import takes
from tongban.bundles.views.design_access import of_writer, page_of
from tongban.catalogue.models import Item
from tongban.people.access import OfficerRequest, officer_required
from tongban.ui.acts import carried_out


@require_POST
@officer_required
def add_member(request: OfficerRequest, region: str, code: str) -> HttpResponse:
    """Put an item of the place, or of one above it, to the draft as its last member."""
    bundle, draft = _drafted(request, region, code)
    form = typed.AddMemberForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(page_of(bundle, "add"))
    near = Item.objects.filter(office__region__in=with_those_above(bundle.region), current__isnull=False)
    item = get_object_or_404(near, pk=form.cleaned_data["item"])
    given, now = form.cleaned_data["code"], timezone.now()
    return carried_out(
        request,
        lambda: actions.add_member(version=draft, code=given, item=item, by=request.officer, now=now),
        _("已加入。"),
        to=page_of(bundle, "members"),
    )


@require_http_methods(["GET", "POST"])
@officer_required
def member(request: OfficerRequest, region: str, code: str, member: str) -> HttpResponse:
    """Change under which answers a member is needed, and how its questions are answered."""
    bundle, draft = _drafted(request, region, code)
    row = _member(draft, member)
    form = typed.MemberForm(request.POST or None, initial=typed.MemberForm.told_by(row))
    if form.is_valid():
        now, says = timezone.now(), form.cleaned_data
        return carried_out(
            request,
            lambda: actions.change_member(member=row, by=request.officer, now=now, **says),
            _("已保存。"),
            to=page_of(bundle, "members"),
        )
    context = {
        "bundle": bundle,
        "version": draft,
        "member": row,
        "form": form,
        "own": draft.questions,
        "asked": row.item.current.questions if row.item.current else [],
        "lead": row.item.catalog_item.name,
        "back": page_of(bundle, "members"),
    }
    return render(request, "bundles/desk/member.html", context, status=422 if form.is_bound else 200)


@require_POST
@officer_required
def remove_member(request: OfficerRequest, region: str, code: str, member: str) -> HttpResponse:
    """Take a member out, with its links."""
    bundle, draft = _drafted(request, region, code)
    row, now = _member(draft, member), timezone.now()
    return carried_out(
        request,
        lambda: actions.remove_member(member=row, by=request.officer, now=now),
        _("已去掉，和它有关的先后关系也去掉了。"),
        to=page_of(bundle, "members"),
    )


@require_POST
@officer_required
def add_link(request: OfficerRequest, region: str, code: str) -> HttpResponse:
    """Say what has to come first; papers and fields are chosen on the page that follows."""
    bundle, draft = _drafted(request, region, code)
    members = {each.code: each for each in draft.members.all()}
    form = typed.LinkForm(request.POST, members=[(key, key) for key in members])
    if not form.is_valid():
        messages.error(request, _("请选先办和后办的事项。"))
        return redirect(page_of(bundle, "links"))
    source, target = (members[form.cleaned_data[name]] for name in ("source", "target"))
    if draft.links.filter(source=source, target=target).exists():
        messages.info(request, _("这条关系已经有了。"))
        return redirect("bundles:design_link", region, code, source.code, target.code)
    now = timezone.now()
    return carried_out(
        request,
        lambda: actions.link_members(version=draft, source=source, target=target, by=request.officer, now=now),
        _("已加上先后关系。要用它的结果作材料或者填表，点“材料和字段”。"),
        to=page_of(bundle, "links"),
    )


@require_http_methods(["GET", "POST"])
@officer_required
def link(request: OfficerRequest, region: str, code: str, source: str, target: str) -> HttpResponse:
    """Choose for which papers of the later member the result stands, and which of its fields it fills in."""
    bundle, draft = _drafted(request, region, code)
    row, plan = _link(draft, source, target), plan_of(draft)
    form = _uses_form(request, row, plan)
    if form.is_valid():
        told: dict[str, Any] = {"papers": form.cleaned_data["papers"], "fields": form.feeds, "now": timezone.now()}
        return carried_out(
            request,
            lambda: actions.link_members(
                version=draft, source=row.source, target=row.target, by=request.officer, **told
            ),
            _("已保存。"),
            to=page_of(bundle, "links"),
        )
    titles = {"source": plan.by_code[source].title, "target": plan.by_code[target].title}
    lead = f"{titles['source']} → {titles['target']}"
    context = {
        "bundle": bundle,
        "form": form,
        "lead": lead,
        "back": page_of(bundle, "links"),
        "version": draft,
        **titles,
    }
    return render(request, "bundles/desk/link.html", context, status=422 if form.is_bound else 200)


def _uses_form(request: OfficerRequest, row: Link, plan: Plan) -> UsesForm:
    earlier, later = plan.by_code[row.source.code], plan.by_code[row.target.code]
    result = (earlier.version.elements.get("result") or {}) if earlier.version else {}
    schema = later.version.form_schema if later.version else {}
    others = [link for link in plan.links if link.target == later.code and link.source != earlier.code]
    return UsesForm(
        request.POST if request.method == "POST" else None,
        papers=[(spec.code, spec.name) for spec in later.specs],
        specs=schema.get("properties", {}),
        takes=takes(schema, result) if result else {},
        fed={name: plan.by_code[link.source].title for link in others for name, _ in link.fields},
        initial={"papers": row.papers} | {f"{FIELD}{name}": what for name, what in (row.fields or {}).items()},
    )


@require_POST
@officer_required
def remove_link(request: OfficerRequest, region: str, code: str, source: str, target: str) -> HttpResponse:
    """Say that a member does not rest on another one."""
    bundle, draft = _drafted(request, region, code)
    row, now = _link(draft, source, target), timezone.now()
    return carried_out(
        request,
        lambda: actions.unlink_members(link=row, by=request.officer, now=now),
        _("已去掉这条关系。"),
        to=page_of(bundle, "links"),
    )


def _drafted(request: OfficerRequest, region: str, code: str) -> tuple[Bundle, BundleVersion]:
    """Return a bundle that the officer designs and its draft; without one its parts are not found."""
    bundle, draft = of_writer(request, region, code)
    if draft is None:
        raise Http404
    return bundle, draft


def _member(draft: BundleVersion, code: str) -> Member:
    rows = Member.objects.select_related("version__bundle", "item__catalog_item", "item__current")
    return get_object_or_404(rows, version=draft, code=code)


def _link(draft: BundleVersion, source: str, target: str) -> Link:
    rows = Link.objects.select_related("version__bundle", "source", "target")
    return get_object_or_404(rows, version=draft, source__code=source, target__code=target)
