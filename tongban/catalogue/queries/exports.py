"""What managers take away of the catalogue as lists: their items, and everything that the lint finds in them."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries.desk import items_seen
from tongban.catalogue.queries.linting import examined
from tongban.people.models import Officer
from tongban.ui.wording import say

Cells = tuple[object, ...]
ITEM_WIDTHS = (36, 40, 14, 26, 14, 10, 12, 10, 14, 14)
FINDING_WIDTHS = (36, 40, 26, 10, 10, 70, 50)


def item_heads() -> list[str]:
    return [
        _("实施编码"), _("事项"), _("事项类型"), _("部门"), _("行政区划"), _("版本"), _("状态"), _("即办件"),
        _("法定办结时限"), _("承诺办结时限"),
    ]  # fmt: skip


def item_rows(items: QuerySet[Item]) -> Iterator[Cells]:
    """Yield the list of items as rows: one query, however many there are."""
    listed = items.select_related("catalog_item", "office__region", "current").order_by("code")
    for item in listed.iterator(chunk_size=500):
        current = item.current
        state = _("在用") if current else _("已停用") if item.retired_at else _("未发布")
        limits: Cells = ("", "", "")
        if current:
            statutory = current.statutory_limit
            limits = (_("是") if current.is_instant else _("否"), str(statutory or ""), str(current.promised_limit))
        yield (
            item.code,
            current.title if current else item.catalog_item.name,
            item.catalog_item.get_item_type_display(),
            item.office.name,
            item.office.region.name,
            current.number if current else None,
            state,
            *limits,
        )


def finding_heads() -> list[str]:
    return [_("实施编码"), _("事项"), _("部门"), _("版本"), _("轻重"), _("检查结果"), _("依据")]


def finding_rows(officer: Officer, on: date, *, state: str = "", text: str = "") -> Iterator[Cells]:
    """Yield what the lint finds in the items that the officer may see, in force or in draft, item by item."""
    items = items_seen(officer, on, state=state, text=text)
    versions = ItemVersion.objects.filter(Q(state__in=ItemVersion.UNFINISHED) | Q(item__current=F("pk")))
    for each in examined(versions.filter(item__in=items.values("pk")), on):
        version = each.version
        for finding in each.findings:
            yield (
                version.item.code,
                version.title,
                version.item.office.name,
                version.number,
                _("错误") if finding.check.blocks else _("提醒"),
                say(finding.obstacle),
                finding.check.source,
            )
