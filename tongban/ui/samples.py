"""Sample values for the style page: what a module would hand to each component. Nobody in them exists."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.ratios import Ratio


class ShopForm(forms.Form):
    """Enough of a form to show a field of each kind, and what errors look like."""

    shop = forms.CharField(
        label=gettext_lazy("店铺名称"),
        help_text=gettext_lazy("和招牌上写的一样"),
        error_messages={"required": gettext_lazy("请填写店铺名称")},
    )
    area = forms.IntegerField(label=gettext_lazy("面积（平方米）"), required=False, min_value=1)
    kind = forms.ChoiceField(
        label=gettext_lazy("您要开什么店？"),
        choices=[("meal", gettext_lazy("餐馆")), ("drink", gettext_lazy("饮品店"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选择开什么店")},
    )
    promise = forms.BooleanField(label=gettext_lazy("我保证所填内容属实"), required=False)


def samples(now: datetime) -> dict[str, Any]:
    """Return the sample values, around a moment."""
    return {
        "now": now,
        **_clocks(now),
        **_course(now),
        **_figures(),
        **_lists(),
        **_work(now),
        "form": ShopForm({"area": "30"}),
    }


def _clocks(now: datetime) -> dict[str, Any]:
    start = local_day(now)
    days = [_day(start + timedelta(days=n), mark="start" if n == 0 else "") for n in range(10)]
    for number, row in enumerate((row for row in days if row.mark == "counted"), start=1):
        row.counted = number
    counted = [row for row in days if row.counted]
    last = counted[4]
    source = gettext("《中华人民共和国行政许可法》")
    return {
        "clock": SimpleNamespace(
            due_on=last.day, days_left=5, unit="working", source=source, derivation=days[: days.index(last) + 1]
        ),
        "provisional": SimpleNamespace(due_on=date(start.year + 1, 1, 6), days_left=28, is_provisional=True),
        "late": SimpleNamespace(due_at=now - timedelta(days=2), days_left=-2, unit="working"),
    }


def _day(day: date, mark: str) -> SimpleNamespace:
    kind = "weekend" if day.weekday() > 4 else "working"
    return SimpleNamespace(day=day, kind=kind, mark=mark or ("skipped" if kind == "weekend" else "counted"), counted=0)


def _course(now: datetime) -> dict[str, Any]:
    market, fire = gettext("市场监管局"), gettext("消防救援支队")

    def step(name: str, wave: int, state: str, office: str, **more: Any) -> dict[str, Any]:
        return {"name": name, "wave": wave, "state": state, "office": office, **more}

    return {
        "steps": [
            step(gettext("受理"), 1, "done", gettext("政务服务窗口"), closed_at=now - timedelta(days=3)),
            step(gettext("现场核查"), 2, "open", market, due_at=now + timedelta(days=4)),
            step(gettext("消防意见"), 2, "done", fire, closed_at=now - timedelta(days=1)),
            step(gettext("审批"), 3, "waiting", market),
            step(gettext("送达"), 4, "waiting", gettext("政务服务窗口")),
        ],
        "trail": [
            {"at": now - timedelta(hours=2), "text": gettext("现场核查已安排"), "who": market, "icon": "calendar"},
            {"at": now - timedelta(days=1), "text": gettext("消防意见：同意"), "who": fire, "icon": "circle-check"},
            {"at": now - timedelta(days=3), "text": gettext("已受理"), "note": gettext("受理通知书已发送")},
        ],
    }


def _figures() -> dict[str, Any]:
    names = [gettext("市场监管局"), gettext("人社局"), gettext("住建局"), gettext("公安局")]
    return {
        "ratio": Ratio(962, 987),
        "no_ratio": Ratio(0, 0),
        "bars": list(zip(names, (412, 305, 128, 96))),
        "highlight": names[2],
        "months": list(zip("123456789", (210, 198, 243, 260, 251, 287, 302, 296, 331))),
        "parts": [(gettext("网上"), 612), (gettext("窗口"), 304), (gettext("自助终端"), 71)],
    }


def _lists() -> dict[str, Any]:
    return {
        "obstacles": [Obstacle("not_found", about="990101-261122-000017-K"), Obstacle("missing_paper", about="A-3")],
        "papers": [
            {"name": gettext("申请书"), "state": "given", "pages": 2},
            {"name": gettext("营业执照"), "state": "held"},
            {
                "name": gettext("租赁合同"),
                "state": "missing",
                "note": gettext("写明地址和面积"),
                "why": gettext("用来确认您有权使用这个经营场所。"),
            },
            {"name": gettext("平面图"), "state": "wrong", "note": gettext("照片不清楚，请重拍")},
            {"name": gettext("健康证明"), "state": "gap"},
        ],
        "person": {"kind": "person", "name": "张**", "identity": "990***********002X", "phone": "138****5678"},
        "facts": [
            (gettext("店铺名称"), gettext("老街面馆"), "#facts"),
            (gettext("经营地址"), gettext("云州市云城区人民路 18 号"), "#facts"),
            (gettext("面积"), "86 m²", "#facts"),
        ],
    }


def _work(now: datetime) -> dict[str, Any]:
    def work(number: str, title: str, party: str, step: str, light: str, days_left: int) -> SimpleNamespace:
        due_on = local_day(now) + timedelta(days=days_left)
        return SimpleNamespace(
            number=number, title=title, party=party, step=step, light=light, days_left=days_left, due_on=due_on
        )

    licence, sign, book = gettext("食品经营许可"), gettext("户外招牌设置"), gettext("出版物零售许可")
    lights = [("red", gettext("已超期")), ("yellow", gettext("快到期"))]
    return {
        "filters": [
            {"name": "light", "label": gettext("期限"), "options": lights},
            {"name": "office", "label": gettext("部门"), "options": [("1", gettext("市场监管局"))]},
        ],
        "columns": [gettext("编号"), gettext("事项"), gettext("申请人"), (gettext("剩余工作日"), "number")],
        "rows": [
            [("990101-261122-000017-K", "#table"), gettext("食品经营许可"), "张**", 5],
            [("990101-261121-000009-3", "#table"), gettext("户外招牌设置"), "李**", 2],
        ],
        "work": [
            work("990101-261112-000102-8", licence, "王**", gettext("现场核查"), "red", -2),
            work("990101-261117-000031-P", sign, "云**********", gettext("审批"), "yellow", 1),
            work("990101-261121-000009-3", book, "李**", gettext("受理"), "green", 4),
            work("990101-261122-000017-K", licence, "张**", gettext("受理"), "green", 5),
        ],
        "page": SimpleNamespace(next="2026", previous=None),
    }
