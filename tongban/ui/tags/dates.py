"""Filters and tags for days, moments, money and deadlines, in the reader's language and China's time."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from tongban.kernel.moments import BEIJING, local_day

register = template.Library()

WEEKDAYS = "一二三四五六日"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
KINDS = {
    "working": gettext_lazy("普通工作日"),
    "make_up": gettext_lazy("调休上班"),
    "weekend": gettext_lazy("周末"),
    "holiday": gettext_lazy("节假日"),
}
MARKS = {
    "start": gettext_lazy("起算日，当天不计"),
    "paused": gettext_lazy("暂停计时，当天不计"),
    "given_back": gettext_lazy("最后一天要求了听证，没有用完，听证结束后补回"),
    "moved_to": gettext_lazy("最后一天不上班，顺延到这一天"),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _is_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def _as_day(value: date | datetime) -> date:
    return local_day(value) if isinstance(value, datetime) else value


@register.filter
def day(value: date | datetime | None) -> str:
    """A day with its weekday: 5月7日（周四）, Thu 7 May; the year only when it is not this one."""
    if not value:
        return ""
    return with_weekday(_as_day(value))


def with_weekday(shown: date, *, is_chinese: bool | None = None, is_to_keep: bool = False) -> str:
    """Return a day with its weekday, in a language or in that of the reader; what is kept names its year."""
    is_chinese = _is_chinese() if is_chinese is None else is_chinese
    is_this_year = shown.year == local_day(timezone.now()).year and not is_to_keep
    if is_chinese:
        year = "" if is_this_year else f"{shown.year}年"
        return f"{year}{shown.month}月{shown.day}日（周{WEEKDAYS[shown.weekday()]}）"
    year = "" if is_this_year else f" {shown.year}"
    return f"{DAYS[shown.weekday()]} {shown.day} {MONTHS[shown.month - 1]}{year}"


@register.filter
def full_day(value: date | datetime | None) -> str:
    """A day for a printed paper: 2026年5月7日, 7 May 2026."""
    if not value:
        return ""
    shown = _as_day(value)
    if _is_chinese():
        return f"{shown.year}年{shown.month}月{shown.day}日"
    return f"{shown.day} {MONTHS[shown.month - 1]} {shown.year}"


@register.filter
def month(value: date | str | None) -> str:
    """A month, given as a day in it or as 2026-05: 2026年5月, May 2026."""
    if not value:
        return ""
    year, number = (value.year, value.month) if isinstance(value, date) else map(int, value.split("-"))
    return f"{year}年{number}月" if _is_chinese() else f"{MONTHS[number - 1]} {year}"


@register.filter
def moment(value: datetime | None) -> str:
    """A day with its weekday and the time: 5月7日（周四）17:30."""
    if not value:
        return ""
    local, is_chinese = value.astimezone(BEIJING), _is_chinese()
    comma = "" if is_chinese else ", "
    return f"{with_weekday(local, is_chinese=is_chinese)}{comma}{local.hour:02}:{local.minute:02}"


@register.filter
def iso(value: date | datetime | None) -> str:
    """The machine's form, for ``<time datetime>``."""
    if not value:
        return ""
    return value.astimezone(BEIJING).isoformat() if isinstance(value, datetime) else value.isoformat()


@register.filter
def fen(value: Any) -> str:
    """Money from integer fen (or a ``Money``): ¥1,234.50."""
    if value in (None, ""):
        return ""
    whole = int(getattr(value, "fen", value))
    sign = "-" if whole < 0 else ""
    return f"{sign}¥{abs(whole) // 100:,}.{abs(whole) % 100:02d}"


