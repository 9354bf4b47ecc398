"""The other lists that a manager sees, taken away as a file: one way for all of them, narrowed down as the page is.

Each list says who may see it, what its columns are and where its rows come from; the file is put on record.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tongban.catalogue.forms.basic import narrowed_in
from tongban.catalogue.models import SharedField
from tongban.catalogue.queries import agreements, basic, laws, papers, references, reviews
from tongban.catalogue.queries import delegations as lent
from tongban.kernel.moments import local_day
from tongban.matters.views.exports import take_away
from tongban.people.access import OfficerRequest, limited, officer_required, require_everywhere, require_somewhere
from tongban.ui.exports import MOST_ROWS

Row = tuple[object, ...]


@dataclass(frozen=True)
class Exported:
    """One list: its title, its heads, its rows, and the powers of which one is needed somewhere to see it."""

    title: Promise
    heads: tuple[Promise, ...]
    rows: Callable[[OfficerRequest, date], Iterable[Row]]
    powers: tuple[str, ...] = ()
    is_of_all: bool = False  # the power is needed over the whole platform


@require_POST
@officer_required
@limited("export")
def export_list(request: OfficerRequest, name: str) -> HttpResponse:
    """Answer with a list as Excel, Word or CSV."""
    if name not in LISTS:
        raise Http404
    known, today = LISTS[name], local_day(timezone.now())
    if known.is_of_all:
        require_everywhere(request, *known.powers)
    elif known.powers:
        require_somewhere(request, *known.powers)
    narrowed = tuple(sorted(key for key, value in request.GET.items() if value))
    heads = [str(head) for head in known.heads]
    return take_away(request, name, f"{known.title} {today}", heads, known.rows(request, today), narrowed=narrowed)


def _entries(request: OfficerRequest, on: date) -> Iterable[Row]:
    _page, rows = basic.entries(request.officer, on, narrowed_in(request.GET), size=MOST_ROWS)
    for row in rows:
        entry = row.catalog_item
        bases = "；".join(f"《{each['title']}》{each.get('article', '')}" for each in entry.legal_bases)
        state = entry.ended_reason if row.has_ended else entry.get_origin_display()
        yield entry.name, entry.code, entry.get_item_type_display(), bases, state, row.count


def _marks(request: OfficerRequest, on: date) -> Iterable[Row]:
    is_settled = request.GET.get("state") == "settled"
    for mark in laws.marks_for(request.officer, on, is_settled=is_settled).order_by("-id")[:MOST_ROWS]:
        articles = "、".join(f"第 {article} 条" for article in mark.change.articles)
        item = mark.item
        yield (
            item.catalog_item.name, item.code, item.office.name, f"《{mark.change.title}》{articles}",
            mark.change.in_force_on, mark.settled_note,
        )  # fmt: skip


def _papers(request: OfficerRequest, on: date) -> Iterable[Row]:
    for kind in papers.listed_kinds(on, text=_typed(request), after=None, size=MOST_ROWS):
        yield kind.name, kind.code, "、".join(kind.other_names), kind.issuer, kind.proof_basis, kind.items


def _delegations(request: OfficerRequest, on: date) -> Iterable[Row]:
    narrowed = lent.Narrowed(request.GET.get("state", ""), _typed(request))
    for row in lent.delegations_seen(request.officer, on, narrowed, after=None, size=MOST_ROWS):
        item = row.item
        yield (
            item.catalog_item.name, item.code, item.office.name, row.to.name, row.get_scope_display(), row.document,
            row.since, row.until,
        )  # fmt: skip


def _agreements(request: OfficerRequest, on: date) -> Iterable[Row]:
    asked = {name: request.GET.get(name, "") for name in ("state", "reach")}
    for each in agreements.agreements_listed(on, **asked, text=_typed(request), after=None, size=MOST_ROWS):
        yield (
            each.title, each.office.name, each.partner.name, each.get_reach_display(), each.signed_on, each.since,
            each.until, each.agreed,
        )  # fmt: skip


def _reviews(request: OfficerRequest, on: date) -> Iterable[Row]:
    for version in reviews.versions_in_review(request.officer, on=on).order_by("submitted_at", "id")[:MOST_ROWS]:
        item, by = version.item, version.submitted_by
        yield (
            version.title, item.code, item.office.name, version.number, version.get_state_display(),
            by.name if by else "", version.submitted_at, version.effective_on,
        )  # fmt: skip


def _references(request: OfficerRequest, on: date) -> Iterable[Row]:
    for each in references.reference_lists().order_by("id")[:MOST_ROWS]:
        entries = each.size  # type: ignore[attr-defined]  # counted by the query
        yield each.title, each.region.name, each.get_level_display(), entries, each.published_at


def _fields(request: OfficerRequest, on: date) -> Iterable[Row]:
    for field in SharedField.objects.order_by("code")[:MOST_ROWS]:
        yield field.code, field.title, field.title_en, field.autofill, field.ended_on


def _typed(request: OfficerRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:60]


ITEM = (_("事项"), _("实施编码"), _("部门"))
MANAGES, APPROVES = "manage_catalogue", "approve_catalogue"
LISTS = {
    "entries": Exported(
        _("基本目录"),
        (_("事项"), _("基本编码"), _("事项类型"), _("设定依据"), _("来源"), _("认领的部门")),
        _entries,
        (MANAGES, APPROVES),
    ),
    "marks": Exported(_("待复核事项"), (*ITEM, _("修改的法律"), _("施行"), _("结论")), _marks, (MANAGES,)),
    "papers": Exported(
        _("材料目录"),
        (_("材料名称"), _("代码"), _("其他叫法"), _("由谁出具"), _("证明的设定依据"), _("用到的事项")),
        _papers,
    ),
    "delegations": Exported(
        _("委托"),
        (*ITEM, _("受委托单位"), _("委托范围"), _("委托书"), _("起"), _("止")),
        _delegations,
    ),
    "agreements": Exported(
        _("通办协议"),
        (_("协议"), _("部门"), _("合作地区"), _("通办范围"), _("签订"), _("起"), _("止"), _("已进入清单")),
        _agreements,
    ),
    "reviews": Exported(
        _("送审"),
        (*ITEM, _("版本"), _("状态"), _("送审人"), _("送审时间"), _("生效日期")),
        _reviews,
    ),
    "references": Exported(
        _("参考目录"), (_("目录"), _("地区"), _("层级"), _("事项数"), _("发布")), _references, (MANAGES, APPROVES)
    ),
    "fields": Exported(
        _("共用字段"),
        (_("代码"), _("名称"), _("英文名称"), _("自动填入"), _("停用")),
        _fields,
        (MANAGES,),
        is_of_all=True,
    ),
}
