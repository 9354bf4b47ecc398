"""Tags that show how something stands: light, badge, steps, trail, ratio, progress."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from tongban.kernel.ratios import Ratio
from tongban.ui.tags import page

register = template.Library()

LIGHTS = {  # code: icon, word, tone
    "green": ("circle-check", gettext_lazy("正常"), "good"),
    "yellow": ("clock-alert", gettext_lazy("快到期"), "notice"),
    "red": ("triangle-alert", gettext_lazy("已超期"), "alarm"),
    "paused": ("pause", gettext_lazy("暂停计时"), "info"),
    "done": ("flag", gettext_lazy("已办结"), "quiet"),
}
STEP_STATES = {
    "done": ("circle-check", gettext_lazy("已完成")),
    "open": ("circle-dot", gettext_lazy("正在办理")),
    "waiting": ("circle", gettext_lazy("未开始")),
    "cancelled": ("circle-minus", gettext_lazy("不再需要")),
    "returned": ("undo", gettext_lazy("已退回")),
}
TONE_ICONS = {
    "good": "circle-check", "notice": "clock-alert", "alarm": "triangle-alert", "info": "info", "quiet": "circle",
}  # fmt: skip


def _read(thing: Any, name: str, default: Any = None) -> Any:
    """A part of a value that may be a mapping or an object; components take both."""
    if isinstance(thing, Mapping):
        return thing.get(name, default)
    return getattr(thing, name, default)


def light_of(value: Any) -> str:
    """The light of a value: itself, its ``light``, or from its ``due_at`` and ``warn_at``."""
    if value is None or isinstance(value, str):
        return value or ""
    if light := _read(value, "light"):
        return str(light)
    due_at, warn_at, now = _read(value, "due_at"), _read(value, "warn_at"), timezone.now()
    if due_at is None:
        return ""
    if now > due_at:
        return "red"
    return "yellow" if warn_at and now >= warn_at else "green"


@register.simple_tag
def light(value: Any, word: str = "") -> SafeString:
    """A light as icon, word and colour: ``green``, ``yellow``, ``red``, ``paused``, ``done``."""
    code = light_of(value)
    icon, own_word, tone = LIGHTS.get(code, ("circle", "", "quiet"))
    return _state(word or str(own_word), tone, icon, code)


@register.simple_tag
def badge(word: str, tone: str = "quiet", icon: str = "") -> SafeString:
    """A state in a word: tones ``good``, ``notice``, ``alarm``, ``info``, ``quiet``."""
    return _state(word, tone, icon or TONE_ICONS.get(tone, "circle"))


@lru_cache(maxsize=512)
def _state(word: str, tone: str, icon: str, code: str = "") -> SafeString:
    """Return icon, word and tone as they stand in a page; nothing where there is no word. The same few come again."""
    if not word:
        return mark_safe("")
    mark = format_html(' data-light="{}"', code) if code else ""
    return format_html(
        '<span class="badge-state tone-{}"{}>{}<span>{}</span></span>', tone, mark, page.icon(icon), word
    )


@register.inclusion_tag("ui/components/steps.html")
def steps(steps: Iterable[Any], label: str = "") -> dict[str, Any]:
    """The step map: waves one after another, the steps of a wave side by side.

    A step has ``name``, ``state`` (``done``, ``open``, ``waiting``, ``cancelled``, ``returned``) and may have
    ``wave``, ``office`` (or ``office_name``), ``due_at``, ``closed_at``, ``note``.
    """
    ordered = sorted(steps, key=lambda step: _read(step, "wave", 0) or 0)
    waves = []
    for number, members in groupby(ordered, key=lambda step: _read(step, "wave", 0) or 0):
        shown = [_shown_step(step) for step in members]
        states = {step["state"] for step in shown}
        state = "open" if "open" in states else "done" if states <= {"done", "cancelled"} else "waiting"
        waves.append({"number": number, "steps": shown, "state": state})
    return {"waves": waves, "label": label}


def _shown_step(step: Any) -> dict[str, Any]:
    state = str(_read(step, "state", "waiting"))
    icon, word = STEP_STATES.get(state, STEP_STATES["waiting"])
    return {
        "name": _read(step, "name", ""),
        "office": _read(step, "office_name") or _read(step, "office", ""),
        "state": state,
        "icon": icon,
        "word": word,
        "due_at": _read(step, "due_at"),
        "closed_at": _read(step, "closed_at"),
        "note": _read(step, "note", ""),
    }


@register.inclusion_tag("ui/components/trail.html")
def trail(entries: Iterable[Any]) -> dict[str, Any]:
    """What happened, newest first as given: entries with ``at``, ``text`` and perhaps ``who``, ``note``, ``icon``."""
    return {"entries": entries}


@register.inclusion_tag("ui/components/ratio.html")
def ratio(value: Ratio, url: str = "", label: str = "", digits: int = 1) -> dict[str, Any]:
    """A rate with both its terms, opening to what is behind them; a rate of nothing is a dash."""
    percent = value.percent(digits) or "—"
    terms = {"numerator": value.numerator, "denominator": value.denominator}
    return {"percent": percent, **terms, "url": url, "label": label}


@register.inclusion_tag("ui/components/progress.html")
def progress(done: int, total: int, label: str = "") -> dict[str, Any]:
    """How far long work has come, in numbers and as a bar."""
    return {"done": done, "total": total, "label": label, "percent": round(100 * done / total) if total else 0}