@register.filter
def ago(value: datetime | None) -> str:
    """How long ago: 3 分钟前; from a week on, the day itself."""
    if not value:
        return ""
    passed = timezone.now() - value
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return gettext("刚刚")
    if minutes < 60:
        return ngettext("%(n)d 分钟前", "%(n)d 分钟前", minutes) % {"n": minutes}
    if minutes < 24 * 60:
        return ngettext("%(n)d 小时前", "%(n)d 小时前", minutes // 60) % {"n": minutes // 60}
    if passed < timedelta(days=7):
        return ngettext("%(n)d 天前", "%(n)d 天前", passed.days) % {"n": passed.days}
    return day(value)


@register.inclusion_tag("ui/components/deadline.html")
def deadline(clock: Any, label: str = "") -> dict[str, Any]:
    """The last day of something, how much is left, and “why this day?”.

    ``clock`` has ``due_at`` (a moment) or ``due_on`` (a day) and may have ``is_provisional``, ``days_left``
    with its ``unit`` (``working``, ``calendar``, ``hour``; negative when late), ``source``, ``derivation`` (of the
    calendars, or rows with ``day``, ``counted``, ``note``) and ``derivation_url``, which answers with ``derivation``
    rendered and is asked when the reader opens it.
    """
    due = getattr(clock, "due_at", None) or getattr(clock, "due_on", None)
    unit = getattr(clock, "unit", "") or "working"
    left = getattr(clock, "days_left", None)
    return {
        "label": label,
        "due": due,
        "has_time": isinstance(due, datetime) and unit == "hour",
        "left": time_left(left, unit),
        "is_late": left is not None and left < 0,
        "is_provisional": getattr(clock, "is_provisional", False),
        "derivation": getattr(clock, "derivation", None),
        "derivation_url": getattr(clock, "derivation_url", ""),
        "source": getattr(clock, "source", ""),
    }


@register.inclusion_tag("ui/components/derivation.html")
def derivation(derivation: Any, source: str = "") -> dict[str, Any]:
    """Why this day: every day from the start on, whether it counts, and the law or promise behind it."""
    rows = getattr(derivation, "rows", derivation) or []
    laws = [source.rstrip("。")] if source else []
    for law in getattr(derivation, "sources", ()):
        laws.append(str(law) if _is_chinese() else getattr(law, "title_en", "") or str(law))
    is_hours = getattr(derivation, "unit", "") == "hour"
    return {"rows": _derived_days(rows, is_hours), "laws": list(dict.fromkeys(laws))}


def _derived_days(rows: Iterable[Any], is_hours: bool) -> SafeString:
    """The days of a derivation as lines of a table: what each is, and which one it is in the count."""
    provisional = format_html(' <span class="quiet">{}</span>', gettext("（暂定）"))
    free = gettext("不计")

    def cells(row: Any) -> tuple[Any, ...]:
        counted = getattr(row, "counted", 0)
        place = f"{counted // 60}:{counted % 60:02d}" if counted and is_hours else counted
        note = getattr(row, "note", "") or day_in_words(row)
        mark = provisional if getattr(row, "is_provisional", False) else ""
        return "is-counted" if counted else "is-free", day(row.day), note, mark, place or free

    line = '<tr class="{}"><td>{}</td><td>{}{}</td><td class="number">{}</td></tr>'
    return format_html_join("", line, map(cells, rows))


def day_in_words(row: Any) -> str:
    """What a day of a derivation is: “节假日：劳动节”, “起算日，当天不计”."""
    mark, kind, name = (str(getattr(row, part, "")) for part in ("mark", "kind", "name"))
    word = str(MARKS.get(mark) or KINDS.get(kind) or kind)
    if getattr(row, "stage", "limit") == "extension" and mark == "counted":
        word = gettext("延长期")
    return f"{word}{gettext('：')}{name}" if name and mark != "start" else word


@register.simple_tag
def time_left(amount: int | None, unit: str = "working") -> str:
    """“还有 3 个工作日”, “今天到期”, “已超过 2 天”; nothing when nobody counted."""
    if amount is None:
        return ""
    if amount == 0 and unit != "hour":
        return gettext("今天到期")
    n = abs(amount)
    values = {"n": n}
    if amount < 0:
        return {
            "working": ngettext("已超过 %(n)d 个工作日", "已超过 %(n)d 个工作日", n),
            "hour": ngettext("已超过 %(n)d 小时", "已超过 %(n)d 小时", n),
        }.get(unit, ngettext("已超过 %(n)d 天", "已超过 %(n)d 天", n)) % values
    return {
        "working": ngettext("还有 %(n)d 个工作日", "还有 %(n)d 个工作日", n),
        "hour": ngettext("还有 %(n)d 小时", "还有 %(n)d 小时", n),
    }.get(unit, ngettext("还有 %(n)d 天", "还有 %(n)d 天", n)) % values
