"""What may be typed: a limit to be explained, a year to be looked at, a notice to be loaded."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tongban.calendars.rules import Calendar, Pause, receipt_day
from tongban.calendars.rules.days import FIRST, LAST, NATIONAL
from tongban.calendars.rules.notices import CannotReadNotice, NoticeDay, read_notice
from tongban.kernel.moments import BEIJING
from tongban.kernel.obstacles import Obstacle
from tongban.ui.wording import say

LONGEST = 1000  # units; the table of days stays readable
LARGEST_FILE = 100_000  # bytes; a notice is a page of text
PAUSES = (1, 2, 3)
REGION_WIDGET = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"min": FIRST.isoformat(), "max": LAST.isoformat()})


class RegionField(forms.RegexField):
    """A region code of GB/T 2260; empty means the nation."""

    def __init__(self, **options: Any):
        super().__init__(
            r"^\d{6}(\d{3}){0,2}$",
            label=_("地区代码"),
            required=False,
            error_messages={"invalid": _("请填写 6、9 或 12 位行政区划代码")},
            widget=REGION_WIDGET,
            **options,
        )

    def clean(self, value: Any) -> str:
        return super().clean(value) or NATIONAL


class LimitForm(forms.Form):
    """A limit to be explained."""

    start = forms.DateField(label=_("哪一天受理（或收到）"), widget=DayInput())
    amount = forms.IntegerField(label=_("时限"), min_value=0, max_value=LONGEST, initial=5)
    unit = forms.ChoiceField(
        label=_("单位"),
        choices=[("working", _("工作日")), ("calendar", _("自然日")), ("hour", _("工作小时"))],
        initial="working",
    )
    at = forms.TimeField(
        label=_("几点"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("按小时计算时填写；不填从上班时间起算"),
    )
    after_hours = forms.BooleanField(label=_("是下班以后或休息日收到的（从下一个工作日算起）"), required=False)
    extension = forms.IntegerField(
        label=_("延长"), required=False, min_value=0, max_value=LONGEST, help_text=_("经批准延长的数量，单位同上")
    )
    region = RegionField(help_text=_("不填按全国日历计算"))

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        for n in PAUSES:
            self.fields[f"pause_{n}_from"] = forms.DateField(label=_("暂停开始"), required=False, widget=DayInput())
            self.fields[f"pause_{n}_to"] = forms.DateField(label=_("暂停结束"), required=False, widget=DayInput())

    def pause_fields(self) -> list[tuple[int, Any, Any]]:
        """Return the pairs of fields for pauses, numbered."""
        return [(n, self[f"pause_{n}_from"], self[f"pause_{n}_to"]) for n in PAUSES]

    def has_details(self) -> bool:
        """Return whether anything beyond the plain question was typed or must be corrected."""
        plain = {"start", "amount", "unit"}
        return any(self.data.get(name) or name in self.errors for name in self.fields if name not in plain)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for n in PAUSES:
            begun, ended = given.get(f"pause_{n}_from"), given.get(f"pause_{n}_to")
            if ended and not begun:
                self.add_error(f"pause_{n}_from", _("请填写从哪一天起暂停"))
            if begun and ended and ended < begun:
                about = f"{begun.isoformat()}..{ended.isoformat()}"
                self.add_error(f"pause_{n}_to", say(Obstacle("pause_ends_before_it_begins", about)))
        return given

    def limit(self, calendar: Calendar) -> dict[str, Any]:
        """Return the inputs of ``explain``."""
        given = self.cleaned_data
        return {
            "start": self._start(calendar),
            "amount": given["amount"],
            "unit": given["unit"],
            "pauses": [
                Pause(given[f"pause_{n}_from"], given[f"pause_{n}_to"]) for n in PAUSES if given[f"pause_{n}_from"]
            ],
            "extension": given["extension"] or 0,
            "calendar": calendar,
        }

    def _start(self, calendar: Calendar) -> date | datetime:
        start: date = self.cleaned_data["start"]
        if self.cleaned_data["after_hours"]:
            return receipt_day(datetime.combine(start, time.max, BEIJING), calendar)
        if self.cleaned_data["unit"] == "hour" and self.cleaned_data["at"]:
            return datetime.combine(start, self.cleaned_data["at"], BEIJING)
        return start


class YearForm(forms.Form):
    """Which year of which region to look at."""

    year = forms.IntegerField(label=_("年份"), min_value=FIRST.year + 1, max_value=LAST.year - 1)
    region = RegionField()


class NoticeForm(forms.Form):
    """A notice to be loaded: its heading, and its days as TOML or CSV, typed or from a file."""

    year = forms.IntegerField(label=_("年份"), required=False, help_text=_("TOML 里写了的可以不填"))
    title = forms.CharField(label=_("通知标题"), max_length=200, required=False)
    source = forms.CharField(
        label=_("文号或出处"), max_length=200, required=False, help_text=_("例如：国办发明电〔2025〕7号")
    )
    region = RegionField(help_text=_("全国通知不填；地方通知填发布地区的代码"))
    text = forms.CharField(
        label=_("放假和调休日期"),
        required=False,
        max_length=LARGEST_FILE,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("每行一天：2027-02-05,放假,春节；或粘贴 TOML"),
    )
    file = forms.FileField(
        label=_("或者选择文件"), required=False, widget=forms.FileInput(attrs={"accept": ".toml,.csv,.txt"})
    )

    days: tuple[NoticeDay, ...] = ()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        text = self._text(given.get("file"), given.get("text", ""))
        if text is None:
            return given
        given["text"] = text
        try:
            heading, self.days = read_notice(text)
        except CannotReadNotice as refused:
            for obstacle in refused.obstacles:
                self.add_error("text", say(obstacle))
            return given
        given["year"] = given.get("year") or heading.get("year")
        given["title"] = given.get("title") or heading.get("title", "")
        given["source"] = given.get("source") or heading.get("number") or heading.get("source", "")
        if not isinstance(given["year"], int):
            self.add_error("year", _("请填写年份"))
        return given

    def _text(self, file: UploadedFile | None, typed: str) -> str | None:
        if file is None:
            return typed
        if (file.size or 0) > LARGEST_FILE:
            self.add_error("file", _("文件太大，通知一般只有一页"))
            return None
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", _("文件不是 UTF-8 编码的文本"))
            return None

    def notice(self) -> dict[str, Any]:
        """Return the inputs of ``load_notice``."""
        given = self.cleaned_data
        return {
            "region_code": given["region"],
            "year": given["year"],
            "title": given["title"].strip(),
            "source": given["source"].strip(),
            "days": list(self.days),
        }
