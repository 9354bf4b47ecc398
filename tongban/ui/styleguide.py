"""The living style page: every component in its states, each beside the code that makes it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.engine import Engine
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from tongban.ui.samples import samples

SPRITE = Path(__file__).parent / "static/ui/icons.svg"
TOKENS = (
    ("primary", gettext_lazy("主色")),
    ("primary-deep", gettext_lazy("主色（深）")),
    ("primary-tint", gettext_lazy("主色（浅）")),
    ("ink", gettext_lazy("正文")),
    ("ink-soft", gettext_lazy("次要文字")),
    ("line-strong", gettext_lazy("控件边框")),
    ("line", gettext_lazy("分隔线")),
    ("ground", gettext_lazy("底色")),
    ("good", gettext_lazy("正常")),
    ("notice", gettext_lazy("提醒")),
    ("alarm", gettext_lazy("警示（只用于警示）")),
    ("info", gettext_lazy("说明")),
)
EXAMPLES = (
    ("buttons", gettext_lazy("按钮")),
    ("light", gettext_lazy("红绿灯")),
    ("badge", gettext_lazy("状态")),
    ("deadline", gettext_lazy("期限")),
    ("derivation", gettext_lazy("逐日推算")),
    ("steps", gettext_lazy("进展图")),
    ("trail", gettext_lazy("办理记录")),
    ("ratio", gettext_lazy("比率与进度")),
    ("notices", gettext_lazy("提示")),
    ("obstacles", gettext_lazy("不能继续的原因")),
    ("form", gettext_lazy("表单与错误")),
    ("confirm", gettext_lazy("输入文字确认")),
    ("papers", gettext_lazy("材料清单")),
    ("person", gettext_lazy("申请人（脱敏）")),
    ("facts", gettext_lazy("核对清单")),
    ("filters", gettext_lazy("筛选栏")),
    ("table", gettext_lazy("表格与翻页")),
    ("charts", gettext_lazy("图表")),
    ("tiles", gettext_lazy("入口卡片")),
    ("breadcrumb", gettext_lazy("当前位置")),
    ("empty", gettext_lazy("空与加载")),
    ("qr", gettext_lazy("二维码")),
    ("text", gettext_lazy("日期与金额")),
)


@dataclass(frozen=True)
class Example:
    """One component: what it looks like, and the template that made it."""

    name: str
    title: str | Promise
    shown: SafeString
    code: str


def show(request: HttpRequest) -> HttpResponse:
    values = {"samples": samples(timezone.now())}
    examples = [_example(name, title, values, request) for name, title in EXAMPLES]
    return render(request, "ui/styleguide.html", {"examples": examples, "tokens": TOKENS, "icons": icon_names()})


def show_desk(request: HttpRequest) -> HttpResponse:
    """The frame of the staff desk, with a list and panels in it."""
    return render(request, "ui/styleguide_desk.html", {"samples": samples(timezone.now())})


def show_paper(request: HttpRequest) -> HttpResponse:
    """A page made for the printer."""
    return render(request, "ui/styleguide_print.html", {"samples": samples(timezone.now())})


def _example(name: str, title: str | Promise, values: dict[str, Any], request: HttpRequest) -> Example:
    template = f"ui/examples/{name}.html"
    source = Engine.get_default().get_template(template).source
    code = str(source).replace("{% load i18n tongban %}", "").strip()
    return Example(name, title, render_to_string(template, values, request), code)


def icon_names() -> list[str]:
    """The names in our sprite, in its order."""
    return re.findall(r'<symbol id="([a-z-]+)"', SPRITE.read_text())
